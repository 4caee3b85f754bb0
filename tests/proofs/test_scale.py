"""Proofs of buckets: a real S3 server that falls silent or is killed, two writers, and queries that stay inside."""

import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from flows.cli.queries import execute
from flows.sources.source import doc_id_of
from tests.proofs.newsdesk import wait_until
from tests.proofs.test_kill_loop import INVARIANT
from tests.proofs.wire import done, fill, rows, start, story
from tests.s3 import S3Server, s3_server
from tests.warehouse.hostile_sql import STATEMENTS
from warehouse import Warehouse
from warehouse.allow_list import RefusedQueryError
from warehouse.bucket import BucketStore
from warehouse.lookup import current_files
from warehouse.sandbox import open_sandboxed
from warehouse.verify import verify

pytestmark = pytest.mark.prove


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with s3_server(tmp_path, monkeypatch) as running:
        yield running


def restart_once_written(server: S3Server, run: subprocess.Popen[str] | None = None) -> None:
    """Kill the server once a run has written something more, or has ended; it is back a second and a start later."""
    written = server.written
    wait_until(lambda: server.written > written or (run is not None and run.poll() is not None), 60)
    server.kill()
    time.sleep(1)
    server.start()


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
    bucket.put("secret.csv", b"a,hidden\n1,2\n")
    kept = bucket.list("")
    stored = f"s3://desk/{next(key for key in kept if '/_data/' in key)}"
    url = "http://127.0.0.1:1"
    places = {"secret": "s3://desk/secret.csv", "root": root, "out": "s3://desk/out", "stored": stored, "url": url}
    with open_sandboxed(Warehouse(root)) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(180,)]
        for query in STATEMENTS:
            with pytest.raises((RefusedQueryError, duckdb.Error)):
                execute(database, query.format(**places))
        for query in (q for q in STATEMENTS if "{secret}" in q or "{out}" in q):
            with suppress(duckdb.Error):  # by the locks alone
                assert "hidden" not in str(database.execute(query.format(**places)).fetchall())
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
        restart_once_written(server)
    done(run)
    assert rows(in_bucket) == rows(on_disk)
    assert verify(Warehouse(in_bucket)) == []


def test_two_writers_on_one_bucket_both_land_though_the_server_is_killed(server: S3Server, tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    root = "s3://desk/shared"
    both = [
        start("--direct", "--seeds", str(tmp_path / "wire"), "--collection", c, "--warehouse", root, state=tmp_path / c)
        for c in ("north", "south")
    ]
    restart_once_written(server)
    for run in both:
        done(run)
    assert [s.kind for s in Warehouse(root).snapshots()].count("ingest") == 2
    with Warehouse(root).connect() as database:
        query = "SELECT collection, count(*) FROM current_documents GROUP BY ALL ORDER BY ALL"
        assert database.execute(query).fetchall() == [("north", 180), ("south", 180)]
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(180,)]
    assert verify(Warehouse(root)) == []


def test_runs_are_killed_and_so_is_the_server_and_nothing_is_lost(server: S3Server, tmp_path: Path) -> None:
    chance, wire, root = random.Random(8), tmp_path / "wire", "s3://desk/w"
    wire.mkdir()
    for number in range(20):
        (wire / f"{number}.txt").write_bytes(story(number))
    command = ("--direct", "--seeds", str(wire), "--warehouse", root)
    kills = 0
    for turn in range(4):
        for number in chance.sample(range(20), 4):
            (wire / f"{number}.txt").write_bytes(story(100 * turn + number))
        (wire / f"{turn}.txt").unlink(missing_ok=True)
        written, run = server.written, start(*command, state=tmp_path / "s")
        wait_until(lambda written=written: server.written > written, 60)
        time.sleep(chance.uniform(0, 0.6))
        run.kill()
        run.communicate()
        kills += run.returncode < 0
        again = start(*command, state=tmp_path / "s")
        if turn % 3 == 0:
            restart_once_written(server, again)
        done(again)
        held = dict(zip(*current_files(Warehouse(root).stored("arrivals"), "wire").to_pydict().values(), strict=True))
        assert held == {path.name: doc_id_of(path.read_bytes()) for path in wire.iterdir()}
        with Warehouse(root).connect() as database:
            assert database.execute(INVARIANT).fetchall()[0][0]
    assert kills >= 2
    assert verify(Warehouse(root)) == []
    print(f"\n4 works on a bucket, {kills} runs killed, the server killed twice, {len(held)} files, 0 lost")
