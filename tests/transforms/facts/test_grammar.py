"""Places and names as words."""

import re

import pytest

from transforms.facts.grammar import PERSON, PLACE, is_country_only, is_person_name, place_after_slug, places_of


@pytest.mark.parametrize(
    "place",
    [
        "Lima",
        "NEW YORK",
        "PANAMA  CITY",
        "PORT-AU-PRINCE",
        "VAL D'ISERE",
        "L'AQUILA",
        "ST. PETERSBURG",
        "Rio de Janeiro",
        "Palma de Mallorca",
        "Frankfurt am Main",
        "Sharm el-Sheikh",
        "San Lorenzo de El Escorial",
        "Ålesund",
        "ŁÓDŹ",
        "КИЕВ",
    ],
)
def test_places(place):
    assert re.fullmatch(PLACE, place)


@pytest.mark.parametrize("words", ["the town", "Lima said", "2023", "Lima, Peru", ""])
def test_no_places(words):
    assert not re.fullmatch(PLACE, words)


@pytest.mark.parametrize(
    "name", ["Jane Roe", "JANE ROE", "J. Roe", "Jane van der Roe", "Jane O'Roe", "Jan Roe", "Žofie Černá"]
)
def test_names(name):
    assert re.fullmatch(PERSON, name)
    assert is_person_name(name)


@pytest.mark.parametrize("words", ["The Roofs", "Monday Morning", "Rain On Roofs", "June Next Year", "How Roofs Work"])
def test_words_of_headlines(words):
    assert not is_person_name(words)


def test_several_places():
    assert places_of("LONDON/BERLIN") == ("LONDON", "BERLIN")
    assert places_of("LONDON and PARIS") == ("LONDON", "PARIS")
    assert places_of("Trinidad and Tobago") == ("Trinidad and Tobago",)


def test_the_place_after_a_slug():
    assert place_after_slug("TEJADOS Lima") == (8, "Lima")
    assert place_after_slug("Por Juana Roe Santiago de Compostela") == (14, "Santiago de Compostela")
    assert place_after_slug("Xqzville") is None


def test_countries():
    assert is_country_only("CHINA")
    assert is_country_only("GEORGIA")
    assert not is_country_only("SINGAPORE")
    assert not is_country_only("Lima")
