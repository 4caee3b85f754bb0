"""Writers that work at the same time: all succeed, and the work is done once."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.toy_desk import Desk, digest
from warehouse import OutdatedChangeError, Warehouse
from warehouse.verify import verify

FORKS = multiprocessing.get_context("forkserver")
WRITERS, COMMITS, RUNS = 3, 10, 20


def write(root: Path, writer: int) -> None:
    """Ten commits of files of one's own and of one that all share; where a rival took the ground away, look again."""
    desk = Desk(Warehouse(root))
    for number in range(COMMITS):
        files = {f"w{writer} {number % 4}": f"teh text {number} of {writer}", "shared": f"teh shared {number % 3} [ad]"}
        for _ in range(20):
            try:
                desk.take(files)
                break
            except OutdatedChangeError:
                continue
        else:
            raise AssertionError("no peace in 20 attempts")


@pytest.mark.prove
def test_three_writers_at_once(tmp_path: Path) -> None:
    FORKS.set_forkserver_preload(["tests.warehouse.toy_desk", "warehouse.verify"])
    root = tmp_path / "warehouse"
    writers = [FORKS.Process(target=write, args=(root, writer)) for writer in range(WRITERS)]
    for process in writers:
        process.start()
    for process in writers:
        process.join(170)
    assert [process.exitcode for process in writers] == [0] * WRITERS
    warehouse = Warehouse(root)
    assert warehouse.numbers() == list(range(1, WRITERS * COMMITS + 1))
    for number in warehouse.numbers():
        with warehouse.connect(number) as database:
            ((count,),) = database.execute("SELECT count(*) FROM arrivals WHERE uri = 'shared'").fetchall()
            assert count == number
            broken = "SELECT doc_id FROM articles GROUP BY ALL HAVING count(*) > 1"
            assert database.execute(broken).fetchall() == []
    with warehouse.connect() as database:
        held = dict(database.execute("SELECT uri, doc_id FROM current_documents").fetchall())
    last = {n % 4: n for n in range(COMMITS)}
    own = {f"w{w} {n}": digest(f"teh text {last[n]} of {w}") for w in range(WRITERS) for n in range(4)}
    assert held.pop("shared") in {digest(f"teh shared {n} [ad]") for n in range(3)}
    assert held == own
    assert verify(warehouse) == []
    print(f"\n{WRITERS} writers x {COMMITS} commits at once: {len(warehouse.numbers())} snapshots, 0 lost, 0 doubled")


@pytest.mark.prove
def test_twenty_runs_at_once(tmp_path: Path) -> None:
    seeds, root = tmp_path / "inbox", tmp_path / "store"  # no name of a package: Python looks here first
    seeds.mkdir()
    for number in range(30):
        text = f"PORTO, May {number % 28 + 1} (EFE) - The harbour board met again , for the {number}. time.\n"
        (seeds / f"{number}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", str(seeds), "--warehouse", str(root)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    runs = [
        subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(RUNS)
    ]
    said = [run.communicate(timeout=170)[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0] * RUNS, "\n".join(said)
    warehouse = Warehouse(root)
    with warehouse.connect() as database:
        ((files, arrivals, articles),) = database.execute(
            "SELECT (SELECT count(*) FROM current_documents), (SELECT count(*) FROM arrivals), "
            "(SELECT count(*) FROM stored.articles)"
        ).fetchall()
    assert (files, arrivals, articles) == (30, 30, 30)
    assert len(warehouse.numbers()) == 1
    assert verify(warehouse) == []
    print(f"\n{RUNS} runs at once: all exit 0, {len(warehouse.numbers())} snapshot, {articles} articles, 0 doubled")
