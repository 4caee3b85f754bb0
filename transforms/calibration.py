"""Measured accuracy of rules and extractors: a confidence is a share of checked results."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

# A share of fewer checked results than this is not given as a confidence.
FEWEST_CHECKED = 50


class Counts(NamedTuple):
    """How many results were checked, and how many of them were right."""

    checked: int
    right: int

    @property
    def share(self) -> float | None:
        """The share right; None where too few were checked."""
        return round(self.right / self.checked, 4) if self.checked >= FEWEST_CHECKED else None


UNMEASURED = Counts(0, 0)


def _packaged(name: str) -> Any:
    return json.loads(files("transforms").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def _figures() -> tuple[dict[str, Counts], dict[tuple[str, str, str], Counts]]:
    found = _packaged("measured.json")
    rules = {code: Counts(checked, right) for code, checked, right in found["rules"]}
    readers = {(r, form, field): Counts(checked, right) for r, form, field, checked, right in found["readers"]}
    return rules, readers


def rule_counts(code: str) -> Counts:
    """The checked results of one rule."""
    return _figures()[0].get(code, UNMEASURED)


def reader_counts(reader: str, form: str | None, field: str) -> Counts:
    """The checked values that one extractor's pattern gave for one field."""
    return _figures()[1].get((reader, form or "", field), UNMEASURED)


@cache
def rule_share(code: str) -> float | None:
    """The share of a rule's checked results that were right; called for every edit."""
    return rule_counts(code).share


@cache
def reader_share(reader: str, form: str | None, field: str) -> float | None:
    """The share of an extractor's checked values that were right; called for every fact."""
    return reader_counts(reader, form, field).share


@cache
def quote_share(form: str | None) -> float | None:
    """The share of right speakers among the checked quotations whose speaker a pattern found."""
    return _quotes().get(form or "", UNMEASURED).share


@cache
def mention_share(kind: str, form: str) -> float | None:
    """The share of right mentions among the checked mentions of a kind that a pattern found."""
    return _mentions().get((kind, form), UNMEASURED).share


@cache
def _quotes() -> dict[str, Counts]:
    return {form: Counts(checked, right) for form, checked, right in _packaged("measured_quotes.json")}


@cache
def _mentions() -> dict[tuple[str, str], Counts]:
    found = _packaged("measured_mentions.json")
    return {(kind, form): Counts(checked, right) for kind, form, checked, right in found}


def calibrated_readers() -> list[tuple[str, str, str, Counts]]:
    """Every measured combination of extractor, pattern and field, in order."""
    return [(*key, counts) for key, counts in sorted(_figures()[1].items())]
