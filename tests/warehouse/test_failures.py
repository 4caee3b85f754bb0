"""A disk that fails, and files that were spoiled: a clear error, the old snapshot, and a way on."""

import errno
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, Rows, digest, rewrite

from warehouse import ContendedError, UnpublishedError, Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.damage import DamagedError
from warehouse.disk import DiskStore
from warehouse.rollback import rollback
from warehouse.snapshot import BrokenManifestError
from warehouse.verify import verify

pytestmark = pytest.mark.slow

FILES = "SELECT uri, doc_id FROM current_documents ORDER BY uri"
ONE, TWO = digest("teh one"), digest("teh two")


class FullDisk(DiskStore):
    """Has room for some bytes more, and then writes half of what it is given."""

    def __init__(self, root: Path, room: int, code: int = errno.ENOSPC) -> None:
        super().__init__(root)
        self._room, self._code = room, code

    def _write(self, path: Path, data: bytes) -> None:
        self._room -= len(data)
        if self._room < 0:
            super()._write(path, data[: len(data) // 2])
            raise OSError(self._code, os.strerror(self._code))
        super()._write(path, data)


def test_a_full_disk_at_any_write_leaves_the_old_snapshot(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    old, new = [("a", ONE)], [("a", TWO), ("b", ONE)]
    room, failures = 0, 0
    while True:
        short = Warehouse(root)
        short.store = FullDisk(root, room)
        try:
            Desk(short).take({"a": "teh two", "b": "teh one"}, key="monday")
        except (OSError, UnpublishedError) as error:
            failures += 1
            told = str(error)
            is_committed = isinstance(error, UnpublishedError)
        else:
            break
        assert "No space left on device" in told
        assert f"'{root}/" in told
        assert told.startswith("committed as snapshot 2, but not published (") == is_committed
        assert rows(Warehouse(root), FILES) == (new if is_committed else old)
        assert list((root / "_staging").iterdir()) == []
        with duckdb.connect(root / "warehouse.duckdb", read_only=True) as database:
            assert database.execute(FILES).fetchall() in (old, new)
        room += 20_000
    assert failures > 3
    desk.take({"a": "teh two", "b": "teh one"}, key="monday")
    assert rows(desk.warehouse, FILES) == new
    assert verify(desk.warehouse) == []


def test_a_full_disk_stops_a_compaction_without_harm(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    short = Warehouse(root)
    short.store = FullDisk(root, 4_000)
    with pytest.raises(OSError, match="No space left"):
        compact(short, due=THOROUGH)
    assert desk.warehouse.numbers() == [1, 2]
    assert verify(desk.warehouse) == []


def test_a_root_that_may_not_be_written_is_still_read(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    warehouse = Warehouse(root)
    warehouse.store = FullDisk(root, 0, errno.EROFS)
    with pytest.raises(OSError, match="Read-only file system") as raised:
        Desk(warehouse).take({"b": "teh two"})
    assert str(raised.value.filename).startswith(f"{root}/_data/")
    assert rows(warehouse, FILES) == [("a", ONE)]
    assert verify(warehouse) == []


@pytest.mark.parametrize(
    "spoiled", [b"", b"{}", b"[]", b'{"format_version":1', b"\xff\x00", b'{"format_version":null}']
)
def test_a_damaged_manifest_is_named(desk: Desk, root: Path, rows: Rows, spoiled: bytes) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    (root / "_snapshots/000000000002.json").write_bytes(spoiled)
    for use in (desk.warehouse.head, desk.warehouse.connect, desk.warehouse.publish, lambda: desk.take({"b": "teh b"})):
        with pytest.raises(BrokenManifestError, match=r"_snapshots/000000000002\.json is damaged .*repair"):
            use()
    assert rows(desk.warehouse, FILES, at=1) == [("a", ONE)]
    with pytest.raises(BrokenManifestError, match="`copydesk repair`"):
        rollback(desk.warehouse, 1)
    assert desk.warehouse.numbers() == [1, 2]


def test_a_compaction_does_not_give_damage_a_hash_that_fits(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    file = desk.take({"b": "teh two"}).of("articles")[0]
    data = bytearray((root / file.path).read_bytes())
    data[len(data) // 2] ^= 1
    (root / file.path).write_bytes(data)
    with pytest.raises(DamagedError, match=f"{file.path} is damaged .*`copydesk repair`"):
        compact(desk.warehouse, due=THOROUGH)
    assert desk.warehouse.numbers() == [1, 2]


@pytest.mark.parametrize("table", ["articles", "documents", "arrivals", "edits"])
def test_a_truncated_file_is_named_and_rolled_back(desk: Desk, root: Path, rows: Rows, table: str) -> None:
    desk.take({"a": "teh one"})
    head = desk.take({"a": "teh two"})
    file = head.of(table)[-1]
    path = root / file.path
    path.write_bytes(path.read_bytes()[: file.bytes // 2])
    (answer,) = verify(desk.warehouse)
    assert answer.rows["path"].to_pylist() == [file.path]
    with pytest.raises(duckdb.Error, match=path.name):
        rows(desk.warehouse, f"SELECT * FROM {table}")
    assert rows(desk.warehouse, FILES, at=1) == [("a", ONE)]
    rollback(desk.warehouse, 1)
    desk.take({"a": "teh two"})
    assert rows(desk.warehouse, FILES) == [("a", TWO)]
    (answer,) = verify(desk.warehouse)  # snapshot 2 still has the file
    assert answer.rows["path"].to_pylist() == [file.path]
    assert verify(desk.warehouse, desk.warehouse.numbers()[-1]) == []


def test_files_of_others_are_passed_over(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    for name in ("_snapshots/notes.json", "_snapshots/2.json", "_data/articles/other.parquet", "_staging/x", "x.txt"):
        (root / name).write_bytes(b"not ours")
    desk.take({"a": "teh two"})
    assert rows(desk.warehouse, FILES) == [("a", TWO)]
    assert verify(desk.warehouse) == []


def test_a_folder_in_the_place_of_the_next_manifest(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    (root / "_snapshots/000000000002.json").mkdir()
    with pytest.raises(ContendedError):
        desk.take({"a": "teh two"})
    assert verify(desk.warehouse) == []


def test_a_clock_set_back_hides_nothing(desk: Desk, root: Path, rows: Rows) -> None:
    """Numbers order snapshots and history, not times."""
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    manifest = root / "_snapshots/000000000002.json"
    rewrite(root, 2, lambda s: replace(s, created_at=s.created_at - timedelta(days=365_000)))
    os.utime(manifest, (0, 0))
    assert rows(desk.warehouse, FILES) == [("a", TWO)]
    desk.take({"b": "teh one"})
    assert rows(desk.warehouse, FILES) == [("a", TWO), ("b", ONE)]
    assert verify(desk.warehouse) == []
