"""Every form of credit line at a text's end, and the lines that only look like one."""

import pytest
from reader_examples import TRAILER, example

from transforms.facts import trailer


@pytest.mark.parametrize("line", TRAILER, ids=[e.line[:40] for e in TRAILER])
def test_form(check, line):
    found = check("trailer", None, line)
    assert (found.code, found.role) == ("AGY002", "credit")


@pytest.mark.parametrize("dash", [" – ", " - ", " — ", "\u00a0–\u00a0", " \u00a0– ", "–", " -- ", " | "])
@pytest.mark.parametrize("agency", ["AFP", "Reuters", "dpa", "EFE", "ANSA", "Lusa"])
def test_dashes_and_agencies(check, dash, agency):
    line = f"20/06/2023 17:32:23{dash}Lima ({agency}){dash}© 2023 {agency}"
    check("trailer", "stamp_place_copyright", example(line, located="Lima", agency=agency, dateline_date="2023-06-20"))


@pytest.mark.parametrize(
    ("stamp", "edtf"),
    [
        ("20 juin 2023", "2023-06-20"),
        ("20 June 2023, 17:32", "2023-06-20"),
        ("June 20, 2023 at 5:32 p.m.", "2023-06-20"),
        ("2023-06-20 17:32", "2023-06-20"),
        ("20.06.2023 17:32 Uhr", "2023-06-20"),
        ("20 giugno 2023 alle 17:32", "2023-06-20"),
        ("06/20/2023 17h32", "2023-06-20"),
        ("20/06", "XXXX-06-20"),
    ],
)
def test_stamps(check, stamp, edtf):
    check("trailer", None, example(f"{stamp} – Lima (Reuters)", dateline_date=edtf))


def test_only_the_portal_form_of_afp_tells_the_order_of_the_numbers(check):
    check("trailer", None, example("05/06/2023 10:00:00 – Lima (AFP) – © 2023 AFP", dateline_date="2023-06-05"))
    check("trailer", None, example("05/06/2023 10:00:00 – Lima (dpa)", dateline_date="[2023-05-06,2023-06-05]"))


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("22/03/2021 09:00 – Quito (EFE) – © 2021 EFE.", "Quito", "2021-03-22", "EFE"),
        ("13/03/2021 09:00 – Quito (EFE) – © 2021 EFE – Todos los derechos reservados", "Quito", "2021-03-13", "EFE"),
        ("2021-03-13T09:00:05Z – Quito (EFE) – © 2021 EFE", "Quito", "2021-03-13", "EFE"),
        ("13/03/2021 24:00 – Quito (EFE) – © 2021 EFE", "Quito", "2021-03-13", "EFE"),
        ("30/02/2021 09:00 – Quito (EFE) – © 2021 EFE", "Quito", None, "EFE"),
        ("13/03/2021 09:00 – Quito (EFE) – ref. 33-B – © 2021 EFE", "Quito", "2021-03-13", "EFE"),
        ("Publié le 13 mars 2021 à 09h00 | Berne (ats)", "Berne", "2021-03-13", "ATS"),
        ("Posted on March 13, 2021 > Nicosia (CNA)", "Nicosia", "2021-03-13", "Cyprus News Agency"),
        ("Quito • EFE • 13.03.2021", "Quito", "2021-03-13", "EFE"),
        ("EFE / Quito / 13.03.2021", "Quito", "2021-03-13", "EFE"),
        ("Quito [EFE] − 13 March 2021", "Quito", "2021-03-13", "EFE"),
        ("13 / 03 / 2021 - Quito (EFE) - © 2021 EFE", "Quito", "2021-03-13", "EFE"),
        ("13−03−2021 − Quito (EFE)", "Quito", "2021-03-13", "EFE"),
        ("Tuesday – Quito (EFE) – © 2021 EFE", "Quito", None, "EFE"),
        ("Quito, 13 March 2021, EFE", "Quito", "2021-03-13", "EFE"),
    ],
)
def test_each_token_is_read_by_itself(line, place, date, agency):
    found = trailer.read(line)
    assert found is not None
    assert (found.value("located"), found.value("dateline_date"), found.value("agency")) == (place, date, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Photo – AFP – 20/06/2023",
        "Lima – AFP – Roofs leak again",
        "20/06/2023 – Roofs leak again – It rained – AFP",
        "Lima – Rome – Paris",
        "20/06/2023",
        "20/06/2023 – 21/06/2023",
        "The roofs – told AFP – were wet.",
        "20/06/2023 – Photo (AFP) credit: Jane – x",
        "20/06/2023 17:32 – Lima (Umbrella Corp)",
        "AFP",
        "Rain fell on the roofs – according to AFP.",
        "",
    ],
)
def test_what_is_no_trailer(line):
    assert trailer.read(line) is None
