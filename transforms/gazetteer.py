"""The gazetteer: resolves a printed name to a place, with its country, coordinates and time zone."""

import re
import unicodedata
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import filterfalse
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from transforms.kept_values import kept
from transforms.place_tables import stored_places
from transforms.places import Place, Region, Resolution

AREA_DOMINANCE: Final = 5
"""How many times the weight of its namesake towns a state must have, in running text."""
DOMINANCE: Final = 8.0
"""Without other evidence, a place must have this many times the weight of the next of its name (data/README.md)."""
HEARSAY: Final = 0.1
"""Share of its weight that a place keeps if only GeoNames' unchecked alternate names have the printed name."""
EXONYM: Final = 1_000_000.0
"""The greatest weight of a country under another name than its English one: `Columbia` is a town too."""
NOTABLE: Final = 15_000
"""From this weight on, a place is recognised without a state or country printed next to it."""
OVERWHELMING: Final = 50.0
"""If a place has this many times the weight of another, only a printed region can decide for the other."""
SAME_SPOT: Final = 0.3
"""Two cities of one name and country within so many degrees of latitude and longitude are one (Kansas City)."""
SELDOM_PLACES: Final = frozenset(
    "ALLIANCE ALONG ASSOCIATION BANK BEAR BEST BOOM BRENT BUSH CARE CENTRAL CENTRALE CENTRE CLEAR COME COMMERCE "
    "CORNER DATE DEAL DERBY DIRE EAST EASTERN ENTERPRISE EVEN FATE FEDERAL FORT GERMAN GOES GOLDEN HOLIDAY HOPE HORN "
    "INDEPENDENCE ISLAND LIBERAL LIBERTY MAIN MANAGE MANY MARCH MISSION MOBILE MOST MUCH NORMAL NORTH NORTHERN OBAMA "
    "OFFICER OPPORTUNITY ORANGE ORDER PACE PARADISE PAROLE POLICE READING REPUBLIC RESERVOIR RICH SALE SAME SANDY "
    "SAVE SECRETARY SEEN SOUTH SPLIT SUMMIT SUPERIOR SURPRISE TEMPLE THAN TIME UNION UNITY UNIVERSITY WEST WESTERN "
    "YOUNG".split()
)
"""Names of cities that are more often another word with a capital letter; `names` leaves them out."""

AREAS: Final = frozenset({"country", "region", "island"})
"""Kinds of places that can contain a city of their own name."""

_LETTERS: Final = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "ẞ": "SS"}
    | {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i"}
)
_APOSTROPHE: Final = re.compile(r"\s*['’‘ʼʻ`´]\s*")
_INITIAL_DOT: Final = re.compile(r"(?<=\b\w)\.(?=\w\b|\W|$)")
# Vowel signs of Indian scripts are not word characters for `re`.
_GAP: Final = re.compile(r"[^\w\u0900-\u0d7f]+|_")
_SAINT: Final = re.compile(r"\bST(E?)\b")
_WITHIN: Final = {
    "HK": "CN",
    "MO": "CN",
    "PR": "US",
    "GU": "US",
    "VI": "US",
    "AS": "US",
    "RE": "FR",
    "GP": "FR",
    "MQ": "FR",
}
"""Territories with their own ISO code that news also prints as part of a state."""


class _Candidate(NamedTuple):
    """A place with its rank: whether it may be alone in a dateline, and its weight for the printed name."""

    is_alone: bool
    weight: float
    place: Place


def key(name: str) -> str:
    """Fold a name for the lookup: capitals, no accents, one space for hyphens, dots and spaces.

    Apostrophes are removed with the spaces next to them (`VAL D' ISERE`), `St.` becomes Saint, and the dots of initials
    are removed (`N.Y.`; `W. Va.` stays two words).
    """
    text = unaccented(_APOSTROPHE.sub("", name.upper()))
    text = _GAP.sub(" ", _INITIAL_DOT.sub("", text)).strip()
    return _SAINT.sub(r"SAINT\1", text) if "ST" in text else text


