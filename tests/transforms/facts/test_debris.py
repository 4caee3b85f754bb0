"""Which unknown lines of a page leave the body, and which belong to the story."""

import pytest

from transforms.facts.page_layout import lay_out
from transforms.paragraphs import split_paragraphs

LONG = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."
HEAD = ("Home", "Rain falls on the roofs of the town", "20 June 2023 11:40")


def debris(*paragraphs):
    text = "\n".join(paragraphs)
    (layout,) = lay_out([text], [split_paragraphs(text)])
    return [text[d.start : d.stop] for d in sorted(layout.debris)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("Sikukuu", "Mashamba", "Afya", "Magari", "Bahari", "Watoto"), ()),
        ((), ("Soltar un parecer", "Ubani wa leo", "Duka", "Kampuni", "Sera", "Ramani")),
    ],
)
def test_any_number_of_unknown_lines_leaves_above_the_headline_and_below_the_page(above, below):
    end = "Copyright 2023 Valley News. All rights reserved"
    assert debris(*above, *HEAD, LONG, LONG, end, *below) == [*above, "Home", *below]


@pytest.mark.parametrize(
    "table",
    [
        ("Fiji 3 Vanuatu 1", "Samoa 2 Tonga 0"),
        ("Medals on Sunday:", "Fiji 3", "Samoa 2"),
        ("They are", "Jane Roe, 31", "John Poe, 43", "Ann Doe, 28"),
        ("Zinc 2,512", "Lead 2,104", "Nickel 21,300"),
        ("Eights: Thames 5:41.2, Leander 5:43.9", "Fours: Molesey 6:10.0, Tideway 6:11.4"),
        ("São estas:", "Praia do Norte", "Praia da Foz"),
        ("Yours faithfully,", "Jane Roe", "Lower Mill"),
        ("Town        Rain   Wind", "Lima        0.64   12.5", "Ica         0.15   10.0"),
    ],
)
def test_a_table_or_list_below_the_story_stays(table):
    assert debris(*HEAD, LONG, LONG, *table, "Share") == ["Home", "Share"]


@pytest.mark.parametrize("points", ["Key points", "What we know so far", "Das Wichtigste in Kürze", "Lo esencial"])
def test_points_that_sum_up_the_story_stay(points):
    assert debris(*HEAD, points, "- Two roofs broken", "- Schools closed", LONG, LONG, "Share") == ["Home", "Share"]
    assert debris(*HEAD, points, LONG, LONG, "Share") == ["Home", points, "Share"]


def test_a_number_after_a_colon_leaves_above_the_headline_and_stays_below_it():
    assert debris("Valley desk: row 4", *HEAD, LONG, LONG, "Share") == ["Valley desk: row 4", "Home", "Share"]
    assert debris(*HEAD, LONG, LONG, "Water level: 4 metres", "Share") == ["Home", "Share"]


@pytest.mark.parametrize(
    ("line", "story"),
    [
        ("This audio is auto-generated", "This audio was played in court"),
        ("Stocks in this story: ABC 41.20", "Stocks of fish: 41 tonnes"),
        ("Tap here for the full version", "Tap water is safe again"),
        ("Contenido externo", "Contenido caro para todos"),
        ("Loading poll…", "Loading took all night"),
        ("Comments are closed for this article.", "Comments are closed to nobody, he said."),
        ("Live updates end here.", "Live music ends at ten."),
        ("Registered in England No. 00000", "Registered in England, it had sailed since May."),
        ("Externer Inhalt", "Externer Rat war teuer"),
        ("Este áudio foi gerado por inteligência artificial", "Este áudio foi ouvido no tribunal"),
    ],
)
def test_what_a_page_says_of_its_own_media_leaves_between_paragraphs(line, story):
    assert debris(*HEAD, LONG, line, LONG, "Share") == ["Home", line, "Share"]
    assert debris(*HEAD, LONG, story, LONG, "Share") == ["Home", "Share"]


def test_rates_below_the_story_leave():
    rates = ["Gold 1,962.40 +0.31%", "Brent 80.12 -1.04%", "USD 3,451.20", "EUR 41.20", "GBP 48.10"]
    assert debris(*HEAD, LONG, LONG, *rates, "Share") == ["Home", *rates, "Share"]


def test_the_numbers_and_captions_of_a_gallery_leave():
    pictures = ["1/2", "A roof of the old town", "2/2", "The mayor with an umbrella"]
    assert debris(*HEAD, LONG, *pictures, LONG) == ["Home", *pictures]
    assert debris(*HEAD, LONG, "1/2", LONG) == ["Home"]


