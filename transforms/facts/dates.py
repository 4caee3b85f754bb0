"""Parses dates and clock times as news prints them, in many languages; unknown parts stay unknown."""

import re
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from transforms.facts.calendar import MONTH, MONTHS, WEEKDAY, fold_case
from transforms.facts.zones import ZONE

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th|er|º|°|\.)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
# The year first, with one mark or word between all its parts; a space after a stop, as in Czech and Hungarian.
_YEAR_FIRST = rf"{_YEAR}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|\.\s?\d\d?\.\s?\d\d?\.?)(?!\d)"
_CHINESE = rf"(?:{_YEAR}\s?[年년]\s?)?\d\d?\s?[月월]\s?\d\d?\s?[日일](?:\s?[(（][月火水木金土日월화수목금토일][)）])?"
# Machine translation puts spaces around the marks of a date, and a minus for a hyphen.
_MARK = r"[/.−-]"
_NUMERIC = (
    rf"(?:{_YEAR_FIRST}|{_CHINESE}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d(?!\d))|\d\d?\s?{_MARK}\s?\d\d?\s?{_MARK}\s?{_YEAR}"
    rf"|{_DAY}/(?:0\d|1[0-2])(?![\d/]))"
)
_OF = r"(?:de\s|del\s|di\s|of\s)"
NAMED_DATE = (
    rf"(?:{_YEAR}\.?,?\s{MONTH}\.?\s{_ORDINAL}|{_DAY}[-/]{MONTH}[-/]{_YEAR}"
    rf"|(?:{MONTH}\.?,?\s{{0,2}}{_ORDINAL}|{_ORDINAL}\s?{_OF}?{MONTH}\.?)"
    rf"(?:\s?[,/]?\s?{_OF}?{_YEAR}(?:\s(?:г\.|года|р\.|року|r\.|roku))?)?)"
)
DATE = rf"(?:{WEEKDAY},?\s+(?:(?:the|le|den|el|il)\s+)?)?(?:{_NUMERIC}|{NAMED_DATE})"
_HALF = r"(?:[aApP]\.?\s?[mM]\b\.?|[πμ]\.?\s?μ\.?)"
_HALF_FIRST = r"(?:오전|오후|午前|午後|上午|下午)"
_HOUR_SIGN = r"(?:[時时点點]|시)\s?(?:\d\d?\s?[分분])?"
CLOCK = (
    rf"(?:{_HALF_FIRST}\s?)?(?:\d\d\.[0-5]\d(?!\.?\d)|\d\d?(?:(?::|\s?[hH]\s?)\d\d(?::\d\d)?|{_HOUR_SIGN})?)(?!\d)"
    rf"(?:\s?(?:Uhr|[hH]rs\.?|[hH]s\b\.?|{_HALF}|[hH](?!\w)))?"
)
_TIME = rf"(?P<clock>{CLOCK})(?:\s*[(]?(?P<zone>{ZONE})[)]?)?"
_LINK = (
    r"(?:,?\s*(?:\bat|à|a las|alle(?: ore)?|às|um|om|kl\.?|klo|ore|ora|la|saat|в|о|об|(?:o )?godz\.|pukul|jam|στις"
    r"|[-–—|,@·•])\s*|\s+|(?<=\d)T(?=\d))"
)

_STAMP = re.compile(rf"(?P<date>{DATE}|{_DAY}(?:st|nd|rd|th))(?:{_LINK}{_TIME})?\.?")
_CLOCK_FIRST = re.compile(rf"{_TIME}(?:{_LINK}|\s+on\s+)(?P<date>{DATE})\.?")
# A simpler pattern that names no month, to search where a stamp is rare: a tenth of the cost.
_MONTH_LIKE = r"[^\W\d_]{3,12}\.?"
_NAMED_LIKE = (
    rf"(?:{_YEAR}\.\s{_MONTH_LIKE}\s{_DAY}\.?|{_MONTH_LIKE},?\s{{0,2}}{_DAY}(?:st|nd|rd|th)?"
    rf"|{_DAY}[^\W\d_º°.]{{0,2}}[º°.]?\s?(?:de\s|di\s|of\s)?{_MONTH_LIKE})(?:\s?[,/]?\s?(?:de\s|of\s)?{_YEAR})?"
)
_CLOCK_AND_ZONE = rf"(?:{_LINK}{CLOCK}(?:\s*[(]?{ZONE}[)]?)?)?"
STAMP_SHAPE = rf"(?:(?:{_MONTH_LIKE},?\s)??(?:{_NUMERIC}|{_NAMED_LIKE}){_CLOCK_AND_ZONE})"
STAMP = rf"(?:{DATE}{_CLOCK_AND_ZONE})"

_PARTS = re.compile(
    rf"(?P<year0>{_YEAR})[-/.年년]\s?(?P<month0>\d\d?)[-/.\s月월]{{1,2}}(?P<day0>\d\d?)"
    r"|(?P<month3>\d\d?)\s?[月월]\s?(?P<day3>\d\d?)"
    r"|(?P<a>\d{1,2})\s?[/.−-]\s?(?P<b>\d{1,2})(?:\s?[/.−-]\s?(?P<short>\d\d(?:\d\d)?))?(?!\d)"
    rf"|(?P<year1>{_YEAR})\.?,?\s(?P<month1>{MONTH})\.?\s(?P<day1>{_DAY})"
    rf"|(?P<month2>{MONTH})\.?,?\s{{0,2}}(?P<day2>{_DAY})\D{{0,5}}(?P<year2>{_YEAR})?"
    rf"|(?P<day4>{_DAY})\D{{0,5}}?(?P<month4>{MONTH})\.?\D{{0,5}}(?P<year4>{_YEAR})?"
)
_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, *range(0x966, 0xD70, 0x80)) for n in range(10)}
_DAY_ALONE = re.compile(rf"({_DAY})(?:st|nd|rd|th)")
_NUMBERS = re.compile(r"\d+")
_HALVES = re.compile(rf"{_HALF}|{_HALF_FIRST}")
_HAS_YEAR = re.compile(_YEAR)


