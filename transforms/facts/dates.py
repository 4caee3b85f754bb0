"""Dates and clock times as news prints them, in many languages, with what stays unknown left unknown."""

import re
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from transforms.choice import choice
from transforms.facts.zones import ZONE

# One line a month; English, French, Spanish, German, Italian, Portuguese, Dutch, Scandinavian, Polish, Czech,
# Russian, Ukrainian and Turkish, written out and as the wires shorten them.
_MONTHS = """
january jan janvier janv enero ene januar jänner jän gennaio gen janeiro januari stycznia ledna января янв січня ocak
february feb febr février fevrier févr fév febrero februar feber febbraio fevereiro fev februari lutego února февраля \
фев лютого şubat
march mar marzo märz maerz mär mars março marco maart mrt marts marca března марта березня mart
april apr avril avr abril abr aprile kwietnia dubna апреля апр квітня nisan
may mai mayo maggio mag maio mei maj maja května мая травня mayıs
june jun juin junio juni giugno giu junho czerwca června июня червня haziran
july jul juillet juil julio juli luglio lug julho lipca července июля липня temmuz
august aug août aout agosto ago augustus augusti sierpnia srpna августа авг серпня ağustos
september sept sep septembre septiembre setiembre settembre set setembro września září сентября сен сент вересня eylül
october oct octobre octubre oktober okt ottobre ott outubro out października října октября окт жовтня ekim
november nov novembre noviembre novembro listopada listopadu ноября ноя листопада kasım
december dec décembre decembre déc diciembre dic dezember dez dicembre dezembro desember des grudnia prosince декабря \
дек грудня aralık
"""
MONTHS = {name: number for number, line in enumerate(_MONTHS.strip().splitlines(), 1) for name in line.split()}

_MONTH = f"(?i:{choice(sorted(MONTHS, key=len, reverse=True))})(?!\\w)"
WEEKDAY = (
    r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th|er|º|°|\.)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_NUMERIC = (
    rf"(?:{_YEAR}-\d\d-\d\d(?!\d)|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d(?!\d))|{_DAY}/(?:0\d|1[0-2])(?![\d/]))"
)
NAMED = (
    rf"(?:{_MONTH}\.?,?\s{{0,2}}{_ORDINAL}|{_ORDINAL}\s?(?:de\s|di\s|of\s)?{_MONTH}\.?)"
    rf"(?:,?\s?(?:de\s|of\s)?{_YEAR})?"
)
DATE = rf"(?:{WEEKDAY},?\s+(?:(?:the|le|den|el|il)\s+)?)?(?:{_NUMERIC}|{NAMED})"
_HALF = r"[aApP]\.?[mM]\.?(?![a-z])"
CLOCK = (
    r"(?:[01]?\d|2[0-3])(?:(?::|\s?[hH]\s?)[0-5]\d(?::[0-5]\d)?|[.][0-5]\d(?=\s?(?:Uhr|[aApP]\.?[mM])))?"
    rf"(?:\s?(?:Uhr|{_HALF}|[hH](?!\w)))?"
)
_TIME = rf"(?P<clock>{CLOCK})(?:\s*[(]?(?P<zone>{ZONE})[)]?)?"
_LINK = r"(?:,?\s*(?:\bat|à|a las|alle(?: ore)?|às|um|om|kl\.?|ore|[-–—|,@])\s*|\s+)"

_STAMP = re.compile(rf"(?P<date>{DATE}|{_DAY}(?:st|nd|rd|th))(?:{_LINK}{_TIME})?\.?")
_CLOCK_FIRST = re.compile(rf"{_TIME}(?:{_LINK}|\s+on\s+)(?P<date>{DATE})\.?")
# The same as a shape, for patterns that look for a stamp where mostly none is: it names no month and costs a tenth.
_MONTH_LIKE = r"[^\W\d_]{3,12}\.?"
_NAMED_LIKE = (
    rf"(?:{_MONTH_LIKE},?\s{{0,2}}{_DAY}(?:st|nd|rd|th)?"
    rf"|{_DAY}[^\W\d_º°.]{{0,2}}[º°.]?\s?(?:de\s|di\s|of\s)?{_MONTH_LIKE})(?:,?\s?(?:de\s|of\s)?{_YEAR})?"
)
_CLOCK_AND_ZONE = rf"(?:{_LINK}{CLOCK}(?:\s*[(]?{ZONE}[)]?)?)?"
STAMP_SHAPE = rf"(?:(?:{_MONTH_LIKE},?\s)??(?:{_NUMERIC}|{_NAMED_LIKE}){_CLOCK_AND_ZONE})"
STAMP = rf"(?:{DATE}{_CLOCK_AND_ZONE})"

