"""Commits, rollbacks, compactions and collections that cross each other, on a disk and in a bucket without any lock."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from toy_desk import Desk, Rows, digest

from warehouse import OutdatedChangeError, Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.gc import Collected, collect_garbage
from warehouse.rollback import rollback
from warehouse.snapshot import EMPTY, UNSWEPT, manifest_key
from warehouse.verify import verify

pytestmark = pytest.mark.slow

FILES = "SELECT uri, doc_id FROM current_documents ORDER BY uri"
ONE, TWO, THREE = (digest(f"teh {name}") for name in ("one", "two", "three"))


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


@pytest.fixture(params=["disk", "bucket"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(Warehouse(tmp_path / "warehouse" if request.param == "disk" else f"memory:///{tmp_path.name}"))


def collect(desk: Desk) -> Collected:
    """Collect all but the last snapshot, and every unnamed file that is older than it."""
    return collect_garbage(desk.warehouse, timedelta(0), keep_last=1, keep_days=0)


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], Any]) -> None:
    """Let something happen once, just before the next commit point."""
    claim = Warehouse._publish_if_absent

    def late(*given: Any) -> bool:
        monkeypatch.setattr(Warehouse, "_publish_if_absent", claim)
        happens()
        return claim(*given)

    monkeypatch.setattr(Warehouse, "_publish_if_absent", late)


def test_a_collection_before_a_rollback_refuses_it(desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two", "three"):
        desk.take({"a": f"teh {name}"})
    compact(desk.warehouse, due=THOROUGH)
    meanwhile(monkeypatch, lambda: collect(desk))
    with pytest.raises(FileNotFoundError, match="snapshot 1 is being deleted; the oldest kept is 4"):
        rollback(desk.warehouse, 1)
    assert desk.warehouse.numbers() == [4, 5]
    assert rows(desk.warehouse, FILES) == [("a", THREE)]
    assert verify(desk.warehouse) == []


def test_a_rollback_before_a_collection_is_seen_by_it(desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two", "three"):
        desk.take({"a": f"teh {name}"})
    compact(desk.warehouse, due=THOROUGH)
    meanwhile(monkeypatch, lambda: rollback(desk.warehouse, 1))
    collect(desk)
    assert desk.warehouse.numbers() == [5, 6]
    assert rows(desk.warehouse, FILES) == [("a", ONE)]
    assert verify(desk.warehouse) == []


def test_a_writer_whose_files_were_collected_is_refused(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    slow = desk.change({"b": "teh two"})
    desk.take({"a": "teh three"})
    assert collect(desk).files > 0
    with pytest.raises(OutdatedChangeError, match=r"count as garbage: .*_data/documents/.*; run again"):
        desk.warehouse.commit(slow)
    assert rows(desk.warehouse, FILES) == [("a", THREE)]
    desk.take({"b": "teh two"})
    assert rows(desk.warehouse, FILES) == [("a", THREE), ("b", TWO)]
    assert verify(desk.warehouse) == []


def test_a_writer_whose_files_are_about_to_be_collected_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take({"a": "teh one"})
    slow = desk.change({"b": "teh two"})
    desk.take({"a": "teh three"})
    monkeypatch.setattr(desk.warehouse.store, "delete", lambda _: None)  # gc sleeps, or was killed
    collect(desk)
    with pytest.raises(OutdatedChangeError):
        desk.warehouse.commit(slow)


def test_a_writer_that_commits_before_the_collection_is_seen_by_it(
    desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take({"a": "teh one"})
    slow = desk.change({"b": "teh two"})
    desk.take({"a": "teh three"})
    meanwhile(monkeypatch, lambda: desk.warehouse.commit(slow))
    collect(desk)
    assert rows(desk.warehouse, FILES) == [("a", THREE), ("b", TWO)]
    assert verify(desk.warehouse) == []


def test_a_writer_of_young_files_is_not_disturbed(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh three"})
    slow = desk.change({"b": "teh two"})
    assert collect(desk).snapshots == 1
    desk.warehouse.commit(slow)
    assert rows(desk.warehouse, FILES) == [("a", THREE), ("b", TWO)]
    assert verify(desk.warehouse) == []


def test_a_clock_that_was_set_back_refuses_nobody_for_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that look old since their writer's clock is wrong are taken where nothing was collected since it began."""
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    collect(desk)
    monkeypatch.setattr(desk.warehouse.store, "modified_at", lambda _: UNSWEPT.before)
    desk.take({"a": "teh three"})
    assert verify(desk.warehouse) == []


def test_a_compaction_whose_files_were_collected_is_given_up(
    desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take({"a": "teh one"})
    desk.take({"b": "teh two"})

    def happens() -> None:
        desk.take({"c": "teh three"})
        assert collect(desk).files > 0

    meanwhile(monkeypatch, happens)
    assert compact(desk.warehouse, due=THOROUGH) is None
    assert rows(desk.warehouse, FILES) == [("a", ONE), ("b", TWO), ("c", THREE)]
    assert verify(desk.warehouse) == []


def test_two_collections_at_once(desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two", "three"):
        desk.take({"a": f"teh {name}"})
    meanwhile(monkeypatch, lambda: collect(desk))
    assert collect(desk) == Collected(0, 0, 0)
    assert desk.warehouse.numbers() == [3, 4]
    assert rows(desk.warehouse, FILES) == [("a", THREE)]
    assert verify(desk.warehouse) == []


def test_a_stray_manifest_below_the_oldest_is_no_commit(
    desk: Desk, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers sleep while their heads are collected; the second finds the first's stray before its own."""
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})

    def happens() -> None:
        for number in range(3):
            desk.take({"a": f"teh {number}"})
        collect_garbage(desk.warehouse, keep_last=1, keep_days=0)
        desk.warehouse.store.put(manifest_key(2), b"the stray of another sleeper")

    meanwhile(monkeypatch, happens)
    assert desk.take({"b": "teh three"}).number == 7
    assert rows(desk.warehouse, FILES) == [("a", digest("teh 2")), ("b", THREE)]
    assert desk.warehouse.numbers() == [2, 3, 5, 6, 7]
    collect(desk)
    assert desk.warehouse.numbers() == [7, 8]
    assert (desk.warehouse.head() or EMPTY).swept.oldest == 7
    assert verify(desk.warehouse) == []
