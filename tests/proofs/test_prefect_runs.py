"""Runs under Prefect: what they cost, and that kills, rivals and a missing network do no harm."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.flows.test_ingest_flow import LOOPBACK_UP
from tests.proofs.newsdesk import Newsdesk, children, command_of, measured, wait_until

pytestmark = pytest.mark.prove

RIVALS = 20
DOCUMENTS = 1_500
MANY_SHARDS = {"COPYDESK_SHARD_DOCUMENTS": "150", "COPYDESK_COMMIT_EVERY": "600", "COPYDESK_WORKERS": "2"}


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    made = Newsdesk(tmp_path)
    made.drop(20)
    return made


def test_what_a_run_costs(desk: Newsdesk, tmp_path: Path) -> None:
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


def first_shard_is_written(desk: Newsdesk) -> bool:
    return any((desk.folder / "warehouse" / "_data").glob("articles/*.parquet"))


def first_commit_is_made(desk: Newsdesk) -> bool:
    return desk.warehouse.head() is not None


def the_run(pid: int) -> int:
    return pid


def a_worker(pid: int) -> int:
    return next(child for child in children(pid) if "spawn_main" in command_of(child))


def the_server(pid: int) -> int:
    return next(child for child in children(pid) if "flows.prefect_server" in command_of(child))


@pytest.mark.parametrize("moment", [first_shard_is_written, first_commit_is_made])
@pytest.mark.parametrize("victim", [the_run, a_worker, the_server])
def test_what_is_killed_is_made_up_for(desk: Newsdesk, undisturbed: Newsdesk, victim: object, moment: object) -> None:
    assert callable(victim)
    assert callable(moment)
    desk.drop(DOCUMENTS)
    process = desk.start("run", **MANY_SHARDS)
    try:
        wait_until(lambda: moment(desk), 180)
        os.kill(victim(process.pid), signal.SIGKILL)
        process.communicate(timeout=240)
    finally:
        process.kill()
        process.communicate()
    desk.run("run", **MANY_SHARDS)
    assert desk.tables() == undisturbed.tables()
    assert desk.rows("FROM rejects") == []


def test_of_twenty_runs_at_once_one_does_the_work(desk: Newsdesk) -> None:
    desk.drop(DOCUMENTS)
    processes = [desk.start("run", **MANY_SHARDS) for _ in range(RIVALS)]
    most = [0]
    done = threading.Event()
    sampling = threading.Thread(target=_sample_memory, args=([p.pid for p in processes], most, done))
    sampling.start()
    try:
        said = [process.communicate(timeout=300)[0] for process in processes]
    finally:
        done.set()
        sampling.join()
        for process in processes:
            process.kill()
    assert [process.returncode for process in processes] == [0] * RIVALS
    assert desk.rows("SELECT count(*), count(DISTINCT uri) FROM arrivals") == [(DOCUMENTS, DOCUMENTS)]
    assert len(desk.rows("SELECT run_id FROM runs WHERE documents_added > 0")) == 1
    waiting = sum("Another run is at work" in text for text in said)
    print(f"\n{RIVALS} runs at once: {waiting} left it to another; {most[0] >> 20:,} MB for all together at most")


def _sample_memory(pids: list[int], most: list[int], done: threading.Event) -> None:
    while not done.wait(0.5):
        together = [found for pid in pids for found in (pid, *children(pid))]
        most[0] = max(most[0], sum(map(_private_bytes, together)))


def _private_bytes(pid: int) -> int:
    """What a process holds for itself, shared pages left out."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")


def test_one_poisoned_text_among_two_thousand(desk: Newsdesk) -> None:
    desk.drop(2_000)
    (desk.folder / "wire" / "story00777.txt").write_text("A poisoned story, of which the process dies.")
    hook = desk.folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(POISON)
    environment = os.pathsep.join((str(hook), str(Path(__file__).parent.parent.parent)))
    with measured("\n1,999 good texts and a poisoned one"):
        desk.run("run", PYTHONPATH=environment, COPYDESK_SHARD_DOCUMENTS="2000")
    assert desk.rows("SELECT uri, reason FROM rejects") == [("story00777.txt", "crashed")]
    assert desk.rows("SELECT count(*) FROM articles") == [(1_999,)]
    assert desk.run("run").startswith("Nothing to do")


# A fault of a C library, as far as the pipeline can tell: the process is gone.
POISON = """
import os, sys
from importlib.abc import MetaPathFinder

class Poison(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "flows.shard":
            sys.meta_path.remove(self)
            import transforms.refine as room
            refine = room.refine
            def dying(doc_ids, texts, commit, desk):
                if any("poisoned" in text for text in texts):
                    os.kill(os.getpid(), 11)
                return refine(doc_ids, texts, commit, desk)
            room.refine = dying
        return None

sys.meta_path.insert(0, Poison())
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_without_a_network(desk: Newsdesk) -> None:
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no user namespaces here")
    desk.drop(DOCUMENTS)
    offline = ("unshare", "-rn", sys.executable, "-c", LOOPBACK_UP)
    start = time.monotonic()
    said = desk.run("run", program=offline, **MANY_SHARDS)
    print(f"\noffline, {DOCUMENTS:,} documents: {time.monotonic() - start:.1f} s")
    assert "rror" not in said
    assert len(desk.uris()) == DOCUMENTS
