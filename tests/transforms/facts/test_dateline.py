"""Every form of dateline at the head of a paragraph, and the lines that only look like one."""

import pytest
from dateline_examples import FORMS as OF_FORMS
from dateline_examples import OTHERS, SCRIPTS
from reader_examples import example

from transforms.facts import dateline
from transforms.facts.dateline_forms import FORMS, PLACE_LINES
from transforms.facts.dateline_scripts import FORMS as FORMS_OF_SCRIPTS

EXAMPLES = [(form, e) for forms in (OF_FORMS, SCRIPTS) for form, some in forms.items() for e in some] + [*OTHERS]
TEXT = "Rain fell on the roofs of the town all day, the mayor said."


@pytest.mark.parametrize(("form", "line"), EXAMPLES, ids=[e.line[:40] for _, e in EXAMPLES])
def test_form(check, form, line):
    found = check("dateline", form, line)
    assert found.code == "AGY001"
    assert found.start == 0


def test_each_form_has_an_example():
    assert [form.name for form in (*FORMS, *PLACE_LINES)] == list(OF_FORMS)
    assert [form.name for form in FORMS_OF_SCRIPTS] == list(SCRIPTS)


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "_", "\u00a0–", " \u00a0—"])
@pytest.mark.parametrize("blank", [" ", "\u00a0", "  "])
def test_dashes_and_blanks(check, dash, blank):
    check("dateline", "place_agency", example(f"Lima{blank}(AFP){blank}{dash} {TEXT}", located="Lima", agency="AFP"))
    check(
        "dateline",
        "place_date_agency",
        example(f"LIMA,{blank}June 20{blank}(AFP){blank}{dash} {TEXT}", located="LIMA", dateline_date="XXXX-06-20"),
    )


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (f"PÉKIN, 20 juin 2023 (AFP) - {TEXT}", "2023-06-20"),
        (f"París, 20 jun (AFP) – {TEXT}", "XXXX-06-20"),
        (f"Madrid, 3 sept (EFE).- {TEXT}", "XXXX-09-03"),
        (f"Berlin, 20. Juni 2023 (dpa) - {TEXT}", "2023-06-20"),
        (f"Roma, 20 giugno (ANSA) - {TEXT}", "XXXX-06-20"),
        (f"Lisboa, 20 de junho de 2023 (Lusa) - {TEXT}", "2023-06-20"),
        (f"Amsterdam, 20 mei (ANP) - {TEXT}", "XXXX-05-20"),
        (f"Oslo, 20. juni 2023 (NTB): {TEXT}", "2023-06-20"),
        (f"Warszawa, 20 czerwca (PAP) - {TEXT}", "XXXX-06-20"),
        (f"Praha, 20. června (ČTK) - {TEXT}", "XXXX-06-20"),
        (f"ANKARA, 20 Haziran (AA) - {TEXT}", "XXXX-06-20"),
        (f"LONDON, Sept 5, 2023 (Reuters) - {TEXT}", "2023-09-05"),
        (f"RIYADH, Dhul-Hijjah 2, 1444, June 20, 2023 (SPA) -- {TEXT}", "2023-06-20"),
    ],
)
def test_dates_of_many_languages(check, line, date):
    check("dateline", "place_date_agency", example(line, dateline_date=date))


@pytest.mark.parametrize(
    ("line", "place", "date", "reason"),
    [
        (f"PARIS, Tuesday (Reuters) - {TEXT}", "PARIS", None, None),
        (f"Lyon, mardi (AFP) - {TEXT}", "Lyon", None, None),
        (f"ATHENS, Greece, Monday (AP) — {TEXT}", "ATHENS", None, None),
        (f"LIMA, Tuesday, June 20 (AFP) - {TEXT}", "LIMA", "XXXX-06-20", None),
        (f"Quito, 20 / 06 / 2023 (EFE) - {TEXT}", "Quito", "2023-06-20", None),
        (f"Quito, 20−06−2023 (EFE) − {TEXT}", "Quito", "2023-06-20", None),
        (f"Quito, June 20 , 2023 (EFE) - {TEXT}", "Quito", "2023-06-20", None),
        (f"LIMA, June 31 (AFP) - {TEXT}", "LIMA", None, "impossible_date"),
        (f"Lima, 30 feb (EFE).- {TEXT}", "Lima", None, "impossible_date"),
        (f"Lima, 31/04/2023 (EFE).- {TEXT}", "Lima", None, "impossible_date"),
        (f"Lima, 20/06/2023 25:10 (EFE).- {TEXT}", "Lima", "2023-06-20", "unreadable_time"),
    ],
)
def test_a_date_that_says_little_or_cannot_be_takes_nothing_from_the_rest(line, place, date, reason):
    found = dateline.read(line)
    assert found is not None
    assert (found.value("located"), found.value("_region") in (None, "Greece")) == (place, True)
    assert (found.value("dateline_date"), found.value("_reason")) == (date, reason)
    assert found.value("agency") is not None


