"""The differences between a document's stored rows and new ones, for people: the text now, and the text then."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

AROUND = 24
# The columns that identify an edit; the ordinal and the confidence do not.
EDIT = ("start", "stop", "before", "after", "codes", "action", "applied")
_UNMADE = {"flag": "flagged", "suggest": "proposed", "fix": "not made"}
# The columns that identify rows of other relations, and last the one that a person sees.
SPOKEN = {
    "quotes": ("start", "stop", "status", "form", "speaker_name", "text"),
    "mentions": ("start", "form", "name", "kind", "text"),
}

Ledger = Mapping[tuple[Any, ...], str | None]
"""Edits of a document, as of EDIT, in the order of the text, each with the person who decided on it."""


class Difference(NamedTuple):
    """One difference in a document, for people: a piece of the text, or a value.

    `what` names rules and the person who decided, another relation, or a column of articles; `now` is the state in the
    warehouse, `then` the new one.
    """

    uri: str
    what: str
    now: str
    then: str


def of_rows(
    table: str, old: Mapping[tuple[Any, ...], None], new: Mapping[tuple[Any, ...], None]
) -> Iterator[Difference]:
    """Each removed or added row of another relation."""
    for row in old.keys() - new.keys():
        yield Difference("", table, _as_seen(row), "")
    for row in new.keys() - old.keys():
        yield Difference("", table, "", _as_seen(row))


def _as_seen(row: tuple[Any, ...]) -> str:
    return ": ".join(map(str, filter(None, row[-2:])))


def of_edits(now: Ledger, then: Ledger, text: str) -> Iterator[Difference]:
    """Each place where the edits differ: the text around it now, and then."""
    for start, stop in _places(now.keys() ^ then.keys()):
        low, high = _around(text, start, stop)
        bodies = [_body(text, low, high, edits) for edits in (now, then)]
        mine = [[edit for edit in edits if start <= edit[0] and edit[1] <= stop] for edits in (now, then)]
        if bodies[0] == bodies[1]:
            bodies = ["; ".join(map(_proposal, edits)) or "nothing" for edits in mine]
        decided = {f"{'accepted' if edit[-1] else 'rejected'} by {then[edit]}" for edit in mine[1] if then[edit]}
        codes = dict.fromkeys(_code(edit) for edits in mine for edit in edits)
        yield Difference("", ", ".join([*codes, *sorted(decided)]), *bodies)


def _places(edits: Iterable[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """The places of edits; edits that touch are one place."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(edit[:2] for edit in edits):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((start, stop))
    return found


def _around(text: str, start: int, stop: int) -> tuple[int, int]:
    """A place with some whole words on either side."""
    low, high = max(0, start - AROUND), stop + AROUND
    first, last = text.rfind(" ", max(0, low - AROUND), low) + 1, text.find(" ", high, high + AROUND)
    return first or low, last if last > 0 else high


def _body(text: str, low: int, high: int, edits: Ledger) -> str:
    """A piece of the text with the edits that are made in it."""
    pieces, at = [], low
    for start, stop, _, after, _, _, is_made in edits:
        if is_made and at <= start and stop <= high:
            pieces += [text[at:start], after]
            at = stop
    return "".join([*pieces, text[at:high]])


def _code(edit: tuple[Any, ...]) -> str:
    return edit[4][0] if edit[4] else "UNCODED"  # the first versions stored such edits


def state(edit: tuple[Any, ...]) -> str:
    """The rule of an edit, and its action if it changes nothing."""
    action, is_made = edit[5:]
    return _code(edit) if is_made else f"{_code(edit)}, {_UNMADE.get(action, action)}"


def _proposal(edit: tuple[Any, ...]) -> str:
    """An edit that changes nothing, in words."""
    _, _, before, after, _, action, _ = edit
    return f"{_UNMADE.get(action, action)}: {before}{f' → {after}' if after is not None else ''}"


def of_values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Each column of the article with a different value."""
    for column, value in new.items():
        if old.get(column) != value:
            yield Difference("", column, str(old.get(column)), str(value))
