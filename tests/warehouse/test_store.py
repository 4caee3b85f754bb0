"""Both stores keep the same promises."""

import secrets
from pathlib import Path

import pytest

from warehouse.bucket import BucketStore
from warehouse.disk import DiskStore
from warehouse.store import Store, open_store


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(tmp_path / "root" if request.param == "disk" else f"memory:///{tmp_path.name}")


def test_put_replaces(store: Store) -> None:
    store.put("a/b.bin", b"one")
    store.put("a/b.bin", b"three")
    assert store.get("a/b.bin") == b"three"
    assert store.size("a/b.bin") == 5


def test_put_if_absent_creates_once(store: Store) -> None:
    assert store.put_if_absent("a/1.json", b"first")
    assert not store.put_if_absent("a/1.json", b"second")
    assert store.get("a/1.json") == b"first"


def test_list_is_sorted_deep_and_of_one_folder(store: Store) -> None:
    for key in ("a/2", "a/10", "a/sub/1", "ab/1"):
        store.put(key, b"x")
    assert store.list("a/") == ["a/10", "a/2", "a/sub/1"]
    assert store.list("none/") == []


def test_sizes_are_those_of_one_folder(store: Store) -> None:
    for key, data in (("a/2", b"xx"), ("a/sub/1", b""), ("ab/1", b"x")):
        store.put(key, data)
    assert store.sizes("a/") == {"a/2": 2, "a/sub/1": 0}
    assert store.sizes("none/") == {}


def test_missing_keys(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.get("a/none")
    with pytest.raises(FileNotFoundError):
        store.size("a/none")
    store.delete(["a/none"])


def test_delete(store: Store) -> None:
    store.put("a/b", b"x")
    store.delete(["a/b"])
    assert store.list("a/") == []


def test_open_store_by_uri(tmp_path: Path) -> None:
    path = open_store(str(tmp_path))
    uri = open_store(f"file://{tmp_path}")
    assert isinstance(path, DiskStore)
    assert path.root == uri.root == str(tmp_path)
    assert path.local_path("a/b") == tmp_path / "a" / "b"
    bucket = open_store(f"memory:///{secrets.token_hex(8)}")
    assert isinstance(bucket, BucketStore)
    assert bucket.local_path("a/b") is None
