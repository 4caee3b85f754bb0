"""Of several datelines, the one that prints an agency says where; a date may come from another."""

import pytest

from transforms.facts import dateline
from transforms.facts.resolve import DatelineFinds

BOTH = "ROME, May 2 (AP) - The ferry left."
AGENCY = "BERGEN (AFP) - The ferry left."
DATE = "OSLO, June 3 - The ferry left."


@pytest.mark.parametrize(
    ("lines", "place", "date"),
    [
        ((DATE, AGENCY), "BERGEN", "XXXX-06-03"),
        ((AGENCY, DATE), "BERGEN", "XXXX-06-03"),
        ((DATE, AGENCY, BOTH), "ROME", "XXXX-05-02"),
        ((DATE,), "OSLO", "XXXX-06-03"),
        ((AGENCY,), "BERGEN", None),
    ],
)
def test_an_agency_weighs_more_than_a_date(lines: tuple[str, ...], place: str, date: str | None) -> None:
    found = [read for line in lines if (read := dateline.read(line))]
    assert len(found) == len(lines)
    chosen = DatelineFinds.of(found)
    assert chosen.place is not None
    assert chosen.place.value("located") == place
    assert (chosen.date.value("dateline_date") if chosen.date else None) == date
