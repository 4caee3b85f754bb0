"""Resolves the printed dates and times of a text: of the dispatch, of the page, and the instants that they denote."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from transforms.fact import Fact
from transforms.facts.agencies import agency_of
from transforms.facts.bounds import bounds
from transforms.facts.dates import Clock, Day, Stamp, read_day
from transforms.facts.day_order import day_order
from transforms.facts.line_reading import LineReading
from transforms.facts.null_reasons import null_reason
from transforms.facts.resolve import DISPATCH_FIELDS, DatelineFinds, facts_of, inferred, printed
from transforms.places import Place

# The stamps of a page, in the order in which they are used if the dispatch prints no clock time.
_OF_PAGE = ("published", "updated")
_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def date_facts(line: DatelineFinds, stamps: Sequence[LineReading], text: str) -> list[Fact]:
    """Facts of the dateline's date and time and of the page's stamps, with the reasons for what is null.

    The clock time of the document is that of the dispatch, else that of the page.
    """
    facts = facts_of(line.date, text, DISPATCH_FIELDS)
    if facts and (facts[0].value or "").startswith("[") and (ordered := _ordered(facts[0], text)):
        facts = ordered + facts[1:]
    facts += _completed(facts, line, stamps, text)
    facts += _page_facts(stamps, text, is_timed=any(f.field == "timestamp_local" for f in facts))
    return facts + list(_reasons({f.field: f.value for f in facts}, line, stamps))


def _reasons(given: dict[str, str | None], line: DatelineFinds, stamps: Iterable[LineReading]) -> Iterator[Fact]:
    source = line.date or line.place
    trouble = next((r for f in (source, *stamps) if f and (r := f.value("_reason"))), None)
    if "dateline_date" not in given:
        is_impossible = source is not None and source.value("_reason") == "impossible_date"
        yield null_reason(
            "dateline_date", "impossible_date" if is_impossible else "no_date" if line.place else "no_dateline"
        )
    if "timestamp_local" not in given:
        edtf = given.get("dateline_date") or next((d for f in stamps if (d := f.value("_day"))), None)
        yield null_reason("timestamp_local", trouble or _no_time(edtf))
    if "timezone_printed" not in given:
        yield null_reason("timezone_printed", "no_timezone" if "timestamp_local" in given else "no_time")


def _ordered(source: Fact, text: str) -> list[Fact]:
    """Decide the order of day and month by the rest of the text; no facts without evidence."""
    days = [day for iso in _ONE_DAY.findall(source.value or "") if (day := read_day(iso))]
    numbers = _NUMBERS.search(source.text or "")
    told = day_order(text, numbers[0], days) if numbers else None
    if told is None or told.day.certain is None:
        return []
    evidence = source._replace(text=text[told.start : told.stop], start=told.start, stop=told.stop)
    iso = told.day.certain.isoformat()
    values = [("dateline_date", iso), ("dateline_on", iso), ("dateline_on_basis", "dateline")]
    return inferred(evidence, values, "day_order", told.form)


def _completed(facts: Sequence[Fact], line: DatelineFinds, stamps: Iterable[LineReading], text: str) -> list[Fact]:
    """The day of a dateline without a year, if a stamp of the page agrees with it within a day.

    The dateline is the fact's span; `spans` has both.
    """
    dated = next((f for f in facts if f.field == "dateline_date" and f.value), None)
    if line.date is None or dated is None or any(f.field == "dateline_on" for f in facts):
        return []
    agreeing = [(day, f) for f in stamps for day in _agreeing(dated.value or "", f.value("_day") or "")]
    if len({day for day, _ in agreeing}) != 1:
        return []
    day, stamp = agreeing[0]
    spans = ((line.date.start, line.date.stop), (stamp.start, stamp.stop))
    values = [("dateline_on", day.isoformat()), ("dateline_on_basis", "stamp")]
    return [f._replace(spans=spans) for f in inferred(dated, values, line.date.reader, "completed")]


def _agreeing(edtf: str, stamp: str) -> Iterator[date]:
    """The days that a date without a year can mean, if a stamp (also EDTF) is at most one day off.

    >>> [day.isoformat() for day in _agreeing("XXXX-12-31", "2018-01-01")]
    ['2017-12-31']
    """
    for printed_day in _days(stamp):
        for shift in (0, -1, 1):
            day = printed_day + timedelta(shift)
            if any(one[8:] != "XX" and _fits(one, day.isoformat()) for one in edtf.strip("[]").split(",")):
                yield day


def _fits(edtf: str, iso: str) -> bool:
    return all(wanted in ("X", had) for wanted, had in zip(edtf, iso, strict=True))


def _days(edtf: str | None) -> tuple[date, ...]:
    return tuple(date.fromisoformat(d) for d in _ONE_DAY.findall(edtf or ""))


def _page_facts(stamps: Sequence[LineReading], text: str, *, is_timed: bool) -> list[Fact]:
    """The times of publication and of update. Unless the document `is_timed`, the first gives its clock time."""
    facts: list[Fact] = []
    for kind in _OF_PAGE:
        stamp = _chosen(kind, stamps)
        if stamp is None:
            continue
        values = [(f"{kind}_on", stamp.value(f"{kind}_on"))]
        if local := stamp.value(f"{kind}_local"):
            values.append((f"{kind}_local", local))
            if not is_timed:
                zone = stamp.value(f"_{kind}_zone")
                values += [("timestamp_local", local), ("timestamp_role", f"portal_{kind}"), ("timezone_printed", zone)]
                is_timed = True
        facts += printed(stamp, text, [(field, value) for field, value in values if value])
    return facts


def _chosen(kind: str, stamps: Sequence[LineReading]) -> LineReading | None:
    """The first stamp with a label. Without labels, only if all stamps print one day: a page may print today's date.

    Of stamps with the same day, one with a clock time is chosen.
    """
    field = f"{kind}_on"
    dated = [f for f in stamps if f.value(field)]
    labelled = [f for f in dated if f.form != "bare"]
    if not dated or (not labelled and len({f.value(field) for f in dated}) > 1):
        return None
    first = (labelled or dated)[0]
    timed = (f for f in labelled or dated if f.value(f"{kind}_local") and f.value(field) == first.value(field))
    return next(timed, first)


def _no_time(edtf: str | None) -> str:
    if edtf is None:
        return "no_date"
    if _ONE_DAY.fullmatch(edtf):
        return "no_time"
    return "ambiguous_date" if edtf.startswith("[") else "no_year"


def _stamp(given: dict[str, Fact], edtf: str | None) -> Stamp | None:
    if (local := given.get("timestamp_local")) and local.value:
        at = datetime.fromisoformat(local.value)
        zone = given["timezone_printed"].value if "timezone_printed" in given else None
        # Seconds of 00 usually mean that no seconds were printed: the bounds are then a minute apart.
        return Stamp(Day("", (at.date(),)), Clock(at.time(), at.second > 0, zone))
    days = _days(edtf)
    return Stamp(Day(edtf or "", days), None) if days else None


@cache
def _home_zone(agency: str | None) -> str | None:
    """The IANA zone of an agency's desk."""
    home = agency_of(agency) if agency else None
    return home and home.zone


