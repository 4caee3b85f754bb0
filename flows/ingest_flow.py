"""The run as a Prefect flow: its tasks, its artifact, and nothing that --direct does not do as well."""

from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, cast

from prefect import flow, tags
from prefect.artifacts import create_table_artifact
from prefect.futures import PrefectFuture, as_completed
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.utilities.annotations import quote

from flows.ingest import Ingest, Tally
from flows.runners import AHEAD, INLINE, task_runner
from flows.settings import Settings
from flows.shard import Receipt, Shard
from flows.tasks import commit_task, refine_task
from warehouse import Snapshot


class PrefectEngine:
    """Work as Prefect tasks, inside a flow."""

    name = "prefect"

    def __init__(self, settings: Settings) -> None:
        self._width = settings.workers * AHEAD

    def refine(self, shards: Sequence[Shard]) -> Iterator[Receipt]:
        """Call one shard or two in the flow; submit more to its task runner, a window at a time."""
        if len(shards) <= INLINE:
            yield from (refine_task(shard.number, _whole(shard)) for shard in shards)
            return
        pending: list[PrefectFuture[Receipt]] = []
        for shard in shards:  # Prefect would take all at once, and slow down under them
            if len(pending) == self._width:
                yield _first_done(pending)
            pending.append(refine_task.submit(shard.number, _whole(shard)))
        while pending:
            yield _first_done(pending)

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Commit as a task."""
        return commit_task(step, commit)


def _whole(shard: Shard) -> Shard:
    """Keep Prefect from searching every name of a shard for futures; the task is called with the shard itself."""
    return cast("Shard", quote(shard))


def _first_done(pending: list[PrefectFuture[Receipt]]) -> Receipt:
    done = next(as_completed(pending))
    pending.remove(done)
    return done.result()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run that was planned before Prefect was asked."""

    ingest: Ingest
    progress: Callable[[Receipt], object]


# Not a parameter: Prefect stores parameters on its server, and sends them along to each worker.
_PREPARED: ContextVar[Prepared] = ContextVar("prepared")


@flow(name="copydesk-run", flow_run_name="{run_id}", persist_result=False)
def copydesk_run(run_id: str, collection: str, seeds: str, warehouse: str) -> None:
    """Do the prepared ingest; the parameters are there to be seen."""
    # One call of a plain function: the flow itself is sent to process workers, with all that it refers to.
    do_prepared()


def do_prepared() -> None:
    """Do the ingest that `run_as_flow` prepared, inside the flow, and leave its counts as an artifact."""
    prepared = _PREPARED.get()
    tally = prepared.ingest.work(PrefectEngine(prepared.ingest.settings), prepared.progress)
    description = f"Run {prepared.ingest.run.run_id}"
    create_table_artifact([_counts(prepared.ingest, tally)], key="copydesk-run", description=description)


def run_as_flow(ingest: Ingest, progress: Callable[[Receipt], object]) -> Tally:
    """Run an ingest as the flow `copydesk-run`; `prepare_home` must have been called before this module is imported."""
    run, settings = ingest.run, ingest.settings
    chosen = copydesk_run
    if len(ingest.shards) > INLINE:
        chosen = copydesk_run.with_options(task_runner=task_runner(settings))
    token = _PREPARED.set(Prepared(ingest, progress))
    try:
        # No heartbeat: a synchronous flow waits up to two seconds at its end for the thread that sends it.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), tags("copydesk", run.collection):
            chosen(run.run_id, run.collection, settings.seeds, settings.warehouse)
    finally:
        _PREPARED.reset(token)
    return ingest.tally


def _counts(ingest: Ingest, tally: Tally) -> dict[str, Any]:
    return {
        "collection": ingest.run.collection,
        "files seen": ingest.plan.files_seen,
        "added": tally.added,
        "changed": tally.changed,
        "removed": tally.removed,
        "rejected": len(tally.rejects),
        "withheld": len(ingest.plan.changes.withheld),
        "documents": tally.documents,
        "snapshot": tally.snapshot.number if tally.snapshot else None,
    }