def test_the_times_of_a_live_page_leave_where_one_of_them_is_above_the_first_entry():
    page = ("Home", "Live: rain falls on the roofs of the town", "19:31", LONG, "18:05", LONG)
    assert debris(*page) == ["Home", "19:31", "18:05"]


def test_the_author_of_an_entry_of_a_live_page_leaves_and_its_title_stays():
    page = ("Home", "Live: rain falls on the roofs of the town", "19:31", LONG, "18:05", "Julia Marsh", LONG)
    assert debris(*page) == ["Home", "19:31", "18:05", "Julia Marsh"]
    assert debris(*page[:5], "Flooded Roads", LONG) == ["Home", "19:31", "18:05"]


def test_a_number_above_an_end_mark_leaves():
    assert debris(*HEAD, LONG, LONG, "1010184", "ab/cd") == ["Home", "1010184"]


def test_a_time_before_a_short_last_sentence_stays_below_another():
    entries = ("11:10 A ferry sinks in the rain.", "12:20 Nobody drowns.")
    assert debris(*HEAD, LONG, *entries, "Share") == ["Home", "Share"]
    assert debris(*HEAD, LONG, "Share", "12:20 Weather", "Ferries") == ["Home", "Share", "12:20 Weather", "Ferries"]


def test_a_stamp_with_a_place_between_bars_leaves_with_its_stop():
    assert debris(*HEAD, "12:00 | Lima, jun. 16.", LONG, LONG) == ["Home", "12:00 | Lima, jun. 16."]
    assert debris(*HEAD, "It was 12:00.", LONG, LONG) == ["Home"]


def test_results_after_an_announcement_are_the_story_of_a_page_without_other_prose():
    lead = "SUVA (AFP) - Results on the second day of the Oceania Cup in the capital of Fiji on Saturday:"
    page = ("Sports", "Scores", "Volleyball: Oceania Cup results", "AFP", "Jan 21, 2023", lead)
    assert debris(*page, "Fiji 3 Vanuatu 1", "Samoa 2 Tonga 0", "Print this page") == [
        *page[:2],
        "Print this page",
    ]


def test_the_beginning_of_the_lead_is_the_headline_where_lines_of_a_page_follow_it():
    text = "\n".join(("Home", "Rain fell on the roofs of the town", "MTI", "20 June 2023 11:40", LONG, LONG))
    (layout,) = lay_out([text], [split_paragraphs(text)])
    assert [f.value("headline") for f in layout.found if f.reader == "headline"] == [
        "Rain fell on the roofs of the town"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "Es regnet.",
        "“The road ate our tyres,” she said. - New Ziana",
        "Half-time: 1-1.",
        "“It is not over,” she said. (Reporting by Jane Roe and John Doe; Editing by Ann Poe)",
        "Source: the river rises at 1,240 metres in the Alps.",
        "All rights reserved for the farmers were lost in 1950.",
        "Your comment is welcome, the council wrote to its critics.",
        "Dołącz do nas, wołali rybacy.",
    ],
)
def test_a_short_last_sentence_stays(line):
    assert debris(*HEAD, LONG, LONG, line, "Share") == ["Home", "Share"]


def test_speech_that_begins_like_a_caption_stays():
    speech = "“This combination of heavy snow and thin ice leads to these kinds of floods,” he says."
    assert debris(*HEAD, LONG, speech, LONG, "Share") == ["Home", "Share"]


def test_short_sentences_of_the_story_stay_below_lines_of_the_page():
    assert debris(*HEAD, LONG, LONG, "Advertisement", "Share", "Rain falls.") == ["Home", "Advertisement", "Share"]
    comments = ("Comments (3)", "Log in to comment", "Good news.")
    assert debris(*HEAD, LONG, LONG, "Share", *comments) == ["Home", "Share", *comments]


def test_the_latest_news_below_a_story_leave_and_a_programme_stays():
    news = ("12:41 Storm tears roofs from houses", "12:20 The mayor asks for patience")
    assert debris(*HEAD, LONG, LONG, *news) == ["Home", *news]
    assert debris(*HEAD, LONG, LONG, *reversed(news)) == ["Home"]
    assert debris(*HEAD, LONG, LONG, "18:00 Parade", "19:30 Concert", "21:00 Fireworks") == ["Home"]


