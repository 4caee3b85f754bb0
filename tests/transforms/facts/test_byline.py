"""Bylines in the languages of the wires, and the lines that begin like one."""

import pytest

from transforms.facts import byline

BYLINES = [
    ("By Jane Roe", ["Jane Roe"]),
    ("BY JANE ROE", ["JANE ROE"]),
    ("by Jane Roe", ["Jane Roe"]),
    ("By JANE ROE", ["JANE ROE"]),
    ("By: Jane Roe", ["Jane Roe"]),
    ("By Jane Q. Roe", ["Jane Q. Roe"]),
    ("By J. R. Roe", ["J. R. Roe"]),
    ("By Jane Roe-Doe", ["Jane Roe-Doe"]),
    ("By Jane O'Roe", ["Jane O'Roe"]),
    ("By Jane van der Roe", ["Jane van der Roe"]),
    ("By Juana de la Roe", ["Juana de la Roe"]),
    ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
    ("By Jane Roe & John Doe", ["Jane Roe", "John Doe"]),
    ("By Jane Roe, John Doe and Ann Poe", ["Jane Roe", "John Doe", "Ann Poe"]),
    ("By Jane Roe, John Doe, and Ann Poe", ["Jane Roe", "John Doe", "Ann Poe"]),
    ("By Jane Roe, Reuters", ["Jane Roe"]),
    ("By Jane Roe, AFP", ["Jane Roe"]),
    ("By Jane Roe | AP", ["Jane Roe"]),
    ("By Jane Roe - AFP", ["Jane Roe"]),
    ("By Jane Roe, The Associated Press", ["Jane Roe"]),
    ("By JANE ROE, Associated Press Writer", ["JANE ROE"]),
    ("By Jane Roe, Staff Writer", ["Jane Roe"]),
    ("By Jane Roe, Science Correspondent", ["Jane Roe"]),
    ("By Jane Roe and John Doe, AFP", ["Jane Roe", "John Doe"]),
    ("By Jane Roe in Accra", ["Jane Roe"]),
    ("By Jane Roe in New Delhi", ["Jane Roe"]),
    ("By Jane Roe, June 20, 2023", ["Jane Roe"]),
    ("Written by Jane Roe", ["Jane Roe"]),
    ("Posted by Jane Roe", ["Jane Roe"]),
    ("Article written by Jane Roe", ["Jane Roe"]),
    ("Text by Jane Roe", ["Jane Roe"]),
    ("Text: Jane Roe", ["Jane Roe"]),
    ("Author: Jane Roe", ["Jane Roe"]),
    ("(By Jane Roe)", ["Jane Roe"]),
    ("Par Jeanne Dupré", ["Jeanne Dupré"]),
    ("Par Jeanne Dupré et Jean Doux", ["Jeanne Dupré", "Jean Doux"]),
    ("Par Jeanne Dupré, AFP", ["Jeanne Dupré"]),
    ("PAR JEANNE DUPRÉ", ["JEANNE DUPRÉ"]),
    ("Por Juana Roe", ["Juana Roe"]),
    ("Por Juana Roe y Juan Doe", ["Juana Roe", "Juan Doe"]),
    ("Von Johanna Roh", ["Johanna Roh"]),
    ("Von Johanna Roh und Jan Doh", ["Johanna Roh", "Jan Doh"]),
    ("Von Johanna Roh, dpa", ["Johanna Roh"]),
    ("Di Gianna Rossa", ["Gianna Rossa"]),
    ("Di Gianna Rossa e Gianni Verdi", ["Gianna Rossa", "Gianni Verdi"]),
    ("Door Jannie de Roo", ["Jannie de Roo"]),
    ("Av Johanne Roe", ["Johanne Roe"]),
    ("Av Johanne Roe og Ole Doe", ["Johanne Roe", "Ole Doe"]),
    ("Af Johanne Roe", ["Johanne Roe"]),
    ("Texte : Jeanne Dupré", ["Jeanne Dupré"]),
    ("Autor: Juana Roe", ["Juana Roe"]),
    ("By Reuters Staff", []),
    ("By Associated Press", []),
    ("By our correspondent", []),
    ("From our special correspondent", []),
    ("Jane Roe, Associated Press", ["Jane Roe"]),
    ("JANE ROE, Associated Press Writer", ["JANE ROE"]),
    ("Jane Roe - AFP", ["Jane Roe"]),
    ("Jane Roe / Reuters", ["Jane Roe"]),
    ("(Reporter Jane Roe)", ["Jane Roe"]),
    ("Reporting by Jane Roe; editing by John Doe", ["Jane Roe"]),
    ("(Reporting by Jane Roe in Accra; Editing by John Doe)", ["Jane Roe"]),
    ("(Reporting by Jane Roe and John Doe; Editing by Ann Poe)", ["Jane Roe", "John Doe"]),
    ("(Reporting by Jane Roe in Accra, John Doe in Lima; writing by Ann Poe)", ["Jane Roe", "John Doe", "Ann Poe"]),
    ("Reporting by Jane Roe. Writing by John Doe. Editing by Ann Poe.", ["Jane Roe", "John Doe"]),
    ("(Additional reporting by Jane Roe; Writing by John Doe)", ["Jane Roe", "John Doe"]),
    ("(Reportage de Jeanne Dupré, édité par Jean Doux)", ["Jeanne Dupré"]),
]
NO_BYLINES = [
    "By Friday",
    "By the time it stopped, the roofs were wet.",
    "By Monday Morning",
    "By The Numbers",
    "By All Means",
    "By law",
    "By June Next Year",
    "By Air And Sea",
    "By contrast, Jane Roe stayed dry.",
    "Reported by Roof Insider.",
    "Von der Leyen Warns Roofers",
    "Por Fin Llueve",
    "Par Avion",
    "Jane Roe",
    "Jane Roe, the mayor",
    "Jane Roe, Umbrella Corp",
    "Door Closes On Roofers.",
    "Reporting by the mayor was late, he said.",
    "Written by hand",
    "Posted by mistake",
    "",
]


@pytest.mark.parametrize(("line", "authors"), BYLINES, ids=[line for line, _ in BYLINES])
def test_byline(line, authors):
    found = byline.read(line)
    assert found is not None
    assert [v for f, v in found.values if f == "authors"] == authors
    assert found.value("byline") == line
    assert byline.read(line[found.start : found.stop]) == found
    assert found.role == "byline"


@pytest.mark.parametrize(("form", "line"), byline.EXAMPLES, ids=[e.line[:40] for _, e in byline.EXAMPLES])
def test_form(check, form, line):
    check("byline", form, line)


@pytest.mark.parametrize("line", NO_BYLINES)
def test_what_is_no_byline(line):
    assert byline.read(line) is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [("By Jane Roe, AFP", "AFP"), ("By Reuters Staff", "Reuters"), ("By Jane Roe and Associated Press", "AP")],
)
def test_an_agency_in_a_byline_is_credited(line, agency):
    found = byline.read(line)
    assert found is not None
    assert found.value("agency") == agency
    assert agency not in [v for f, v in found.values if f == "authors"]


@pytest.mark.xfail(strict=True, reason="`Di` begins Italian bylines and Italian names alike")
def test_an_italian_name_in_a_headline():
    assert byline.read("Di Maio Speaks") is None
