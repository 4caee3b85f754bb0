"""Where shards are refined: in the run itself, on a pool of this machine, or on Prefect's task runners."""

import atexit
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any

from flows.ending import end_at_once
from flows.settings import Settings
from flows.shard import Receipt, Shard, refine_shard
from warehouse import Snapshot

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

# A pool takes seconds to start, as long as a shard or two take to do.
INLINE = 2
# Shards that wait per worker: enough that none idles, few enough that nothing piles up.
AHEAD = 2


class DirectEngine:
    """Work without Prefect."""

    name = "direct"

    def __init__(self, settings: Settings) -> None:
        if settings.runner not in ("threads", "processes"):
            raise ValueError(f"the runner {settings.runner!r} needs Prefect: leave out --direct")
        self._settings = settings

    def refine(self, shards: Sequence[Shard]) -> Iterator[Receipt]:
        """Refine in this process, or on a pool where there is work for one."""
        workers = min(self._settings.workers, len(shards))
        if workers < 2 or len(shards) <= INLINE:
            yield from map(refine_shard, shards)
            return
        with self._pool(workers) as pool:
            yield from _windowed(pool, shards, workers * AHEAD)

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Just commit."""
        return commit()

    def _pool(self, workers: int) -> Executor:
        if self._settings.runner == "threads":
            return ThreadPoolExecutor(workers)
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=start_worker)


def start_worker() -> None:
    """Prepare a worker process: Ctrl-C is for the run, which ends its workers itself; see also `flows.ending`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(end_at_once)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """End this worker where the run is killed: a pool's workers would wait for work for ever."""
    run = parent_process()
    if run is not None:
        run.join()
        os._exit(1)


def _windowed(pool: Executor, shards: Sequence[Shard], width: int) -> Iterator[Receipt]:
    """Submit a window of shards and a new one for each that is done."""
    waiting = iter(shards)
    pending: set[Future[Receipt]] = {pool.submit(refine_shard, s) for s in islice(waiting, width)}
    try:
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            pending |= {pool.submit(refine_shard, s) for s in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def task_runner(settings: Settings) -> "TaskRunner[Any]":
    """Make the Prefect task runner that the settings name; ImportError where its extra is not installed."""
    return _RUNNERS[settings.runner](settings.workers)


# Imported only where chosen: each costs seconds, and two are extras.
def _threads(workers: int) -> "TaskRunner[Any]":
    from prefect.task_runners import ThreadPoolTaskRunner  # noqa: PLC0415

    return ThreadPoolTaskRunner(max_workers=workers)


def _processes(workers: int) -> "TaskRunner[Any]":
    from prefect.task_runners import ProcessPoolTaskRunner  # noqa: PLC0415

    return ProcessPoolTaskRunner(max_workers=workers, initializer=start_worker)


def _dask(workers: int) -> "TaskRunner[Any]":
    from prefect_dask import DaskTaskRunner  # noqa: PLC0415

    cluster = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    runner: TaskRunner[Any] = DaskTaskRunner(cluster_kwargs=cluster)
    return runner


def _ray(workers: int) -> "TaskRunner[Any]":
    from prefect_ray import RayTaskRunner  # noqa: PLC0415

    runner: TaskRunner[Any] = RayTaskRunner(init_kwargs={"num_cpus": workers, "include_dashboard": False})
    return runner


_RUNNERS = {"threads": _threads, "processes": _processes, "dask": _dask, "ray": _ray}
