"""The quotations of a text before their speakers are known: one row a pair of marks, or a speech of several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.pairing import Quotation, pair
from transforms.paragraphs import Span
from transforms.quotes.said import Said

_LETTER = re.compile(r"\w")
QUOTED_ROLES = frozenset(("headline", "body"))


@dataclass(slots=True)
class Row:
    """One quotation while it is read.

    `first` and `last` are the ordinals of the paragraphs it begins and ends in, `outer` is the row around it.
    """

    start: int
    stop: int
    status: str
    first: int
    last: int
    outer: "Row | None" = None
    said: Said | None = None


def rows(
    text: str, paragraphs: Sequence[Span], roles: Sequence[str], pairs: Iterable[Quotation] | None = None
) -> list[Row]:
    """Read the quotations of a text's headline and body, by order of their openers; `pairs` are its marks, if known."""
    found: list[Row] = []
    by_number: dict[int, Row] = {}
    at, pending = 0, None
    for n, one in enumerate(pair(text, paragraphs) if pairs is None else pairs):
        while paragraphs[at].stop <= one.start:
            at += 1
        if roles[at] not in QUOTED_ROLES or not _LETTER.search(text, one.start, one.stop):
            continue
        if one.parent >= 0:
            if outer := by_number.get(one.parent):
                by_number[n] = Row(one.start, one.stop, _status(one), at, at, outer)
                found.append(by_number[n])
            continue
        if pending and one.start <= paragraphs[at].start + 1 and pending.last == at - 1:
            row = pending
            row.stop, row.last, row.status = one.stop, at, "multi_paragraph"
        else:
            row = Row(one.start, one.stop, _status(one), at, at)
            found.append(row)
        by_number[n] = row
        pending = row if one.continues else None
    return found


def _status(one: Quotation) -> str:
    return "complete" if one.closer else "multi_paragraph" if one.continues else "unclosed"