class Day(NamedTuple):
    """A printed date: `edtf` in EDTF 2019, and the days that it can mean (none without a printed year)."""

    edtf: str
    days: tuple[date, ...]

    @property
    def certain(self) -> date | None:
        """The day, if only one is possible."""
        return self.days[0] if len(self.days) == 1 else None


class Clock(NamedTuple):
    """A printed clock time, whether it is to the second, and the zone printed next to it."""

    time: time
    to_the_second: bool
    zone: str | None


class Stamp(NamedTuple):
    """A date with an optional clock time; `reason` says why one of them is printed but unknown.

    `impossible_date`: the day does not exist, and `day` is empty. `unreadable_time`: the time does not exist.
    """

    day: Day
    clock: Clock | None
    reason: str | None = None


IMPOSSIBLE = Stamp(Day("", ()), None, "impossible_date")


def ascii_digits(printed: str) -> str:
    """A text with the digits 0 to 9 for those of Indian, Arabic and Persian script."""
    return printed if printed.isascii() else printed.translate(_DIGITS)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(year: str | None, month: int, day: int) -> Day | None:
    # The unknown year is taken for a leap year, so that 29 February is possible.
    found = _valid(int(year or 2000), month, day)
    if found is None:
        return None
    return Day(found.isoformat(), (found,)) if year else Day(f"XXXX-{month:02d}-{day:02d}", ())


def _numeric(first: int, second: int, year: str | None, day_first: bool | None) -> Day | None:
    """A date in numbers, in every order that gives a date, unless the order is known."""
    orders = [(second, first)] if day_first is not False else []
    orders += [(first, second)] if day_first is not True and first != second else []
    short = year is not None and len(year) == 2
    days = sorted(d for month, day in orders if (d := _valid(int(year) if year and not short else 2000, month, day)))
    if not days:
        # The expected order gives no date, so the other one is used.
        return None if day_first is None else _numeric(first, second, year, None)
    prefix = f"XX{year}" if short else "XXXX" if year is None else year
    names = [f"{prefix}{d.isoformat()[4:]}" for d in days]
    edtf = names[0] if len(names) == 1 else f"[{','.join(names)}]"
    return Day(edtf, tuple(days) if year and not short else ())


@lru_cache(maxsize=512)
def read_day(printed: str, day_first: bool | None = None) -> Day | None:
    """Read one date; `day_first` says whether the first number of 06/05/2023 is the day, None if unknown.

    >>> read_day("12 May 2024").edtf, read_day("12 May").edtf, read_day("12 noon")
    ('2024-05-12', 'XXXX-05-12', None)
    """
    m = _PARTS.search(ascii_digits(printed))
    if m is None:
        alone = _DAY_ALONE.fullmatch(printed)
        return Day(f"XXXX-XX-{int(alone[1]):02d}", ()) if alone else None
    if m["a"]:
        # With stops the day always comes first.
        dotted = m["short"] is not None and len(m["short"]) == 4 and m.string[m.end("a")] == "."
        return _numeric(int(m["a"]), int(m["b"]), m["short"], True if dotted else day_first)
    n = next(n for n in "01234" if m[f"day{n}"])
    month, year = m[f"month{n}"], None if n == "3" else m[f"year{n}"]
    return _named(year, int(month) if n in "03" else MONTHS[fold_case(month)], int(m[f"day{n}"]))


def _read_clock(printed: str, zone: str | None) -> Clock | None:
    """Read a clock time; None for a time that does not exist."""
    numbers = [int(n) for n in _NUMBERS.findall(printed)]
    hour, (minute, second) = numbers[0], [*numbers[1:], 0, 0][:2]
    if half := _HALVES.search(printed):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half[0][0] in "pPμ오午下" and half[0] not in ("오전", "午前"))
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Clock(time(hour, minute, second), len(numbers) > 2, zone)


def make_stamp(day: str, clock: str | None, zone: str | None, day_first: bool | None = None) -> Stamp | None:
    """Combine a printed date and a printed clock time; None where the date is invalid, or the time only a number."""
    if (clock or "").isdigit():
        return None
    found = read_day(day, day_first)
    if found is None:
        return IMPOSSIBLE if _HAS_YEAR.search(day) else None
    time = _read_clock(clock, zone) if clock else None
    return Stamp(found, time, "unreadable_time" if clock and time is None else None)


@lru_cache(maxsize=4096)  # the news of a week has the same few dates
def read_stamp(printed: str, day_first: bool | None = None) -> Stamp | None:
    """Read a text that is only a date with an optional clock time and zone; else None.

    >>> stamp = read_stamp("23/05/2024 19:14 GMT")
    >>> stamp.day.edtf, stamp.clock.time.isoformat(), stamp.clock.zone
    ('2024-05-23', '19:14:00', 'GMT')
    """
    bare = ascii_digits(printed).strip(" \t\n\u00a0\u202f,;|")
    m = _STAMP.fullmatch(bare) or _CLOCK_FIRST.fullmatch(bare)
    return make_stamp(m["date"], m["clock"], m["zone"], day_first) if m else None


def is_date_word(word: str) -> bool:
    """Whether a word is a month or its abbreviation."""
    return fold_case(word.rstrip(".")) in MONTHS
