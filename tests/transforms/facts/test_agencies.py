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
        ("ats afp", ["Keystone-ATS", "AFP"], ()),
        ("awp/sda", ["awp", "Keystone-ATS"], ()),
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


def test_a_name_stands_for_one_agency():
    names = [name for a in AGENCIES for name in (a.name, *a.aliases)]
    assert len(names) == len(set(names))


def test_the_cheap_question_never_misses_a_name():
    for agency in AGENCIES:
        for name in (agency.name, *agency.aliases):
            assert may_name(f"rain ({name}) fell")
            assert may_name(name.upper())
