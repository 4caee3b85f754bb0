"""What is taken away, what stays, and in which order."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from toy_desk import Desk, Rows, digest, rewrite

from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.gc import Collected, collect_garbage
from warehouse.reserve import BYTES, RESERVE
from warehouse.snapshot import BrokenManifestError, manifest_key
from warehouse.verify import verify

pytestmark = pytest.mark.slow

NO_GRACE = timedelta(0)


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


def age(root: Path, *, days: float) -> None:
    """Make every file look older, manifests and what they say of themselves too."""
    then = time.time() - days * 86_400
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))
    for path in (root / "_snapshots").iterdir():
        rewrite(root, int(path.stem), lambda s: replace(s, created_at=datetime.fromtimestamp(then, UTC)))
        os.utime(path, (then, then))


def data_files(root: Path) -> set[str]:
    return {path.name for path in (root / "_data").rglob("*.parquet")}


def test_old_snapshots_go_and_so_does_what_only_they_named(desk: Desk, root: Path, rows: Rows) -> None:
    for number in range(14):
        desk.take({"a": f"teh {number}"})
    compact(desk.warehouse, due=THOROUGH)
    assert collect_garbage(desk.warehouse, NO_GRACE) == Collected(0, 0, 0)
    age(root, days=8)
    desk.take({"b": "teh new one"})
    found = collect_garbage(desk.warehouse)
    assert found.snapshots == 6
    assert desk.warehouse.numbers() == list(range(7, 18))  # the last ten and that of the collection
    for number in desk.warehouse.numbers():
        assert verify(desk.warehouse, at=number) == []
    assert found.files == 0  # each file is named by a kept snapshot until the compaction is the oldest
    collect_garbage(desk.warehouse, keep_last=2, keep_days=0)
    assert desk.warehouse.numbers() == [15, 16, 17, 18]
    assert collect_garbage(desk.warehouse, keep_last=2, keep_days=0) == Collected(0, 0, 0)
    named = {f.path.rpartition("/")[2] for s in desk.warehouse.snapshots() for files in s.files.values() for f in files}
    assert data_files(root) == named
    assert rows(desk.warehouse, "SELECT count(*) FROM articles") == [(2,)]
    assert verify(desk.warehouse) == []


def test_snapshots_of_the_last_days_stay_however_many(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh old one"})
    age(root, days=8)
    for number in range(12):
        desk.take({"a": f"teh {number}"})
    assert collect_garbage(desk.warehouse).snapshots == 1
    assert desk.warehouse.numbers() == list(range(2, 15))


def test_files_of_a_commit_under_way_stay_for_the_grace(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    change = desk.change({"b": "teh two"})
    staged = root / "_staging" / ("0" * 16 + "-x.parquet")
    staged.write_bytes(b"half")
    assert collect_garbage(desk.warehouse, timedelta(hours=1)) == Collected(0, 0, 0)
    desk.warehouse.commit(change)
    assert verify(desk.warehouse) == []
    assert staged.exists()


def test_what_a_killed_writer_left_goes_after_the_grace(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    desk.change({"b": "teh two"})
    staged = root / "_staging" / ("0" * 16 + "-two\nlines.parquet")
    staged.write_bytes(b"half")
    kept = {f.path.rpartition("/")[2] for files in desk.warehouse.head().files.values() for f in files}  # type: ignore[union-attr]
    age(root, days=2)
    desk.take({"a": "teh one"})
    found = collect_garbage(desk.warehouse)
    assert found.files == len(("documents", "articles", "edits", "staged"))
    assert found.bytes > 4
    assert kept < data_files(root)
    assert not staged.exists()
    assert verify(desk.warehouse) == []


def test_ages_are_reckoned_from_the_newest_snapshot(desk: Desk, root: Path) -> None:
    """A clock that jumped far ahead must not make a commit under way look old."""
    desk.take({"a": "teh one"})
    change = desk.change({"b": "teh two"})
    age(root, days=300)
    assert collect_garbage(desk.warehouse) == Collected(0, 0, 0)
    desk.warehouse.commit(change)
    assert verify(desk.warehouse) == []


def test_a_clock_set_back_deletes_nothing(desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        desk.take({"a": f"teh {number}"})

    class Past(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Past":
            return cls(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("warehouse.gc.datetime", Past)
    assert collect_garbage(desk.warehouse, keep_last=3) == Collected(0, 0, 0)


def test_a_foreign_file_stays(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    foreign = [
        root / name for name in ("_data/articles/notes.txt", "_staging/mine", "_snapshots/x.json", "_data/x y'.parquet")
    ]
    for path in foreign:
        path.write_bytes(b"?")
    desk.take({"b": "teh two"})
    collect_garbage(desk.warehouse, timedelta(days=-1), keep_last=1, keep_days=-1)
    assert all(path.exists() for path in foreign)
    assert verify(desk.warehouse) == []


def test_manifests_go_before_what_they_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        desk.take({"a": f"teh {number}"})
    compact(desk.warehouse, due=THOROUGH)
    deleted: list[list[str]] = []
    monkeypatch.setattr(desk.warehouse.store, "delete", lambda keys: deleted.append(list(keys)))
    collect_garbage(desk.warehouse, timedelta(days=-1), keep_last=1, keep_days=-1)
    assert next(filter(None, deleted)) == [manifest_key(number) for number in (1, 2, 3)]


def test_staged_files_and_what_an_earlier_collection_left_need_no_commit(desk: Desk, root: Path) -> None:
    for number in range(3):
        desk.take({"a": f"teh {number}"})
    compact(desk.warehouse, due=THOROUGH)
    kept = {path: path.read_bytes() for path in (root / manifest_key(1), *root.glob("_data/*/*"))}
    collect_garbage(desk.warehouse, keep_last=1, keep_days=0, grace=timedelta(days=-1))
    left = [path for path in kept if not path.exists()]
    for path in left:  # as if that collection had been cut short
        path.write_bytes(kept[path])
    staged = root / "_staging" / ("0" * 16 + "-x.parquet")
    staged.write_bytes(b"half")
    age(root, days=2)
    now = datetime.now(UTC)
    rewrite(root, 5, lambda s: replace(s, created_at=now, swept=replace(s.swept, before=now)))
    found = collect_garbage(desk.warehouse, keep_last=1, keep_days=0)
    assert (found.snapshots, found.files) == (1, len(left))
    assert not any(path.exists() for path in (*left, staged))
    assert desk.warehouse.numbers() == [4, 5]
    assert verify(desk.warehouse) == []


def test_nothing_is_garbage_while_a_manifest_is_damaged(desk: Desk, root: Path) -> None:
    for number in range(3):
        desk.take({"a": f"teh {number}"})
    (root / manifest_key(2)).write_bytes(b"{")
    before = data_files(root)
    with pytest.raises(BrokenManifestError, match="`copydesk repair`"):
        collect_garbage(desk.warehouse, timedelta(days=-1), keep_last=2, keep_days=-1)
    assert data_files(root) == before


def test_a_reserve_is_kept_for_a_full_disk(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    collect_garbage(desk.warehouse)
    assert (root / RESERVE).stat().st_blocks * 512 >= BYTES


def test_an_empty_warehouse(root: Path) -> None:
    assert collect_garbage(Warehouse(root)) == Collected(0, 0, 0)


def test_a_writer_that_slept_while_its_head_was_collected_commits_on_top(
    desk: Desk, root: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take({"a": "teh one"})
    sleeper = Warehouse(root)
    change = desk.change({"b": "teh two"})
    put_if_absent = sleeper.store.put_if_absent
    asleep = [True]

    def late(key: str, data: bytes) -> bool:
        if asleep:
            asleep.clear()
            for number in range(3):
                desk.take({"a": f"teh {number}"})
            collect_garbage(desk.warehouse, keep_last=1, keep_days=-1)
        return put_if_absent(key, data)

    monkeypatch.setattr(sleeper.store, "put_if_absent", late)
    assert sleeper.commit(change).number == 6
    assert dict(rows(desk.warehouse, "SELECT uri, doc_id FROM current_documents")) == {
        "a": digest("teh 2"),
        "b": digest("teh two"),
    }
