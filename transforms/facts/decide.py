"""Decide which find stands for which field of a document, and why a field is null."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from transforms import gazetteer
from transforms.fact import Fact
from transforms.facts import endings
from transforms.facts.agencies import agency_of
from transforms.facts.bounds import bounds
from transforms.facts.dates import Clock, Day, Stamp, read_day
from transforms.facts.day_order import day_order
from transforms.facts.found import Found
from transforms.facts.reasons import why

_PLACE_FIELDS = frozenset(("dateline", "located", "located_all"))
_DATE_FIELDS = frozenset(("dateline_date", "dateline_on", "timestamp_local", "timestamp_role", "timezone_printed"))
_DECIDED_APART = _PLACE_FIELDS | _DATE_FIELDS
_OF_SEVERAL_VALUES = frozenset(("authors", "info_sources"))
_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Values = Iterable[tuple[str, str]]


def printed(found: Found, text: str, values: Values) -> list[Fact]:
    """Write values of a find as facts."""
    start, stop, reader, form = found.start, found.stop, found.reader, found.form
    evidence = text[start:stop]
    return [Fact(field, value, evidence, start, stop, reader, form) for field, value in values]


def inferred(source: Fact, values: Values, reader: str, form: str | None = None) -> list[Fact]:
    """Write values that were concluded from a fact's evidence."""
    text, start, stop = source.text, source.start, source.stop
    return [Fact(field, value, text, start, stop, reader, form, True) for field, value in values]


def _strength(found: Found) -> int:
    """How much a dateline prints: a bare place gives way to a credit line that names place and agency."""
    return 2 * bool(found.value("agency")) + bool(found.value("dateline_date"))


def _facts_of(found: Found | None, text: str, fields: frozenset[str]) -> list[Fact]:
    return printed(found, text, [value for value in found.values if value[0] in fields]) if found else []


class Dateline(NamedTuple):
    """The finds that a document's dateline is read from: of its place, and of its date."""

    place: Found | None
    date: Found | None

    @classmethod
    def of(cls, found: Iterable[Found]) -> "Dateline":
        """Choose among all finds that have a dateline; of equal ones the first in the text stands."""
        lines = sorted([f for f in found if f.value("dateline")], key=_strength, reverse=True)
        if not lines:
            return cls(None, None)
        place = next((f for f in lines if f.value("located")), lines[0])
        return cls(place, next((f for f in lines if f.value("dateline_date")), None))


class _Meant(NamedTuple):
    """The place that was meant with what is known of it, or why there is none."""

    place: gazetteer.Place | None
    known: tuple[tuple[str, str], ...]
    reason: str | None


@lru_cache(maxsize=4096)
def _meant(name: str, region: str | None, language: str | None) -> _Meant:
    """The same few hundred places date most of the news."""
    place, reason, _ = gazetteer.resolve(name, region, language)
    return _Meant(place, tuple(_known(place)) if place else (), reason)


def place_facts(line: Dateline, text: str, language: str | None) -> tuple[list[Fact], gazetteer.Place | None]:
    """Facts of the dateline and its place, and the place that was meant where it is known."""
    if line.place is None:
        return [why(f, "no_dateline") for f in ("dateline", "located", "country")], None
    facts = _facts_of(line.place, text, _PLACE_FIELDS)
    located = next((f for f in facts if f.field == "located"), None)
    if located is None or located.value is None:
        return [*facts, why("located", "no_place"), why("country", "no_place")], None
    region = line.place.value("_region")
    place, known, reason = _meant(located.value, region, language)
    form = "region" if region else "rank"
    if place is None:
        area = gazetteer.is_region(region) if region else None
        if area is None:
            return [*facts, why("country", reason or "unknown_place")], None
        return facts + inferred(located, [("country", area.country)], "gazetteer", form), None
    facts += inferred(located, known, "gazetteer", form)
    if place.country is None:
        facts.append(why("country", "no_country"))
    return facts, place


