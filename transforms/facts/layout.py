"""Where a text's head and tail hold something that is not the story, and where a second story begins."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from typing import NamedTuple

from transforms.fact import Extract
from transforms.facts import byline, dateline, disclaimer, endings, headline, trailer
from transforms.facts.found import Found
from transforms.facts.matter import HEAD, LONGEST, STOPS, TAIL, is_prose, read_matter
from transforms.layout import CODES, READABLE, Roles, Vocabulary, assign_roles, role_by_place, role_by_shape
from transforms.layout.prose import is_prose as is_story_prose
from transforms.layout.prose import is_sentence
from transforms.paragraphs import Span

# So many lines that may be the story's are looked at from either end, and so many of them may be its own.
_REACH = 12
_STORY_AT_HEAD = 2
_STORY_AT_TAIL = 2
# Below one paragraph of the story, a lead or a second headline, a dateline is still the text's own.
_ABOVE_DATELINE = 1
# The bracket of a dateline stands within so many characters of its paragraph's head.
_BRACKET_WITHIN = 80
# A headline that only its looks speak for is not longer, and so many paragraphs follow it.
_LONGEST_HEADLINE = 120
_BELOW_HEADLINE = 3
_FEWEST_WORDS = 4
# A title is compared with so many code points of the story; one that shares more words with it than these is its own.
_COMPARED = 1500
_MOST_SHARED = 1
# A page that shows itself by few lines has not many that nothing is known of: those are a list of the story's.
_UNKNOWN_TO_ONE_SURE = 2
# Roles and readers whose lines stand below a story, and never within one.
_ENDS = frozenset(("form", "rights", "tags", "credit"))
_ENDING_READERS = frozenset(("trailer", "credit", "copyright", "ending"))
_FULL_LINE = 40
_FEWEST_LETTERS = 20
_LONGEST_MARK = 10
_CLOSING_MARKS = " \"'”’»)]」』"
# Readers whose lines only pages have, and so many lines outside of the story are asked for their shape.
_OF_PAGES = frozenset(("published", "media"))
_MOST_OUTSIDE = 40
_SURE_SHAPES = frozenset(("navigation", "stamp"))


class Layout(NamedTuple):
    """The finds of one text, in its code points and order; `stories` are the datelines of stories after the first.

    `debris` is what the portal printed around the story and no reader knows.
    """

    found: list[Found]
    stories: list[Found]
    debris: list[Extract]


class _Page:
    """One text while its lines are told apart: what was found, by the number of the paragraph."""

    def __init__(self, text: str, paragraphs: Sequence[Span], page: Roles) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.roles, self.first, self.last = page.roles, page.first, page.last
        self.found: dict[int, Found] = {}
        self.kept: set[int] = set()
        self.opened: int | None = None
        self.headline = -1
        self.title: Found | None = None
        self.closing: Found | None = None
        self.behind: list[Found] = []
        self.is_page = False

    def line(self, n: int) -> str:
        start, stop = self.paragraphs[n]
        return self.text[start : min(stop, start + LONGEST)]

    def is_readable(self, n: int) -> bool:
        """Whether readers look at a line: the wires' own marks are short, or in brackets."""
        role = self.roles[n]
        start, stop = self.paragraphs[n]
        return role is None or role in READABLE or stop - start <= _LONGEST_MARK or self.text[start] == "("

    def take(self, n: int, found: Found) -> None:
        self.found[n] = found.within(self.paragraphs[n].start)

    def is_unknown(self, n: int) -> bool:
        """Whether nothing is known of a line."""
        return self.roles[n] is None and n not in self.found and n not in self.kept and n != self.headline

    def is_end(self, n: int) -> bool:
        """Whether a line below the prose shows that the story has ended."""
        return self.roles[n] in _ENDS or (n in self.found and self.found[n].reader in _ENDING_READERS)

    def is_of_story(self, n: int, *, is_below: bool) -> bool:
        """Whether a line outside the prose may be the story's all the same.

        It is a sentence, is announced by a colon, names a figure, goes on in small letters, or closes something.
        """
        line = self.line(n)
        if ":" in line[:-1] and any(c.isdigit() for c in line) and not role_by_shape(line):
            return True
        if not line.strip(_CLOSING_MARKS) or (n + 1 < len(self.paragraphs) and self.line(n + 1)[0].islower()):
            return True
        if is_sentence(line) and not is_below:
            return True
        before = self.line(n - 1) if n else ""
        if is_below and len(before) >= _FULL_LINE and not is_sentence(before) and role_by_shape(line) == "stamp":
            return True
        if not n or not self.is_unknown(n - 1):
            return False
        is_announced = before.endswith(":") and (n - 1 <= self.last or is_sentence(before))
        return is_announced or (line[0].islower() and not is_sentence(before))

    def story(self) -> str:
        """The beginning of the story, as far as titles are compared with it."""
        if self.first < 0:
            return ""
        start = self.paragraphs[self.first].start
        return self.text[start : start + _COMPARED]

    def title_of(self, n: int) -> Found | None:
        """The title that a line may be; the beginning of the lead, printed twice, is none."""
        line, found = self.line(n), self.found.get(n)
        if found is not None and found.leaves is not None:
            return None
        if (named := headline.read(line)) is None or role_by_shape(line) or self.story().startswith(line):
            return None
        return named

    def is_story(self, n: int) -> bool:
        """Whether a paragraph is surely the story's: prose, or any where the text has no prose."""
        return self.first < 0 or (
            self.first <= n <= self.last and is_story_prose(self.text[slice(*self.paragraphs[n])])
        )

    def leaving(self) -> list[int]:
        return [n for n, f in self.found.items() if f.leaves is not None]


