"""The gazetteer: names fold alike, each kind of evidence decides what it should, and doubt stays doubt."""

import pyarrow.parquet as pq
import pytest

from schemas.forms import COUNTRY
from transforms import gazetteer, place_tables
from transforms.gazetteer import (
    Region,
    is_contested,
    is_place,
    is_region,
    key,
    names,
    place,
    regions,
    resolve,
    shared_country,
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Port-au-Prince", "PORT AU PRINCE"),
        ("PANAMA  CITY", "PANAMA CITY"),
        ("Val d' Isère", "VAL DISERE"),
        ("L’Aquila", "LAQUILA"),
        ("St. Petersburg", "SAINT PETERSBURG"),
        ("N.Y.", "NY"),
        ("N.Y", "NY"),
        ("W. Va.", "W VA"),
        ("W.Va.", "W VA"),
        ("Łódź", "LODZ"),
        ("København", "KOBENHAVN"),
        ("Straßburg", "STRASSBURG"),
    ],
)
def test_key_folds_spellings_of_one_name(name: str, folded: str) -> None:
    assert key(name) == folded
    assert key(folded) == folded


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("WASHINGTON", "US", "District of Columbia"),
        ("Paris", "FR", "Île-de-France"),
        ("LONDON", "GB", "England"),
        ("ST. PETERSBURG", "RU", "St.-Petersburg"),
        ("Santiago", "CL", "Santiago Metropolitan"),
        ("Georgetown", "GY", "Demerara-Mahaica"),
        ("New York", "US", "New York"),
        ("Kansas City", "US", "Missouri"),
        ("QUEBEC", "CA", "Quebec"),
        ("Tripoli", "LY", "Tripoli"),
        ("BALI", "ID", "Bali"),
        ("Gaza", "PS", "Gaza Strip"),
        ("West Bank", "PS", "West Bank"),
        ("CRIMEA", "UA", "Crimea"),
        ("Darfur", "SD", None),
        ("Corsica", "FR", "Corsica"),
        ("Sicily", "IT", "Sicily"),
        ("Bavière", "DE", "Bavaria"),
        ("Cataluña", "ES", "Catalonia"),
        ("Scotland", "GB", "Scotland"),
        ("Mexico", "MX", None),
        ("BAHRAIN", "BH", None),
        ("Lebanon", "LB", None),
        ("Kashmir", None, None),
        ("PANAMA  CITY", "PA", "Panamá"),
        ("VAL D'ISERE", "FR", "Auvergne-Rhône-Alpes"),
        ("Camp David", "US", "Maryland"),
        ("Jackson Hole", "US", "Wyoming"),
        ("Davos", "CH", "Grisons"),
    ],
)
def test_name_alone_decides(name: str, country: str | None, admin1: str | None) -> None:
    found = resolve(name)
    assert found.place is not None
    assert found.reason is None
    assert (found.place.country, found.place.admin1) == (country, admin1)
    assert is_place(name)


@pytest.mark.parametrize(
    ("exonym", "name"),
    [
        ("Pékin", "Beijing"),
        ("Londres", "London"),
        ("Kiew", "Kyiv"),
        ("Moskau", "Moscow"),
        ("Genf", "Geneva"),
        ("Varsovie", "Warsaw"),
        ("Nueva York", "New York"),
        ("Vienne", "Vienna"),
        ("Den Haag", "The Hague"),
        ("Naplouse", "Nablus"),
        ("Oporto", "Porto"),
        ("Alemania", "Germany"),
        ("Sion", "Sion"),
        ("Coire", "Chur"),
        ("Москва", "Moscow"),
        ("ワシントン", "Washington"),
        ("नई दिल्ली", "New Delhi"),
        ("서울", "Seoul"),
        ("القاهرة", "Cairo"),
        ("北京", "Beijing"),
    ],
)
def test_exonym_means_the_place(exonym: str, name: str) -> None:
    found = resolve(exonym).place
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "name",
    ["Georgia", "San Jose", "Valencia", "Victoria", "Cordoba", "Birmingham", "Punjab", "Springfield", "Hyderabad"],
)
def test_doubt_stays_doubt(name: str) -> None:
    found = resolve(name)
    assert found.place is None
    assert found.reason == "ambiguous_place"


@pytest.mark.parametrize(
    ("name", "region", "country", "admin1"),
    [
        ("PARIS", "Texas", "US", "Texas"),
        ("London", "Ont.", "CA", "Ontario"),
        ("St. Petersburg", "Fla.", "US", "Florida"),
        ("VANCOUVER", "Wash.", "US", "Washington"),
        ("Victoria", "British Columbia", "CA", "British Columbia"),
        ("ATLANTA", "Georgia", "US", "Georgia"),
        ("TBILISI", "Georgia", "GE", "Tbilisi"),
        ("Perth", "W.A.", "AU", "Western Australia"),
        ("Plasencia", "Cáceres", "ES", "Extremadura"),
        ("Houston", "EEUU", "US", "Texas"),
        ("Hong Kong", "China", "HK", None),
        ("Birmingham", "England", "GB", "England"),
    ],
)
def test_printed_region_decides(name: str, region: str, country: str, admin1: str | None) -> None:
    found = resolve(name, region=region).place
    assert found is not None
    assert (found.country, found.admin1) == (country, admin1)
    assert is_place(name, region)


def test_region_without_such_a_place_gives_none() -> None:
    assert resolve("Beijing", region="Texas")[:2] == (None, "unknown_place")
    assert not is_place("Beijing", "Texas")


def test_unknown_region_bars_the_famous_place() -> None:
    assert resolve("Paris", region="Erewhon County").reason == "ambiguous_place"


