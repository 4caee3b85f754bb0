"""Pairs quotation marks: mixed, nested and across paragraphs."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.paragraphs import Span

_DOUBLE = '“”«»„"'
# A straight single mark counts only if it is not an apostrophe: before a word, or after one. It opens a quotation that
# is in no other one only where most marks of the text are such.
_MAY_QUOTE = re.compile(r"[‘’‚]|(?<![\w'])'(?=\w)|(?<=[\w.,!?…])'(?!\w)")
# Words that an apostrophe begins, apart from damage like `Suva 's` and `l 'eau`, and where a quotation can end.
_ELIDED = re.compile(r"(?:[smdtn]|re|ve|ll|em|til|till|tis|twas|bout|round|cause|cos|cuz|Til|Tis|Twas|Cause)\b")
_ELIDING = re.compile(r"\b(?:\w|[Qq]u) ?\Z")
_CLOSES_STRAIGHT = re.compile(r"(?:\w[.,!?…]|\w\w)'(?!\w)")
_BEFORE_STRAIGHT = ' \n"“'
_SINGLE = "‘’‚'"
_CLOSERS = {"“": "”", "”": "“”", "«": "»", "»": "«", "„": "“”", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
# Openers and their closers in turn: certain in any direction, also with closing marks of another language.
_TURNS = re.compile('(?:“”|„”|«»|"")+')
_MIXED_TURNS = re.compile('(?:[“„«][”»]|„“|"")+')
_ALWAYS_OPENS = "“«„‚"
_OPENING_LEFT = "([{"
_CLOSING_RIGHT = ".,;:!?)]}…"
_DASHES = "-–—/"
# Texts do not nest deeper; a mark beyond this depth is an error.
_DEEPEST = 4


class Quotation(NamedTuple):
    """A quotation in code points of the text, its marks included.

    An unclosed one has no `closer` and stops at the last place where it can have closed: before the next opening mark
    of its kind, or at the end of its paragraph. It `continues` if the next paragraph begins with a mark again, as in
    speech of several paragraphs, or if the next mark of the text closes it. `parent` is the number of the quotation
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
        """Whether its closing mark is missing and needed."""
        return not self.closer and not self.continues


def lean(text: str, at: int, paragraph: Span) -> int:
    """The direction of a mark by its neighbours: above 0 opening, below 0 closing, 0 if it can be either."""
    left = text[at - 1] if at > paragraph.start else "("
    right = text[at + 1] if at + 1 < paragraph.stop else ")"
    before = 2 if left in _OPENING_LEFT else 1 if left.isspace() or left in _DASHES else -1
    after = -2 if right in _CLOSING_RIGHT else -1 if right.isspace() or right in _DASHES else 1
    return before + after


