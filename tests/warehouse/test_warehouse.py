"""The questions a run asks of the warehouse, and several writers at once."""

import subprocess
from pathlib import Path

import pytest
from toy_desk import Desk, Rows, columns, digest, python

from warehouse import Change, ContendedError, Warehouse, new_commit_id
from warehouse.gc import collect_garbage
from warehouse.lookup import current_files, known_documents, rejected, stale
from warehouse.verify import verify


def reject(warehouse: Warehouse, uri: str, doc_id: str | None, collection: str = "wire") -> None:
    given = columns("rejects", [{"uri": uri, "doc_id": doc_id, "reason": "binary"}], collection=collection)
    del given["_snapshot"]
    warehouse.commit(Change(new_commit_id(), str(new_commit_id()), "ingest", rows={"rejects": given}))


def test_a_missing_root_reads_as_empty(root: Path) -> None:
    warehouse = Warehouse(root)
    assert warehouse.head() is None
    assert warehouse.snapshots() == []
    assert current_files(warehouse.stored("arrivals"), "wire").num_rows == 0
    assert known_documents(warehouse.stored("articles", "documents"), ["x"]) == (set(), set())
    assert rejected(warehouse.stored("rejects"), "wire") == {}
    assert stale(warehouse.stored("articles", "reviews"), "r") == 0
    assert not root.exists()


def test_current_files_are_those_of_one_collection(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "teh two", "c": "teh three"})
    desk.take({"b": None})
    Desk(desk.warehouse, collection="it's").take({"z": "teh one"})
    assert current_files(desk.warehouse.stored("arrivals"), "wire").to_pydict() == {
        "uri": ["a", "c"],
        "doc_id": [digest("teh one"), digest("teh three")],
    }
    assert current_files(desk.warehouse.stored("arrivals"), "it's").to_pydict() == {
        "uri": ["z"],
        "doc_id": [digest("teh one")],
    }


def test_known_tells_live_from_stored(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    desk.take({"b": None})
    one, two, never = map(digest, ("teh one", "teh two", "never"))
    assert known_documents(desk.warehouse.stored("articles", "documents"), [one, two, never]) == ({one}, {one, two})


def test_rejected_gives_the_newest(desk: Desk) -> None:
    reject(desk.warehouse, "a", "first")
    reject(desk.warehouse, "a", "second")
    reject(desk.warehouse, "b", "once")
    reject(desk.warehouse, "b", None)
    reject(desk.warehouse, "a", "elsewhere", collection="other")
    assert rejected(desk.warehouse.stored("rejects"), "wire") == {"a": "second", "b": None}
    assert rejected(desk.warehouse.stored("rejects"), "wire", ["binary"]) == {"a": None, "b": None}


def test_snapshots_are_kept_and_can_be_read(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    first, second = desk.warehouse.snapshots()
    assert (first.number, first.parent, second.number, second.parent) == (1, None, 2, 1)
    assert first.created_at <= second.created_at
    assert second.run_keys[0] == first.run_keys[0]
    assert rows(desk.warehouse, "SELECT body FROM articles", at=1) == [("the one",)]
    assert rows(desk.warehouse, "SELECT body FROM articles") == [("the two",)]
    with pytest.raises(FileNotFoundError):
        desk.warehouse.snapshot(9)


def test_a_store_that_never_creates_is_reported(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    change = Change(new_commit_id(), "k", "ingest")
    monkeypatch.setattr(desk.warehouse.store, "put_if_absent", lambda *_: False)
    monkeypatch.setattr("warehouse.warehouse.ATTEMPTS", 3)
    with pytest.raises(ContendedError):
        desk.warehouse.commit(change)


@pytest.mark.slow
def test_writers_in_several_processes_lose_nothing(desk: Desk, root: Path, rows: Rows) -> None:
    code = """
import sys
from toy_desk import Desk
from warehouse import Warehouse
desk = Desk(Warehouse(sys.argv[1]))
for step in range(3):
    desk.take({sys.argv[2]: f"teh {sys.argv[2]} {step}", f"new {sys.argv[2]} {step}": f"teh shared {step}"})
"""
    commands = [python(code, root, name) for name in ("x", "y")]
    writers = [subprocess.Popen(command, env=environment) for command, environment in commands]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
    assert len(desk.warehouse.snapshots()) == 6
    assert rows(desk.warehouse, "SELECT body FROM articles ORDER BY body") == [
        (f"the {name}",) for name in ("shared 0", "shared 1", "shared 2", "x 2", "y 2")
    ]
    assert verify(desk.warehouse) == []


def test_a_commit_that_is_the_oldest_kept_by_the_time_it_looks_is_kept(
    desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.warehouse.store
    put = store.put_if_absent
    change = desk.change({"a": "teh one"})

    def late(key: str, data: bytes) -> bool:
        is_put = put(key, data)
        Desk(Warehouse(root)).take({"b": "teh two"})
        collect_garbage(Warehouse(root), keep_last=2, keep_days=0)
        return is_put

    monkeypatch.setattr(store, "put_if_absent", late)
    assert desk.warehouse.commit(change).number == 1
    assert [s.swept.oldest for s in desk.warehouse.snapshots()][-1] == 1
