"""Whether the day or the month comes first in 05/06/2023, by another date of the same text."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.facts.dates import NAMED_DATE, Day, read_day
from transforms.lazy_pattern import lazy_pattern

_NUMERIC = lazy_pattern(r"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?!\d|[/.]\d)")
# Dates are found by their years: a search for numbers or names of months would cost far more.
_NAMED = lazy_pattern(NAMED_DATE)
# One pattern for each century: each begins with a literal, so both take a third of the time of a joint one.
_CENTURIES = (re.compile(r"19\d\d"), re.compile(r"20\d\d"))
_BEFORE_NUMERIC_YEAR = 6
_BEFORE_YEAR = 24
_DIGITS_OF_YEAR = 4
# The year and what must not follow it.
_AFTER_YEAR = 6


class DayOrder(NamedTuple):
    """The day of an ambiguous date, and the span of the text that decides it."""

    day: Day
    start: int
    stop: int
    form: str


def _other_numbers(text: str, printed: str, years: Sequence[int]) -> Iterator[DayOrder]:
    """A date in numbers that is valid in one order only; one text is taken to use one order."""
    for year in years:
        if text[year - 1 : year] not in ("/", "."):
            continue
        m = _NUMERIC.search(text, max(0, year - _BEFORE_NUMERIC_YEAR), year + _AFTER_YEAR)
        if m is None:
            continue
        other = read_day(m[0])
        first, second = (int(n) for n in re.split("[/.]", m[0])[:2])
        if other is not None and other.certain is not None and first != second:
            day = read_day(printed, other.certain.day == first)
            if day is not None:
                yield DayOrder(day, m.start(), m.end(), "other_date")


def _same_day(text: str, days: list[Day], years: Sequence[int]) -> Iterator[DayOrder]:
    """The same day printed with the month's name."""
    wanted = {str(day.certain.year) for day in days if day.certain}
    numbers = tuple(str(day.certain.day) for day in days if day.certain)
    for year in years:
        if text[year : year + _DIGITS_OF_YEAR] not in wanted or text[year - 1 : year] == "/":
            continue
        before = text[max(0, year - _BEFORE_YEAR) : year]
        if not any(number in before for number in numbers):
            continue
        for m in _NAMED.finditer(text, max(0, year - _BEFORE_YEAR), year + _DIGITS_OF_YEAR):
            if (day := read_day(m[0])) in days and day is not None:
                yield DayOrder(day, m.start(), m.end(), "named_month")


def day_order(text: str, printed: str, days: list[Day]) -> DayOrder | None:
    """Choose between the days that `printed` can mean; None without evidence, or if two dates contradict each other."""
    years = sorted(m.start() for century in _CENTURIES for m in century.finditer(text))
    found = [e for e in (*_other_numbers(text, printed, years), *_same_day(text, days, years)) if e.day in days]
    return found[0] if len({e.day for e in found}) == 1 else None