def pair(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Pair the quotation marks of a text, in the order of their openers.

    >>> (quotation,) = pair("“Go,” he said.", [Span(0, 14)])
    >>> quotation.start, quotation.stop, quotation.is_unclosed
    (0, 5, False)
    """
    spots, is_single = _spots(text, paragraphs)
    marks = "".join([text[at] for at in spots])
    found: list[Quotation] = []
    pending, paired, behind = -1, 0, 0
    for n, paragraph in enumerate(paragraphs):
        first, behind = behind, bisect_left(spots, paragraph.stop, behind)
        if first == behind or _TURNS.fullmatch(marks, first, behind):  # nine in ten texts
            continue
        if _in_mixed_turn(text, paragraph, spots[first:behind], marks[first:behind]):
            continue
        if paired < first:
            found += _turns(spots[paired:first], marks[paired:first])
            pending = -1
        one = _Paragraph(text, paragraph, spots[first:behind], marks[first:behind], len(found), is_single=is_single)
        pairs = one.pairs(paragraphs[n + 1] if n + 1 < len(paragraphs) else None)
        if pending >= 0 and one.closes_earlier:
            found[pending] = found[pending]._replace(continues=True)
        pending = one.first + one.stack[0].number if one.stack else -1
        found += pairs
        paired = behind
    return found + _turns(spots[paired:], marks[paired:])


def _turns(spots: Sequence[int], marks: str) -> list[Quotation]:
    """The quotations of marks that alternately open and close."""
    turns = zip(spots[::2], spots[1::2], marks[::2], marks[1::2], strict=True)
    return [Quotation(start, last + 1, opener, closer, -1, False) for start, last, opener, closer in turns]


def _in_mixed_turn(text: str, paragraph: Span, spots: Sequence[int], marks: str) -> bool:
    """Whether marks alternately open and close; closing marks of other languages must be in closing positions."""
    return _MIXED_TURNS.fullmatch(marks) is not None and all(
        _TURNS.match(marks, n, n + 2) or lean(text, spots[n + 1], paragraph) <= 0 for n in range(0, len(marks), 2)
    )


def _spots(text: str, paragraphs: Sequence[Span]) -> tuple[list[int], bool]:
    """The offsets of the marks that count, and whether straight single marks are the text's main ones.

    All double ones count, and single ones in paragraphs with an opening one.
    """
    spots = _places(text, _DOUBLE)
    straight = [at for at in _places(text, "'") if text[at - 1 : at] in _BEFORE_STRAIGHT]
    is_single = len(straight) >= len(spots) and "''" not in text
    if not is_single:
        straight = [at for at in straight if text[at - 1] != "\n"]
    for n in _numbers(sorted(_places(text, "‘‚") + straight), paragraphs):
        start, stop = paragraphs[n]
        spots += [at for at in _places(text, _SINGLE, start, stop) if _MAY_QUOTE.match(text, at, stop)]
    spots.sort()
    return spots, is_single


def _numbers(offsets: Iterable[int], paragraphs: Sequence[Span]) -> set[int]:
    """The numbers of the paragraphs of some ascending offsets."""
    numbers, n = set(), 0
    for at in offsets:
        while paragraphs[n].stop <= at:
            n += 1
        if at >= paragraphs[n].start:
            numbers.add(n)
    return numbers


def _places(text: str, marks: str, start: int = 0, stop: int = sys.maxsize) -> list[int]:
    """The offsets of some marks, mark by mark."""
    found: list[int] = []
    for mark in marks:
        at = text.find(mark, start, stop)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1, stop)
    return found


class _Open(NamedTuple):
    """A quotation that is not closed yet: its index in the list, and the mark that opened it."""

    number: int
    mark: str


class _Paragraph:
    """The marks of one paragraph, read from left to right with a stack of open quotations."""

    def __init__(self, text: str, span: Span, spots: Sequence[int], marks: str, first: int, *, is_single: bool) -> None:
        self.text, self.span, self.spots, self.marks, self.first = text, span, spots, marks, first
        self.is_single = is_single
        self.left = {mark: marks.count(mark) for mark in set(marks)}
        self.found: list[Quotation] = []
        self.stack: list[_Open] = []
        self.closes_earlier = False

    def pairs(self, following: Span | None) -> list[Quotation]:
        """Pair this paragraph's marks; `following` is the paragraph after it, where speech may go on."""
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
        """Let a mark close an open quotation, or open one, by its direction."""
        leans = lean(self.text, self.spots[n], self.span)
        depth = self._closed_by(n, mark, leans) if self.stack else None
        if depth is not None:
            self._close(depth, self.spots[n])
        elif self._opens(n, mark, leans):
            self._open(n, mark)
        elif mark in "”»" and not self.found:
            self.closes_earlier = True

    def _closed_by(self, n: int, mark: str, leans: int) -> int | None:
        """The depth in the stack of the quotation that this mark closes; None if it closes none."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if mark in _CLOSERS[self.stack[depth].mark] and self._may_close(n, mark, self.stack[depth].mark, leans):
                return depth
        is_left_over = mark == '"' or (mark == "“" and not self.left.get("”"))
        if mark in "”»" or (leans < 0 and is_left_over):
            # A mark of another language, or the wrong one of the pair, still closes the open quotation.
            foreign = [d for d, item in enumerate(self.stack) if item.mark not in _SINGLE]
            if foreign and leans <= 0:
                return foreign[-1]
        return None

    def _may_close(self, n: int, mark: str, opener: str, leans: int) -> bool:
        if mark == '"':
            # An opening mark in the form of a closing one is recognised by the number of marks to come.
            return leans <= 0 or self.left[mark] % 2 == 1
        if mark in "’'" and opener in _SINGLE:
            return leans < 0 and not self._is_possessive(n)
        return leans <= 0 or mark not in "“«‘"

    def _is_possessive(self, n: int) -> bool:
        """Whether a single mark after an s is an apostrophe: another one that can close follows."""
        at = self.spots[n]
        return self.text[at - 1] == "s" and n + 1 < len(self.marks) and self.marks[n + 1] == self.marks[n]

    def _opens(self, n: int, mark: str, leans: int) -> bool:
        if mark in _ALWAYS_OPENS:
            return True
        if mark == '"':
            return leans > 0 or self.left[mark] % 2 == 0
        if mark in "‘'":
            # '90s and 'em are not quotations.
            follower = self.text[self.spots[n] + 1 : self.spots[n] + 2]
            return (
                leans > 0
                and not follower.isdigit()
                and (mark == "‘" or bool(self.stack) or (self.is_single and self._is_closed(n)))
            )
        return mark in "”»" and leans >= 0 and self._is_reversed(n, mark)

    def _is_closed(self, n: int) -> bool:
        """Whether a straight single mark is no apostrophe, and a later one closes what it opens: `'Go,' he said`."""
        at = self.spots[n]
        if _ELIDED.match(self.text, at + 1) or _ELIDING.search(self.text, max(0, at - 4), at):
            return False
        return any(
            self.marks[m] == "'" and _CLOSES_STRAIGHT.match(self.text, self.spots[m] - 2)
            for m in range(n + 1, len(self.marks))
            if not self._is_possessive(m)
        )

    def _is_reversed(self, n: int, mark: str) -> bool:
        """Whether a closing mark opens a quotation: the next double mark closes it."""
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
        """Leave the quotations from a depth on unclosed: this is the last place where they can have closed."""
        for item in self.stack[depth:]:
            self.found[item.number] = self.found[item.number]._replace(stop=at)
        del self.stack[depth:]

    def _end(self, following: Span | None) -> None:
        goes_on = following is not None and self.text[following.start] in _CLOSERS[self.stack[0].mark] + '“„«"‘»'
        if goes_on:
            number = self.stack[0].number
            self.found[number] = self.found[number]._replace(continues=True)
