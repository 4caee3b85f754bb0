"""Which printed names stand for an agency, alone and together."""

import pytest

from transforms.facts.agencies import AGENCIES, agency_of, credits_of, may_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("DPA", "dpa"),
        ("dpa", "dpa"),
        ("reuters", "Reuters"),
        ("EFECOM", "EFE"),
        ("BUSINESS WIRE", "Business Wire"),
        ("©NTB", "NTB"),
        ("ТАСС", "TASS"),
        ("China News Network", "China News Service"),
        ("APE-MPE", "ANA-MPA"),
        ("بترا", "Petra"),
    ],
)
def test_names(printed, name):
    found = agency_of(printed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("printed", ["afp", "Ap", "uni", "American Prospect", "AA", "Roof Press", "NASDAQ: AFP", ""])
def test_other_names(printed):
    assert agency_of(printed) is None


@pytest.mark.parametrize(
    ("printed", "names", "others"),
    [
        ("AFP/Reuters", ["AFP", "Reuters"], ()),
        ("dpa/bb", ["dpa"], ()),
        ("tca/dpa", ["dpa"], ("tca",)),
        ("ats afp", ["ATS", "AFP"], ()),
        ("AFP-AP", ["AFP", "AP"], ()),
        ("awp/sda", ["awp", "SDA"], ()),
        ("AP, AFP and dpa", ["AP", "AFP", "dpa"], ()),
        ("Reuters et AFP", ["Reuters", "AFP"], ()),
        ("Roof News/AFP", ["AFP"], ("Roof News",)),
        ("Roof News", [], ()),
    ],
)
def test_credits(printed, names, others):
    found = credits_of(printed)
    assert [a.name for a in found.agencies] == names
    assert found.others == others


def test_agencies_that_share_a_name_are_of_different_countries():
    for name in {name for a in AGENCIES for name in a.names}:
        sharing = [a for a in AGENCIES if name in a.names]
        assert len(sharing) == len({a.country for a in sharing}), name
        assert sum(not a.is_at_home for a in sharing) <= 1, name


@pytest.mark.parametrize(
    ("printed", "country", "name"),
    [
        ("CNA", "TW", "CNA"),
        ("CNA", "CY", "Cyprus News Agency"),
        ("CNA", "SG", None),
        ("CNA", None, None),
        ("APS", "DZ", "APS"),
        ("APS", "SN", "Agence de presse sénégalaise"),
        ("APS", "FR", None),
        ("APA", "AZ", "Azeri-Press Agency"),
        ("APA", "BE", "APA"),
        ("ANP", "NE", "Agence nigérienne de presse"),
        ("ANP", None, "ANP"),
        ("AGP", "GN", "Agence guinéenne de presse"),
        ("AGP", "GA", "Agence gabonaise de presse"),
    ],
)
def test_the_country_of_the_place_chooses_between_namesakes(printed, country, name):
    found = agency_of(printed, country=country)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ats", "ATS"),
        ("sda", "SDA"),
        ("Keystone-ATS", "Keystone-ATS"),
        ("Rompres", "Rompres"),
        ("AGERPRES", "Agerpres"),
    ],
)
def test_an_agency_keeps_the_name_of_its_time(printed, name):
    found = agency_of(printed)
    assert found is not None
    assert found.name == name


def test_the_cheap_question_never_misses_a_name():
    for agency in AGENCIES:
        for name in (agency.name, *agency.aliases):
            assert may_name(f"rain ({name}) fell")
            assert may_name(name.upper())
