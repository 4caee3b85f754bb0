"""The difference between a root and its collection, and the guard on removals."""

import os
import time
from pathlib import Path

import pyarrow as pa
import pytest

from flows.ingest.diff import Arrival, Changes, Removal, compare, hash_files, split_unchanged
from flows.ingest.scan_cache import SEEN
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.folder import FolderInbox, list_folder
from flows.sources.source import Reject, doc_id_of

LATER = 10**20  # nanoseconds: long after any write
LIMIT = 1_000
NONE = SEEN.empty_table()


def look(root: Path, memory: pa.Table = NONE, *, now: int = LATER, limit: int = LIMIT) -> tuple[pa.Table, list[Reject]]:
    known, new = split_unchanged(list_folder(str(root)), memory, limit)
    found, rejects = hash_files(new, FolderInbox(str(root)), ArchiveLimits(limit), now)
    return pa.concat_tables([known, found]).sort_by("uri"), rejects


def hashed(root: Path, memory: pa.Table) -> list[str]:
    """Which files a scan with this memory would read."""
    uris: list[str] = split_unchanged(list_folder(str(root)), memory, LIMIT)[1]["uri"].to_pylist()
    return uris


def held(**doc_ids: str) -> pa.Table:
    names = {f"{name}.txt": doc_id for name, doc_id in doc_ids.items()}
    return pa.table(
        [list(names), list(names.values())], schema=pa.schema([("uri", pa.string()), ("doc_id", pa.string())])
    )


def files(**doc_ids: str) -> pa.Table:
    """A SEEN table of files with these contents."""
    names = [f"{name}.txt" for name in doc_ids]
    count = len(names)
    numbers, nothing = [[1] * count] * 4, [[None] * count] * 3
    return pa.table([names, *numbers, list(doc_ids.values()), [None] * count, [True] * count, *nothing], schema=SEEN)


def test_a_new_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first")
    seen, rejects = look(tmp_path)
    assert rejects == []
    assert seen["doc_id"].to_pylist() == [doc_id_of(b"first")]
    assert hashed(tmp_path, seen) == []


def test_a_touch_an_edit_and_a_replacement_are_read_again(tmp_path: Path) -> None:
    for name in ("same", "touched", "edited", "replaced"):
        (tmp_path / f"{name}.txt").write_text("story")
    seen, _ = look(tmp_path)
    os.utime(tmp_path / "touched.txt", ns=(1, 1))
    (tmp_path / "edited.txt").write_text("other")
    (tmp_path / "new").write_text("story")
    (tmp_path / "new").replace(tmp_path / "replaced.txt")
    assert hashed(tmp_path, seen) == ["edited.txt", "replaced.txt", "touched.txt"]


def test_a_file_written_just_before_the_scan_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first")
    seen, _ = look(tmp_path, now=time.time_ns())
    assert hashed(tmp_path, seen) == ["a.txt"]


def test_a_reject_is_not_tried_again_until_its_file_changes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    seen, rejects = look(tmp_path)
    assert [(r.uri, r.doc_id, r.reason) for r in rejects] == [("a.txt", None, "empty")]
    assert look(tmp_path, seen) == (seen, [])
    (tmp_path / "a.txt").write_text("now it is one")
    assert look(tmp_path, seen)[1] == []


def test_too_long_a_file_is_taken_once_the_setting_allows_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 20)
    seen, rejects = look(tmp_path, limit=10)
    assert [r.reason for r in rejects] == ["too_long"]
    assert look(tmp_path, seen, limit=10)[1] == []
    assert look(tmp_path, seen, limit=20)[0]["doc_id"].to_pylist() == [doc_id_of(b"x" * 20)]


def test_a_file_that_vanishes_before_it_is_read_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first")
    listing = list_folder(str(tmp_path))
    (tmp_path / "a.txt").unlink()
    seen, rejects = hash_files(
        split_unchanged(listing, NONE, LIMIT)[1], FolderInbox(str(tmp_path)), ArchiveLimits(LIMIT), LATER
    )
    assert [r.reason for r in rejects] == ["vanished"]
    assert seen["is_settled"].to_pylist() == [False]


def test_added_changed_removed() -> None:
    changes = compare(files(a="1", b="2", c="3"), held(b="1", c="3", d="4"), (), 1.0)
    assert [a[:3] for a in changes.arrivals] == [("a.txt", "1", None), ("b.txt", "2", "1")]
    assert changes.removals == (Removal("d.txt", "4"),)
    assert changes.withheld == ()


def test_nothing_changed() -> None:
    assert compare(files(a="1"), held(a="1"), (), 0.1) == Changes((), (), ())
    assert compare(files(), held(), (), 0.1) == Changes((), (), ())


def test_a_rejected_file_is_neither_an_arrival_nor_missing() -> None:
    seen = files(a="2").set_column(6, "reason", pa.array(["binary"], pa.string()))
    assert compare(seen, held(a="1"), (), 0.1) == Changes((), (), ())


def test_all_files_of_a_collection_are_not_removed_at_once() -> None:
    assert compare(files(), held(a="1"), (), 0.1) == Changes((), (), (Removal("a.txt", "1"),))
    assert compare(files(), held(a="1"), (), None) == Changes((), (Removal("a.txt", "1"),), ())


@pytest.mark.parametrize(
    ("held_count", "lost", "is_withheld"),
    [(100, 19, False), (100, 20, True), (200, 20, False), (200, 21, True), (20, 19, False), (300, 30, False)],
)
def test_many_removals_are_withheld(held_count: int, lost: int, is_withheld: bool) -> None:
    names = [f"n{n:03d}" for n in range(held_count)]
    current = held(**{name: name for name in names})
    changes = compare(files(**{name: name for name in names[lost:]}), current, (), 0.1)
    assert (len(changes.removals), len(changes.withheld)) == ((0, lost) if is_withheld else (lost, 0))


def test_a_renamed_file_is_no_loss() -> None:
    changes = compare(files(new="1"), held(old="1"), (), 0.1)
    assert changes == Changes((Arrival("new.txt", "1", None, 1, 1),), (Removal("old.txt", "1"),), ())


def test_an_unread_folder_keeps_its_files_and_stops_other_removals() -> None:
    current = pa.table({"uri": ["shut/a.txt", "shutter/b.txt", "kept.txt"], "doc_id": ["1", "2", "3"]})
    changes = compare(files(kept="3"), current, ("shut",), None)
    assert changes == Changes((), (), (Removal("shutter/b.txt", "2"),))