def test_several_places():
    found = dateline.read(f"LONDON/BERLIN, June 20 (Reuters) - {TEXT}")
    assert found is not None
    assert [v for f, v in found.values if f == "located_all"] == ["LONDON", "BERLIN"]
    assert found.value("located") == "LONDON"


@pytest.mark.parametrize(
    ("line", "places", "agency"),
    [
        (f"GENEVA & PARIS, 3 May (Reuters) - {TEXT}", ["GENEVA", "PARIS"], "Reuters"),
        (f"Genève et Berne, 3 mai (ats) – {TEXT}", ["Genève", "Berne"], "ATS"),
        (f"Wien und Graz, 3. Mai (APA) - {TEXT}", ["Wien", "Graz"], "APA"),
        (f"Madrid y Lisboa, 3 may (EFE).- {TEXT}", ["Madrid", "Lisboa"], "EFE"),
        (f"TOKYO, SEOUL, May 3 (Kyodo) - {TEXT}", ["TOKYO", "SEOUL"], "Kyodo"),
        (f"TRINIDAD AND TOBAGO (AP) - {TEXT}", ["TRINIDAD AND TOBAGO"], "AP"),
        (f"BEIRUT, Lebanon (AP) - {TEXT}", ["BEIRUT"], "AP"),
        (f"QUIBBLEVILLE, May 3 (AP) - {TEXT}", ["QUIBBLEVILLE"], "AP"),
        (f"QUIBBLEVILLE (AP) — {TEXT}", ["QUIBBLEVILLE"], "AP"),
        (f"QUIBBLE FALLS (AP) -- {TEXT}", ["QUIBBLE FALLS"], "AP"),
    ],
)
def test_towns_before_a_date(line, places, agency):
    found = dateline.read(line)
    assert found is not None
    assert [v for f, v in found.values if f == "located_all"] == places
    assert (found.value("located"), found.value("agency")) == (places[0], agency)


@pytest.mark.parametrize(
    ("line", "region", "agency"),
    [
        (f"ALLENTOWN, PA — {TEXT}", "Pennsylvania", None),
        (f"YORK, PA — {TEXT}", "Pennsylvania", None),
        (f"PITTSBURGH (PA) — {TEXT}", "Pennsylvania", None),
        (f"GUNTUR, AP — {TEXT}", "Andhra Pradesh", None),
        (f"HARTFORD, CT — {TEXT}", "CT", None),
        (f"LONDON, PA - {TEXT}", None, "PA"),
        (f"PITTSBURGH, Pa. (AP) — {TEXT}", "Pa.", "AP"),
        (f"HYDERABAD, India (AP) — {TEXT}", "India", "AP"),
        (f"NEW DELHI (AP) — {TEXT}", None, "AP"),
        (f"KUNA, Idaho (AP) - {TEXT}", "Idaho", "AP"),
        (f"NAMPA (AP) - {TEXT}", None, "AP"),
        (f"NICOSIA (CNA) - {TEXT}", None, "Cyprus News Agency"),
        (f"TAIPEI, May 3 (CNA) - {TEXT}", None, "CNA"),
        (f"SINGAPORE (CNA) - {TEXT}", None, None),
        (f"BAKU (APA) - {TEXT}", None, "Azeri-Press Agency"),
        (f"Brüssel (APA) - {TEXT}", None, "APA"),
    ],
)
def test_a_state_is_no_agency_and_namesakes_are_told_apart_by_country(line, region, agency):
    found = dateline.read(line)
    assert found is not None
    assert (found.value("_region"), found.value("agency")) == (region, agency)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (f"(recasts) Lyon, 3 mai (AFP) - {TEXT}", "Lyon"),
        (f"(amplía detalles) Faro (Portugal), 3 may (EFE). - {TEXT}", "Faro"),
        (f"Valley Voice Agency (VVA) - Shiraz: {TEXT}", "Shiraz"),
        (f"Roof Daily – Seville – {TEXT}", "Seville"),
        (f"Hanover. {TEXT}", "Hanover"),
        (f"IZMIR: {TEXT}", "IZMIR"),
        (f"BERLIN, Germany − {TEXT}", "BERLIN"),
        ("Hanover.", "Hanover"),
    ],
)
def test_what_comes_before_a_place_or_instead_of_its_dash(check, line, place):
    check("dateline", None, example(line, located=place))


def test_the_region_is_no_part_of_the_place():
    found = dateline.read(f"ST. PETERSBURG, Fla., March 9 - {TEXT}")
    assert found is not None
    assert found.value("located") == "ST. PETERSBURG"
    assert found.value("_region") == "Fla."
    assert found.value("dateline") == "ST. PETERSBURG, Fla., March 9"


def test_an_unknown_party_in_brackets_is_no_agency():
    found = dateline.read(f"HONOLULU, Hawaii (Channel Nine Now) - {TEXT}")
    assert found is not None
    assert found.value("located") == "HONOLULU"
    assert found.value("agency") is None
    assert found.value("_source") == "Channel Nine Now"


