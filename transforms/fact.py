"""What a reader gives back: facts with their evidence, reasons for nulls, and stretches that are not the article."""

from typing import NamedTuple


class Fact(NamedTuple):
    """One value read in one place (`value`, `text`, `start`, `stop`), or the `reason` why a field is null.

    `field` names a column of articles. `start` and `stop` are half-open code points of the text that was read;
    `text` is the stretch between them, and the reader run on it alone gives the value again. `spans` are all the
    stretches that a value rests on, where it rests on several: the first is that from `start` to `stop`.
    """

    field: str
    value: str | None
    text: str | None
    start: int | None
    stop: int | None
    reader: str
    form: str | None = None
    is_inferred: bool = False
    reason: str | None = None
    spans: tuple[tuple[int, int], ...] | None = None


def missing(field: str, reason: str, reader: str) -> Fact:
    """Say why a field is null."""
    return Fact(field, None, None, None, None, reader, reason=reason)


class Extract(NamedTuple):
    """A stretch that leaves the body: a whole paragraph, or a dateline at the head of one.

    `role` is the paragraph's role in `paragraphs` where it is a whole one: dateline, byline, credit, boilerplate, …
    """

    start: int
    stop: int
    code: str
    role: str


class Reading(NamedTuple):
    """All that the readers found in one text."""

    facts: list[Fact]
    extracts: list[Extract]