@pytest.mark.parametrize(
    ("name", "evidence", "country"),
    [
        ("Cuenca", {"home": "ES"}, "ES"),
        ("Cuenca", {"named": [Region("ES", None)]}, "ES"),
        ("Cuenca", {"named": [Region("EC", None)]}, "EC"),
        ("Cuenca", {"language": "es"}, None),
        ("Guadalajara", {"home": "ES"}, "ES"),
        ("Guadalajara", {"named": [Region("MX", "Jalisco")]}, "MX"),
        ("Valencia", {"home": "ES", "language": "es"}, "ES"),
        ("Valencia", {"language": "es"}, None),
        ("Córdoba", {"home": "AR"}, "AR"),
        ("Columbia", {"named": [Region("US", "South Carolina")]}, "US"),
        ("Alexandria", {"named": [Region("US", "Virginia")]}, "US"),
        ("Alexandria", {"named": [Region("EG", None)]}, "EG"),
        ("Alexandria", {"language": "en"}, None),
        ("Cordoba", {"named": [Region("ES", None)]}, "ES"),
        ("Georgia", {"named": [Region("GE", None), Region("US", "Georgia")]}, None),
        ("Halle", {"language": "de"}, "DE"),
        # No evidence moves a capital or a city that stands alone.
        ("London", {"named": [Region("CA", None)]}, "GB"),
        ("Santiago", {"home": "ES"}, "CL"),
        ("San José", {"home": "ES", "language": "es"}, "CR"),
        ("Tripoli", {"named": [Region("LB", None)]}, "LY"),
    ],
)
def test_what_is_known_of_the_text_chooses_between_namesakes(name, evidence, country) -> None:
    found = resolve(name, **evidence)
    assert (found.place and found.place.country) == country
    assert found.reason == (None if country else "ambiguous_place")


def test_notable_places_of_one_country_share_it() -> None:
    assert shared_country("Springfield") == "US"
    assert shared_country("Halle") is None
    assert shared_country("Erewhon") is None


def test_a_name_is_contested_where_several_places_have_it() -> None:
    assert is_contested("Cuenca")
    assert not is_contested("London")
    assert not is_contested("Erewhon")


@pytest.mark.parametrize("name", ["Biden", "Brexit", "Update", "", "-"])
def test_no_place_is_unknown(name: str) -> None:
    assert resolve(name)[:2] == (None, "unknown_place")
    assert not is_place(name)


def test_small_towns_need_their_state() -> None:
    assert not is_place("Yardley")
    assert is_place("Yardley", "Pa.")


@pytest.mark.parametrize("name", ["UNITED NATIONS", "ABOARD AIR FORCE ONE", "AT SEA", "Black Sea"])
def test_stand_ins_and_seas_have_no_country(name: str) -> None:
    found = resolve(name).place
    assert found is not None
    assert (found.country, found.uri) == (None, None)


def test_vatican_is_a_capital_with_a_concept() -> None:
    found = resolve("VATICAN CITY").place
    assert found is not None
    assert (found.country, found.kind, found.timezone) == ("VA", "capital", "Europe/Vatican")
    assert found.uri == f"https://sws.geonames.org/{found.geoname_id}/"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Calif.", Region("US", "California")),
        ("Pa", Region("US", "Pennsylvania")),
        ("N.J", Region("US", "New Jersey")),
        ("CA", Region("US", "California")),
        ("P.E.I.", Region("CA", "Prince Edward Island")),
        ("N.S.W.", Region("AU", "New South Wales")),
        ("England", Region("GB", "England")),
        ("Barcelona", Region("ES", "Catalonia")),
        ("U.S.", Region("US", None)),
        ("Francia", Region("FR", None)),
        ("Erewhon", None),
    ],
)
def test_is_region(name: str, expected: Region | None) -> None:
    assert is_region(name) == expected


def test_regions_gives_every_meaning() -> None:
    assert set(regions("Georgia")) == {Region("GE", None), Region("US", "Georgia")}


def test_postal_codes_are_no_places() -> None:
    for code in ("IN", "OR", "ME", "PA"):
        assert is_region(code) is not None
        assert not is_place(code)


def test_twin_towns_of_two_countries_are_two_places() -> None:
    found = resolve("Nogales", "Arizona").place
    assert found is not None
    assert found.country == "US"


def test_names_are_unique_and_read_back() -> None:
    found = list(names(min_population=100_000))
    surfaces = dict(found)
    assert len(surfaces) == len(found)
    assert {"Zürich", "Zurich", "Pékin", "Germany"} <= surfaces.keys()
    assert "Mobile" not in surfaces
    assert place(surfaces["Zurich"]) == place(surfaces["Zürich"]) == resolve("Zurich").place
    assert place(surfaces["Georgia"]).kind == "country"
    assert "Yardley" not in surfaces


def test_file_names_its_source_and_has_sound_rows() -> None:
    table = pq.read_table(place_tables._DATA)
    assert b"GeoNames" in table.schema.metadata[b"attribution"]
    rows = table.select(["name", "keys", "country", "latitude", "longitude"]).to_pylist()
    assert all(key(row["name"]) in row["keys"] for row in rows)
    assert all(row["country"] is None or len(row["country"]) == 2 for row in rows)
    assert all(abs(row["latitude"] or 0) <= 90 and abs(row["longitude"] or 0) <= 180 for row in rows)
    ids = [identifier for identifier in table["geoname_id"].to_pylist() if identifier is not None]
    assert len(ids) > 80_000


def test_every_country_has_a_code_that_a_correction_may_give():
    assert {c for c in gazetteer._columns()["country"].to_pylist() if c} <= set(COUNTRY.split("|"))
