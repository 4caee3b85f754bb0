"""Faults of agencies, places and trailers: kinds that were reported, each with neighbours."""

from typing import Any

import pytest

from tests.transforms.faults.desk import HEADLINE, MORE, STORY, article, column

FRENCH = (
    "La halle a rouvert vendredi après deux ans de travaux, a annoncé la mairie. Les marchands attendaient ce jour "
    "depuis l’hiver.\n\nUne deuxième halle doit suivre l’an prochain"
)
SPANISH = (
    "El mercado abrió el viernes tras dos años de obras, dijo el ayuntamiento. Los vendedores esperaban ese día desde "
    "el invierno.\n\nUn segundo mercado abrirá el próximo año."
)


def check(text: str, want: dict[str, Any]) -> None:
    row = article(text)
    assert {name: column(row, name) for name in want} == want


@pytest.mark.parametrize(
    ("dateline", "agency", "located", "country"),
    [
        ("PITTSBURGH, PA —", None, "PITTSBURGH", "US"),
        ("ERIE, PA —", None, "ERIE", "US"),
        ("ALLENTOWN, PA -", None, "ALLENTOWN", "US"),
        ("READING, PA —", None, "READING", "US"),
        ("LANCASTER, PA --", None, "LANCASTER", "US"),
        ("LONDON, PA -", "PA", "LONDON", "GB"),
        ("ROME (AFP) April 9 -", "AFP", "ROME", "IT"),
        ("Madrid (EFE) May 4 -", "EFE", "Madrid", "ES"),
        ("Xinhua News Agency, Cairo, May 7 (reporter Wu Lan)", "Xinhua", "Cairo", "EG"),
        ("Xinhua News Agency, Nairobi, June 3 (Reporter Li Bo)", "Xinhua", "Nairobi", "KE"),
        ("OSLO and BERGEN, May 4 (Reuters) -", "Reuters", "OSLO", "NO"),
        ("TUNIS:", None, "TUNIS", "TN"),
        ("Minsk. 7 May. INTERFAX.RU —", "Interfax", "Minsk", "BY"),
    ],
)
def test_a_dateline_is_read_for_what_it_is(dateline: str, agency: str | None, located: str, country: str) -> None:
    check(f"{HEADLINE}\n\n{dateline} {STORY}\n\n{MORE}\n", {"agency": agency, "located": located, "country": country})


@pytest.mark.parametrize(
    ("start", "end", "agency"),
    [
        ("LISBONNE (Afp-Ap). — ", ".", "AFP"),
        ("MONTRÉAL (AFP) — ", ".", "AFP"),
        ("Genève, 7 (ATS).- ", ".", "ATS"),
        ("Berne, 7 mai (ats) — ", ".", "ATS"),
        ("", ", selon la mairie. / ats-afp", "ATS"),
        ("", ", selon la mairie. /ats", "ATS"),
        ("", ", selon la mairie. (ats)", "ATS"),
        ("", ", selon la mairie. (AFP)", "AFP"),
    ],
)
def test_agencies_of_french_copy(start: str, end: str, agency: str) -> None:
    check(f"{start}{FRENCH}{end}\n", {"agency": agency})


@pytest.mark.parametrize(
    ("headline", "agency", "located"),
    [
        ("OFFICIAL SAYS NO SECOND HALL - ANSA NEWS", "Reuters", "TURIN"),
        ("OFFICIAL SAYS HALL WILL OPEN - KYODO NEWS", "Reuters", "TURIN"),
        ("HALL SUBSIDY WILL END MAY 1 - MAYOR", "Reuters", "TURIN"),
        ("HALL TO OPEN ON JUNE 4 - TOWN", "Reuters", "TURIN"),
        ("TRADERS TO LEAVE BY MARCH 3 - UNION", "Reuters", "TURIN"),
    ],
)
def test_a_headline_is_no_dateline(headline: str, agency: str, located: str) -> None:
    check(f"{headline}\n\nTURIN, April 9 (Reuters) - {STORY}\n\n{MORE}\n", {"agency": agency, "located": located})


