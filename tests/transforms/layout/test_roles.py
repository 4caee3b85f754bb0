"""The roles of a page's lines: what is taken out around a story, and what of it stays."""

import pytest

from transforms import facts
from transforms.clean import Cleaner
from transforms.layout import assign_roles
from transforms.layout.vocabulary import NO_PHRASES
from transforms.paragraphs import split_paragraphs
from transforms.rules import selected

LEAD = "LIMA, June 20 (AFP) - The council voted on Monday to widen the harbour road, the mayor said after the meeting."
MORE = "Work is to begin in autumn, and the road will be closed at night until it is done, the harbour office said."
LAST = "The old pier stays open, and the boats to the islands leave from there twice a day until the end of May."
CLEANER = Cleaner(selected(), facts.read_all)


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


def test_buttons_for_the_size_of_the_text_leave_and_one_letter_stays():
    assert body(LEAD, "A", "A", MORE, "A+", "A-", LAST) == body(LEAD, MORE, LAST)
    assert "A" in body(LEAD, "A", MORE, LAST)
    assert "A+" in body(LEAD, "A+", "The rating of the town", MORE, LAST)


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
    reading = facts.read(text, split_paragraphs(text), phrases=NO_PHRASES)
    assert {"LIMA", "AFP"} <= {f.value for f in reading.facts if f.value}


def test_lines_of_a_collections_page_have_their_role():
    text = f"The Daily Zork 1923\n\n{LEAD}\n\n{MORE}"
    found = assign_roles(text, split_paragraphs(text), boilerplate={"the daily zork 0"}, phrases=NO_PHRASES)
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


@pytest.mark.parametrize(
    "name",
    [
        "Your News Agency “Delta”.",
        "Вашата Информационна агенция „Делта“.",
        "Sizin Haber Ajansı “Delta”.",
        "Information Agency DELTA",
        "Agencia de Noticias “Delta”.",
    ],
)
def test_the_name_of_an_agency_between_page_and_story_leaves(name):
    title = "Council to widen harbour road"
    assert body(title, "20 June 2023 11:40", name, LEAD.partition(" - ")[2], MORE)[0].startswith("The council")


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


@pytest.mark.parametrize(
    "end",
    [
        "“It is late.”more...",
        "« Il est tard. »lire plus…",
        "„Es ist spät.“mehr...",
        "“Es tarde.”más...",
        "“Поздно.”далее...",
        "“È tardi.” altro →",
        "“Det är sent.”läs mer…",
        "「遅い。」もっと...",
    ],
)
def test_a_word_that_points_to_more_leaves_the_last_sentence(end):
    word = end.rstrip(".… →").split("”")[-1].split("»")[-1].split("“")[-1].split("」")[-1].strip()
    assert word not in body(LEAD, f"{MORE} {end}")[-1]


@pytest.mark.parametrize("end", ["He asked for one thing. More.", "He wants more...", "“Ich will nur eines.” Mehr."])
def test_more_at_the_end_of_a_sentence_stays(end):
    assert body(LEAD, f"{MORE} {end}")[-1].endswith(end)


TITLES = [
    (
        "Council of Lima votes to widen the road to the harbour",
        "“We had to wait for it since spring”: the harbour office says boats and lorries will have room in the end",
    ),
    (
        "Le conseil de Lima vote la route du port",
        "Le maire promet que le travail va durer moins que la dernière fois et que le port restera ouvert",
    ),
    (
        "El consejo de Lima amplía la vía del puerto",
        "El alcalde dice que el puerto no se cierra mientras duren las obras de la vía del puerto",
    ),
    (
        "Der Rat von Lima baut die Straße zum Hafen aus",
        "Der Hafen bleibt nach Worten des Rates offen, und die Straße ist nur bei Nacht gesperrt",
    ),
    (
        "Совет города Лима решил расширить дорогу к порту",
        "Порт города останется открытым, а дорогу к порту закроют только на ночь, обещает совет города",
    ),
]
STORIES = [
    f"{MORE} Lima has one harbour, and the council said the harbour office pays for boats and for the road.",
    "Le conseil de Lima a voté lundi pour élargir la route du port, a dit le maire, et le travail va durer un an.",
    "El consejo de Lima votó el lunes para ampliar la vía del puerto, dijo el alcalde, y las obras duran un año.",
    "Der Rat von Lima hat am Montag für den Ausbau der Straße zum Hafen gestimmt, und der Hafen bleibt dabei offen.",
    "Совет города Лима проголосовал в понедельник за то, чтобы расширить дорогу к порту, и порт останется открытым.",
]


@pytest.mark.parametrize(("lines", "story"), [*zip(TITLES, STORIES, strict=True)])
def test_a_title_with_its_standfirst_below_is_the_headline(lines, story):
    title, standfirst = lines
    cleaned = CLEANER.clean("\n\n".join((title, standfirst, story, story.replace("Lima", "Callao"))))
    assert [f.value for f in cleaned.reading.facts if f.field == "headline"] == [title]
    assert cleaned.body.startswith(standfirst[:10])


@pytest.mark.parametrize(
    ("title", "more"),
    [
        (
            "The harbour of Lima waited for this since spring, the boats had no room",
            "the road to it is widened",
        ),
        (
            "Le port de Lima attendait depuis le printemps, les bateaux étaient à l'étroit",
            "la route du port sera élargie",
        ),
        ("El puerto de Lima esperaba desde la primavera, los barcos no tenían sitio", "se amplía la vía del puerto"),
        (
            "Der Hafen von Lima wartet seit dem Frühling, die Schiffe haben keinen Platz",
            "die Straße wird nun ausgebaut",
        ),
        ("Порт города Лима ждал этого с весны, для судов в порту давно не было места", "дорогу к порту расширят"),
        ("Lima limanı bahardan beri bunu bekliyordu, gemilere yer kalmamıştı", "liman yolu genişletiliyor"),
    ],
)
def test_a_long_line_without_a_stop_above_prose_is_the_headline(title, more):
    long = f"“{title}”, Roe: {title.split(',')[0]}, {more}, {more} Lima"
    story = f"{title.split(',')[0]}, and the council of Lima voted on Monday: {more}, the mayor said. {MORE}"
    cleaned = CLEANER.clean("\n\n".join((long, story, MORE, LAST)))
    assert [f.value for f in cleaned.reading.facts if f.field == "headline"] == [long]
    assert cleaned.body.startswith(story[:20])


@pytest.mark.parametrize("end", [" and it pays. It does so gladly", " and it pays;", " and it pays."])
def test_a_long_line_with_a_stop_is_the_lead(end):
    lead = f"{MORE[:-1]}, so the council of the city widens it, closed at night until it is done, and the office{end}"
    assert body(lead, MORE, LAST)[0] == lead


def test_what_is_below_about_the_author_leaves_at_the_end_of_a_page_only():
    def page_roles(*lines):
        text = "\n\n".join(lines)
        return assign_roles(text, split_paragraphs(text)).roles

    story = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."
    bio = "Ann Poe covers transport and the courts of the valley for the Gazette, and has done so since 2009."
    for label in ("About the author", "Über den Autor", "Об авторе"):
        assert page_roles(story, story, label, bio)[2:] == ["byline", "promotion"]
        assert page_roles(story, label, bio, story)[1:3] == [None, None]
        assert page_roles(story, f"{label} nobody knows anything.", bio)[1:] == [None, None]
