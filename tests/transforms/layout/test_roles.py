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
