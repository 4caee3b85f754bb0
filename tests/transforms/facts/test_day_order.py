"""The order of day and month, told by the rest of a text."""

import pytest

from transforms.facts.dates import read_day
from transforms.facts.day_order import day_order

DAYS = [read_day("2023-05-06"), read_day("2023-06-05")]


@pytest.mark.parametrize(
    ("text", "edtf", "form"),
    [
        ("The roofs were counted on 25/05/2023.", "2023-06-05", "other_date"),
        ("The roofs were counted on 05/25/2023.", "2023-05-06", "other_date"),
        ("It rained on 25.5.2023 and later.", "2023-06-05", "other_date"),
        ("It rained on June 5, 2023, too.", "2023-06-05", "named_month"),
        ("It rained on 6 May 2023, too.", "2023-05-06", "named_month"),
    ],
)
def test_evidence(text, edtf, form):
    told = day_order(text, "05/06/2023", DAYS)
    assert told is not None
    assert (told.day.edtf, told.form) == (edtf, form)
    assert text[told.start : told.stop] in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained on 06/06/2023.",
        "It rained on 04/05/2023.",
        "It rained on 7 June 2023.",
        "25/05/2023 and 05/25/2023",
    ],
)
def test_nothing_tells(text):
    assert day_order(text, "05/06/2023", DAYS) is None
