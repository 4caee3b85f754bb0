"""Workers die, hang and run out of memory; the shard lands but for the text that did it."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.engines import worker_pool as module
from flows.engines.worker_pool import WorkerPool
from flows.ingest.shard import Beat, Receipt, RefineError, Shard
from flows.settings import settings_of
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Source
from tests.flows.conftest import is_alive

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
RUN = """
import pathlib, sys
from concurrent.futures import ThreadPoolExecutor
from flows.engines.worker_pool import WorkerPool
from flows.settings import settings_of
from tests.flows.engines.test_worker_pool import shard, sleep
if __name__ == "__main__":
    crew = WorkerPool(settings_of(workers=2), sleep)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(crew.refine, [shard("a", folder=sys.argv[1]), shard("b", folder=sys.argv[1])]))
"""


def shard(*names: str, folder: str | Path = "") -> Shard:
    return Shard(
        7, 2, 1, str(folder), "s", tuple(Source(n, n * 8, 10, is_stored=False) for n in names), ArchiveLimits(1)
    )


def work(one: Shard, beat: Beat = lambda: None) -> Receipt:
    """Fail in the way that the name of a source says, leaving a line for each attempt."""
    for source in one.sources:
        if one.warehouse:
            with open(Path(one.warehouse) / "attempts", "a", encoding="utf-8") as attempts:
                attempts.write(f"{source.uri}\n")
        if source.uri in FAILURES:
            FAILURES[source.uri](one)
    return Receipt(one.number, one.step, len(one.sources), (), (), {"rules": 1.0}, {"A1": 1})


def crash_once(one: Shard) -> None:
    if (Path(one.warehouse) / "attempts").read_text().count("killed once") == 1:
        os.kill(os.getpid(), 9)


FAILURES: dict[str, Callable[[Shard], object]] = {
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "endless": lambda _: time.sleep(600),
    "greedy": lambda _: bytearray(8 << 30),
    "error": lambda _: 1 / 0,
    "killed once": crash_once,
}


def sleep(one: Shard, beat: Beat) -> Receipt:
    """Say which process works, and sleep."""
    (Path(one.warehouse) / one.sources[0].uri).write_text(str(os.getpid()))
    time.sleep(60)
    return work(one)


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerPool]:
    monkeypatch.setattr(module, "SLACK_SECONDS", 0)
    made = WorkerPool(settings_of(workers=1, text_seconds=2.0), work)
    yield made
    made.close()


def test_what_workers_are_forked_from_is_started_once_and_ahead(
    crew: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Noted(module.ForkServer):
        def __init__(self, *given: Any) -> None:
            started.append(self)
            super().__init__(*given)

    monkeypatch.setattr(module, "ForkServer", Noted)
    crew.prepare()
    assert len(started) == 1
    crew.prepare()
    crew.refine(shard("a"))
    assert len(started) == 1


def test_a_shard_without_trouble(crew: WorkerPool) -> None:
    receipt = crew.refine(shard("a", "b", "c"))
    assert receipt == Receipt(7, 2, 3, (), (), {"rules": 1.0}, {"A1": 1})


@pytest.mark.parametrize(
    ("name", "reason"),
    [("segfault", "crashed"), ("exit", "crashed"), ("endless", "timed_out"), ("greedy", "crashed")],
)
def test_the_text_that_did_it_becomes_a_reject_and_the_rest_lands(crew: WorkerPool, name: str, reason: str) -> None:
    receipt = crew.refine(shard("a", "b", name))
    assert (receipt.shard, receipt.step, receipt.document_count) == (7, 2, 2)
    assert [(r.uri, r.doc_id, r.reason) for r in receipt.rejects] == [(name, name * 8, reason)]
    assert receipt.fixes["A1"] >= 1
    assert crew.refine(shard("d")).document_count == 1


def test_a_worker_that_somebody_kills_costs_an_attempt_and_no_text(crew: WorkerPool, tmp_path: Path) -> None:
    receipt = crew.refine(shard("a", "killed once", folder=tmp_path))
    assert (receipt.document_count, receipt.rejects) == (2, ())
    assert (tmp_path / "attempts").read_text().split("\n")[:-1] == ["a", "killed once"] * 2


def test_an_error_of_the_work_is_raised_and_the_worker_stays(crew: WorkerPool) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        crew.refine(shard("error"))
    assert crew.refine(shard("a")).document_count == 1


def die(one: Shard, beat: Beat) -> Receipt:
    """Die of any text."""
    os._exit(3)


def test_where_many_texts_crash_and_a_good_one_too_the_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REJECTS", 1)
    crew = WorkerPool(settings_of(workers=1, text_seconds=2.0), die)
    with pytest.raises(RefineError, match="2 documents"):
        crew.refine(shard("a", "b"))
    crew.close()


def test_where_many_texts_crash_and_a_good_one_does_not_the_rest_lands(
    monkeypatch: pytest.MonkeyPatch, crew: WorkerPool
) -> None:
    monkeypatch.setattr(module, "MOST_REJECTS", 1)
    receipt = crew.refine(shard("exit", "exit", "exit", "a"))
    assert (receipt.document_count, [r.reason for r in receipt.rejects]) == (1, ["crashed"] * 3)


def test_a_killed_run_takes_its_workers_with_it(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], env={"PYTHONPATH": str(ROOT)}) as run:
        workers = wait_for(lambda: [int(p.read_text() or 0) for p in tmp_path.glob("[ab]")], 2)
        run.kill()
    assert wait_for(lambda: [pid for pid in workers if not is_alive(pid)], 2) == workers


def wait_for(look: Callable[[], list[int]], count: int) -> list[int]:
    """Look until there are so many, for at most a minute."""
    for _ in range(600):
        found = [n for n in look() if n]
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError(f"only {found}")
