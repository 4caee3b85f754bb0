"""The roles of a page's lines: what is taken out around a story, and what of it stays."""

import pytest

from transforms import facts
from transforms.clean import Cleaner
from transforms.layout import assign_roles
from transforms.layout.vocabulary import NOTHING
from transforms.paragraphs import split_paragraphs
from transforms.rules import selected

LEAD = "LIMA, June 20 (AFP) - The council voted on Monday to widen the harbour road, the mayor said after the meeting."
MORE = "Work is to begin in autumn, and the road will be closed at night until it is done, the harbour office said."
LAST = "The old pier stays open, and the boats to the islands leave from there twice a day until the end of May."
CLEANER = Cleaner(selected(), facts.read)


def body(*lines):
    return CLEANER.clean("\n\n".join(lines)).body.split("\n\n")


def test_a_page_around_a_story():
    above = ("Home", "Home > World > Europe", "2,509 views", "Harbour road to be widened", "2023-06-20 08:54:42")
    below = ("(AFP)", "Related stories", "The old pier is sold", "Boats sail later from May", "Leave a comment")
    story = [LEAD.partition(" - ")[2], MORE, LAST]
    assert body(*above, LEAD, MORE, "Advertisement", LAST, *below) == story


@pytest.mark.parametrize(
    "line",
    [
        "Who pays for the road",
        "Economy",
        "Tonnes a year: 14,203",
        "It rained.",
    ],
)
def test_a_short_line_within_the_story_stays(line):
    assert line in body(LEAD, MORE, line, LAST, "Leave a comment")


@pytest.mark.parametrize("lines", [("Lima 14,203", "Callao 9,118"), ("Further work is planned.",), ("", LAST + '"')])
def test_rows_and_sentences_below_the_prose_stay(lines):
    assert body(LEAD, MORE, LAST, *filter(None, lines))[-1] == lines[-1]


def test_a_title_of_another_story_is_the_one_that_shares_no_word():
    cleaned = CLEANER.clean(
        "\n\n".join(("Home", "Around the globe today", "Council to widen harbour road", LEAD, MORE))
    )
    assert [f.value for f in cleaned.reading.facts if f.field == "headline"] == ["Council to widen harbour road"]


def test_readers_see_the_story_without_a_vocabulary():
    text = "\n\n".join(("Zork", "Council to widen harbour road", "Frobnicate", LEAD, MORE, "Blub", "Quux"))
    reading = facts.read(text, split_paragraphs(text), phrases=NOTHING)
    assert {"LIMA", "AFP"} <= {f.value for f in reading.facts if f.value}


def test_lines_of_a_collections_page_have_their_role():
    text = f"The Daily Zork 1923\n\n{LEAD}\n\n{MORE}"
    found = assign_roles(text, split_paragraphs(text), boilerplate={"the daily zork 0"}, phrases=NOTHING)
    assert found.roles == ["boilerplate", None, None]
    assert (found.first, found.last) == (1, 2)


@pytest.mark.parametrize(
    "name",
    [
        "Hill Country News Agency",
        "Lake News Agency River News Agency",
        "Dune’s News Agency (DNA)",
        "Kantor Berita Pesisir",
        "Agencia de Noticias del Valle",
        "Agência de Notícias Serra Azul",
        "Agence de presse des Dunes",
        "Kuzey Haber Ajansı",
        "Agenția de Știri Câmpia",
        "Информационное агентство «Тундра»",
        "Nachrichtenagentur Nordmoor",
    ],
)
def test_the_name_of_an_agency_below_the_story_leaves(name):
    assert body(LEAD, MORE, LAST, name) == body(LEAD, MORE, LAST)


@pytest.mark.parametrize("line", ["He called the news agency.", "The clerk told a news agency so", "Agency rates: 14"])
def test_words_about_an_agency_below_the_story_stay(line):
    assert line in body(LEAD, MORE, LAST, line)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("Home Politics", "The council widens the harbour road."),
        ("Accueil Monde", "Le conseil de Lima élargit la route."),
        ("Inicio Sociedad Perú", "El municipio amplía la vía del puerto."),
        ("Startseite Welt", "Lima baut im Herbst die Hafenstraße aus."),
        ("Beranda Berita Dunia", "Dewan kota Lima memperlebar jalan."),
        ("Ana Sayfa Dünya", "Lima liman yolunu genişletiyor!"),
    ],
)
def test_a_title_that_its_path_repeats_is_one_for_all_its_stop(path, title):
    cleaned = CLEANER.clean("\n\n".join((f"{path} {title}", title, "by admin", LEAD.partition(" - ")[2], MORE)))
    assert [f.value for f in cleaned.reading.facts if f.field == "headline"] == [title]
    assert cleaned.body.startswith("The council voted on Monday")


@pytest.mark.parametrize(
    "first", ["So he said It will rain again on Monday.", "Yesterday. It will rain again on Monday."]
)
def test_a_sentence_that_ends_like_the_next_paragraph_is_no_path(first):
    assert body(first, "It will snow again on Monday.", MORE)[0] == first
