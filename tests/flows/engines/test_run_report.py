"""The report of a run shows what it counted, and nothing in a file's name breaks its tables."""

from datetime import UTC, datetime
from typing import Any

import pytest

from flows.engines.run_report import FIRST_REJECTS, run_report
from flows.ingest.job import Tally
from flows.ingest.run_records import Run
from flows.sources.source import Reject


class Job:
    kind = "ingest"
    name = "run-1"
    run = Run("run-1", "direct", datetime(2024, 5, 1, tzinfo=UTC), "wire", "abc")

    def counts(self) -> dict[str, Any]:
        return {"files_seen": 1_200, "stage_seconds": {"rules": 1.5}}


@pytest.fixture
def tally() -> Tally:
    made = Tally(documents=1_000, work_seconds=4.0, worst=[(31, "a|b.txt")])
    made.fixes["TYP001"] = 17
    made.spend({"rules": 1.5})
    made.rejects = [Reject(f"bad{n}.txt", None, "empty", "<b>0</b>\nbytes") for n in range(FIRST_REJECTS + 3)]
    return made


def test_it_shows_counts_speed_rules_and_rejects(tally: Tally) -> None:
    page = run_report(Job(), tally)  # type: ignore[arg-type]  # what the report asks of a job
    assert "1,000 documents in 4.0 s, 250 a second." in page
    assert "| files_seen | 1,200 |" in page
    assert "| rules | 1.50 |" in page
    assert "| TYP001 | space before a comma or full stop | 17 |" in page
    assert "| a\\|b.txt | 31 |" in page
    assert "| bad0.txt | empty | &lt;b>0&lt;/b>⏎bytes |" in page
    assert "and 3 more" in page


def test_what_is_empty_has_no_table() -> None:
    page = run_report(Job(), Tally())  # type: ignore[arg-type]
    assert "## Rejects" not in page
    assert "no snapshot" in page
