"""The same tables from every engine, with one worker and with two, and with a worker killed in the middle."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import prefect_url  # noqa: F401 - a fixture
from tests.proofs.newsdesk import wait_until
from tests.proofs.wire import ROOT, STORIES, done, fill, rows, start
from tests.s3 import free_port

pytestmark = pytest.mark.prove

SHARD_DOCUMENTS = 5
Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines") / "wire"
    fill(folder)
    return folder


@pytest.fixture(scope="module")
def plain(wire: Path) -> Tables:
    """What one worker makes without Prefect."""
    root = str(wire.with_name("plain"))
    done(start("--direct", "--workers", "1", "--seeds", str(wire), "--warehouse", root, state=wire.with_name("state")))
    return rows(root)


@pytest.fixture(autouse=True)
def _many_shards_on_one_server(prefect_url: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Runs would start a Prefect server each, for 10 seconds; `prefect_url` is in the environment."""
    monkeypatch.setenv("COPYDESK_SHARD_DOCUMENTS", str(SHARD_DOCUMENTS))


@contextmanager
def dask_cluster() -> Iterator[tuple[str, list[int]]]:
    """A scheduler and two workers of its own; its address, and the workers' process ids."""
    address = f"tcp://127.0.0.1:{free_port()}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    started = []
    try:
        for command in (scheduler, worker, worker):
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            started.append(subprocess.Popen([*command, "--no-dashboard"], cwd=ROOT, **quiet))  # type: ignore[call-overload]
        yield address, [process.pid for process in started[1:]]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def descendants(pid: int, is_meant: Callable[[str], bool]) -> list[int]:
    """Processes below another whose command line is meant, the oldest first."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with_name = read(path)
        if with_name:
            parents[int(path.parent.name)] = int(with_name.rpartition(")")[2].split()[1])
    below = {pid}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return [child for child in sorted(below) if is_meant(read(Path(f"/proc/{child}/cmdline")).replace("\0", " "))]


def read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def is_spawned(command: str) -> bool:
    return "spawn_main" in command


def is_ray_worker(command: str) -> bool:
    return command.startswith("ray::") and "Agent" not in command


def is_of_the_run(command: str) -> bool:
    """The run, or what was forked of it: the process that workers are forked from, and they."""
    return "flows.cli" in command


WORKERS = {"processes": is_of_the_run, "dask": is_spawned, "ray": is_ray_worker}


def run_on(runner: str, wire: Path, folder: Path, workers: int) -> tuple[subprocess.Popen[str], Path]:
    if runner in ("dask", "ray") and not find_spec(f"prefect_{runner}"):
        pytest.skip(f"the extra [{runner}] is not installed")
    roots = ("--seeds", str(wire), "--warehouse", str(folder / "desk"))
    return start("--runner", runner, "--workers", str(workers), *roots, state=folder / "state"), folder / "desk"


def kill_one(workers: Callable[[], list[int]], run: subprocess.Popen[str], root: Path) -> None:
    """Kill a worker once a first shard is done and most are not."""
    parts = (root / "_data" / "documents").glob
    wait_until(lambda: run.poll() is not None or any(parts("*")), 120)
    os.kill(workers()[-1], signal.SIGKILL)  # our own processes are forked of the first one
    assert len(list(parts("*"))) < STORIES / SHARD_DOCUMENTS / 2
    assert run.poll() is None


@pytest.mark.parametrize("runner", ["threads", "processes", "dask", "ray"])
def test_one_worker(runner: str, wire: Path, plain: Tables, tmp_path: Path) -> None:
    run, root = run_on(runner, wire, tmp_path, 1)
    done(run)
    assert rows(str(root)) == plain


def test_two_threads(wire: Path, plain: Tables, tmp_path: Path) -> None:
    """No worker is killed here: a thread dies with its process, and a killed run is the crash proofs' matter."""
    run, root = run_on("threads", wire, tmp_path, 2)
    done(run)
    assert rows(str(root)) == plain


@pytest.mark.parametrize("runner", ["processes", "dask", "ray"])
def test_one_of_two_workers_is_killed(runner: str, wire: Path, plain: Tables, tmp_path: Path) -> None:
    run, root = run_on(runner, wire, tmp_path, 2)
    try:
        kill_one(lambda: descendants(run.pid, WORKERS[runner]), run, root)
        done(run)
    finally:
        run.kill()
    assert rows(str(root)) == plain


def test_one_of_two_workers_of_a_dask_cluster_is_killed(
    wire: Path, plain: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not find_spec("prefect_dask"):
        pytest.skip("the extra [dask] is not installed")
    with dask_cluster() as (address, workers):
        monkeypatch.setenv("COPYDESK_RUNNER_ADDRESS", address)
        run, root = run_on("dask", wire, tmp_path, 2)
        try:
            kill_one(lambda: workers, run, root)
            done(run)
        finally:
            run.kill()
    assert rows(str(root)) == plain
