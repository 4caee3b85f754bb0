"""One text while its lines are classified: their roles, what extractors found, and which lines may be the story."""

from bisect import bisect_right
from collections.abc import Sequence

from transforms.facts import headline
from transforms.facts.line_readers import LONGEST, Readers, read_line
from transforms.facts.line_reading import LineReading
from transforms.layout import READABLE, Roles, is_barred_stamp, role_by_shape
from transforms.layout.prose import is_prose, is_sentence
from transforms.paragraphs import Span

# A title is compared with the first so many code points of the story.
_COMPARED = 1500
# Roles and extractors whose lines are below a story, and never within one.
_ENDS = frozenset(("form", "rights", "tags", "credit"))
# A button or an advertisement may be above a list of the story, lines of these roles are not.
_AFTER_TEXT = frozenset(("form", "rights", "tags", "promotion", "related"))
_ENDING_READERS = frozenset(("trailer", "credit", "copyright", "ending"))
# A line of so many characters without a stop continues in the next one; marks of the wires are not longer.
_FULL_LINE = 40
_LONGEST_MARK = 10
# A line above the lead with so many spaces is another title, or the caption of a picture.
_LONG_TITLE = 7
# The line below the headline with so many words, most of them in small letters, is its standfirst.
_STANDFIRST = 5
_CLOSING_MARKS = " \"'”’»)]」』"


def _is_clause(line: str) -> bool:
    """Whether a line is words alone, half of them or more in small letters."""
    words = line.split()
    return line.replace(" ", "").isalpha() and 2 * sum(word[0].islower() for word in words) >= len(words)


