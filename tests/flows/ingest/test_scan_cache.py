"""The memory of a scan comes back as it was, and is never needed."""

from pathlib import Path

import pyarrow as pa

from flows.ingest.scan_cache import SEEN, cache_path, load_cache, save_cache

ROWS = pa.table([["a\n%25.txt"], [1], [2], [3], [-4], ["0" * 64], [None], [True], [None], [None], [None]], schema=SEEN)


def test_what_was_remembered_is_recalled(tmp_path: Path) -> None:
    path = cache_path(tmp_path, "wire", "seeds")
    assert load_cache(path).num_rows == 0
    save_cache(path, ROWS)
    assert load_cache(path).equals(ROWS)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_damaged_memory_is_an_empty_one(tmp_path: Path) -> None:
    path = cache_path(tmp_path, "wire", "seeds")
    save_cache(path, ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    assert load_cache(path).equals(SEEN.empty_table())
    path.write_bytes(b"")
    assert load_cache(path).equals(SEEN.empty_table())


def test_each_root_and_collection_has_its_own(tmp_path: Path) -> None:
    roots = [("wire", "a"), ("wire", "b"), ("agency", "a")]
    assert len({cache_path(tmp_path, collection, root) for collection, root in roots}) == 3
    assert cache_path(tmp_path, "wire", "a") == cache_path(tmp_path, "wire", "./x/../a")