def lay_out(
    text: str, paragraphs: Sequence[Span], phrases: Vocabulary | None = None, boilerplate: Container[str] = ()
) -> Layout:
    """Read the head, the tail, and between them the heads of paragraphs that may begin another story."""
    roles = assign_roles(text, paragraphs, boilerplate=boilerplate, phrases=phrases)
    page = _Page(text, paragraphs, roles)
    _read_tail(page, _read_head(page))
    _mark_byline(page)
    debris = _debris(page, roles)
    found = [*page.found.values(), *page.behind, *(f for f in (page.title, page.closing) if f)]
    found.sort(key=lambda f: f.start)
    return Layout(found, _read_middle(text, paragraphs, found), debris)


def _read_head(page: _Page) -> int:
    """Read the lines above the story, and give the first paragraph that the tail may claim."""
    titles: list[tuple[int, Found]] = []
    has_debris = any(page.roles[: max(page.first, 0)])
    story = looked = 0
    for n in range(len(page.paragraphs)):
        if not page.is_readable(n):
            continue
        role, line = page.roles[n], page.line(n)
        if (matter := read_matter(HEAD, line)) is not None:
            page.take(n, matter)
            if matter.leaves is not None:
                continue
        if role is not None:
            continue
        looked += 1
        found = _opening(line, story) or _place_line(page, n, line)
        if found is not None and not _is_above_dateline(page, n, found):
            page.take(n, found)
            page.opened = n
            break
        if not story and (named := page.title_of(n)):
            titles.append((n, named))
            continue
        story += page.is_story(n) or (is_sentence(line) and not has_debris)
        if story == _STORY_AT_HEAD or looked == _REACH:
            break
    if page.first > 1:
        titles = _once(page, titles)
    page.is_page = _is_page(page, {n for n, _ in titles})
    if titles:
        _choose_headline(page, titles)
    return page.opened if page.opened is not None else max(page.headline, *page.leaving(), -1) + 1


def _opening(line: str, story: int) -> Found | None:
    """The dateline that a paragraph begins with; a place alone opens a story only at its very head."""
    found = dateline.read(line) if story <= _ABOVE_DATELINE else None
    is_whole = found is not None and found.stop == len(line)
    return None if found is None or (story and found.form in dateline.BARE and not is_whole) else found


def _is_above_dateline(page: _Page, n: int, found: Found) -> bool:
    """Whether what looks like a dateline is the headline: a paragraph of prose below has one that prints as much."""
    if page.is_story(n) or found.stop == len(page.line(n)):
        return False
    for m in range(n + 1, min(n + 1 + _BELOW_HEADLINE, len(page.paragraphs))):
        below = dateline.read(page.line(m)) if page.is_story(m) else None
        if below and all(below.value(f) or not found.value(f) for f in ("located", "agency", "dateline_date")):
            return True
    return False


