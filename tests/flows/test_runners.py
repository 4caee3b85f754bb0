"""Engines give every receipt, and leave no process behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import runners
from flows.runners import AHEAD, DirectEngine
from flows.settings import settings_of
from flows.shard import Receipt, Shard
from tests.flows.conftest import is_alive

WORKER = """
import os, pathlib, sys, time
from flows.runners import DirectEngine
from flows.settings import settings_of
from tests.flows.test_runners import SLEEPY
if __name__ == "__main__":
    import flows.runners
    flows.runners.refine_shard = SLEEPY
    list(DirectEngine(settings_of(workers=2)).refine([pathlib.Path(sys.argv[1]) / str(n) for n in range(4)]))
"""


def SLEEPY(path: Path) -> None:  # noqa: N802 - a function that travels to a worker in the place of another
    """Say which process works, and sleep."""
    import os

    path.write_text(str(os.getpid()))
    time.sleep(60)


def shard(number: int) -> Shard:
    return Shard(number, 0, 1, "w", "s", (), 1)


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 20])
def test_each_shard_has_one_receipt(monkeypatch: pytest.MonkeyPatch, count: int, workers: int) -> None:
    monkeypatch.setattr(runners, "refine_shard", lambda one: Receipt(one.number, 0, 0, (), (), {}, {}))
    engine = DirectEngine(settings_of(runner="threads", workers=workers))
    assert sorted(receipt.shard for receipt in engine.refine([shard(n) for n in range(count)])) == list(range(count))


def test_no_more_than_a_window_is_submitted(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    def note(one: Shard) -> Receipt:
        started.append(one.number)
        return Receipt(one.number, 0, 0, (), (), {}, {})

    monkeypatch.setattr(runners, "refine_shard", note)
    receipts = DirectEngine(settings_of(runner="threads", workers=2)).refine([shard(n) for n in range(50)])
    next(receipts)
    assert len(started) <= 3 * AHEAD * 2
    assert len(list(receipts)) == 49


def test_a_killed_run_takes_its_workers_with_it(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(WORKER)
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen([sys.executable, str(script), str(tmp_path)], env={"PYTHONPATH": str(root)}) as run:
        workers = wait_for(lambda: [int(p.read_text() or 0) for p in tmp_path.glob("[0-9]")], 2)
        run.kill()
    assert wait_for(lambda: [pid for pid in workers if not is_alive(pid)], 2) == workers


def wait_for(look: object, count: int) -> list[int]:
    """Look until there are so many, for at most a minute."""
    for _ in range(600):
        found = [n for n in look() if n]  # type: ignore[operator]
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError(f"only {found}")
