"""What is special to a bucket."""

import obstore
import pytest

from warehouse.bucket import BucketStore, SharedWriteError, open_bucket
from warehouse.catalog import open_memory

put = obstore.put


@pytest.fixture
def store() -> BucketStore:
    return BucketStore("memory:///")


def test_a_repeated_request_meets_its_own_object(store: BucketStore) -> None:
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert not store.put_if_absent("_snapshots/1.json", b'{"commit_id":8}')


def test_root_has_no_trailing_slash() -> None:
    assert BucketStore("memory:///desk/").root == "memory://desk"


def test_a_store_that_keeps_the_first_is_trusted(store: BucketStore) -> None:
    store.refuse_unless_conditional()
    assert store.list("_state/") == []


def test_a_store_that_writes_over_is_refused(store: BucketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obstore, "put", lambda into, key, data, **_: put(into, key, data))
    with pytest.raises(SharedWriteError):
        store.refuse_unless_conditional()


def test_an_object_is_read_from_any_place(store: BucketStore) -> None:
    store.put("a.bin", bytes(range(200)))
    with store.open("a.bin") as file:
        file.seek(150)
        assert (file.read(3), file.tell()) == (bytes((150, 151, 152)), 153)
        file.seek(-1, 2)
        assert file.read(9) == b"\xc7"
    with pytest.raises(FileNotFoundError):
        store.open("none")


def test_duckdb_reads_objects() -> None:
    bucket = open_bucket("memory:///read/by/duckdb")
    bucket.put("deep/a.csv", b"n\n1\n2\n")
    with open_memory(bucket.root) as database:
        assert database.execute(f"SELECT sum(n) FROM read_csv('{bucket.root}/deep/a.csv')").fetchall() == [(3,)]
