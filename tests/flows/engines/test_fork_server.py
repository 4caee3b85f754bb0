"""Workers are forked ready, end when they are told to, and are counted; the death of the nursery is no worker's."""

import gc
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pytest

from flows.engines import fork_server as module
from flows.engines.fork_server import ForkServer
from flows.engines.worker_pool import WorkerPool
from flows.settings import settings_of
from tests.flows.conftest import is_alive
from tests.flows.engines.test_worker_pool import shard, wait_for, work

pytestmark = pytest.mark.slow


def prepare() -> None:
    os.environ["PREPARED"] = str(os.getpid())


def serve(pipe: Connection) -> None:
    """Answer with what the worker knows of itself, or exit, or compute for so many seconds."""
    while (asked := pipe.recv()) != "exit":
        if isinstance(asked, float):
            while time.process_time() < asked:
                pass
        pipe.send((os.getpid(), os.getppid(), int(os.environ["PREPARED"]), signal.getsignal(signal.SIGINT)))
    os._exit(3)


@pytest.fixture(autouse=True, params=["forked", "spawned"])
def _start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "may_fork", lambda: request.param == "forked")


@pytest.fixture
def nursery() -> Iterator[ForkServer]:
    made = ForkServer(prepare, serve)
    yield made
    made.close()


def test_an_interrupt_while_it_starts_is_for_the_run_alone(nursery: ForkServer) -> None:
    os.kill(nursery._process.pid, signal.SIGINT)
    worker, pipe = nursery.fork()
    pipe.send("who")
    assert pipe.recv()[0] == worker
    nursery.end(worker)


def test_workers_are_forked_of_one_process_that_is_prepared(nursery: ForkServer) -> None:
    first, second = nursery.fork(), nursery.fork()
    told = []
    for worker, pipe in (first, second):
        pipe.send("who")
        told.append(pipe.recv())
        nursery.end(worker)
    assert [pid for pid, *_ in told] == [first[0], second[0]]
    assert len({process for _, *parents, _ in told for process in parents}) == 1
    assert {handler for *_, handler in told} == {signal.SIG_IGN}


def allocate() -> list[object]:
    """Let the garbage collector run, as what Python does itself after a fork may."""
    gc.set_threshold(1)
    return [[] for _ in range(10)]


AFTER_FORK: list[Callable[[], object]] = []
os.register_at_fork(after_in_child=lambda: [done() for done in AFTER_FORK])


def test_a_connection_that_is_left_to_collect_does_not_end_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.flows.engines.test_fork_server.AFTER_FORK", [allocate])
    thresholds = gc.get_threshold()
    gc.disable()
    connection = duckdb.connect()
    connection.execute("SELECT sum(i) FROM range(10_000_000) AS t(i)").fetchall()  # it starts threads
    left = [connection]
    left.append(left)  # type: ignore[arg-type]
    del connection, left
    gc.set_threshold(1_000_000)  # not before the fork
    gc.enable()
    made = ForkServer(prepare, serve)
    gc.set_threshold(*thresholds)
    worker, _ = made.fork()
    assert made.end(worker) == -signal.SIGKILL
    made.close()


def test_the_exit_code_is_told_once(nursery: ForkServer) -> None:
    (left, pipe), (killed, _) = nursery.fork(), nursery.fork()
    pipe.send("exit")
    with pytest.raises(EOFError):
        pipe.recv()
    assert [nursery.end(left), nursery.end(left)] == [3, None]
    assert [nursery.end(killed), nursery.end(killed)] == [-signal.SIGKILL, None]


def test_what_workers_spend_counts_as_the_runs() -> None:
    before = cpu_of_children()
    made = ForkServer(prepare, serve)
    worker, pipe = made.fork()
    pipe.send(1.0)
    pipe.recv()
    made.end(worker)
    made.close()
    assert cpu_of_children() >= before + 1


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_where_the_nursery_is_killed_its_workers_work_on_and_another_takes_its_place(tmp_path: Path) -> None:
    crew = WorkerPool(settings_of(workers=1, text_seconds=2.0), work)
    assert crew.refine(shard("a")).document_count == 1
    child = crew._nursery._process.pid  # type: ignore[union-attr]
    assert child
    os.kill(child, signal.SIGKILL)
    wait_for(lambda: [] if is_alive(child) else [child], 1)
    assert crew.refine(shard("a")).document_count == 1
    receipt = crew.refine(shard("a", "killed once", folder=tmp_path))
    assert (receipt.document_count, receipt.rejects) == (2, ())
    crew.close()


def test_a_forked_process_holds_no_file_of_the_run(tmp_path: Path) -> None:
    with (tmp_path / "run.lock").open("w") as lock:
        made = ForkServer(prepare, list_files)
        _, pipe = made.fork()
        assert lock.name not in pipe.recv()
        made.close()


def list_files(pipe: Connection) -> None:
    pipe.send([os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")])


def test_a_process_with_other_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    assert not module.may_fork()
    ended.set()
    thread.join()
