"""Proofs of scale: a real S3 server, two writers on one bucket, and the same tables from every engine."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.flows.packing import lined, tarred, zipped
from tests.s3 import s3_server
from warehouse import Warehouse
from warehouse.bucket import BucketStore
from warehouse.upkeep import verify

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
LIMIT = 200
TABLES = ("articles", "edits", "facts", "paragraphs", "quotes", "mentions", "current_documents")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    with s3_server(monkeypatch) as running:
        yield running


def story(number: int) -> bytes:
    return f"The ferry made trip number {number} on Friday , late . Ships wait outside the the harbour.\n".encode()


def fill(root: Path) -> None:
    root.mkdir()
    for n in range(60):
        (root / f"{n}.txt").write_bytes(story(n))
    for number, (name, pack) in enumerate((("a.zip", zipped), ("b.tgz", tarred)), 1):
        (root / name).write_bytes(pack([(f"{n}.txt", story(n)) for n in range(100 * number, 100 * number + 40)]))
    (root / "c.jsonl").write_bytes(lined(*({"text": story(n).decode()} for n in range(300, 340))))


def start(*arguments: str, state: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "flows.cli", "run", *arguments]
    environment = os.environ | {"COPYDESK_STATE": str(state), "COPYDESK_SHARD_DOCUMENTS": "20"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def done(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, said
    return said


def rows(root: str) -> dict[str, list[tuple[Any, ...]]]:
    """All relations that are the same whoever made them, in one order; instants of the run are left out."""
    with Warehouse(root).connect() as database:
        found = {}
        for table in TABLES:
            seen = "EXCLUDE (seen_at)" if table == "current_documents" else ""
            columns = [c[0] for c in database.execute(f"DESCRIBE SELECT * {seen} FROM {table}").fetchall()]
            kept = ", ".join(f'"{c}"' for c in columns if not c.endswith(("run_id", "modified_at")))
            found[table] = database.execute(f"SELECT {kept} FROM {table} ORDER BY ALL").fetchall()
    return found


def test_a_warehouse_in_a_bucket_is_that_of_a_disk(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
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


def test_a_server_that_falls_silent_delays_a_run_and_no_more(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    fill(tmp_path / "wire")
    run = start("--direct", "--seeds", str(tmp_path / "wire"), "--warehouse", "s3://desk/w", state=tmp_path / "s")
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(3)
    server.send_signal(signal.SIGSTOP)
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(5)
    server.send_signal(signal.SIGCONT)
    done(run)
    assert len(rows("s3://desk/w")["articles"]) == 180


def test_two_writers_on_one_bucket_both_land(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
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


@pytest.mark.parametrize("runner", ["threads", "processes", "dask", "ray"])
def test_every_engine_makes_the_same_tables(runner: str, tmp_path: Path) -> None:
    if runner in ("dask", "ray") and not find_spec(f"prefect_{runner}"):
        pytest.skip(f"the extra [{runner}] is not installed")
    fill(tmp_path / "wire")
    seeds = ("--seeds", str(tmp_path / "wire"))
    done(start("--direct", "--workers", "1", *seeds, "--warehouse", str(tmp_path / "plain"), state=tmp_path / "s1"))
    engine = ("--runner", runner, "--workers", "2")
    done(start(*engine, *seeds, "--warehouse", str(tmp_path / "other"), state=tmp_path / "s2"))
    assert rows(str(tmp_path / "other")) == rows(str(tmp_path / "plain"))
