"""The memory of a scan comes back as it was, and is never needed."""

from pathlib import Path

import pyarrow as pa

from flows.memory import SEEN, memory_path, recall, remember

ROWS = pa.table([["a\n%25.txt"], [1], [2], [3], [-4], ["0" * 64], [None], [True], [None], [None], [None]], schema=SEEN)


def test_what_was_remembered_is_recalled(tmp_path: Path) -> None:
    path = memory_path(tmp_path, "wire", "seeds")
    assert recall(path).num_rows == 0
    remember(path, ROWS)
    assert recall(path).equals(ROWS)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_damaged_memory_is_an_empty_one(tmp_path: Path) -> None:
    path = memory_path(tmp_path, "wire", "seeds")
    remember(path, ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    assert recall(path).equals(SEEN.empty_table())
    path.write_bytes(b"")
    assert recall(path).equals(SEEN.empty_table())


def test_each_root_and_collection_has_its_own(tmp_path: Path) -> None:
    roots = [("wire", "a"), ("wire", "b"), ("agency", "a")]
    assert len({memory_path(tmp_path, collection, root) for collection, root in roots}) == 3
    assert memory_path(tmp_path, "wire", "a") == memory_path(tmp_path, "wire", "./x/../a")