_PARTS = re.compile(
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)|(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})(?:[/.-](?P<short>\d\d(?:\d\d)?))?(?!\d)"
    rf"|(?P<month1>{_MONTH})\.?,?\s{{0,2}}(?P<day1>{_DAY})\D{{0,5}}(?P<year1>{_YEAR})?"
    rf"|(?P<day2>{_DAY})\D{{0,5}}?(?P<month2>{_MONTH})\.?\D{{0,5}}(?P<year2>{_YEAR})?"
)
_DAY_ALONE = re.compile(rf"({_DAY})(?:st|nd|rd|th)")
_NUMBERS = re.compile(r"\d+")


class Day(NamedTuple):
    """A printed date: `edtf` as EDTF 2019, and the days it can be (none where the year is not printed)."""

    edtf: str
    days: tuple[date, ...]

    @property
    def certain(self) -> date | None:
        """The one day it can be."""
        return self.days[0] if len(self.days) == 1 else None


class Clock(NamedTuple):
    """A printed clock time, whether to the second, and the zone printed beside it."""

    time: time
    to_the_second: bool
    zone: str | None


class Stamp(NamedTuple):
    """A date with, perhaps, a clock time."""

    day: Day
    clock: Clock | None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(year: str | None, month: int, day: int) -> Day | None:
    # A leap year stands for the unknown one: 29 February is a date that can be.
    found = _valid(int(year or 2000), month, day)
    if found is None:
        return None
    return Day(found.isoformat(), (found,)) if year else Day(f"XXXX-{month:02d}-{day:02d}", ())


def _numeric(first: int, second: int, year: str | None, day_first: bool | None) -> Day | None:
    """A date in numbers: either order that is a date, unless the order is known."""
    orders = [(second, first)] if day_first is not False else []
    orders += [(first, second)] if day_first is not True and first != second else []
    short = year is not None and len(year) == 2
    days = sorted(d for month, day in orders if (d := _valid(int(year) if year and not short else 2000, month, day)))
    if not days:
        # The order that was expected gives no date: the other one was meant.
        return None if day_first is None else _numeric(first, second, year, None)
    prefix = f"XX{year}" if short else "XXXX" if year is None else year
    names = [f"{prefix}{d.isoformat()[4:]}" for d in days]
    edtf = names[0] if len(names) == 1 else f"[{','.join(names)}]"
    return Day(edtf, tuple(days) if year and not short else ())


@lru_cache(maxsize=512)
def read_day(printed: str, day_first: bool | None = None) -> Day | None:
    """Read one date; `day_first` says which number of 06/05/2023 is the day, None that nobody knows."""
    m = _PARTS.search(printed)
    if m is None:
        alone = _DAY_ALONE.fullmatch(printed)
        return Day(f"XXXX-XX-{int(alone[1]):02d}", ()) if alone else None
    if m["iso"]:
        year, month, day = m["iso"].split("-")
        return _named(year, int(month), int(day))
    if m["a"]:
        return _numeric(int(m["a"]), int(m["b"]), m["short"], day_first)
    month = MONTHS[(m["month1"] or m["month2"]).lower()]
    return _named(m["year1"] or m["year2"], month, int(m["day1"] or m["day2"]))


def _read_clock(printed: str, zone: str | None) -> Clock | None:
    numbers = [int(n) for n in _NUMBERS.findall(printed)]
    hour, (minute, second) = numbers[0], [*numbers[1:], 0, 0][:2]
    half = printed.lower().replace(".", "")
    if "am" in half or "pm" in half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * ("pm" in half)
    elif len(numbers) == 1 and "h" not in half:
        return None
    if hour > 23:
        return None
    return Clock(time(hour, minute, second), len(numbers) > 2, zone)


def read_stamp(printed: str, day_first: bool | None = None) -> Stamp | None:
    """Read a text that is nothing but a date and, perhaps, a clock time and its zone; else None."""
    bare = printed.strip(" \t\n\u00a0\u202f,;|")
    m = _STAMP.fullmatch(bare) or _CLOCK_FIRST.fullmatch(bare)
    if m is None or (day := read_day(m["date"], day_first)) is None:
        return None
    clock = _read_clock(m["clock"], m["zone"]) if m["clock"] else None
    return None if m["clock"] and clock is None else Stamp(day, clock)


def is_date_word(word: str) -> bool:
    """Whether a word names a month or shortens one."""
    return word.rstrip(".").lower() in MONTHS