def unaccented(name: str) -> str:
    """Write a Latin name without diacritics and with its ligatures spelled out."""
    if name.isascii():
        return name
    folded = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(filterfalse(unicodedata.combining, folded))


def is_place(name: str, region: str | None = None) -> bool:
    """Whether the name is that of a notable place or, with a known state or country, of any place in that region."""
    folded = key(name)
    if region is None:
        return (len(folded) > 2 or not folded.isascii()) and any(
            found.weight >= NOTABLE for found in _candidates(folded)
        )
    areas = regions(region)
    return any(_lies_in(found.place, areas) for found in _candidates(folded))


@lru_cache(maxsize=1024)
def regions(name: str) -> tuple[Region, ...]:
    """All countries, states and provinces that the name or abbreviation can mean, the likeliest first."""
    gazetteer, folded = stored_places(), key(name)
    rows = [_row(row) for row in {*gazetteer.by_code.find(folded), *gazetteer.by_key.find(folded)}]
    areas = [row for row in rows if row["kind"] in ("country", "region") and row["country"]]
    areas.sort(key=lambda row: (-row["weight"], row["country"]))
    return tuple(dict.fromkeys(Region(row["country"], row["admin1"]) for row in areas))


def is_region(name: str) -> Region | None:
    """The likeliest country, state or province that the name or abbreviation means: `Calif.` is (US, California)."""
    return next(iter(regions(name)), None)


@lru_cache(maxsize=1024)
def area(name: str) -> Place | None:
    """The country of a name or an abbreviation, or the state or province that outweighs all other places of the name.

    It is for running text, where `Jamaica` is the country; a dateline prints towns.
    """
    folded = key(name)
    found = sorted(_candidates(folded), key=lambda candidate: -candidate.weight)
    if not found:
        coded = [row for row in map(_row, stored_places().by_code.find(folded)) if row["kind"] == "country"]
        return _place(max(coded, key=lambda row: row["weight"])) if coded else None
    heaviest, others = found[0], found[1:]
    is_sure = heaviest.place.kind == "country" or not others or heaviest.weight >= AREA_DOMINANCE * others[0].weight
    return heaviest.place if heaviest.place.kind in ("country", "region") and is_sure else None


def resolve(
    name: str,
    region: str | None = None,
    language: str | None = None,
    home: str | None = None,
    named: Collection[Region] = (),
) -> Resolution:
    """Find the place that a printed name means, or the reason why that is unknown.

    The evidence, in this order: the `region` printed after a comma or in brackets; the list of cities that are alone in
    datelines; the agency's `home` (ISO code), whose towns it prints without the country; the countries and states
    `named` in the text; weight (`DOMINANCE`); the countries whose first language is the text's `language` (BCP 47). If
    none of them decides, the place is ambiguous. So is a town with no evidence but its weight, if the text's language
    is evidence for another one.

    >>> resolve("Cuenca", language="es", home="ES").place.country, resolve("Cuenca", language="es").reason
    ('ES', 'ambiguous_place')
    """
    found = _one_a_spot(_candidates(key(name)))
    areas = regions(region) if region else ()
    if areas:
        found = [candidate for candidate in found if _lies_in(candidate.place, areas)]
    if not found:
        return Resolution(None, "unknown_place")
    chosen, basis = _only(found), "region" if areas else "rank"
    if chosen is None and areas:
        chosen = _only([c for c in found if c.is_alone]) or _dominant(found) or _spoken(found, language)
    elif chosen is None and not region:  # an unknown region means that it is not the best-known place of the name
        chosen, basis = _most_likely(found, language, home, named)
    return Resolution(chosen.place, None, basis) if chosen else Resolution(None, "ambiguous_place")


def shared_country(name: str) -> str | None:
    """The ISO country of all notable places of the name, if they have one country: every `Springfield` is in the US."""
    found = _candidates(key(name))
    least = min([NOTABLE, *(c.weight / DOMINANCE for c in found[:1])])
    countries = {c.place.country for c in found if c.weight >= least}
    return countries.pop() if len(countries) == 1 else None


