"""Which quotation mark closes which: pairs over mixed marks, nested and across paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from transforms.paragraphs import Span

_DOUBLE = '“”«»„"'
# Single marks count only where they can be told from an apostrophe: an opening curl, or a straight one before a word.
# A class comes first: where an alternative does, `re` takes four times as long.
_WITH_SINGLE = re.compile(r"[“”«»„\"‘’‚'](?:(?<!')|(?<![\w']')(?=\w)|(?<=[\w.,!?…]')(?!\w))")
_BEFORE_STRAIGHT = ' "“'
_SINGLE = "‘’‚'"
_CLOSERS = {"“": "”", "”": "“”", "«": "»", "»": "«", "„": "“”", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
# An opener and the closer of it, where they stand in turn; and whether that is beyond doubt however they lean.
_TURNS = {"“”": True, "„”": True, "«»": True, '""': True, "“»": False, "„»": False, "«”": False}
_ALWAYS_OPENS = "“«„‚"
_OPENING_LEFT = "([{"
_CLOSING_RIGHT = ".,;:!?)]}…"
_DASHES = "-–—/"
# No text nests deeper; a mark beyond it is one gone astray.
_DEEPEST = 4


class Quotation(NamedTuple):
    """A quotation in code points of the text, its marks included.

    An unclosed one has no `closer` and stops where it can last have closed: before the next opening mark of its kind,
    or at the end of its paragraph. It `continues` where the next paragraph opens with a mark again, as printed speech
    of several paragraphs does, or where the next mark of the text closes it. `parent` is the number of the quotation
    around it, or -1.
    """

    start: int
    stop: int
    opener: str
    closer: str
    parent: int
    continues: bool

    @property
    def is_complete(self) -> bool:
        """Whether it has both marks."""
        return bool(self.closer)

    @property
    def is_unclosed(self) -> bool:
        """Whether its closing mark is missing, and missed."""
        return not self.closer and not self.continues


def lean(text: str, at: int, paragraph: Span) -> int:
    """How a mark stands: above 0 like an opening one, below 0 like a closing one, 0 where it could be either."""
    left = text[at - 1] if at > paragraph.start else "("
    right = text[at + 1] if at + 1 < paragraph.stop else ")"
    before = 2 if left in _OPENING_LEFT else 1 if left.isspace() or left in _DASHES else -1
    after = -2 if right in _CLOSING_RIGHT else -1 if right.isspace() or right in _DASHES else 1
    return before + after


def pair(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Pair the quotation marks of a text, by order of their openers."""
    found: list[Quotation] = []
    pending = -1
    for n, spots in _marked(text, paragraphs).items():
        if turns := _in_turn(text, paragraphs[n], spots):
            found += turns
            pending = -1
            continue
        one = _Paragraph(text, paragraphs[n], spots, len(found))
        pairs = one.pairs(paragraphs[n + 1] if n + 1 < len(paragraphs) else None)
        if pending >= 0 and one.closes_earlier:
            found[pending] = found[pending]._replace(continues=True)
        pending = one.first + one.stack[0].number if one.stack else -1
        found += pairs
    return found


def _in_turn(text: str, paragraph: Span, spots: Sequence[int]) -> list[Quotation]:
    """The quotations of a paragraph whose marks open and close in turn, as those of nine in ten do; else none."""
    if len(spots) % 2:
        return []
    found = []
    for start, last in zip(spots[::2], spots[1::2], strict=True):
        opener, closer = text[start], text[last]
        is_sure = _TURNS.get(opener + closer)
        if is_sure is None or not (is_sure or lean(text, last, paragraph) <= 0):
            return []
        found.append(Quotation(start, last + 1, opener, closer, -1, False))
    return found


def _marked(text: str, paragraphs: Sequence[Span]) -> dict[int, list[int]]:
    """Where the marks of each paragraph stand that has any, by the paragraph's number."""
    marked: dict[int, list[int]] = {}
    for n, at in _by_paragraph(sorted([at for mark in _DOUBLE for at in _places(text, mark)]), paragraphs):
        marked.setdefault(n, []).append(at)
    hints = _hints(text)
    if not hints:
        return marked
    hinted = {n for n, _ in _by_paragraph(hints, paragraphs)}
    for n in hinted:
        marked[n] = [m.start() for m in _WITH_SINGLE.finditer(text, *paragraphs[n])]
    return {n: marked[n] for n in sorted(marked) if marked[n]}


def _hints(text: str) -> list[int]:
    """Where a single mark, or the blank before it, stands as an opening one does: single marks count there."""
    straight = (at - 1 for at in _places(text, "'") if at and text[at - 1] in _BEFORE_STRAIGHT)
    return sorted(chain(_places(text, "‘"), _places(text, "‚"), straight))


