"""What extractors return: facts with their evidence, reasons for nulls, and spans that leave the body."""

from functools import partial
from typing import NamedTuple


class Fact(NamedTuple):
    """One value read in one place (`value`, `text`, `start`, `stop`), or the `reason` why a field is null.

    `field` names a column of articles. `start` and `stop` are half-open code points of the text that was read; `text`
    is the text between them; the extractor, run on it alone, gives the value again. `spans` are all spans of evidence,
    where a value has several; the first is that from `start` to `stop`.
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


new_fact = partial(tuple.__new__, Fact)
"""`Fact` of a tuple with all ten fields: the class itself takes twice as long."""


def missing(field: str, reason: str, reader: str) -> Fact:
    """Make the fact that gives the reason for a null."""
    return Fact(field, None, None, None, None, reader, reason=reason)


class Extract(NamedTuple):
    """A span that leaves the body: a whole paragraph, or a dateline at the head of one.

    `role` is the paragraph's role in `paragraphs` where it is a whole one: dateline, byline, credit, boilerplate, …
    """

    start: int
    stop: int
    code: str
    role: str


class Reading(NamedTuple):
    """All that the extractors found in one text."""

    facts: list[Fact]
    extracts: list[Extract]
