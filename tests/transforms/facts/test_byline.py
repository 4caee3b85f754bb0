"""Bylines in the languages of the wires, and the lines that begin like one."""

import pytest
from reader_examples import BYLINE

from transforms.facts import byline

BYLINES = [
    ("By Jan van der Rose and June de Vries", ["Jan van der Rose", "June de Vries"]),
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
    ("by Xinhua writers Li Na, Wang Jie", ["Li Na", "Wang Jie"]),
    ("By AP Sports Writer Jane Roe and Ann Poe", ["Jane Roe", "Ann Poe"]),
    ("By Reuters staff writers", []),
    ("Author: AFP, jr", []),
    ("Par Le Toit avec AFP", []),
    ("By Staff Reports", []),
    ("Haber Merkezi - DHA", []),
    ("By Jane Roe, Science Correspondent", ["Jane Roe"]),
    ("By Jane Roe and John Doe, AFP", ["Jane Roe", "John Doe"]),
    ("By Jane Roe in Accra", ["Jane Roe"]),
    ("By Jane Roe in New Delhi", ["Jane Roe"]),
    ("By our correspondent in Accra, Jane Roe", ["Jane Roe"]),
    ("By Our Special Correspondent in Accra, Jane Roe", ["Jane Roe"]),
    ("De notre correspondante à Rome, Jeanne Dupré", ["Jeanne Dupré"]),
    ("Von unserem Korrespondenten in Rom, Jan Doh", ["Jan Doh"]),
    ("Por nuestra corresponsal en Roma, Juana Roe", ["Juana Roe"]),
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
    ("di Gianna Rossa", ["Gianna Rossa"]),
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
    ("By John W. Roe, Jr.", ["John W. Roe, Jr."]),
    ("By Jane Roe, M.D.", ["Jane Roe, M.D."]),
    ("By Jane A. Roe, M.D., and John B. Doe, Ph.D.", ["Jane A. Roe, M.D.", "John B. Doe, Ph.D."]),
    ("By John Roe III and Ann Poe", ["John Roe III", "Ann Poe"]),
    ("By Jane Roe @janeroe", ["Jane Roe"]),
    ("By Jane Roe (jane.roe@example.com)", ["Jane Roe"]),
    ("By Jane Roe in Accra and John Doe in Lima", ["Jane Roe", "John Doe"]),
    ("By Jane Roe, The Daily Roof", ["Jane Roe"]),
    ("By Jane Roe For The Daily Roof", ["Jane Roe"]),
    ("By Jane Roe, Special to The Roof", ["Jane Roe"]),
    ("By Jane Roe Senior Political Reporter", ["Jane Roe"]),
    ("Jane Roe, Staff Writer", ["Jane Roe"]),
    ("Jane Roe and John Doe, senior correspondents", ["Jane Roe", "John Doe"]),
    ("By Staff Reporter", []),
    ("By The Roof Staff", []),
    ("By Roof News Staff", []),
    ("By Valley Times", []),
    ("By Science Correspondent", []),
    ("By The Daily Roof Web Desk", []),
    ("by admin", []),
    ("Por Redacción", []),
    ("Par la rédaction", []),
    ("Автор: Редакция", []),
    ("Автор: Анна Роева", ["Анна Роева"]),
    ("Текст: Анна Роева, Иван Доев", ["Анна Роева", "Иван Доев"]),
    ("Автори: Анна Роєва та Іван Доєв", ["Анна Роєва", "Іван Доєв"]),
    ("Haber: Ayşe Damlı", ["Ayşe Damlı"]),
    ("Autor: Jan Dachowski", ["Jan Dachowski"]),
    ("Oleh Budi Atap", ["Budi Atap"]),
    ("लेखक: अनिल छत", ["अनिल छत"]),
    ("記者：屋根太郎", ["屋根太郎"]),
    ("作者：王雨", ["王雨"]),
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
    "MINISTER SEES NO FURTHER RISE - JIJI PRESS",
    "RAIN TO CEASE - KYODO",
    "By Friday",
    "By the time it stopped, the roofs were wet.",
    "By Monday Morning",
    "By The Numbers",
    "By All Means",
    "By law",
    "By June Next Year",
    "By June the Council Votes",
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
    "Rain Falls | June 20, 2023",
    "Roof News | 2 hours ago",
    "By 20 June 2023",
    "By Monday, June 20, 2023",
    "De Bruyne Injury Blow",
    "De Gaulle Airport",
    "Di Maria Leaves Club",
    "Editor: Jane Roe",
    "लेखक: 20 छत, 30 घर",
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


@pytest.mark.parametrize(
    ("line", "printed", "authors", "published"),
    [
        ("By Jane Roe, June 20, 2023", "By Jane Roe", ["Jane Roe"], "2023-06-20"),
        ("By Staff | June 20, 2023", "By Staff", [], "2023-06-20"),
        ("By Reuters Staff | Jun. 20, 2023", "By Reuters Staff", [], "2023-06-20"),
        ("By Jane Roe | 2 hours ago", "By Jane Roe", ["Jane Roe"], None),
        ("By Jane Roe · 3 min read", "By Jane Roe", ["Jane Roe"], None),
        ("Posted by admin on June 20, 2023", "Posted by admin", [], "2023-06-20"),
        ("By Roofus Selasa, 20 Juni 2023 Pengunjung (155) 2 Mins Read", "By Roofus", ["Roofus"], "2023-06-20"),
        ("Published June 20, 2023 by Jane Roe", "by Jane Roe", ["Jane Roe"], "2023-06-20"),
        ("Par Jeanne Dupré avec AFP Publié le 20/06/2023", "Par Jeanne Dupré avec AFP", ["Jeanne Dupré"], "2023-06-20"),
        ("Von Johanna Roh, 20.06.2023, 17:32 Uhr", "Von Johanna Roh", ["Johanna Roh"], "2023-06-20"),
        ("De Juana Roe - 20/06/2023", "De Juana Roe", ["Juana Roe"], "2023-06-20"),
        ("Автор: Анна Роева, 20 июня 2023", "Автор: Анна Роева", ["Анна Роева"], "2023-06-20"),
        ("Jane Roe, Staff Writer | June 20, 2023", "Jane Roe, Staff Writer", ["Jane Roe"], "2023-06-20"),
    ],
)
def test_a_byline_beside_a_stamp(line, printed, authors, published):
    found = byline.read(line)
    assert found is not None
    assert (found.value("byline"), found.value("published_on")) == (printed, published)
    assert [v for f, v in found.values if f == "authors"] == authors
    assert byline.read(line[found.start : found.stop]) == found


@pytest.mark.parametrize(("form", "line"), BYLINE, ids=[e.line[:40] for _, e in BYLINE])
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


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("ROSA LIMA", ["ROSA LIMA"]),
        ("Anna Marsh and Marco Rossi", ["Anna Marsh", "Marco Rossi"]),
        ("Latin America", None),
        ("Virginia Beach", None),
        ("Chad Conflict", None),
        ("Rosa wins again", None),
        ("Harbour Street", None),
    ],
)
def test_names_alone_begin_with_a_known_first_name(line, authors):
    found = byline.read_name(line)
    assert (found and [v for f, v in found.values if f == "authors"]) == authors


@pytest.mark.xfail(strict=True, reason="`Di` begins Italian bylines and Italian names alike")
def test_an_italian_name_in_a_headline():
    assert byline.read("Di Maio Speaks") is None


def test_a_team_in_brackets_ends_where_they_close() -> None:
    found = byline.read("(Reporting by Jane Roe in Accra (north), editing by Ann Poe)Editor’s note: Max Lind once")
    assert found is not None
    assert found.values[0] == ("byline", "(Reporting by Jane Roe in Accra (north), editing by Ann Poe)")