def bounds_facts(
    dated: list[Fact], stamps: Iterable[LineReading], text: str, place: Place | None, agency: str | None
) -> list[Fact]:
    """Facts of the bounds in UTC, from the date facts and, if they have no year, from a stamp of the page."""
    given = {f.field: f for f in dated if f.value is not None}
    source = given.get("timestamp_local") or given.get("dateline_on") or given.get("dateline_date")
    stamp = _stamp(given, source.value if source else None)
    if stamp is None:
        dated_page = next((f for f in stamps if _days(f.value("_day"))), None)
        if dated_page:
            day = dated_page.value("_day") or ""
            (source,), stamp = printed(dated_page, text, [("dateline_date", day)]), _stamp({}, day)
    if stamp is None or source is None:
        return [null_reason("earliest_at", "no_year" if "dateline_date" in given else "no_date")]
    is_of_page = any(f.start == source.start for f in stamps)
    zones = [] if is_of_page else [z for z in (place and place.timezone, _home_zone(agency)) if z]
    found = bounds(stamp, zones)
    if found is None:
        return [null_reason("earliest_at", "no_year")]
    values = (
        ("earliest_at", found.earliest.isoformat()),
        ("latest_at", found.latest.isoformat()),
        ("bounds_basis", found.basis),
    )
    facts = inferred(source, values, "bounds", found.basis)
    return facts if source.spans is None else [f._replace(spans=source.spans) for f in facts]
