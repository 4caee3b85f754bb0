"""What is special to a bucket."""

import pytest

from warehouse.bucket import BucketStore


@pytest.fixture
def store() -> BucketStore:
    return BucketStore("memory:///")


def test_a_repeated_request_meets_its_own_object(store: BucketStore) -> None:
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert not store.put_if_absent("_snapshots/1.json", b'{"commit_id":8}')


def test_root_has_no_trailing_slash() -> None:
    assert BucketStore("memory:///desk/").root == "memory://desk"
