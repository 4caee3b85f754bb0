"""Quotations before they are attributed: one for a pair of marks, or for a speech of several paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.pairing import Quotation, pair
from transforms.paragraphs import Span
from transforms.quotes.said import Said

_LETTER = re.compile(r"\w")
_SINGLE = ("‘", "‚", "'")
QUOTED_ROLES = frozenset(("headline", "body"))


@dataclass(slots=True)
class QuoteDraft:
    """One quotation while it is read.

    `first` and `last` are the ordinals of the paragraphs it begins and ends in, `outer` is the row around it,
    `inners` are the rows directly inside.
    """

    start: int
    stop: int
    status: str
    first: int
    last: int
    outer: "QuoteDraft | None" = None
    said: Said | None = None
    inners: list["QuoteDraft"] = field(default_factory=list)

    def may_stop(self, at: int) -> bool:
        """Whether the row can end at a place without cutting a closed quotation inside it."""
        return all(
            not one.start < at < one.stop or (one.status == "unclosed" and one.may_stop(at)) for one in self.inners
        )

    def end(self, at: int) -> list["QuoteDraft"]:
        """End the row earlier, with open rows inside; rows that begin after it are removed from it and returned."""
        self.stop = at
        free = [one for one in self.inners if one.start >= at]
        self.inners = [one for one in self.inners if one.start < at]
        for one in free:
            one.outer = None
        for one in self.inners:
            if one.stop > at:
                free += one.end(at)
        return free


def rows(
    text: str, paragraphs: Sequence[Span], roles: Sequence[str], pairs: Iterable[Quotation] | None = None
) -> list[QuoteDraft]:
    """Read the quotations of headline and body, in the order of their openers; `pairs` are the marks, if known."""
    found: list[QuoteDraft] = []
    by_number: dict[int, QuoteDraft] = {}
    doubled: dict[int, int] = {}  # the parents of marks that only repeat the next one
    at, pending = 0, None
    ordered = _undoubled(text, list(pair(text, paragraphs) if pairs is None else pairs))
    for n, one in enumerate(ordered):
        while paragraphs[at].stop <= one.start:
            at += 1
        if roles[at] not in QUOTED_ROLES or not _is_quotation(text, one):
            continue
        parent = doubled.get(one.parent, one.parent)
        if one.is_unclosed and n + 1 < len(ordered) and _doubles(text, one, ordered[n + 1]):
            doubled[n] = parent
            continue
        if parent >= 0 and _is_doubled(one, ordered[parent]):
            doubled[n] = parent
            continue
        if parent >= 0:
            if outer := by_number.get(parent):
                by_number[n] = QuoteDraft(one.start, one.stop, _status(one), at, at, outer)
                outer.inners.append(by_number[n])
                found.append(by_number[n])
            continue
        if pending and one.start <= paragraphs[at].start + 1 and pending.last == at - 1:
            row = pending
            row.stop, row.last, row.status = one.stop, at, "multi_paragraph"
        else:
            row = QuoteDraft(one.start, one.stop, _status(one), at, at)
            found.append(row)
        by_number[n] = row
        pending = row if one.continues else None
    return found


def _undoubled(text: str, pairs: list[Quotation]) -> list[Quotation]:
    """The quotations of a text; two straight marks that open one, and two that close it, are one pair."""
    opened = None
    for n, one in enumerate(pairs):
        if one.stop - one.start != 2 or text[one.start : one.stop] != '""':
            continue
        before, after = text[one.start - 1 : one.start] or " ", text[one.stop : one.stop + 1] or " "
        if (before.isspace() or before == "(") and after.isalnum():
            opened = n
        elif opened is not None and not before.isspace() and not after.isalnum():
            pairs[opened] = one._replace(start=pairs[opened].start)
            for inner in range(opened + 1, n):
                if pairs[inner].parent == one.parent:
                    pairs[inner] = pairs[inner]._replace(parent=opened)
            opened = None
    return pairs


def _is_quotation(text: str, one: Quotation) -> bool:
    """Whether marks have words in them, and the first one is not that of inches: `12" screen`."""
    is_inch = text[one.start] == '"' and text[one.start - 1 : one.start].isdigit()
    return not is_inch and _LETTER.search(text, one.start, one.stop) is not None


def _doubles(text: str, one: Quotation, following: Quotation) -> bool:
    """Whether an opening mark is directly before that of a quotation inside it: `"“We go.”`."""
    return following.start < one.stop and not text[one.start + 1 : following.start].strip()


def _is_doubled(one: Quotation, outer: Quotation) -> bool:
    """Whether the marks of a quotation only repeat those around it: `““We go.””`."""
    return (one.start, one.stop) == (outer.start + 1, outer.stop - 1) and one.opener not in _SINGLE


def _status(one: Quotation) -> str:
    return "complete" if one.closer else "multi_paragraph" if one.continues else "unclosed"
