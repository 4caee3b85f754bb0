"""What shows that a text was saved with the page around it."""

import pytest

from transforms.facts.page import Page
from transforms.facts.page_layout import lay_out
from transforms.facts.titles import is_page
from transforms.layout import Roles
from transforms.paragraphs import split_paragraphs

STORY = "The ferry was late on Monday, the captain said, and the queue reached the market."


def test_a_line_of_links_after_the_story_shows_a_page_and_a_sentence_does_not():
    for last, expected in (("Home > World > Ferries", True), ("Nobody minded.", False)):
        text = f"{STORY}\n\n{last}"
        page = Page(text, split_paragraphs(text), Roles([None, None], [], 0, 0))
        assert is_page(page, set()) is expected


LEAD = "The lakes of the north have fallen to their lowest level since 1976, and towns in the valleys must save water."
STANDFIRST = (
    "Levels have dropped for eleven weeks in a row, and the council asks the towns in the valleys to save water"
)
LONG_STANDFIRST = f"{STANDFIRST} until the autumn rains have filled the lakes of the northern hills once more"


def headline_of(*above):
    text = "\n".join(("Home", "World", *above, LEAD, LEAD, "Share"))
    (layout,) = lay_out([text], [split_paragraphs(text)])
    return next(f.value("headline") for f in layout.found if f.reader == "headline")


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("The lakes of the north are at their lowest level since 1976", (STANDFIRST,)),
        ("The lakes of the north are at their lowest level since 1976", ("By Ann Poe", "3 May 2023", STANDFIRST)),
        ("The lakes of the north are at their lowest level since 1976", ("Share", LONG_STANDFIRST)),
        ("Lakes at lowest level since 1976", (LONG_STANDFIRST,)),
        ("A thirsty spring leaves the hills bare", (LONG_STANDFIRST,)),
    ],
)
def test_a_longer_line_below_the_headline_is_its_standfirst(title, below):
    assert headline_of(title, *below) == title


@pytest.mark.parametrize(
    "above",
    [
        ("Drought in the northern valleys",),
        ("Latest news from the region",),
        ("Towns in the valleys ask for water from the lakes", "Levels of the lakes in the north drop again this week"),
    ],
)
def test_a_short_line_or_a_list_of_titles_above_the_headline_is_none(above):
    assert headline_of(*above, STANDFIRST) == STANDFIRST


def test_short_lines_above_a_headline_belong_to_the_page():
    text = "\n".join(
        ("Valley Services", "LAKES LEVEL", "Lakes of the north fall", f"LIMA, June 20 (AP) - {LEAD}", LEAD)
    )
    (layout,) = lay_out([text], [split_paragraphs(text)])
    assert [f.value("headline") for f in layout.found if f.reader == "headline"] == ["Lakes of the north fall"]
    assert [text[d.start : d.stop] for d in sorted(layout.debris)] == ["Valley Services", "LAKES LEVEL"]


def test_the_last_title_of_a_block_is_the_headline_where_no_other_has_words_of_the_story():
    title = "Lakes of the north at lowest level since 1976"
    assert headline_of("Trending now", "Museum opens its east wing", title, "Read this text in other words") == title


@pytest.mark.parametrize("line", ["Your briefing and our newsletters", "To read later: follow this text"])
def test_a_line_in_the_words_of_pages_is_no_headline_where_another_line_has_words_of_the_story(line):
    title = "The lakes of the north are at their lowest level"
    text = "\n".join((line, title, f"LERWICK (AP) - {LEAD}", LEAD))
    (layout,) = lay_out([text], [split_paragraphs(text)])
    assert [f.value("headline") for f in layout.found if f.reader == "headline"] == [title]