def _by_paragraph(offsets: Iterable[int], paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Each of some ascending offsets with the number of its paragraph."""
    n = 0
    for at in offsets:
        while paragraphs[n].stop <= at:
            n += 1
        if at >= paragraphs[n].start:
            yield n, at


def _places(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


class _Open(NamedTuple):
    """A quotation that is not closed yet: its place in the list, and the mark that opened it."""

    number: int
    mark: str


class _Paragraph:
    """The marks of one paragraph, read from left to right with a stack of what is open."""

    def __init__(self, text: str, span: Span, spots: Sequence[int], first: int) -> None:
        self.text, self.span, self.spots, self.first = text, span, spots, first
        self.marks = marks = "".join([text[at] for at in spots])
        self.left = {mark: marks.count(mark) for mark in set(marks)}
        self.found: list[Quotation] = []
        self.stack: list[_Open] = []
        self.closes_earlier = False

    def pairs(self, following: Span | None) -> list[Quotation]:
        """Pair this paragraph's marks; `following` is the paragraph behind it, where speech may go on."""
        for n, mark in enumerate(self.marks):
            if not self.stack and mark in _ALWAYS_OPENS:
                self._open(n, mark)
            else:
                self._place(n, mark)
            self.left[mark] -= 1
        if self.stack:
            self._end(following)
        return self.found

    def _place(self, n: int, mark: str) -> None:
        """Let a mark close what is open, or open a quotation, by how it stands."""
        leans = lean(self.text, self.spots[n], self.span)
        depth = self._closed_by(n, mark, leans) if self.stack else None
        if depth is not None:
            self._close(depth, self.spots[n])
        elif self._opens(n, mark, leans):
            self._open(n, mark)
        elif mark in "”»" and not self.found:
            self.closes_earlier = True

    def _closed_by(self, n: int, mark: str, leans: int) -> int | None:
        """How deep in the stack the quotation lies that this mark closes; None where it closes none."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if mark in _CLOSERS[self.stack[depth].mark] and self._may_close(n, mark, self.stack[depth].mark, leans):
                return depth
        is_left_over = mark == '"' or (mark == "“" and not self.left.get("”"))
        if mark in "”»" or (leans < 0 and is_left_over):
            # A mark of another language, or the wrong one of the pair, closes what is open all the same.
            foreign = [d for d, item in enumerate(self.stack) if item.mark not in _SINGLE]
            if foreign and leans <= 0:
                return foreign[-1]
        return None

    def _may_close(self, n: int, mark: str, opener: str, leans: int) -> bool:
        if mark == '"':
            # An opening mark in closing dress is told by the number of marks to come.
            return leans <= 0 or self.left[mark] % 2 == 1
        if mark in "’'" and opener in _SINGLE:
            return leans < 0 and not self._is_possessive(n)
        return leans <= 0 or mark not in "“«‘"

    def _is_possessive(self, n: int) -> bool:
        """Whether a single mark behind an s is an apostrophe: another one that can close follows."""
        at = self.spots[n]
        return self.text[at - 1] == "s" and n + 1 < len(self.marks) and self.marks[n + 1] == self.marks[n]

    def _opens(self, n: int, mark: str, leans: int) -> bool:
        if mark in _ALWAYS_OPENS:
            return True
        if mark == '"':
            return leans > 0 or self.left[mark] % 2 == 0
        if mark in "‘'":
            # '90s and 'em are no quotations.
            follower = self.text[self.spots[n] + 1 : self.spots[n] + 2]
            return leans > 0 and not follower.isdigit() and (mark == "‘" or bool(self.stack))
        return mark in "”»" and leans >= 0 and self._is_reversed(n, mark)

    def _is_reversed(self, n: int, mark: str) -> bool:
        """Whether a closing mark stands as an opener: the next double mark closes what it opens."""
        for following in range(n + 1, len(self.marks)):
            if self.marks[following] not in _SINGLE:
                closes = self.marks[following] in _CLOSERS[mark]
                return closes and lean(self.text, self.spots[following], self.span) <= 0
        return False

    def _open(self, n: int, mark: str) -> None:
        if self.stack and any(item.mark == mark for item in self.stack) and not self._is_nested(mark):
            depth = next(d for d, item in enumerate(self.stack) if item.mark == mark)
            self._drop(depth, self.spots[n])
        if len(self.stack) < _DEEPEST:
            parent = self.stack[-1].number + self.first if self.stack else -1
            self.stack.append(_Open(len(self.found), mark))
            self.found.append(Quotation(self.spots[n], self.span.stop, mark, "", parent, False))

    def _is_nested(self, mark: str) -> bool:
        """Whether enough closers follow for both the open quotation and a second one of its kind."""
        closers = sum(self.left.get(closer, 0) for closer in _CLOSERS[mark])
        same = sum(item.mark == mark for item in self.stack)
        return mark != '"' and closers >= self.left[mark] + same

    def _close(self, depth: int, at: int) -> None:
        self._drop(depth + 1, at)
        item = self.stack.pop()
        start, _, opener, _, parent, continues = self.found[item.number]
        self.found[item.number] = Quotation(start, at + 1, opener, self.text[at], parent, continues)

    def _drop(self, depth: int, at: int) -> None:
        """Give up what is open from a depth on: it can last have closed here."""
        for item in self.stack[depth:]:
            self.found[item.number] = self.found[item.number]._replace(stop=at)
        del self.stack[depth:]

    def _end(self, following: Span | None) -> None:
        goes_on = following is not None and self.text[following.start] in _CLOSERS[self.stack[0].mark] + '“„«"‘»'
        if goes_on:
            number = self.stack[0].number
            self.found[number] = self.found[number]._replace(continues=True)