@pytest.mark.parametrize(
    "line",
    [
        f"PARIS- Lyon trains were late. {TEXT}",
        f"READING- The habit of many was studied. {TEXT}",
        f"COVID- The number of cases rose. {TEXT}",
        "ALGIERS- The end of a day",
        "Riyadh, Rajab 14, 1445, the ministry said, was cold for the people.",
        TEXT,
        f"The roofs – and the streets – were wet. {TEXT}",
        "London – the city that never dries – was wet again on Monday, as it mostly is in the month of June.",
        f"China – {TEXT}",
        f"GEORGIA - {TEXT}",
        f"BREXIT - {TEXT}",
        f"IBM (NYSE: IBM) - {TEXT}",
        f"Umbrella Corp. (UMB) - {TEXT}",
        f"John Smith (Conservative) – {TEXT}",
        f"The Academy of Fine Painting (AFP) - {TEXT}",
        f"Better Roofs Now (APP) - {TEXT}",
        f"Alcoholics Anonymous (AA) - {TEXT}",
        f"Monday, June 20: {TEXT}",
        f"June 20 - {TEXT}",
        "He told AFP in Beijing (AFP) that it rained.",
        "On June 20, /TASS/ photographers went to the harbour.",
        "PATNA, June 20 (language) class begins at nine.",
        "Tokyo, AA batteries were sold out after the storm.",
        f"Jane ROE/TRABZON, (Roofs) - {TEXT}",
        f"[Osaka Castle] {TEXT}",
        "In Paris, on June 20 / Omani / Rain fell on the roofs.",
        f"【Osaka Castle】{TEXT}",
        "(Central News Agency reporters protested in Taipei on the 20th) The harbour stayed closed.",
        f"Valley News Network, Beijing, June 20 (Reporter Jane Roe) {TEXT}",
        "In Washington, June 20 is a holiday - but not for everybody.",
        f"Note: {TEXT}",
        "Paris - Rome",
        f"Suva - Lyon 2-1: {TEXT}",
        f"Berlin (SPD) {TEXT}",
        f"Rome (AA) {TEXT}",
        "Lyon (Reuters) Bridge Sold Twice",
        f"Lyon – Suva Rovers 3:0 (1:0). {TEXT}",
        "PORT DUTY WILL RISE MAY 1 - AIDE",
        "NO CUT SEEN THIS YEAR - KYODO NEWS",
        f"AIDE SAYS ROOFS ARE DRY LYON, Oct 20 - {TEXT}",
        "TODAY IN OSLO FOR FRIDAY APRIL 9 (TIMES LOCAL)",
        "Cause of flood probed (AP)",
        "Minister quits (AFP)",
        f"THE QUIBBLERS (AP) — {TEXT}",
        f"Quibbleville (AP) — {TEXT}",
        f"ALPINE PASS (AP) — {TEXT}",
        "Florence: I never said that. And if I had said it, it would not have been about the roofs, or the rain.",
        f"Texas. {TEXT}",
        "Paris | AFP | Sports",
        "News | Reuters | Rain falls on all the roofs of the town.",
        f"Home | World | {TEXT}",
        "（写真）町では一晩中雨が降り、川の水かさが増した。",
        "【独自共同】町では一晩中雨が降り、川の水かさが増した。",
        "雨 - 町では一晩中雨が降った。",
        "पानी: शहर में रात भर पानी बरसा।",
        "भारत: शहर में रात भर पानी बरसा और नदी का जलस्तर बढ़ गया।",
        "المطر (رويترز) - هطل المطر على المدينة.",
        "(비=연합뉴스) 밤새 비가 내렸다.",
        "- Paris: the mayor said that it rained.",
        "",
        "-",
    ],
)
def test_what_is_no_dateline(line):
    found = dateline.read(line)
    assert found is None or found.value("dateline") is None
    assert found is None or found.value("agency") is None


def test_a_byline_of_some_words_before_a_dateline():
    found = dateline.read("Por Hugo Tejado Santo Domingo, 23 may (EFE). - Llovió sobre los tejados de la ciudad.")
    assert found is not None
    assert (found.value("located"), found.value("byline")) == ("Santo Domingo", "Por Hugo Tejado")


@pytest.mark.parametrize("line", ["Am 3. Mai (dpa) - ", "El miércoles 3 de mayo (EFE).- ", "On May 3 (AP) - "])
def test_a_date_with_its_preposition_is_no_place(line):
    found = dateline.read(line + TEXT)
    assert found is not None
    assert found.value("located") is None


@pytest.mark.parametrize(
    "line",
    [
        "Il 3 maggio (ANSA) è stato aggiornato il bollettino del porto.",
        "Le 3 mai (jour férié) - Le port reste fermé jusqu'à vendredi.",
        "On May 3 (Reuters reported it later) the harbour closed.",
        "Am 3. Mai - Der Hafen bleibt bis Freitag geschlossen.",
        "Baku, June 20, AZERTAC reported that rain fell on the roofs of the town.",
        "Ulm/dpa Der Hafen bleibt bis Freitag geschlossen.",
    ],
)
def test_a_sentence_that_begins_with_a_date_or_a_town_is_no_dateline(line):
    assert dateline.read(line) is None