class Page:
    """The lines of one text, by the numbers of their paragraphs, and the reading of each.

    `opened` is the paragraph that begins with the dateline, `headline` that of the title (-1 without one). `kept` are
    lines that belong to the story wherever they are, `ended` those with a phrase of the page at their end, `entries`
    the titles of the entries of a live page, `days` the dates above the entries of a timeline. `closing` and
    `following` are at the end of a paragraph of the story. `may_hold_notice` is whether the text has a word that
    notices of translation contain. `lines` are the paragraphs, as far as extractors read them.
    """

    def __init__(self, text: str, paragraphs: Sequence[Span], page: Roles, *, may_hold_notice: bool = True) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.lines = [text[start:stop][:LONGEST] for start, stop in paragraphs]
        self.may_hold_notice = may_hold_notice
        self.roles, self.first, self.last = page.roles, page.first, page.last
        self.sure_title = page.title
        self.found: dict[int, LineReading] = {}
        self.kept: set[int] = set()
        self.ended = {bisect_right(paragraphs, (begin + 1,)) - 1 for begin, *_ in page.inline}
        self.opened: int | None = None
        self.headline = -1
        self.title: LineReading | None = None
        self.closing: LineReading | None = None
        self.entries: set[int] = set()
        self.days: set[int] = set()
        self.following: list[LineReading] = []
        self.is_page = False

    def line(self, n: int) -> str:
        """One of the lines."""
        return self.lines[n]

    def matter(self, end: Readers, n: int) -> LineReading | None:
        """The result of the first extractor of an end of the text that recognises a line."""
        return read_line(end, self.line(n), may_be_notice=self.may_hold_notice)

    def is_readable(self, n: int) -> bool:
        """Whether extractors read a line: the marks of the wires are short, or in brackets."""
        if n in self.days:
            return False
        role = self.roles[n]
        start, stop = self.paragraphs[n]
        return role is None or role in READABLE or stop - start <= _LONGEST_MARK or self.text[start] == "("

    def take(self, n: int, found: LineReading) -> None:
        """Add a reading of a paragraph; one that leaves as a whole is neither the first nor the last prose."""
        self.found[n] = found.shifted(self.paragraphs[n].start)
        if n in (self.first, self.last) and self._leaves(n):
            prose = [m for m in range(self.first, self.last + 1) if self.roles[m] is None and not self._leaves(m)]
            prose = [m for m in prose if is_prose(self.text[slice(*self.paragraphs[m])])]
            self.first, self.last = (prose[0], prose[-1]) if prose else (-1, -1)

    def _leaves(self, n: int) -> bool:
        """Whether an extractor removes the whole paragraph."""
        found = self.found.get(n)
        return found is not None and found.code is not None and (found.start, found.stop) == self.paragraphs[n]

    def is_unknown(self, n: int) -> bool:
        """Whether a line has no role and no reading."""
        return self.roles[n] is None and n not in self.found and n not in self.kept and n != self.headline

    def is_end(self, n: int) -> bool:
        """Whether a line below the prose shows that the story has ended."""
        if n in self.found and self.line(n).startswith("__"):  # also between sections of a story
            return False
        return self.roles[n] in _ENDS or (n in self.found and self.found[n].reader in _ENDING_READERS)

    def end_of_text(self) -> int:
        """The first line below the prose after which only the page goes on; the number of lines without one."""
        below = range(self.last + 1, len(self.paragraphs)) if self.last >= 0 else ()
        return next((n for n in below if self.roles[n] in _AFTER_TEXT), len(self.paragraphs))

    def is_of_story(self, n: int, *, is_below: bool) -> bool:
        """Whether a line outside the prose may still belong to the story.

        It is a sentence, follows a colon, continues in lower case, only has closing marks, or has a colon and a number
        below the headline.
        """
        line = self.line(n)
        has_number = n > self.headline and ":" in line[:-1] and any(c.isdigit() for c in line)
        if has_number and not role_by_shape(line):
            return True
        if not line.strip(_CLOSING_MARKS) or self._goes_on(n + 1):
            return True
        words = len(line.split())
        is_standfirst = 0 <= self.headline == n - 1 and words >= _STANDFIRST and _is_clause(line)
        is_long = is_standfirst or (n > self.headline and words > _LONG_TITLE)
        if (
            (line[0].islower() and not role_by_shape(line))
            if is_below
            else (is_long or (is_sentence(line) and not is_barred_stamp(line)))
        ):
            return True
        before = self.line(n - 1) if n else ""
        if not n or not self.is_unknown(n - 1):
            return False
        if is_below and len(before) >= _FULL_LINE and not is_sentence(before) and role_by_shape(line) == "stamp":
            return True
        is_announced = before.endswith(":") and (n - 1 <= self.last or is_sentence(before))
        return is_announced or (self._goes_on(n) and not is_sentence(before))

    def _goes_on(self, n: int) -> bool:
        """Whether a line begins in lower case, as the rest of a sentence does, and is no address or end mark."""
        if n in self.found:
            return False
        line = self.line(n) if n < len(self.paragraphs) else ""
        return line[:1].islower() and not role_by_shape(line)

    def story(self) -> str:
        """The beginning of the story, with which titles are compared."""
        if self.first < 0:
            return ""
        start, stop = self.paragraphs[self.first].start, self.paragraphs[self.last].stop
        return self.text[start : min(stop, start + _COMPARED)]

    def title_of(self, n: int, *, may_be_lead: bool = False) -> LineReading | None:
        """The title that a line may be, of one or two sentences; a repeated beginning of the lead is rarely one."""
        line, found = self.line(n), self.found.get(n)
        if n in self.ended or (found is not None and found.code is not None):
            return None
        named = headline.read(line, is_title=n == self.sure_title, may_be_two=True)
        if named is None or role_by_shape(line):
            return None
        is_lead = not may_be_lead and self.first >= 0 and self.text.startswith(line, self.paragraphs[self.first].start)
        return None if is_lead else named

    def is_story(self, n: int) -> bool:
        """Whether a paragraph surely belongs to the story: prose, or any paragraph of a text without prose."""
        return self.first < 0 or (self.first <= n <= self.last and is_prose(self.text[slice(*self.paragraphs[n])]))

    def leaving(self) -> list[int]:
        """The paragraphs that extractors remove from the body."""
        return [n for n, f in self.found.items() if f.code is not None]
