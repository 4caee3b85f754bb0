"""The rows that a run writes of itself."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from flows.ingest.diff import Arrival, Removal
from flows.ingest.run_records import Run, RunJournal, arrival_rows, file_name_parts, reject_rows, run_row, run_rows
from flows.sources.source import Reject
from schemas import TABLES

RUN = Run("01ab", "direct", datetime(2031, 5, 6, tzinfo=UTC), "wire", "rules-1")
SEEN_NS = 1_900_000_000_123_456_789


@pytest.mark.parametrize(
    ("uri", "parts"),
    [
        ("000_c40eef0a21129774.txt", (0, "c40eef0a21129774")),
        ("deep/er/017_ab.txt", (17, "ab")),
        ("story.txt", (None, None)),
        ("17.txt", (None, None)),
        ("17_.txt", (None, None)),
        ("17_XYZ.txt", (None, None)),
        ("_ab.txt", (None, None)),
        ("²_ab.txt", (None, None)),
        ("9999999999999999999999_ab.txt", (None, None)),
    ],
)
def test_the_two_parts_of_a_file_name(uri: str, parts: tuple[int | None, str | None]) -> None:
    assert file_name_parts(uri) == parts


def test_arrivals_fit_their_table() -> None:
    arrivals = [Arrival("1_a.txt", "x", None, 5, SEEN_NS), Arrival("b.txt", "y", "z", 6, -1)]
    columns = arrival_rows(RUN, SEEN_NS, arrivals, [Removal("c.txt", "w")])
    batch = TABLES["arrivals"].batch({**columns, "_snapshot": [1, 1, 1]})
    assert batch["status"].to_pylist() == ["added", "changed", "removed"]
    assert batch["byte_count"].to_pylist() == [5, 6, None]
    assert batch["seen_at"][0].cast(pa.int64()).as_py() == SEEN_NS // 1000


def test_rejects_fit_their_table() -> None:
    columns = reject_rows(RUN, SEEN_NS, [Reject("a.txt", None, "empty", "0 bytes")])
    assert TABLES["rejects"].batch({**columns, "_snapshot": [1]}).num_rows == 1


def test_runs_fit_their_table() -> None:
    row = run_row(RUN, "done", files_seen=3, stage_seconds={"scan": 0.25})
    batch = TABLES["runs"].batch({**run_rows([row]), "_snapshot": [1]})
    assert batch["stage_seconds"].to_pylist() == [[("scan", 0.25)]]
    assert (batch["files_seen"][0].as_py(), batch["withheld_count"][0].as_py()) == (3, 0)


def test_a_diary_gives_the_runs_of_others_until_they_are_forgotten(tmp_path: Path) -> None:
    diary = RunJournal(tmp_path)
    assert diary.others("01ab") == []
    row = run_row(RUN, "failed", "killed")
    diary.note(row)
    assert diary.others("01ab") == []
    assert diary.others("02cd") == [row]
    diary.forget([row])
    assert diary.others("02cd") == []
