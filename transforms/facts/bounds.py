"""The earliest and the latest instant that a printed date or time can mean."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from transforms.facts.dates import Stamp
from transforms.facts.zones import offsets

# The first and the last time zone in which a day begins.
_EVERYWHERE = (timezone(timedelta(hours=14)), timezone(timedelta(hours=-12)))
_DAY_END = time(23, 59, 59)


class Bounds(NamedTuple):
    """Two instants in UTC, and their basis: `printed_zone`, `assumed_zone` or `whole_day`."""

    earliest: datetime
    latest: datetime
    basis: str


@cache
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


def _span(days: Sequence[date], first: time, last: time, zones: Sequence[tzinfo]) -> tuple[datetime, datetime]:
    """The earliest and the latest instant of these clock times on these days in any of the zones."""
    starts = [datetime.combine(d, first, z).astimezone(UTC) for d in days for z in zones]
    stops = starts if first == last else [datetime.combine(d, last, z).astimezone(UTC) for d in days for z in zones]
    return min(starts), max(stops)


def bounds(stamp: Stamp, zones: Iterable[str] = ()) -> Bounds | None:
    """Give the bounds of a printed date or time; None where no day is known.

    `zones` are the IANA zones that may apply: those of the place and of the agency. Without them and without a printed
    zone, any zone may apply. A time to the minute is valid for the whole minute.

    >>> from transforms.facts.dates import read_stamp
    >>> found = bounds(read_stamp("23 May 2024 19:14"), ["Pacific/Fiji"])
    >>> found.earliest.isoformat(), found.basis
    ('2024-05-23T07:14:00+00:00', 'assumed_zone')
    """
    days, clock = stamp.day.days, stamp.clock
    if not days:
        return None
    assumed = [_zone(name) for name in dict.fromkeys(zones)] or _EVERYWHERE
    if clock is None:
        return Bounds(*_span(days, time(0), _DAY_END, assumed), "whole_day")
    last = clock.time if clock.to_the_second else clock.time.replace(second=59)
    printed = tuple(timezone(timedelta(minutes=m)) for m in offsets(clock.zone)) if clock.zone else ()
    if printed:
        return Bounds(*_span(days, clock.time, last, printed), "printed_zone")
    return Bounds(*_span(days, clock.time, last, assumed), "assumed_zone")
