"""Texts taken from a bucket."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from flows.sources.bucket import BucketInbox
from flows.sources.folder import MISPLACED, InboxMissingError
from flows.sources.source import RejectedError
from tests.flows.packing import tarred, zipped
from tests.flows.sources.test_archives import HARBOUR, PAIR, SCHOOL
from tests.s3 import s3_server
from warehouse import Warehouse
from warehouse.bucket import BucketStore, open_bucket
from warehouse.verify import verify


@pytest.fixture
def root() -> str:
    return f"memory:///{secrets.token_hex(8)}"


@pytest.fixture
def bucket(root: str) -> BucketStore:
    return open_bucket(root)


def uris(root: str) -> list[str]:
    found: list[str] = BucketInbox(root).list().files["uri"].to_pylist()
    return found


def test_objects_are_listed_as_files_would_be(root: str, bucket: BucketStore) -> None:
    for key in ("a.txt", "deep/b.TXT", "c.zip", ".hidden/d.txt", "e.png", "c.zip!/f.txt", "100%.txt"):
        bucket.put(key, HARBOUR)
    listing = BucketInbox(root).list()
    assert listing.files["uri"].to_pylist() == ["100%25.txt", "a.txt", "c.zip", "deep/b.TXT"]
    assert listing.skipped == {"hidden": 1, MISPLACED: 1, "named like a member of an archive": 1}


def test_a_stamp_changes_with_the_content(root: str, bucket: BucketStore) -> None:
    bucket.put("a.txt", HARBOUR)
    inbox = BucketInbox(root)
    first = inbox.stamp("a.txt")
    assert inbox.stamp("a.txt") == first == inbox.open("a.txt").stamp
    bucket.put("a.txt", HARBOUR[::-1])
    assert inbox.stamp("a.txt") != first


def test_what_cannot_be_read_says_why(root: str, bucket: BucketStore) -> None:
    bucket.put("empty.txt", b"")
    bucket.put("long.txt", HARBOUR)
    inbox = BucketInbox(root)
    for uri, reason in (("none.txt", "vanished"), ("empty.txt", "empty"), ("long.txt", "too_long")):
        with pytest.raises(RejectedError) as caught:
            inbox.read(uri, 10)
        assert caught.value.reason == reason
    with pytest.raises(RejectedError, match="vanished"):
        inbox.open("none.txt")


def test_a_bucket_with_nothing_in_it_is_missing(root: str) -> None:
    with pytest.raises(InboxMissingError):
        BucketInbox(root).list()


@pytest.mark.slow
def test_a_run_from_bucket_to_bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_server(tmp_path, monkeypatch):
        bucket = open_bucket("s3://desk/wire")
        bucket.put("a.txt", HARBOUR)
        bucket.put("day.zip", zipped(PAIR))
        bucket.put("day.tgz", tarred([("c.txt", SCHOOL + b"More.")]))
        run(tmp_path)
        warehouse = Warehouse("s3://desk/warehouse")
        query = "SELECT uri, text FROM current_documents JOIN documents USING (doc_id) ORDER BY uri"
        with warehouse.connect() as database:
            found = database.execute(query).fetchall()
        texts = [HARBOUR, SCHOOL + b"More.", HARBOUR, SCHOOL]
        names = ["a.txt", "day.tgz!/c.txt", "day.zip!/a.txt", "day.zip!/deep/b.TXT"]
        assert found == [(name, raw.decode()) for name, raw in zip(names, texts, strict=True)]
        assert {"warehouse.duckdb", "warehouse.sql", "FORMAT.md"} <= set(warehouse.store.list(""))
        assert verify(warehouse) == []
        bucket.put("a.txt", SCHOOL)
        bucket.delete(["day.tgz"])
        run(tmp_path)
        run(tmp_path)
        assert [s.number for s in warehouse.snapshots()] == [1, 2]
        with warehouse.connect() as database:
            assert database.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]


def run(state: Path) -> None:
    """Run in a process of its own, whose workers see the environment that leads to the server."""
    roots = ["--seeds", "s3://desk/wire", "--warehouse", "s3://desk/warehouse"]
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", *roots]
    subprocess.run(command, env=os.environ | {"COPYDESK_STATE": str(state)}, check=True, timeout=300)
