"""Where shards are refined: in processes of this machine that can be killed, or on Dask or Ray."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from flows.engines.worker_pool import Work, WorkerPool
from flows.ingest.commit_batches import SMALL, SMALL_BYTES
from flows.ingest.shard import Receipt, Shard, refine_shard
from flows.settings import Settings
from warehouse import Snapshot
from warehouse.linking import Linked

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

# So few shards, of SMALL documents and SMALL_BYTES, are not submitted to Prefect's task runner: the flow refines them.
FEW = 2
# Waiting shards per worker: enough that none is idle, few enough that no queue grows.
AHEAD = 2


def is_small(shards: Iterable[Shard]) -> bool:
    """Whether one process finishes the work before several would be ready. Only large jobs are cut while they run."""
    if not isinstance(shards, Sequence) or len(shards) > FEW:
        return False
    sizes = [source.byte_count for shard in shards for source in shard.sources]
    return len(sizes) <= SMALL and sum(sizes) <= SMALL_BYTES


@contextmanager
def refiner(settings: Settings, documents: int) -> Iterator[Work]:
    """The function that refines a shard: in our own process, which a text may crash, or in a worker of Dask or Ray."""
    if settings.runner in ("dask", "ray"):
        yield refine_shard
        return
    crew = WorkerPool(settings)
    try:
        if documents:
            crew.prepare(is_large=documents > SMALL)
        yield crew.refine
    finally:
        crew.close()


class DirectEngine:
    """Runs the work without Prefect."""

    name = "direct"

    def __init__(self, settings: Settings, refine: Work) -> None:
        if settings.runner not in ("threads", "processes"):
            raise ValueError(f"the runner {settings.runner!r} needs Prefect: leave out --direct")
        self._settings, self._refine = settings, refine

    def refine(self, shards: Iterable[Shard]) -> Iterator[Receipt]:
        """Refine in as many processes as there is work for."""
        workers = 1 if is_small(shards) else self._settings.workers
        yield from _windowed(ThreadPoolExecutor(workers), self._refine, shards, workers * AHEAD)

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Make the commit; nothing is added to it."""
        return commit()

    def link(self, link: Callable[[], Linked], step: int) -> Linked:
        """Link the documents; nothing is added to it."""
        return link()


def _windowed(pool: Executor, refine: Work, shards: Iterable[Shard], width: int) -> Iterator[Receipt]:
    """Submit a window of shards, and a new one for each finished one."""
    waiting = iter(shards)
    pending: set[Future[Receipt]] = {pool.submit(refine, s) for s in islice(waiting, width)}
    try:
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            pending |= {pool.submit(refine, s) for s in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    finally:  # without waiting: the processes of the threads may have to be killed first
        pool.shutdown(wait=False, cancel_futures=True)


def task_runner(settings: Settings) -> "TaskRunner[Any]":
    """Make the Prefect task runner of the settings; raises ImportError if its extra is not installed."""
    return _RUNNERS[settings.runner](settings)


# Imported only if chosen: each takes seconds, and two are extras.
# Also for `processes`: the threads wait for our own processes. Prefect's take a third of a second for each task, and a
# kill of one fails the run.
def _threads(settings: Settings) -> "TaskRunner[Any]":
    from prefect.task_runners import ThreadPoolTaskRunner  # noqa: PLC0415

    return ThreadPoolTaskRunner(max_workers=settings.workers)


def _dask(settings: Settings) -> "TaskRunner[Any]":
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415

    runner: TaskRunner[Any]
    if settings.runner_address:
        runner = DaskTaskRunner(address=settings.runner_address)
    else:
        cluster = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
        runner = DaskTaskRunner(cluster_kwargs=cluster)
    return runner


def _ray(settings: Settings) -> "TaskRunner[Any]":
    from prefect_ray.task_runners import RayTaskRunner  # noqa: PLC0415

    runner: TaskRunner[Any]
    if settings.runner_address:
        runner = RayTaskRunner(address=settings.runner_address)
    else:
        runner = RayTaskRunner(init_kwargs={"num_cpus": settings.workers, "include_dashboard": False})
    return runner


_RUNNERS = {"threads": _threads, "processes": _threads, "dask": _dask, "ray": _ray}
