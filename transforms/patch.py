"""Changes to a text as values: `Edit` is one change with its reason, `Patch` a set of edits that can be undone."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

# The distance between documents in one array of offsets, larger than any text.
_STRIDE = 1 << 32


class Edit(NamedTuple):
    """One change to the raw text, made or declined.

    `start` and `stop` are half-open code points of the raw text and `before` is what is there. `after` replaces
    it; a flag has none. `codes` name the rules, `action` is fix, suggest, flag or extract, and a flag is nothing but
    an edit that is not `applied`. `decided_by` is who accepted or rejected it, None where rules alone decide.
    """

    start: int
    stop: int
    before: str
    after: str | None
    codes: tuple[str, ...]
    action: str
    applied: bool
    message: str | None = None
    decided_by: str | None = None


def trimmed(start: int, before: str, after: str) -> tuple[int, str, str]:
    """Take away what `before` and `after` have in common at both ends, so that the edit is as small as can be.

    >>> trimmed(4, "harbour ,", "harbour,")
    (11, ' ', '')
    """
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    shorter -= head
    tail = 0
    while tail < shorter and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start + head, before[head : len(before) - tail], after[head : len(after) - tail]


class OverlapError(ValueError):
    """Two edits of one patch overlap or start at the same place."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Applied edits, sorted, that neither overlap nor share a start.

    >>> patch = Patch.of([Edit(11, 12, " ", "", ("TYP001",), "fix", applied=True)])
    >>> patch.apply("The harbour , he said")
    'The harbour, he said'
    >>> patch.undo("The harbour, he said")
    'The harbour , he said'
    >>> patch.origin(12, 14)
    (13, 15)
    """

    edits: tuple[Edit, ...] = ()
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the order, and compute where each edit's result starts in the clean text."""
        start, stop, shift, starts = -1, 0, 0, []
        for edit in self.edits:
            if edit.start < stop or edit.start == start:
                raise OverlapError(f"{edit} overlaps the edit from {start} to {stop}")
            start, stop = edit.start, edit.stop
            starts.append(start + shift)
            shift += len(edit.after or "") - len(edit.before)
        object.__setattr__(self, "starts", tuple(starts))

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> "Patch":
        """Make a patch of edits in any order. Raises OverlapError."""
        return cls(tuple(sorted(edits)))

    def apply(self, text: str) -> str:
        """Turn the raw text into the clean one."""
        return _changed(text, self.edits)

    def undo(self, clean: str) -> str:
        """Turn the clean text back into the raw one: `undo(apply(text)) == text`."""
        return undo(clean, self.edits)

    def origin(self, start: int, stop: int) -> tuple[int, int]:
        """The raw span of a span of the clean text; if it touches an edit, all of the replaced text is included."""
        first = self._origin(start, last=False)
        return first, max(first, self._origin(stop, last=True))

    def _origin(self, offset: int, *, last: bool) -> int:
        n = bisect_right(self.starts, offset - last) - 1
        if n < 0:
            return offset
        edit, begins = self.edits[n], self.starts[n]
        ends = begins + len(edit.after or "")
        if offset < ends or (last and offset == ends):
            return edit.start if not last and begins <= offset < ends else edit.stop
        return offset - ends + edit.stop

    def then(self, text: str, later: "Patch") -> "Patch":
        """Compose with a patch of the clean text: `p.then(t, q).apply(t) == q.apply(p.apply(t))`.

        Edits of the two that touch become one edit with the codes of both.
        """
        if not later.edits:
            return self
        if not self.edits:
            return later
        composed: list[Edit] = []
        shift = 0
        for low, high, first, second in _touching(self.starts, self.edits, later.edits):
            if not second:
                composed += first
            elif not first:  # `_replace` takes five times as long
                composed += [Edit(e.start + shift, e.stop + shift, *e[2:]) for e in second] if shift else second
            start = low + shift
            shift += sum([len(e.before) - len(e.after or "") for e in first])
            if first and second:
                before = text[start : high + shift]
                after = _changed(_changed(before, first, start), second, low)
                if before != after:
                    composed.append(_merged(first + second, *trimmed(start, before, after)))
        return Patch(tuple(composed))


def _changed(text: str, edits: Iterable[Edit], start: int = 0) -> str:
    """Make the edits in a span that begins at `start`."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += text[at : edit.start - start], edit.after or ""
        at = edit.stop - start
    parts.append(text[at:])
    return "".join(parts)


def _touching(
    starts: Sequence[int], first: Sequence[Edit], second: Sequence[Edit]
) -> Iterator[tuple[int, int, list[Edit], list[Edit]]]:
    """Group edits of two patches that touch each other; each group has its span of the text between the patches."""
    hunks = [(s, s + len(e.after or ""), False, e) for s, e in zip(starts, first, strict=True)]
    hunks += [(e.start, e.stop, True, e) for e in second]
    hunks.sort()
    low, reach = 0, -1
    group: tuple[list[Edit], list[Edit]] = ([], [])
    for start, stop, is_later, edit in hunks:
        if start > reach:
            yield low, reach, *group
            low, reach, group = start, stop, ([], [])
        group[is_later].append(edit)
        reach = max(reach, stop)
    yield low, reach, *group


def _merged(edits: Sequence[Edit], start: int, before: str, after: str) -> Edit:
    """Merge several edits into one with the codes of all; it is a fix if one of them is."""
    codes = tuple(dict.fromkeys(code for e in edits for code in e.codes))
    action = next((e.action for e in edits if e.action != "extract"), "extract")
    messages = dict.fromkeys(e.message for e in edits if e.message)
    return Edit(start, start + len(before), before, after, codes, action, True, "; ".join(messages) or None)


def map_offsets(patches: Sequence[Patch], owners: Integers, offsets: Integers) -> Integers:
    """Map code points of raw texts to the clean ones; each is given by the number of its patch and its offset.

    A code point inside an edit is mapped to the start of the edit's result.

    >>> patch = Patch.of([Edit(11, 12, " ", "", ("TYP001",), "fix", applied=True)])
    >>> map_offsets([patch], np.array([0, 0]), np.array([4, 14])).tolist()
    [4, 13]
    """
    edits = [edit for patch in patches for edit in patch.edits]
    counts = [len(patch.edits) for patch in patches]
    starts = np.array([edit.start for edit in edits], np.int64)
    begins = np.repeat(np.arange(len(patches)) * _STRIDE, counts) + starts
    lengths = np.array([len(edit.before) for edit in edits], np.int64)
    shifts = np.cumsum([0, *(len(edit.after or "") - len(edit.before) for edit in edits)])
    # An insertion moves the code points after its place, not the one at it.
    behind = np.searchsorted(begins + np.maximum(lengths, 1), owners * _STRIDE + offsets, side="right")
    following = np.append(begins, sys.maxsize)[behind] - owners * _STRIDE
    before = np.cumsum([0, *counts])[owners]
    found: Integers = np.minimum(offsets, following) + shifts[behind] - shifts[before]
    return found


def undo(clean: str, edits: Iterable[Edit]) -> str:
    """Restore the raw text from the clean one and its applied edits, in order of start.

    >>> undo("The harbour, he said", [Edit(11, 12, " ", "", ("TYP001",), "fix", applied=True)])
    'The harbour , he said'
    """
    parts: list[str] = []
    at = shift = 0
    for edit in edits:
        begins = edit.start + shift
        parts += clean[at:begins], edit.before
        at = begins + len(edit.after or "")
        shift += len(edit.after or "") - len(edit.before)
    parts.append(clean[at:])
    return "".join(parts)