@lru_cache(maxsize=4096)
def is_contested(name: str) -> bool:
    """Whether several places have the name and none of them may be alone in datelines."""
    found = _one_a_spot(_candidates(key(name)))
    return len(found) > 1 and _only([candidate for candidate in found if candidate.is_alone]) is None


def has_rival(name: str, language: str | None, named: Container[str | None]) -> bool:
    """Whether a town's name may mean another one: one in the countries `named`, or only the `language` decided.

    >>> has_rival("Perth", "en", {"GB"}), has_rival("Perth", "en", set())
    (True, False)
    """
    rivals = _rivals(name, language)
    return rivals is None or any(country in named for country in rivals)


@lru_cache(maxsize=8192)
def _rivals(name: str, language: str | None) -> frozenset[str | None] | None:
    """The countries of the notable rivals of a town's name; None if only the language decides for the town."""
    found = _one_a_spot(_candidates(key(name)))
    if len(found) < 2 or found[0].is_alone or found[0].place.kind not in ("city", "capital"):
        return frozenset()
    if _dominant(found) is None:
        return None if resolve(name, language=language).basis == "language" else frozenset()
    countries = {other.place.country for other in found[1:] if other.weight >= NOTABLE}
    return frozenset(countries | {_WITHIN.get(country or "") for country in countries}) - {None}


def names(min_population: int = NOTABLE) -> Iterator[tuple[str, int]]:
    """Yield (surface name, place id) for an automaton over running text; cities from `min_population` up.

    Each spelling and its unaccented form comes once, for its likeliest place. Names of three letters and those that
    usually are another word (`SELDOM_PLACES`) are left out. The id is the row that `place` reads; it is valid for one
    edition of the data file.
    """
    table, seen = stored_places().table, set[str]()
    order = ("is_alone", "weight", "name", "exonyms", "population", "kind")
    columns = (table.column(column).to_pylist() for column in order)
    rows = sorted(zip(*columns, range(table.num_rows), strict=True), key=lambda row: (-row[0], -row[1]))
    for _, _, name, exonyms, population, kind, row in rows:
        if kind == "city" and (population or 0) < min_population:
            continue
        for surface in {other: None for own in (name, *exonyms) for other in (own, unaccented(own))}:
            if len(surface) > 3 and surface not in seen and surface.upper() not in SELDOM_PLACES:
                seen.add(surface)
                yield surface, row


@kept
def notable_names() -> frozenset[str]:
    """All names of countries, regions, islands, seas and larger cities (`NOTABLE`): in capitals, without accents.

    Names of three letters and those that usually are another word (`SELDOM_PLACES`) are left out.
    """
    table = stored_places().table.select(["name", "exonyms", "kind", "population"])
    is_notable = pc.or_kleene(pc.not_equal(table["kind"], "city"), pc.greater_equal(table["population"], NOTABLE))
    notable = table.filter(is_notable)
    printed = {*notable["name"].to_pylist(), *pc.list_flatten(notable["exonyms"]).to_pylist()}
    plain = set(filter(str.isascii, printed))
    # In one text, which takes a third of the time that many small ones do.
    folded = "\n".join((*plain, unaccented("\n".join(printed - plain)))).upper().split("\n")
    return frozenset(name for name in folded if len(name) > 3) - SELDOM_PLACES


def place(place_id: int) -> Place:
    """Read the place of an id that `names` gave."""
    return _place(_row(place_id))


def _most_likely(
    found: Sequence[_Candidate], language: str | None, home: str | None, named: Collection[Region]
) -> tuple[_Candidate | None, str]:
    """The chosen candidate, None if that is uncertain, and the evidence that decided."""
    if alone := _only([candidate for candidate in found if candidate.is_alone]):
        return alone, "alone"
    top = _dominant(found)
    # Much heavier than its rivals, or a capital; not for a name of a town in another country.
    least = max(NOTABLE, found[0].weight / OVERWHELMING) if top is None or top.place.kind != "capital" else top.weight
    at_home = [c for c in found if c.place.country == home and c.weight >= least]
    near = [c for c in found if _lies_in(c.place, named) and c.weight >= least]
    if chosen := _dominant(at_home):
        return chosen, "home"
    if near and (chosen := _dominant(near)):
        return chosen, "named"
    if top is None:
        return _spoken(near or found, language), "language"
    return (None if _is_doubtful(top, found, language) else top), "rank"


