"""Drift is many times, or a fraction of, what is usual in the collection."""

import pytest

from flows.ingest.job import Tally
from flows.runs.drift import drift
from flows.sources.source import Reject
from tests.flows.conftest import Newsroom
from warehouse.baseline import Baseline, baseline

STORY = "The council voted on Monday to widen the old harbour. Item {}.\n"
USUAL = Baseline(documents=1_000, edits_each=4.0, files=1_000, reject_share=0.01)


def tally(edits: int = 400, documents: int = 100, rejects: int = 1) -> Tally:
    refused = [Reject(f"{n}", None, "empty", "0 bytes") for n in range(rejects)]
    return Tally(added=documents, documents=documents, edits=edits, rejects=refused)


@pytest.mark.parametrize(
    ("usual", "run", "count"),
    [
        (USUAL, tally(), 0),
        (USUAL, tally(edits=2_000), 1),
        (USUAL, tally(edits=10), 1),
        (USUAL, tally(rejects=40), 1),
        (USUAL, tally(edits=2_000, rejects=40), 2),
        (USUAL, tally(edits=800, documents=40, rejects=0), 0),
        # Three times as many edits, and half an edit on top, are still usual.
        (USUAL, tally(edits=1_349), 0),
        (USUAL, tally(edits=1_351), 1),
        (USUAL, tally(edits=84), 0),
        (USUAL, tally(edits=83), 1),
        (USUAL._replace(documents=20, files=20), tally(edits=2_000, rejects=40), 0),
    ],
)
def test_drift_is_many_times_the_habit_of_a_collection_that_has_one(usual: Baseline, run: Tally, count: int) -> None:
    assert len(drift(usual, run)) == count


def test_the_habit_is_that_of_the_collection(newsroom: Newsroom) -> None:
    newsroom.drop(**{f"story{n}": STORY.format(f"{n} , late") for n in range(3)}, empty=b"")
    newsroom.run()
    assert baseline(newsroom.warehouse, "wire", 0) == Baseline(0, 0.0, 0, 0.0)
    usual = baseline(newsroom.warehouse, "wire", 1)
    assert (usual.documents, usual.files, usual.reject_share) == (3, 4, 0.25)
    assert usual.edits_each >= 1
    assert baseline(newsroom.warehouse, "agency", 1) == Baseline(0, 0.0, 0, 0.0)
