"""A run as a Prefect flow: its tasks and its artifact; the work is the same as with --direct."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from prefect import State, flow, tags
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import TagsContext
from prefect.exceptions import FailedRun
from prefect.futures import PrefectFuture, as_completed
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Failed

from flows.engines.prefect_tasks import commit_task, link_task, refine_task
from flows.engines.run_report import run_report
from flows.engines.runners import AHEAD, is_small, task_runner
from flows.engines.worker_pool import Work
from flows.ingest.job import Progress, Tally
from flows.ingest.recorded_job import RecordedJob
from flows.ingest.shard import Receipt, Shard, pack_shard
from flows.settings import Settings
from warehouse import Snapshot
from warehouse.linking import Linked

# The name of the state of a run with exit 3.
BLOCKED_STATE = "Blocked"


class PrefectEngine:
    """Runs the work as Prefect tasks, inside a flow."""

    name = "prefect"

    def __init__(self, settings: Settings, refine: Work) -> None:
        self._settings, self._refine = settings, refine

    def refine(self, shards: Iterable[Shard]) -> Iterator[Receipt]:
        """Refine a few documents in the flow itself; submit more to its task runner, a window at a time."""
        if is_small(shards):
            yield from (refine_task(shard.number, pack_shard(shard), self._refine) for shard in shards)
            return
        width = self._settings.workers * AHEAD
        pending: list[PrefectFuture[Receipt]] = []
        for shard in shards:  # Prefect would accept all at once, and slow down
            if len(pending) == width:
                yield _first_done(pending)
            pending.append(refine_task.submit(shard.number, pack_shard(shard), self._refine))
        while pending:
            yield _first_done(pending)

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Commit as a task."""
        return commit_task(step, commit)

    def link(self, link: Callable[[], Linked], step: int) -> Linked:
        """Link as a task inside that of the commit."""
        return link_task(step, link)


def _first_done(pending: list[PrefectFuture[Receipt]]) -> Receipt:
    done = next(as_completed(pending))
    pending.remove(done)
    return done.result()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job that was planned before Prefect was started."""

    job: RecordedJob
    progress: Progress
    refine: Work


# Not a parameter: Prefect stores parameters on its server, and sends them to each worker.
_PREPARED: ContextVar[Prepared] = ContextVar("prepared")


@flow(name="copydesk-run", flow_run_name="{name}", persist_result=False)
def copydesk_run(name: str, kind: str, collection: str, seeds: str, warehouse: str) -> State[None] | None:
    """Do the prepared job; the parameters are only for display."""
    # One call of a plain function, because the flow itself is sent to process workers, with everything that it refers
    # to.
    return do_prepared()


def do_prepared() -> State[None] | None:
    """Do the job that `run_as_flow` prepared, inside the flow, and store its counts and its report as artifacts.

    Returns the state of a job that ends with exit 3.
    """
    prepared = _PREPARED.get()
    job = prepared.job
    # For a task with a tag, Prefect asks its server each time for a free slot of that tag.
    with TagsContext(current_tags=set()):
        tally = job.work(PrefectEngine(job.settings, prepared.refine), prepared.progress)
    title = f"Run {job.name}"
    create_table_artifact([_counts(job, tally)], key="copydesk-counts", description=title)
    create_markdown_artifact(run_report(job, tally), key="copydesk-run", description=title)
    return Failed(name=BLOCKED_STATE, message=job.withheld) if job.withheld else None


def run_as_flow(job: RecordedJob, progress: Progress, refine: Work) -> Tally:
    """Run a job as the flow `copydesk-run`; `prepare_home` must have been called before this module is imported."""
    run, settings = job.run, job.settings
    chosen = copydesk_run
    if not is_small(job.shards):
        chosen = copydesk_run.with_options(task_runner=task_runner(settings))
    if job.interrupted_runs:
        _report_interrupted(job.interrupted_runs)
    token = _PREPARED.set(Prepared(job, progress, refine))
    try:
        # No heartbeat: a synchronous flow waits up to two seconds at its end for the thread that sends it.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), tags("copydesk", job.kind, run.collection):
            chosen(job.name, job.kind, run.collection, settings.seeds, settings.warehouse)
    except FailedRun:
        if not job.withheld:
            raise
    finally:
        _PREPARED.reset(token)
    return job.tally


def _report_interrupted(interrupted_runs: Sequence[str]) -> None:
    """Tell the server that these runs have ended, if it still shows them as running: no other process will."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - only needed after an interrupted run
    from prefect.client.schemas.filters import FlowRunFilter  # noqa: PLC0415
    from prefect.states import Crashed  # noqa: PLC0415

    at_work = FlowRunFilter.model_validate(
        {"name": {"any_": interrupted_runs}, "state": {"type": {"any_": ["RUNNING", "PENDING"]}}}
    )
    with get_client(sync_client=True) as client:
        for found in client.read_flow_runs(flow_run_filter=at_work):
            client.set_flow_run_state(found.id, Crashed(message="Its process or this server was killed."), force=True)


def _counts(job: RecordedJob, tally: Tally) -> dict[str, Any]:
    seen = {name: count for name, count in job.counts().items() if name != "stage_seconds"}
    snapshot = tally.snapshot.number if tally.snapshot else None
    return {"collection": job.run.collection, **seen, "documents": tally.documents, "snapshot": snapshot}
