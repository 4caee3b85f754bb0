"""The quotations of a text before their speakers are known: one row a pair of marks, or a speech of several."""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.pairing import Quotation, pair
from transforms.paragraphs import Span
from transforms.quotes.said import Said

QUOTED_ROLES = frozenset(("headline", "body"))


@dataclass(slots=True)
class Row:
    """One quotation while it is read.

    `first` and `last` are the ordinals of the paragraphs it begins and ends in, `outer` is the number of the row
    around it.
    """

    start: int
    stop: int
    status: str
    first: int
    last: int
    outer: int | None = None
    said: Said | None = None


def rows(text: str, paragraphs: Sequence[Span], roles: Sequence[str]) -> list[Row]:
    """Read the quotations of a text's headline and body, by order of their openers."""
    found: list[Row] = []
    number: dict[int, int] = {}
    at, pending = 0, None
    for n, one in enumerate(pair(text, paragraphs)):
        while paragraphs[at].stop <= one.start:
            at += 1
        if roles[at] not in QUOTED_ROLES:
            continue
        if one.parent >= 0:
            if one.parent in number:
                number[n] = len(found)
                found.append(Row(one.start, one.stop, _status(one), at, at, number[one.parent]))
            continue
        if pending is not None and one.start <= paragraphs[at].start + 1 and found[pending].last == at - 1:
            row = found[pending]
            row.stop, row.last, row.status = one.stop, at, "multi_paragraph"
            number[n] = pending
        else:
            number[n] = len(found)
            found.append(Row(one.start, one.stop, _status(one), at, at))
        pending = number[n] if one.continues else None
    return found


def _status(one: Quotation) -> str:
    return "complete" if one.closer else "multi_paragraph" if one.continues else "unclosed"
