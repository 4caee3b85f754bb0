"""Chooses the value of each field of a document from what the extractors found, or gives the reason for a null."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from transforms import gazetteer
from transforms.fact import Fact, new_fact
from transforms.facts import end_marks
from transforms.facts.agencies import agency_of
from transforms.facts.line_reading import LineReading
from transforms.facts.named_areas import named_areas
from transforms.facts.null_reasons import null_reason
from transforms.places import Place, Region

_PLACE_FIELDS = frozenset(("dateline", "located", "located_all"))
DISPATCH_FIELDS = frozenset(
    ("dateline_date", "dateline_on", "dateline_on_basis", "timestamp_local", "timestamp_role", "timezone_printed")
)
_PAGE_FIELDS = frozenset(("published_on", "published_local", "updated_on", "updated_local"))
_DECIDED_APART = _PLACE_FIELDS | DISPATCH_FIELDS | _PAGE_FIELDS
_OF_SEVERAL_VALUES = frozenset(("authors", "info_sources"))

# Countries whose agencies report on all the world.
_OF_THE_WORLD = ("US", "GB", "CA")

Values = Iterable[tuple[str, str]]


def printed(found: LineReading, text: str, values: Values) -> list[Fact]:
    """Make facts of values that an extractor found."""
    start, stop, reader, form = found.start, found.stop, found.reader, found.form
    evidence = text[start:stop]
    return [new_fact((field, value, evidence, start, stop, reader, form, False, None, None)) for field, value in values]


def inferred(source: Fact, values: Values, reader: str, form: str | None = None) -> list[Fact]:
    """Make facts of values that were inferred from the evidence of a fact."""
    text, start, stop = source.text, source.start, source.stop
    return [new_fact((field, value, text, start, stop, reader, form, True, None, None)) for field, value in values]


def _strength(found: LineReading) -> int:
    """How much a dateline prints; a credit line with place and agency is preferred to a bare place."""
    return 2 * bool(found.value("agency")) + bool(found.value("dateline_date"))


def facts_of(found: LineReading | None, text: str, fields: frozenset[str]) -> list[Fact]:
    """Make facts of the values of some fields of a reading, if there is one."""
    return printed(found, text, [value for value in found.values if value[0] in fields]) if found else []


class DatelineFinds(NamedTuple):
    """The readings that give a document's dateline: that of the place, and that of the date."""

    place: LineReading | None
    date: LineReading | None

    @classmethod
    def of(cls, found: Iterable[LineReading]) -> "DatelineFinds":
        """Choose among all readings with a dateline; of equal ones the first in the text."""
        lines = [f for f in found if f.value("dateline")]
        if not lines:
            return cls(None, None)
        if len(lines) == 1:  # as in most texts
            return cls(lines[0], lines[0] if lines[0].value("dateline_date") else None)
        lines.sort(key=_strength, reverse=True)
        place = next((f for f in lines if f.value("located")), lines[0])
        dated = [f for f in lines if f.value("dateline_date")]
        # A date with one meaning is better than `[2022-06-09,2022-09-06]`.
        return cls(place, min(dated, key=lambda f: (f.value("dateline_date") or "").startswith("["), default=None))


class _Resolved(NamedTuple):
    """The place with its attributes, or the reason why there is none."""

    place: Place | None
    known: tuple[tuple[str, str], ...]
    reason: str | None
    basis: str | None


@lru_cache(maxsize=4096)
def _resolved(
    name: str, region: str | None, language: str | None, home: str | None, named: frozenset[Region]
) -> _Resolved:
    """A few hundred places are in most datelines."""
    place, reason, basis = gazetteer.resolve(name, region, language, home, named)
    return _Resolved(place, tuple(_known(place)) if place else (), reason, basis)


def _home(agency: str | None) -> str | None:
    """The country whose towns an agency prints without the country; in English copy American towns have a state."""
    found = agency_of(agency) if agency else None
    return None if found is None or found.country in _OF_THE_WORLD else found.country


def place_facts(
    line: DatelineFinds, text: str, language: str | None, agency: str | None
) -> tuple[list[Fact], Place | None]:
    """Facts of the dateline and its place, and the place itself where it is known.

    The text's `language`, the credited `agency` and the countries named in the text choose between places of one name.
    """
    if line.place is None:
        return [null_reason(f, "no_dateline") for f in ("dateline", "located", "country")], None
    facts = facts_of(line.place, text, _PLACE_FIELDS)
    located = next((f for f in facts if f.field == "located"), None)
    if located is None or located.value is None:
        return [*facts, null_reason("located", "no_place"), null_reason("country", "no_place")], None
    region = line.place.value("_region")
    is_open = not region and gazetteer.is_contested(located.value)
    named = named_areas(text, located.value) if is_open else frozenset()
    place, known, reason, form = _resolved(located.value, region, language, _home(agency) if is_open else None, named)
    if place is None:
        area = gazetteer.is_region(region) if region else None
        country = area.country if area else None if region else gazetteer.shared_country(located.value)
        if country is None:
            return [*facts, null_reason("country", reason or "unknown_place")], None
        return facts + inferred(located, [("country", country)], "gazetteer", "region" if area else "shared"), None
    facts += inferred(located, known, "gazetteer", form)
    if place.country is None:
        facts.append(null_reason("country", "no_country"))
    return facts, place


def _known(place: Place) -> Iterator[tuple[str, str]]:
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


def _is_end_mark(found: LineReading) -> bool:
    """An end mark is the weakest credit: any other is preferred, wherever it is printed."""
    return found.role == "end_mark" or found.reader == end_marks.READER


def party_facts(found: Iterable[LineReading], text: str) -> list[Fact]:
    """Facts of the credits: the first credited agency, all parties and authors once, byline, copyright and the rest."""
    facts: list[Fact] = []
    parties: set[str] = set()
    taken = set(_DECIDED_APART)
    for one in sorted(found, key=_is_end_mark):
        values: list[tuple[str, str]] = []
        for field, value in dict.fromkeys(one.values):
            if field in taken or field[0] == "_":
                continue
            if field in _OF_SEVERAL_VALUES:
                party = value.rpartition(":")[2].casefold()
                if party in parties:
                    continue
                parties.add(party)
            values.append((field, value))
        if values:
            taken.update([field for field, _ in values if field not in _OF_SEVERAL_VALUES])
            facts += printed(one, text, values)
    return facts


def unknown_parties(found: Iterable[LineReading], facts: list[Fact]) -> list[Fact]:
    """The reasons for nulls of the credits."""
    given = {f.field for f in facts}
    reasons = []
    if "agency" not in given:
        is_unknown = any(f.value("_source") for f in found)
        reasons.append(null_reason("agency", "unknown_source" if is_unknown else "no_credit"))
    if "byline" not in given:
        reasons.append(null_reason("byline", "no_byline"))
    if "copyright_holder" not in given:
        reasons.append(null_reason("copyright_holder", "no_copyright"))
    return reasons
