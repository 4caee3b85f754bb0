"""Where shards are refined: in the run itself, on processes or threads of this machine, or on Dask or Ray."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from flows.crew import Crew, Work
from flows.settings import Settings
from flows.shard import Receipt, Shard, refine_shard
from warehouse import Snapshot

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

# A process takes seconds to start, as long as so many shards and documents take to do.
INLINE = 2
INLINE_DOCUMENTS = 1_000
# Shards that wait per worker: enough that none idles, few enough that nothing piles up.
AHEAD = 2


def is_small(shards: Iterable[Shard]) -> bool:
    """Whether the run had better do the work itself than start processes for it."""
    first = list(islice(shards, INLINE + 1))
    return len(first) <= INLINE and sum(len(shard.sources) for shard in first) <= INLINE_DOCUMENTS


@contextmanager
def refiner(settings: Settings) -> Iterator[Work]:
    """Give what refines a shard: on processes of our own for the runner that is so called, else where it is called."""
    if settings.runner != "processes":
        yield refine_shard
        return
    crew = Crew(settings)
    try:
        yield crew.refine
    finally:
        crew.close()


class DirectEngine:
    """Work without Prefect; `apart` is whether even a small work is kept out of this process."""

    name = "direct"

    def __init__(self, settings: Settings, *, apart: bool = False) -> None:
        if settings.runner not in ("threads", "processes"):
            raise ValueError(f"the runner {settings.runner!r} needs Prefect: leave out --direct")
        self._settings, self._apart = settings, apart

    def refine(self, shards: Iterable[Shard]) -> Iterator[Receipt]:
        """Refine in this process, or on others where there is work for them."""
        if is_small(shards) and not self._apart:
            yield from map(refine_shard, shards)
            return
        workers = self._settings.workers
        # The processes end first, so that no thread waits for one.
        with ThreadPoolExecutor(workers) as pool, refiner(self._settings) as refine:
            yield from _windowed(pool, refine, shards, workers * AHEAD)

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Just commit."""
        return commit()


def _windowed(pool: Executor, refine: Work, shards: Iterable[Shard], width: int) -> Iterator[Receipt]:
    """Submit a window of shards and a new one for each that is done."""
    waiting = iter(shards)
    pending: set[Future[Receipt]] = {pool.submit(refine, s) for s in islice(waiting, width)}
    try:
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            pending |= {pool.submit(refine, s) for s in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def task_runner(settings: Settings) -> "TaskRunner[Any]":
    """Make the Prefect task runner that the settings name; ImportError where its extra is not installed."""
    return _RUNNERS[settings.runner](settings)


# Imported only where chosen: each costs seconds, and two are extras.
# For `processes` too: the threads wait for our own, Prefect's cost a third of a second a task and survive no kill.
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
