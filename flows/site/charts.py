"""The positions of the marks of charts, in percent of width and height; templates draw them as SVG."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil, sqrt
from typing import Any, NamedTuple

# The levels of a calendar's cells, from light to dark.
LEVELS = 5
# The darkest cell has at least this count.
_FEW = 10


class Bar(NamedTuple):
    """The mark of one day: its start, its height and its label."""

    x: float
    height: float
    label: str


class AxisTick(NamedTuple):
    """A tick of an axis with its label."""

    at: float
    label: str


class Columns(NamedTuple):
    """A chart of counts by day: its marks, each `width` wide; the axes; and the highest of the marks."""

    width: float
    marks: Sequence[Bar]
    across: Sequence[AxisTick]
    up: Sequence[AxisTick]
    peak: Bar


class Month(NamedTuple):
    """A row of a calendar: the month in EDTF, its days by number, and the sum."""

    month: str
    days: Mapping[int, Mapping[str, Any]]
    article_count: int


def bar_chart(counts: Sequence[tuple[date, int]], has_year: bool = True) -> Columns:
    """Lay out counts by day, in order; days without a count have no mark."""
    first, span = counts[0][0], (counts[-1][0] - counts[0][0]).days + 1
    most = _round_up(max(count for _, count in counts))
    marks = [
        Bar(
            round((day - first).days / span * 100, 3),
            round(count / most * 100, 2),
            f"{_day_label(day, has_year)}: {count:,}",
        )
        for day, count in counts
    ]
    up = [AxisTick(100 - share, f"{round(most * share / 100):,}") for share in (50, 100)]
    peak = max(marks, key=lambda mark: mark.height)
    return Columns(round(100 / span, 3), marks, _months_between(first, span, has_year), up, peak)


def _day_label(day: date, has_year: bool) -> str:
    return f"{day.day} {day:%B %Y}" if has_year else f"{day.day} {day:%B}"


def _months_between(first: date, span: int, has_year: bool) -> list[AxisTick]:
    """The first days of months, or single days for less than two months; at most twelve labels."""
    days = [first + timedelta(number) for number in range(span)]
    found = [day for day in days if day.day == 1] if span > 45 else days
    step = ceil(len(found) / 12)
    return [AxisTick(round((day - first).days / span * 100, 3), _tick(day, span, has_year)) for day in found[::step]]


def _tick(day: date, span: int, has_year: bool) -> str:
    if span <= 45:
        return f"{day.day} {day:%b}"
    return f"{day:%b %Y}" if has_year and day.month == 1 else f"{day:%b}"


def calendar(days: Iterable[Mapping[str, Any]]) -> list[Month]:
    """Days by month; each row gets the level of its count, from 1 to LEVELS."""
    listed = list(days)
    most = max((row["article_count"] for row in listed), default=0)
    months: dict[str, dict[int, Mapping[str, Any]]] = {}
    for row in listed:
        level = ceil(LEVELS * sqrt(row["article_count"] / max(most, _FEW)))
        months.setdefault(row["day"][:7], {})[int(row["day"][8:])] = {**row, "level": level}
    return [Month(month, days, sum(row["article_count"] for row in days.values())) for month, days in months.items()]


def timeline(moments: Sequence[datetime | None]) -> list[float | None]:
    """Place times on a line of 100 units; None without times."""
    known = [moment for moment in moments if moment]
    if not known:
        return [None] * len(moments)
    first, span = min(known), (max(known) - min(known)).total_seconds() or 1
    return [None if m is None else round(2 + (m - first).total_seconds() / span * 96, 2) for m in moments]


def bar_shares(counts: Iterable[int]) -> list[float]:
    """Lengths of bars in percent of the longest."""
    known = list(counts)
    most = max(known, default=0) or 1
    return [round(100 * count / most, 1) for count in known]


def _round_up(count: int) -> int:
    """The next even number of one or two leading digits, so that half of it is a whole number.

    >>> [_round_up(n) for n in (1, 7, 130, 4100)]
    [2, 8, 140, 4200]
    """
    step: int = 2 * 10 ** max(len(str(count)) - 2, 0)
    return ceil(count / step) * step
