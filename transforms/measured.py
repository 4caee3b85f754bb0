"""What was measured of rules and readers, so that a confidence is a share and not a mood."""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# A share of fewer checked results than this says too little to be called a confidence.
FEWEST_CHECKED = 50


class Counts(NamedTuple):
    """How many results were checked, and how many of them were right."""

    checked: int
    right: int

    @property
    def share(self) -> float | None:
        """The share right; None where too few were checked."""
        return round(self.right / self.checked, 4) if self.checked >= FEWEST_CHECKED else None


@cache
def _figures() -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = json.loads(
        files("transforms").joinpath("data", "measured.json").read_text(encoding="utf-8")
    )
    return found


@cache
def rule_counts(code: str) -> Counts:
    """What was checked of one rule."""
    return Counts(*_figures()["rules"].get(code, (0, 0)))


@cache
def reader_counts(reader: str, form: str | None, field: str) -> Counts:
    """What was checked of one reader's form for one field."""
    return Counts(*_figures()["readers"].get(f"{reader}/{form}/{field}", (0, 0)))


def measured_readers() -> list[tuple[str, str, str, Counts]]:
    """Every reader, form and field that was measured, in order."""
    names = (key.split("/") for key in sorted(_figures()["readers"]))
    return [(reader, form, field, reader_counts(reader, form, field)) for reader, form, field in names]
