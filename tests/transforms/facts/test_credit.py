"""Credit lines and their roles, and the lines that credit nobody."""

import pytest
from reader_examples import CREDIT, example

from transforms.facts import credit


@pytest.mark.parametrize(("form", "line"), CREDIT, ids=[e.line[:40] for _, e in CREDIT])
def test_form(check, form, line):
    check("credit", form, line)


@pytest.mark.parametrize(
    ("line", "agency", "role"),
    [
        ("AFP", "AFP", "author"),
        ("— Reuters", "Reuters", "author"),
        ("AFP/Reuters", "AFP", "co_source"),
        ("(AFP/Reuters)", "AFP", "co_source"),
        ("AFP, Reuters and AP", "AFP", "co_source"),
        ("with AFP", "AFP", "co_source"),
        ("Source: Xinhua| 2023-06-20 17:32:05|Editor: roe", "Xinhua", "co_source"),
        ("Source: Xinhua   2023-06-20 17:32", "Xinhua", "co_source"),
        ("With AFP and Reuters", "AFP", "co_source"),
        ("(with AFP)", "AFP", "co_source"),
        ("The Daily Example with AFP", "AFP", "co_source"),
        ("Le Quotidien avec AFP", "AFP", "co_source"),
        ("con EFE", "EFE", "co_source"),
        ("mit dpa", "dpa", "co_source"),
        ("(com Lusa)", "Lusa", "co_source"),
        ("med NTB", "NTB", "co_source"),
        ("Source: AFP", "AFP", "co_source"),
        ("Fuente: EFE", "EFE", "co_source"),
        ("Fonte: ANSA", "ANSA", "co_source"),
        ("Bron: Belga", "Belga", "co_source"),
        ("From: Xinhua", "Xinhua", "co_source"),
        ("Agency: PTI", "PTI", "co_source"),
        ("Provided by Reuters", "Reuters", "distributor"),
        ("Distributed by PR Newswire", "PR Newswire", "distributor"),
    ],
)
def test_roles(check, line, agency, role):
    check("credit", None, example(line, agency=agency, agency_role=role, info_sources=f"{role}:{agency}"))


def test_the_paper_that_worked_with_an_agency_is_the_author():
    found = credit.read("The Daily Example with AFP and Reuters")
    assert found is not None
    parties = [v for f, v in found.values if f == "info_sources"]
    assert parties == ["author:The Daily Example", "co_source:AFP", "co_source:Reuters"]


@pytest.mark.parametrize(
    "line",
    [
        "he told AFP",
        "km/h (AP)",
        "ab, zc/rm (AFP, the ministry)",
        "With information from the ministry",
        "With information from Reuters, the firm sold its stock",
        "Com informações da polícia",
        "AGERPRES (an agency: the oldest in the land)",
        "MAP 12",
        "The roofs were wet, he told AFP.",
        "Petra",
        "AA",
        "TT",
        "Uni",
        "Trend",
        "With umbrellas",
        "Source: the mayor's office",
        "Jane Roe with her umbrella",
        "AFP announced the rain",
        "quoted by TASS",
        "told AFP Jane Roe",
        "dijo a EFE el alcalde",
        "Source: The Valley Gazette| 2023-06-20 17:32:05|Editor: roe",
        "Source: Xinhua counted 2023 boats in 12 bays",
        "From Reuters to AFP",
        "From: the mayor",
        "an AFP journalist",
        "",
    ],
)
def test_what_credits_nobody(line):
    assert credit.read(line) is None