def _is_doubtful(top: _Candidate, found: Sequence[_Candidate], language: str | None) -> bool:
    """Whether the text's language is evidence for a rival, and the heaviest candidate only has its weight."""
    if top.place.kind == "capital" or top.place.country is None:
        return False
    spoken, least = _speaking(language), max(NOTABLE, top.weight / OVERWHELMING)
    return any(c.place.country in spoken and c.place.country != top.place.country and c.weight >= least for c in found)


def _spoken(found: Sequence[_Candidate], language: str | None) -> _Candidate | None:
    chosen = _dominant([candidate for candidate in found if candidate.place.country in _speaking(language)])
    return chosen if chosen and chosen.weight >= NOTABLE else None


@lru_cache(maxsize=8192)
def _candidates(folded: str) -> tuple[_Candidate, ...]:
    found = (_candidate(_row(row), folded) for row in stored_places().by_key.find(folded))
    return tuple(sorted(found, key=lambda candidate: (-candidate.is_alone, -candidate.weight)))


def _candidate(row: dict[str, Any], folded: str) -> _Candidate:
    is_known = any(key(name) == folded for name in (row["name"], *row["exonyms"]))
    weight = row["weight"] * (1.0 if is_known else HEARSAY)
    if row["kind"] == "country" and key(row["name"]) != folded:
        weight = min(weight, EXONYM)
    return _Candidate(is_known and row["is_alone"], weight, _place(row))


def _one_a_spot(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Drop a country or region that contains the city of its name, and the smaller of two cities at one place."""
    kept: list[_Candidate] = []
    for candidate in sorted(found, key=lambda candidate: candidate.place.kind in AREAS):
        if not any(_covers(other, candidate) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: (-candidate.is_alone, -candidate.weight))


def _covers(known: _Candidate, other: _Candidate) -> bool:
    city, place = known.place, other.place
    if city.country is None or city.country != place.country:
        return False
    if place.kind == "country":
        return city.kind == "capital"
    if place.kind in AREAS:
        return city.admin1 == place.admin1 and (city.population or 0) >= NOTABLE
    return _near(city.latitude, place.latitude) and _near(city.longitude, place.longitude)


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < SAME_SPOT


def _lies_in(place: Place, areas: Collection[Region]) -> bool:
    homes = (place.country, _WITHIN.get(place.country or ""))
    return any(area.country in homes and area.admin1 in (None, place.admin1) for area in areas)


def _only(found: Sequence[_Candidate]) -> _Candidate | None:
    return found[0] if len(found) == 1 else None


def _dominant(found: Sequence[_Candidate]) -> _Candidate | None:
    """The first of the candidates (heaviest first) if it is the only one or outweighs the second."""
    if len(found) > 1 and found[0].weight < DOMINANCE * found[1].weight:
        return None
    return found[0] if found else None


def _place(row: dict[str, Any]) -> Place:
    facts = {field: row[field] for field in Place.__slots__}
    for axis in ("latitude", "longitude"):
        facts[axis] = None if row[axis] is None else round(row[axis], 3)  # stored as 32-bit floats
    return Place(**facts)


def _row(row: int) -> dict[str, Any]:
    return {name: column[row].as_py() for name, column in _columns().items()}


@cache
def _columns() -> dict[str, pa.Array]:
    """The columns of the places, as plain arrays: a value of a chunked array takes half as long again."""
    table = stored_places().table.drop_columns(["languages"])
    return {name: column.chunk(0) for name, column in zip(table.column_names, table.columns, strict=True)}


@cache
def _speaking(language: str | None) -> frozenset[str]:
    """Countries with this first language, or with it as one of several."""
    table = stored_places().table.select(["country", "languages"])
    spoken = table.filter(pc.greater(pc.list_value_length(table["languages"]), 0)).to_pylist()
    return frozenset(row["country"] for row in spoken if language in row["languages"])