def _place_line(page: _Page, n: int, line: str) -> Found | None:
    """A line that is a place alone, below the line of an agency, or a place and who wrote there."""
    found = dateline.read_place(line) if n else None
    above = page.found.get(n - 1)
    is_below_agency = above is not None and above.value("agency") is not None
    return found if found and (is_below_agency or found.form != "place_line") else None


def _is_page(page: _Page, titles: set[int]) -> bool:
    """Whether something shows that the text was saved with a page around it."""
    if any(role is not None for role in page.roles) or any(f.reader in _OF_PAGES for f in page.found.values()):
        return True
    outside = (*range(max(page.first, 0)), *range(page.last + 1, len(page.paragraphs))) if page.first >= 0 else ()
    return any(
        n not in page.found and n not in titles and role_by_shape(page.line(n)) in _SURE_SHAPES
        for n in outside[:_MOST_OUTSIDE]
    )


def _once(page: _Page, titles: list[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """The titles, each once: a line that repeats one of them, cut or with sections before it, is the page's."""
    printed = {n: headline.letters(page.line(n)) for n, _ in titles}
    for n in range(max(page.first, 0)):
        mine = headline.letters(page.line(n))
        repeats = (m != n and _repeats(mine, other, is_later=n > m) for m, other in printed.items())
        if mine and page.roles[n] is None and any(repeats):
            page.roles[n] = "navigation"
    return [(n, title) for n, title in titles if page.roles[n] is None]


def _repeats(line: str, title: str, *, is_later: bool) -> bool:
    """Whether the letters of a line repeat those of a title; of two that are the same the second does."""
    if line == title:
        return is_later
    return min(len(title), len(line)) >= _FEWEST_LETTERS and (line.endswith(title) or title.startswith(line))


def _choose_headline(page: _Page, titles: list[tuple[int, Found]]) -> None:
    """Take the title that shares words with the story below it, where the lines around it show that it is one."""
    story = page.story()
    printed = [named.value("headline") or "" for _, named in titles]
    shared = [headline.shared_words(line, story) for line in printed]
    long = [line.count(" ") + 1 >= _FEWEST_WORDS for line in printed]
    best = max(range(len(titles)), key=lambda i: (shared[i], long[i], i))
    if (
        page.opened is not None
        and shared[best] > _MOST_SHARED
        and len(titles) > 1
        and sum(shared) == shared[best]
        and sum(long) == long[best]
    ):
        # What stands above a headline, or between it and the story, and has no word of theirs is the page's.
        page.is_page = True
    if not page.is_page:
        best = 0
        if not _is_sure(page, *titles[0], shared):
            return
    elif not (shared[best] or long[best]) or len(titles) - 1 > _UNKNOWN_TO_ONE_SURE * (1 + sum(map(bool, page.roles))):
        return
    n, title = titles[best]
    page.headline, page.title = n, title.within(page.paragraphs[n].start)
    page.kept = {m for (m, _), words in zip(titles, shared, strict=True) if words > _MOST_SHARED}


def _is_sure(page: _Page, n: int, title: Found, words: list[int]) -> bool:
    """Whether the first title above a text is its headline, where no page around it is seen."""
    leaving, shared = page.leaving(), words[0]
    if not sum(words[1:]) and shared > _MOST_SHARED and page.first - n in (1, 2):
        return True
    has_matter = page.opened is not None or any(m > n for m in leaving)
    if not (has_matter or shared > _MOST_SHARED or page.first < 0):
        return False
    return _is_headline(page, n, title, has_matter=has_matter) and (
        page.opened is not None or not _begins_with_headline(page, [*leaving, n])
    )


def _is_headline(page: _Page, n: int, title: Found, *, has_matter: bool) -> bool:
    """Whether the lines after a possible headline show that it is one."""
    follow = len(page.paragraphs) - n - 1
    if has_matter or (title.form == "capitals" and follow):
        return True
    if follow < _BELOW_HEADLINE or title.stop - title.start > _LONGEST_HEADLINE:
        return False
    return page.text.endswith(STOPS, *page.paragraphs[n + 1])


def _begins_with_headline(page: _Page, leaving: Sequence[int]) -> bool:
    """Whether what stays would have a headline again: of two that follow each other, neither is sure to be one."""
    gone = set(leaving)
    n = next((n for n in range(len(page.paragraphs)) if n not in gone), None)
    if n is None:
        return False
    named = headline.read(page.line(n))
    return named is not None and _is_headline(page, n, named, has_matter=False)


def _read_tail(page: _Page, below: int) -> None:
    """Read the lines below the story, and the end of its last paragraph."""
    story = looked = 0
    for n in range(len(page.paragraphs) - 1, below - 1, -1):
        if n == page.headline or not page.is_readable(n):
            continue
        matter = read_matter(TAIL, page.line(n)) if n != page.opened else None
        if matter is not None and not (matter.form == "bare" and _goes_on(page, n)):
            page.take(n, matter)
            continue
        if page.roles[n] is not None:
            continue
        looked += 1
        start, stop = page.paragraphs[n]
        if not page.behind and (behind := disclaimer.read_behind(page.text[max(start, stop - LONGEST) : stop])):
            page.behind = [f.within(max(start, stop - LONGEST)) for f in behind]
            page.kept.add(n)
        near = max(start, stop - endings.REACH)
        closing = endings.read_closing(page.text[near:stop]) if not story and page.closing is None else None
        if closing is not None:
            page.closing = closing.within(near)
            page.kept.add(n)
        story += closing is not None or page.is_story(n) or is_sentence(page.text[start:stop])
        if story == _STORY_AT_TAIL or looked == _REACH:
            break


def _goes_on(page: _Page, n: int) -> bool:
    """Whether a date below the story ends the sentence of the line before it."""
    if not n or page.roles[n - 1] is not None or read_matter(TAIL, page.line(n - 1)) is not None:
        return False
    return page.is_of_story(n, is_below=True)


def _mark_byline(page: _Page) -> None:
    """A line below the headline that begins like a byline and has only capitals names a staff or a paper."""
    n = page.headline + 1
    if 0 < n < page.first and page.is_unknown(n) and byline.is_unnamed(page.line(n)):
        page.roles[n] = "byline"


def _outside(page: _Page) -> list[int]:
    """The lines above and below the story that neither a reader nor the vocabulary knows."""
    if page.first < 0:
        return []
    above = page.first if page.opened is None else min(page.first, page.opened)
    for n in range(page.headline + 1, above):
        if page.is_unknown(n) and is_sentence(page.line(n)):
            above = n
    below, ended = page.last + 1, False
    for n in range(below, len(page.paragraphs)):
        ended = ended or page.is_end(n)
        if not ended and page.is_unknown(n) and is_sentence(page.line(n)):
            below = n + 1
    lines = (*range(above), *range(below, len(page.paragraphs)))
    return [n for n in lines if page.is_unknown(n) and not page.is_of_story(n, is_below=n > page.last)]


def _debris(page: _Page, roles: Roles) -> list[Extract]:
    """What leaves the body for its role: surely so, or for its place outside of the story on a page."""
    sure = {n: role for n, role in enumerate(page.roles) if role in CODES and n not in page.found}
    if page.is_page:
        unknown = _outside(page)
        sure |= {n: role for n in unknown if (role := role_by_shape(page.line(n)))}
        placed = [n for n in unknown if n not in sure]
        if len(placed) <= _UNKNOWN_TO_ONE_SURE * (len(sure) + 1):
            sure |= {n: role_by_place(page.line(n), below=n > page.last) for n in placed}
    debris = [Extract(*page.paragraphs[n], CODES[role], role) for n, role in sure.items()]
    debris += [Extract(start, stop, CODES[role], role) for start, stop, role in roles.inline]
    return debris


def _read_middle(text: str, paragraphs: Sequence[Span], found: Sequence[Found]) -> list[Found]:
    """Find datelines of further stories in the same file, by their brackets: few paragraphs have one at their head."""
    seen = {f.start for f in found}
    stories: list[Found] = []
    at = text.find("(", paragraphs[0].stop) if paragraphs else -1
    while at >= 0:
        start, stop = paragraphs[bisect_right(paragraphs, (at + 1,)) - 1]
        if at - start < _BRACKET_WITHIN and start not in seen:
            line = text[start : min(stop, start + dateline.REACH)]
            second = dateline.read(line) or (None if is_prose(line) else trailer.read(line))
            if second and second.value("agency") and second.value("located"):
                stories.append(second.within(start))
        at = text.find("(", stop)
    return stories
