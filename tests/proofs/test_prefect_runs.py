"""Runs under Prefect, without a network: what they cost, and that kills, rivals and a poisoned text do no harm."""

import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.engines.prefect_home import home_of
from tests.proofs.newsdesk import MOST_SECONDS, Newsdesk, children, command_of, ended_well, measured, wait_until
from tests.proofs.sabotage import DEATH_IN_A_COMMIT, POISON, sabotage

pytestmark = pytest.mark.prove

RIVALS = 20
DOCUMENTS = 600
MANY_SHARDS = {"COPYDESK_SHARD_DOCUMENTS": "60", "COPYDESK_COMMIT_EVERY": "240", "COPYDESK_WORKERS": "2"}


def test_what_a_run_costs(desk: Newsdesk) -> None:
    desk.drop(20)
    with measured("\ncold start to the first rows, embedded, fresh home"):
        desk.run("run")
    assert len(desk.uris()) == 20
    desk.drop(5, start=20)
    with measured("warm home, embedded"):
        desk.run("run")
    with measured("nothing to do"):
        assert desk.run("run").startswith("Nothing to do")
    desk.drop(5, start=25)
    with measured("--direct"):
        desk.run("run", "--direct")
    desk.drop(5, start=30)
    with desk.serving("--cron", "0 0 1 1 *"), measured("on the server of `copydesk serve`"):
        assert "copydesk serve" in desk.run("run")
    assert len(desk.uris()) == 35


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Newsdesk:
    made = Newsdesk(tmp_path_factory.mktemp("undisturbed"))
    made.drop(DOCUMENTS)
    made.run("run", "--direct")
    return made


def the_run(pid: int) -> int:
    return pid


def a_worker(pid: int) -> int:
    """A worker is forked of the nursery, which is forked of the run and has its command line."""
    nurseries = [child for child in children(pid) if command_of(child) == command_of(pid)]
    return next(worker for nursery in nurseries for worker in children(nursery))


def the_server(pid: int) -> int:
    return next(child for child in children(pid) if "flows.engines.prefect_server" in command_of(child))


@pytest.mark.parametrize("victim", [the_run, a_worker, the_server])
def test_what_is_killed_between_shards_is_made_up_for(
    desk: Newsdesk, undisturbed: Newsdesk, victim: Callable[[int], int]
) -> None:
    desk.drop(DOCUMENTS)
    process = desk.start("run", **MANY_SHARDS)
    try:
        wait_until(lambda: any((desk.folder / "warehouse" / "_data").glob("articles/*.parquet")), MOST_SECONDS)
        os.kill(victim(process.pid), signal.SIGKILL)
        if victim is a_worker:
            ended_well(process)
        process.communicate(timeout=MOST_SECONDS)
    finally:
        process.kill()
        process.communicate()
    failed = 3 if desk.warehouse.numbers() else 1  # a commit was made before the server was killed, or none
    assert process.returncode == {the_run: -signal.SIGKILL, a_worker: 0, the_server: failed}[victim]
    assert_made_up(desk, undisturbed)
    if victim is the_run:
        assert states_of_runs(desk) == ["CRASHED", "COMPLETED"]


def test_a_run_that_is_killed_in_a_commit_is_made_up_for(desk: Newsdesk, undisturbed: Newsdesk) -> None:
    desk.drop(DOCUMENTS)
    process = desk.start("run", **MANY_SHARDS, **sabotage(desk.folder, DEATH_IN_A_COMMIT))
    process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == -signal.SIGKILL
    assert len(desk.warehouse.numbers()) == 1
    assert_made_up(desk, undisturbed)


def assert_made_up(desk: Newsdesk, undisturbed: Newsdesk) -> None:
    """Run once more: then all is there, once, as if nothing had happened."""
    desk.run("run", **MANY_SHARDS)
    assert desk.tables() == undisturbed.tables()
    assert desk.rows("FROM rejects") == []


def states_of_runs(desk: Newsdesk) -> list[str]:
    """What Prefect thinks of the runs, the oldest first."""
    with closing(sqlite3.connect(home_of(desk.folder / "warehouse" / "_state") / "prefect.db")) as server:
        return [state for (state,) in server.execute("SELECT state_type FROM flow_run ORDER BY created")]


def test_of_twenty_runs_at_once_one_does_the_work(desk: Newsdesk) -> None:
    desk.drop(DOCUMENTS)
    most, done = [0], threading.Event()
    with measured(f"\n{RIVALS} runs at once"):
        processes = [desk.start("run", **MANY_SHARDS) for _ in range(RIVALS)]
        sampling = threading.Thread(target=_sample_memory, args=([p.pid for p in processes], most, done))
        sampling.start()
        try:
            said = [ended_well(process) for process in processes]
        finally:
            done.set()
            sampling.join()
            for process in processes:
                process.kill()
                process.communicate()
    assert desk.rows("SELECT count(*), count(DISTINCT uri) FROM arrivals") == [(DOCUMENTS, DOCUMENTS)]
    assert len(desk.rows("SELECT run_id FROM runs WHERE documents_added > 0")) == 1
    waiting = sum("Another run is using" in text for text in said)
    print(f"{waiting} of them left it to another; {most[0] >> 10:,} MB for all together at most")


def _sample_memory(pids: list[int], most: list[int], done: threading.Event) -> None:
    while not done.wait(0.5):
        together = [found for pid in pids for found in (pid, *children(pid))]
        most[0] = max(most[0], sum(map(_kilobytes, together)))


def _kilobytes(pid: int) -> int:
    """What a process holds, shared pages by its share of them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def test_one_poisoned_text_among_two_thousand(desk: Newsdesk) -> None:
    desk.drop(2_000)
    (desk.folder / "wire" / "story00777.txt").write_text("A poisoned story, of which the process dies.")
    process = desk.start("run", COPYDESK_SHARD_DOCUMENTS="2000", **sabotage(desk.folder, POISON))
    with measured("\n1,999 good texts and a poisoned one"):
        said, _ = process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == 0, said
    assert desk.rows("SELECT uri, reason FROM rejects") == [("story00777.txt", "crashed")]
    assert desk.rows("SELECT count(*) FROM articles") == [(1_999,)]
    assert desk.run("run").startswith("Nothing to do")
