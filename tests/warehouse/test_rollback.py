"""A rollback shows the older contents, and what comes after it stays right."""

from pathlib import Path

import pytest
from toy_desk import Desk, Rows, columns, digest

from warehouse import Change, OutdatedChangeError, Warehouse, new_commit_id
from warehouse.damage import DamagedError
from warehouse.lookup import current_files
from warehouse.rollback import rollback
from warehouse.verify import verify

pytestmark = pytest.mark.slow

FILES = "SELECT uri, doc_id FROM current_documents ORDER BY uri"


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


def test_it_shows_what_that_snapshot_showed(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    desk.take({"a": "teh new", "b": None, "c": "teh three"})
    made = rollback(desk.warehouse, 1)
    assert (made.number, made.parent, made.kind) == (3, 2, "rollback")
    for query in (FILES, "SELECT * FROM articles ORDER BY ALL", "SELECT * FROM edits ORDER BY ALL"):
        assert rows(desk.warehouse, query) == rows(desk.warehouse, query, at=1)
    assert rows(desk.warehouse, FILES, at=2) == [("a", digest("teh new")), ("c", digest("teh three"))]
    assert verify(desk.warehouse) == []


def test_what_is_taken_after_it_wins(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    desk.take({"a": "teh new", "b": None})
    rollback(desk.warehouse, 1)
    assert current_files(desk.warehouse.stored("arrivals"), "wire").sort_by("uri")["doc_id"].to_pylist() == [
        digest("teh one"),
        digest("teh two"),
    ]
    desk.take({"a": "teh new", "b": None})
    assert rows(desk.warehouse, FILES) == [("a", digest("teh new"))]
    assert rows(desk.warehouse, "SELECT body FROM articles") == [("the new",)]
    assert verify(desk.warehouse) == []
    rollback(desk.warehouse, 3)
    rollback(desk.warehouse, 2)
    assert rows(desk.warehouse, FILES) == [("a", digest("teh new"))]
    assert verify(desk.warehouse) == []


def test_work_that_was_rolled_back_may_be_done_again(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"}, key="monday")
    rollback(desk.warehouse, 1)
    desk.take({"a": "teh two"}, key="monday")
    assert rows(desk.warehouse, FILES) == [("a", digest("teh two"))]


def test_decisions_and_runs_stay(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    decided = columns(
        "corrections", [{"doc_id": digest("teh one"), "field": "agency", "value": "XYZ", "decided_by": "me"}]
    )
    ran = columns("runs", [{"run_id": "r1"}])
    back = columns("runs", [{"run_id": "r2", "kind": "rollback"}])
    for given in (decided, ran, back):
        del given["_snapshot"]
    desk.warehouse.commit(Change(new_commit_id(), "k", "correct", rows={"corrections": decided, "runs": ran}))
    rollback(desk.warehouse, 1, rows={"runs": back})
    assert rows(desk.warehouse, "SELECT value FROM corrections") == [("XYZ",)]
    assert rows(desk.warehouse, "SELECT run_id FROM runs ORDER BY run_id") == [("r1",), ("r2",)]


def test_a_change_that_counted_on_what_was_rolled_back_is_refused(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    desk.take({"b": "teh two"})
    mine = desk.change({"c": "teh two"})
    rollback(Warehouse(root), 1)
    with pytest.raises(OutdatedChangeError, match=digest("teh two")):
        desk.warehouse.commit(mine)


def test_a_snapshot_that_is_not_whole_is_refused(desk: Desk, root: Path) -> None:
    first = desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    with pytest.raises(FileNotFoundError):
        rollback(desk.warehouse, 7)
    (root / first.of("edits")[0].path).unlink()
    with pytest.raises(DamagedError, match=r"_data/edits/.* is damaged \(missing\); `copydesk repair`"):
        rollback(desk.warehouse, 1)
    assert desk.warehouse.numbers() == [1, 2]


def test_what_would_stay_from_the_head_must_be_whole(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    ran = columns("runs", [{"run_id": "r1"}])
    del ran["_snapshot"]
    (file,) = desk.warehouse.commit(Change(new_commit_id(), "k", "ingest", rows={"runs": ran})).of("runs")
    (root / file.path).unlink()
    with pytest.raises(DamagedError, match="_data/runs/"):
        rollback(desk.warehouse, 1)
    assert desk.warehouse.numbers() == [1, 2]
