"""An empty answer must say that there is nothing: every relation has rows on the samples."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas import TABLES
from tests.flows.conftest import Newsroom, warm_up
from warehouse.decisions import Decision, Grade, record_decisions, record_grades
from warehouse.reviews import EditReview, record_reviews

SAMPLES = Path(__file__).parents[2] / "seeds"
# Two stories become one when a text comes that joins them; the first run has no such rows.
BY_LATER_RUNS = {"story_merges"}
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The relations without a row after a run on the samples, one correction, one grade and one review."""
    warm_up()
    room = Newsroom(tmp_path_factory.mktemp("samples"))
    shutil.copytree(SAMPLES, room.seeds)
    room.run()
    query = "SELECT doc_id, value, reader, coalesce(form, '') FROM facts WHERE field = 'agency' AND value IS NOT NULL"
    doc_id, value, reader, form = room.rows(f"{query} LIMIT 1")[0]
    record_decisions(room.warehouse, [Decision(doc_id, "agency", "ANA", None, "Ada", NOON)])
    record_grades(
        room.warehouse, [Grade(doc_id, "agency", value, reader, form, is_right=True, graded_by="Ada", graded_at=NOON)]
    )
    review = EditReview(doc_id, 0, ("TYP001",), "accept", 0, 1, " ", "", None, "Ada", NOON)
    record_reviews(room.warehouse, [review])
    with room.warehouse.connect() as database:
        return {name for name in TABLES if not database.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall()}


def test_every_relation_has_rows_on_the_samples(empty: set[str]) -> None:
    assert empty <= BY_LATER_RUNS
