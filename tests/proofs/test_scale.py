"""Proofs of buckets: a real S3 server that falls silent or is killed, two writers, and queries that stay inside."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from flows.ask import ask
from tests.proofs.newsdesk import wait_until
from tests.proofs.wire import done, fill, rows, start
from tests.s3 import S3Server, s3_server
from tests.warehouse.hostile_sql import HOSTILE
from warehouse import Warehouse
from warehouse.bucket import BucketStore
from warehouse.confined import RefusedQueryError, open_confined
from warehouse.upkeep import verify

pytestmark = pytest.mark.prove


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with s3_server(tmp_path, monkeypatch) as running:
        yield running


def test_a_warehouse_in_a_bucket_is_that_of_a_disk(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    on_disk, in_bucket = str(tmp_path / "desk"), "s3://desk/warehouse"
    wire = BucketStore("s3://desk/wire")
    for path in (tmp_path / "wire").iterdir():
        wire.put(path.name, path.read_bytes())
    wire.refuse_unless_conditional()
    done(start("--direct", "--seeds", str(tmp_path / "wire"), "--warehouse", on_disk, state=tmp_path / "s1"))
    bucket = ("--direct", "--seeds", "s3://desk/wire", "--warehouse", in_bucket)
    done(start(*bucket, state=tmp_path / "s2"))
    assert rows(in_bucket) == rows(on_disk)
    assert "Nothing to do" in done(start(*bucket, state=tmp_path / "s2"))
    assert verify(Warehouse(in_bucket)) == []


def test_no_query_reaches_what_else_is_in_the_bucket(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    root = "s3://desk/warehouse"
    done(start("--direct", "--seeds", str(tmp_path / "wire"), "--warehouse", root, state=tmp_path / "s"))
    bucket = BucketStore("s3://desk")
    bucket.put("secret.csv", b"a,secret\n1,2\n")
    kept = bucket.list("")
    places = {"secret": "s3://desk/secret.csv", "root": root, "out": "s3://desk/out"}
    with open_confined(Warehouse(root)) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(180,)]
        for query in HOSTILE:
            with pytest.raises((RefusedQueryError, duckdb.Error)):
                ask(database, query.format(**places))
        for query in (q for q in HOSTILE if "{secret}" in q or "{out}" in q):
            with suppress(duckdb.Error):  # by the locks alone
                assert "secret" not in str(database.execute(query.format(**places)).fetchall())
    assert bucket.list("") == kept


def test_a_server_that_falls_silent_delays_a_run_and_no_more(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    run = start("--direct", "--seeds", str(tmp_path / "wire"), "--warehouse", "s3://desk/w", state=tmp_path / "s")
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(3)
    server.fall_silent()
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(5)
    server.speak_again()
    done(run)
    assert len(rows("s3://desk/w")["articles"]) == 180


def test_a_server_that_is_killed_and_comes_back_delays_a_run_and_no_more(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    on_disk, in_bucket = str(tmp_path / "desk"), "s3://desk/w"
    seeds = ("--direct", "--seeds", str(tmp_path / "wire"))
    done(start(*seeds, "--warehouse", on_disk, state=tmp_path / "s1"))
    run = start(*seeds, "--warehouse", in_bucket, state=tmp_path / "s2")
    for _ in range(3):
        written = server.written
        wait_until(lambda written=written: server.written > written, 60)
        server.kill()
        time.sleep(1)
        assert run.poll() is None
        server.start()
    done(run)
    assert rows(in_bucket) == rows(on_disk)
    assert verify(Warehouse(in_bucket)) == []


def test_two_writers_on_one_bucket_both_land(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    root = "s3://desk/shared"
    both = [
        start("--direct", "--seeds", str(tmp_path / "wire"), "--collection", c, "--warehouse", root, state=tmp_path / c)
        for c in ("north", "south")
    ]
    for run in both:
        done(run)
    assert [s.kind for s in Warehouse(root).snapshots()].count("ingest") == 2
    with Warehouse(root).connect() as database:
        query = "SELECT collection, count(*) FROM current_documents GROUP BY ALL ORDER BY ALL"
        assert database.execute(query).fetchall() == [("north", 180), ("south", 180)]
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(180,)]
    assert verify(Warehouse(root)) == []
