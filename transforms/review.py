"""Applies the decisions of people on single changes: makes accepted suggestions, undoes rejected fixes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from transforms.patch import Edit, Patch, trimmed

if TYPE_CHECKING:
    from transforms.clean import Cleaned

EditKey = tuple[int, int, str, str]
"""The identity of a change: start, stop, before and after in the raw text, trimmed to the smallest span."""


class Ruling(NamedTuple):
    """One decision on one change, and the person who made it."""

    start: int
    stop: int
    before: str
    after: str
    is_accepted: bool
    decided_by: str


class Review(NamedTuple):
    """The decisions on a document's changes; `digest` is a part of the document's rules_version."""

    digest: str
    rulings: tuple[Ruling, ...]


def change_of(start: int, before: str, after: str) -> EditKey:
    """Identify a change by its place and content."""
    start, before, after = trimmed(start, before, after)
    return start, start + len(before), before, after


def decided(cleaned: "Cleaned", text: str, rulings: Iterable[Ruling]) -> "Cleaned":
    """Make the accepted suggestions of a cleaned document, and undo its rejected fixes.

    A suggestion that overlaps an edit that stays is not made. A decision without a matching edit changes nothing.
    Extracts and flags cannot be decided.
    """
    by_change = {ruling[:4]: ruling for ruling in rulings}
    made: list[Edit] = []
    left: list[Edit] = []
    wanted: dict[EditKey, Edit] = {}
    for edit in (*cleaned.patch.edits, *cleaned.declined):
        ruling = _ruling_on(edit, by_change)
        if ruling is None:
            (made if edit.applied else left).append(edit)
            continue
        as_decided = _as_decided(edit, ruling)
        if not ruling.is_accepted:
            left.append(as_decided)
        elif earlier := wanted.get(ruling[:4]):  # several rules propose it
            wanted[ruling[:4]] = earlier._replace(codes=tuple(dict.fromkeys(earlier.codes + edit.codes)))
        else:
            wanted[ruling[:4]] = as_decided
    for edit in sorted(wanted.values()):
        if in_the_way := next((other for other in made if _touch(edit, other)), None):
            message = f"{edit.message} (accepted, but it overlaps {in_the_way.codes[0]})"
            left.append(edit._replace(applied=False, message=message, decided_by=None))
        else:
            made.append(edit)
    patch = Patch.of(made)
    return cleaned._replace(patch=patch, declined=left, body=patch.apply(text))


def _ruling_on(edit: Edit, by_change: dict[EditKey, Ruling]) -> Ruling | None:
    if edit.after is None or edit.action not in ("fix", "suggest"):
        return None
    return by_change.get(change_of(edit.start, edit.before, edit.after))


def _as_decided(edit: Edit, ruling: Ruling) -> Edit:
    start, stop, before, after, is_accepted, decided_by = ruling
    return Edit(start, stop, before, after, edit.codes, edit.action, is_accepted, edit.message, decided_by)


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made: they overlap or share a start."""
    return one.start == other.start or (one.start < other.stop and other.start < one.stop)