def _known(place: gazetteer.Place) -> Iterator[tuple[str, str]]:
    columns = {
        "located_name": place.name,
        "located_uri": place.uri,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    for field, value in columns.items():
        if value is not None:
            yield field, str(value)


def _ordered(source: Fact, text: str) -> list[Fact]:
    """Decide the order of day and month by the rest of the text; no facts where nothing tells."""
    days = [day for iso in _ONE_DAY.findall(source.value or "") if (day := read_day(iso))]
    numbers = _NUMBERS.search(source.text or "")
    told = day_order(text, numbers[0], days) if numbers else None
    if told is None or told.day.certain is None:
        return []
    evidence = source._replace(text=text[told.start : told.stop], start=told.start, stop=told.stop)
    iso = told.day.certain.isoformat()
    return inferred(evidence, [("dateline_date", iso), ("dateline_on", iso)], "day_order", told.form)


def date_facts(line: Dateline, published: Iterable[Found], text: str) -> list[Fact]:
    """Facts of the dateline's date and time; the time of a portal's publication line where the dateline has none."""
    facts = _facts_of(line.date, text, _DATE_FIELDS)
    if facts and (facts[0].value or "").startswith("[") and (ordered := _ordered(facts[0], text)):
        facts = ordered + facts[1:]
    if not facts:
        facts.append(why("dateline_date", "no_date" if line.place else "no_dateline"))
    for other in published:
        if not any(f.field == "timestamp_local" for f in facts):
            facts += _facts_of(other, text, _DATE_FIELDS)
    given = {f.field: f.value for f in facts}
    if "timestamp_local" not in given:
        facts.append(why("timestamp_local", _no_time(given.get("dateline_date"), "timezone_printed" in given)))
    if "timezone_printed" not in given:
        facts.append(why("timezone_printed", "no_timezone" if "timestamp_local" in given else "no_time"))
    return facts


def _no_time(edtf: str | None, is_timed: bool) -> str:
    if edtf is None:
        return "no_date"
    if not is_timed and _ONE_DAY.fullmatch(edtf):
        return "no_time"
    return "ambiguous_date" if edtf.startswith("[") else "no_year"


def _stamp(given: dict[str, Fact], edtf: str | None) -> Stamp | None:
    clock = None
    if (local := given.get("timestamp_local")) and local.value:
        at = datetime.fromisoformat(local.value)
        zone = given["timezone_printed"].value if "timezone_printed" in given else None
        # Seconds of nought are more often not printed than nought: the bounds are then a minute apart.
        return Stamp(Day("", (at.date(),)), Clock(at.time(), at.second > 0, zone))
    days = tuple(date.fromisoformat(d) for d in _ONE_DAY.findall(edtf or ""))
    return Stamp(Day(edtf or "", days), clock) if days else None


@cache
def _home_zone(agency: str | None) -> str | None:
    """The IANA zone of an agency's desk."""
    home = agency_of(agency) if agency else None
    return home and home.zone


def bounds_facts(
    dated: list[Fact], published: Iterable[Found], text: str, place: gazetteer.Place | None, agency: str | None
) -> list[Fact]:
    """Facts of the bounds in UTC, from the date facts and, where they have no year, from the publication line."""
    given = {f.field: f for f in dated if f.value is not None}
    source = given.get("timestamp_local") or given.get("dateline_date")
    stamp = _stamp(given, source.value if source else None)
    is_portal = source is not None and source.reader == "published"
    if stamp is None:
        for other in published:
            if day := other.value("_day"):
                (source,), is_portal = printed(other, text, [("dateline_date", day)]), True
                stamp = _stamp({}, day)
                break
    if stamp is None or source is None:
        return [why("earliest_at", "no_year" if "dateline_date" in given else "no_date")]
    zones = [] if is_portal else [z for z in (place and place.timezone, _home_zone(agency)) if z]
    found = bounds(stamp, zones)
    if found is None:
        return [why("earliest_at", "no_year")]
    values = (
        ("earliest_at", found.earliest.isoformat()),
        ("latest_at", found.latest.isoformat()),
        ("bounds_basis", found.basis),
    )
    return inferred(source, values, "bounds", found.basis)


def _is_end_mark(found: Found) -> bool:
    """An end mark is the weakest credit: any other stands before it, wherever it is printed."""
    return found.role == "end_mark" or found.reader == endings.READER


def party_facts(found: Iterable[Found], text: str) -> list[Fact]:
    """Facts of who is credited: the first credited agency, all parties once, byline, copyright and the rest."""
    facts: list[Fact] = []
    parties: set[str] = set()
    taken = set(_DECIDED_APART)
    for one in sorted(found, key=_is_end_mark):
        values: list[tuple[str, str]] = []
        for field, value in dict.fromkeys(one.values):
            if field in taken or field[0] == "_":
                continue
            if field == "info_sources":
                party = value.partition(":")[2]
                if party in parties:
                    continue
                parties.add(party)
            values.append((field, value))
        taken.update([field for field, _ in values if field not in _OF_SEVERAL_VALUES])
        facts += printed(one, text, values)
    return facts


def unknown_parties(found: Iterable[Found], facts: list[Fact]) -> list[Fact]:
    """Reasons for the nulls among the parties."""
    given = {f.field for f in facts}
    reasons = []
    if "agency" not in given:
        is_unknown = any(f.value("_source") for f in found)
        reasons.append(why("agency", "unknown_source" if is_unknown else "no_credit"))
    if "byline" not in given:
        reasons.append(why("byline", "no_byline"))
    if "copyright_holder" not in given:
        reasons.append(why("copyright_holder", "no_copyright"))
    return reasons