@pytest.mark.parametrize("title", ["Roof of hall inspected (AP)", "Traders win suit (AP)", "Town buys hall (Reuters)"])
def test_a_title_with_an_agency_gives_no_place(title: str) -> None:
    agency = title.rpartition("(")[2][:-1]
    check(f"{title}\n\n{agency} - {STORY}\n", {"agency": agency, "located": None})


CREDIT = "14/03/2022 08:15:40 – Nairobi (AFP) – © 2022 AFP"
READ = {
    "agency": "AFP",
    "located": "Nairobi",
    "country": "KE",
    "dateline_date": "2022-03-14",
    "copyright_holder": "AFP",
    "copyright_year": 2022,
}


@pytest.mark.parametrize(
    "line",
    [
        CREDIT,
        f"{CREDIT}.",
        f"{CREDIT} – All rights reserved",
        f"{CREDIT}. All rights reserved.",
        CREDIT.replace("14/03/2022 08:15:40", "2022-03-14T08:15:40Z"),
        CREDIT.replace("14/03/2022", "14.03.2022"),
        CREDIT.replace("–", "-"),
        CREDIT.replace("–", "—"),
    ],
)
def test_a_credit_line_is_read_token_by_token(line: str) -> None:
    row = article(f"{STORY}\n\n{MORE}\n\n{line}\n")
    assert {name: column(row, name) for name in READ} == READ
    assert "AFP" not in row["body"]


@pytest.mark.parametrize(
    ("stamp", "lost"),
    [
        ("30/02/2022 08:15:40", {"dateline_date": None}),
        ("31/04/2022 08:15:40", {"dateline_date": None}),
        ("45/03/2022 08:15:40", {"dateline_date": None}),
        ("14/03/2022 24:00:00", {}),
        ("14/03/2022 27:15:40", {}),
    ],
)
def test_a_stamp_that_cannot_be_costs_nothing_else(stamp: str, lost: dict[str, Any]) -> None:
    line = CREDIT.replace("14/03/2022 08:15:40", stamp)
    want = {"agency": "AFP", "located": "Nairobi", "copyright_holder": "AFP"} | lost
    check(f"{STORY}\n\n{MORE}\n\n{line}\n", want)
    assert column(article(f"{STORY}\n\n{line}\n"), "timestamp_local") in (
        None,
        "2022-03-15T00:00:00",
        "2022-03-14T08:15:40",
    )


@pytest.mark.parametrize(
    ("dateline", "places"),
    [
        ("OSLO and BERGEN, May 4 (AFP) -", ["OSLO", "BERGEN"]),
        ("ROME/PARIS, May 4 (Reuters) -", ["ROME", "PARIS"]),
        ("CAIRO and TUNIS, May 4 (AP) -", ["CAIRO", "TUNIS"]),
        ("BERLIN & VIENNA, May 4 (dpa) -", ["BERLIN", "VIENNA"]),
        ("LIMA and QUITO, May 4 (EFE) -", ["LIMA", "QUITO"]),
    ],
)
def test_several_places_of_a_dateline_are_all_read(dateline: str, places: list[str]) -> None:
    check(f"{HEADLINE}\n\n{dateline} {STORY}\n\n{MORE}\n", {"located": places[0], "located_all": places})


@pytest.mark.parametrize(
    ("dateline", "located", "country"),
    [
        ("(añade reacciones) Lyon (Francia), 4 abr (EFE). -", "Lyon", "FR"),
        ("(actualiza con datos) Oporto (Portugal), 4 abr (EFE). -", "Oporto", "PT"),
        ("Toledo, 4 abr (EFE). -", "Toledo", "ES"),
        ("Córdoba, 4 abr (EFE). -", "Córdoba", "ES"),
        ("León, 4 abr (EFE). -", "León", "ES"),
        ("Cartagena, 4 abr (EFE). -", "Cartagena", "ES"),
        ("Guadalajara, 4 abr (EFE). -", "Guadalajara", "ES"),
    ],
)
def test_spanish_datelines_name_spanish_places(dateline: str, located: str, country: str) -> None:
    row = article(f"{dateline} {SPANISH}\n")
    assert (row["located"], row["agency"]) == (located, "EFE")
    # A namesake that nothing decides stays without a country; a wrong one is the fault.
    assert row["country"] in (country, None)