@pytest.mark.parametrize("line", ["Independent. Fearless. Yours.", "Hava: 14°C yağmurlu", "Курс: USD 39,50 EUR 42,30"])
def test_a_motto_the_weather_and_rates_leave_above_the_headline_only(line):
    assert debris(line, *HEAD, LONG, LONG) == [line, "Home"]
    assert debris(*HEAD, LONG, line, LONG) == ["Home"]


def test_the_header_of_a_printed_page_leaves_among_the_last_sentences():
    header = "VALLEY GAZETTE | 3 May 2023 | Page 4"
    assert debris(*HEAD, LONG, LONG, header, "The streets were wet.", "It rained.") == ["Home", header]


def test_a_short_standfirst_stays_directly_below_the_headline():
    title, stamp, line = "Rain falls on the roofs of the town", "20 June 2023 11:40", "Ferries wait for the morning"
    assert debris("Home", title, line, stamp, LONG, LONG) == ["Home"]
    assert debris("Home", title, stamp, line, LONG, LONG) == ["Home", line]


def test_a_programme_below_a_story_is_no_sign_of_a_page():
    programme = ("Friday", "18:00 Parade", "20:00 Brass band")
    assert debris("Rain falls on the roofs of the town", LONG, LONG, *programme) == []


def test_the_credit_of_the_last_sentence_is_read_above_sentences_of_the_page():
    page = (*HEAD, LONG, "The deer left by itself. (Jiji Press)", "Share", "See all comments (3)")
    text = "\n".join((*page, "Copying of this article is not allowed.", "Nothing of it may be sold."))
    (layout,) = lay_out([text], [split_paragraphs(text)])
    assert [f.value("agency") for f in layout.found if f.reader == "ending"] == ["Jiji Press"]


def test_the_address_of_a_page_leaves_as_the_last_line_of_a_text():
    address = "https://valley.example/boats/old-pier"
    assert debris(LONG, LONG, address) == [address]
    assert debris(LONG, "The list of all boats is here:", address) == []
    assert debris(LONG, LONG, "https://valley.example") == []


def test_a_title_after_an_arrow_leaves_between_paragraphs_and_a_list_stays():
    titles = (">> Ferry fares to rise in May", ">> Bridge closed for repairs")
    assert debris(*HEAD, LONG, titles[0], LONG, "Share") == ["Home", titles[0], "Share"]
    assert debris(*HEAD, LONG, *titles, LONG, "Share") == ["Home", "Share"]
    assert debris("Rain falls on the roofs of the town", LONG, titles[0], LONG) == []


@pytest.mark.parametrize(
    "line", ["On the same theme: Goalkeeper signs for Milan", "MORE FROM OUR DESK | Old mill sold twice"]
)
def test_a_labelled_title_that_shares_no_word_with_the_story_leaves(line):
    assert debris(*HEAD, LONG, line, LONG, "Share") == ["Home", line, "Share"]


@pytest.mark.parametrize(
    "line",
    [
        "On the same day: Rain closes the old mill",
        "Lower town: Dark, cold and empty",
        "Goalkeeper: Milan wants its money",
        "Part two: the long road back",
        "For the third time: Goalkeeper signs for Milan.",
    ],
)
def test_a_labelled_heading_of_the_story_stays(line):
    assert debris(*HEAD, LONG, line, LONG, "Share") == ["Home", "Share"]


@pytest.mark.parametrize(
    "poll",
    [
        ("Should the bridge stay closed?", "Yes", "No", "Don't know", "Vote"),
        ("No", "Yes", "See results"),
        ("¿Debe cerrar el puente?", "Sí", "No"),
    ],
)
def test_a_poll_leaves_between_paragraphs_and_below_the_story(poll):
    assert debris(*HEAD, LONG, *poll, LONG, "Share") == ["Home", *poll, "Share"]
    assert debris(*HEAD, LONG, LONG, *poll, "Share") == ["Home", *poll, "Share"]


def test_an_answer_alone_and_the_headings_of_a_story_stay():
    question = "Should the bridge stay closed?"
    assert debris(*HEAD, LONG, question, "Yes", LONG, "No", LONG, "Share") == ["Home", "Share"]
    assert debris(*HEAD, LONG, "Yes", "No", "What the town wants", LONG, "Share") == ["Home", "Yes", "No", "Share"]
    assert debris("Should the bridge close?", LONG, "Yes", "No", LONG) == []
