"""Days above the entries of a list within a story stay; the days of a page leave."""

import pytest

from transforms.facts.page_layout import lay_out
from transforms.paragraphs import split_paragraphs

LONG = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."
HEAD = ("Home", "Rain falls on the roofs of the town")


def removed(*paragraphs):
    text = "\n".join((*HEAD, *paragraphs))
    (layout,) = lay_out([text], [split_paragraphs(text)])
    spans = [*layout.debris, *(f for f in layout.found if f.code is not None and f.reader != "headline")]
    return [text[found.start : found.stop] for found in sorted(spans, key=lambda found: found.start)][1:]


@pytest.mark.parametrize(
    "entries",
    [
        ("Jan 4", "The ship leaves its berth with 38 people on board.", "Jan 5", "A storm comes.", "Jan 9", "Home."),
        ("4. Januar", "Das Schiff läuft aus.", "9. Januar 2024", "Es kommt heim."),
        ("12 de enero de 2023", "El barco sale del puerto.", "30 de marzo de 2023", "El barco vuelve."),
        ("1998", "The ship is built.", "It is white.", "2007", "It is sold."),
        ("Jan. 4 - The ship leaves with 38 on board.", "Jan. 5 - A storm.", "Jan. 9 - Crew ashore."),
    ],
)
def test_the_days_of_a_timeline_stay(entries):
    assert removed("20 June 2023", LONG, *entries, "Share") == ["20 June 2023", "Share"]


def test_a_story_may_begin_with_a_timeline_of_three_days():
    entries = ("4 January", LONG, "5 January", "A storm comes.", "9 January", "The crew goes ashore.")
    assert removed(*entries, "Share") == ["Share"]


@pytest.mark.parametrize(
    "page",
    [
        # The standfirst is prose too.
        (("3 May 2023",), LONG),
        # Titles have no stop.
        (LONG, ("3 May 2023", "Ferry fares to rise in June", "2 May 2023", "Water is scarce in the north")),
        # Visitors write sentences, with their names.
        (LONG, ("Comments", "Anna", "3 May 2023", "I like it a lot.", "Ben", "4 May 2023", "I do not like it.")),
        (LONG, ("Related articles", "3 May 2023", "Ferry fares rise.", "2 May 2023", "Water is scarce.")),
    ],
)
def test_the_days_of_a_page_leave(page):
    lines = [line for part in page for line in ([part] if isinstance(part, str) else part)]
    gone = removed(LONG, *lines, "Share")
    assert {line for line in lines if line.endswith("2023")} <= set(gone)
