"""What the shape of a line says, in any language, and what has no shape of its own."""

import pytest

from transforms.layout.shape import LONGEST, is_arrowed, is_code, role_by_shape, role_within_story


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Home > World > Europe", "navigation"),
        ("Start › Economía", "navigation"),
        ("A | B | C", "navigation"),
        ("|", "navigation"),
        ("News  Sport  Old Harbour  Culture", "navigation"),
        ("harbour-road-to-be-widened-next-year", "navigation"),
        ("• 2509 views", "counter"),
        ("EUR 41.20", "counter"),
        ("(14 873)", "counter"),
        ("2023-11-25 08:54:42", "stamp"),
        ("12:26 | 20 May", "stamp"),
        ("5 ноября 2022", "stamp"),
        ("www.valley-news.example", "share"),
        ("valley-news.example/boats/old-pier-4411", "share"),
        ("@valleynews", "share"),
        ("#harbour #trade", "tags"),
        ("ports (14) rain (203) boats (7)", "tags"),
        ("boats, harbour, Old Pier,", "tags"),
        ("Follow our coverage at https://valley.example/boats", "related"),
        ("More on the storm: https://valley.example/storm", "related"),
        ("Permalink: valley.example/?p=123", "related"),
        ("← The old pier is sold", "related"),
        ("VIDEO ▶ 01:22", "related"),
        ("The old pier is sold →", "related"),
    ],
)
def test_role(line, role):
    assert role_by_shape(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "Harbour road to be widened",
        "灯台の島で郵便船が40年ぶりに復活",
        "Rowers  Played 12  Won 3  Lost 9",
        "Harbour  road is widened",
        "Port earthquake (2010)",
        "boats, the old pier,",
        "Wins and losses: 12/3",
        "Fees: per year/month",
        "Boats, the harbour and all of the old pier, rain, wind,",
        "The council of the town put its plan on www.valley.example",
        "Surplus of the port falls in 1986",
        "Coastal <CGP> raises prices",
        "4 BROWN OAK 207-1/2 up 3-3/4, 5 WHITE OAK 198-1/8",
        "Palm Bay 18 22 13 17 70",
        "The pier, sold in 2019, was bought again on 3 May 2023 by the town",
    ],
)
def test_no_role(line):
    assert role_by_shape(line) is None


def test_code():
    assert is_code('(ads = window.ads || []).push({"a": 1});')
    assert is_code("<div class=box>")
    assert not is_code("- 45 old boats of the port (OBP);")
    assert not is_code("COASTAL <CGP>")


def test_a_long_line_has_no_shape():
    assert role_by_shape("|" * LONGEST) == "navigation"
    assert role_by_shape("|" * (LONGEST + 1)) is None


def test_the_number_of_a_printed_page_is_no_part_of_a_story():
    for line in ("VALLEY GAZETTE | 3 May 2023 | Page 4", "Seite 3 von 7", "La Voz del Valle • Página 12"):
        assert role_within_story(line) == "counter"
    for line in ("Page 4", "See page 4", "The mayor | what he wrote on 12 May", "Page 3 of 7 is missing", "12 | 40"):
        assert role_within_story(line) is None


def test_an_arrow_before_a_title_points_elsewhere():
    for line in (">> Ferry fares to rise in May", "► Mayor: “No fares rise”", "→ What the new fares mean"):
        assert is_arrowed(line)
    for line in (">> The ferry was late.", "> 40 boats", "→ Harbour", "» Wir warten noch «", "Ferry >> fares rise"):
        assert not is_arrowed(line)
