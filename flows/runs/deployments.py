"""What runs on a schedule: the ingest and the nightly maintenance, as Prefect flows and their deployments."""

import atexit
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from math import inf
from typing import TypeVar

from prefect import State, flow
from prefect._internal.concurrency.threads import get_global_loop, get_run_sync_loop
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.states import Completed, Failed
from prefect.types.entrypoint import EntrypointType

from flows.errors import BLOCKED
from flows.runs.incidents import reporting_failure
from flows.runs.log_lines import show_for
from flows.runs.maintenance import collect, merge
from flows.runs.run import SKIPPED, Outcome, Request, attempt
from flows.settings import Settings, settings_of
from warehouse.compact import DEFAULT

NIGHTLY = "17 3 * * *"
LOOP_SECONDS = 5
KEPT_SETTINGS = "_COPYDESK_KEPT_SETTINGS"
T = TypeVar("T")


@atexit.register
def _stop_loops() -> None:
    """Let go of the flow: Prefect's event loops would run into the end of the process, and hold on to it.

    DuckDB's binding complains then, on standard error, of each object of its own that is alive. Prefect started this
    process, so that it cannot end as `flows.system.process_exit` does it: its exit code is Prefect's to say.
    """
    for loop in (get_global_loop(), get_run_sync_loop()):
        loop.shutdown()
        loop.thread.join(LOOP_SECONDS)


@flow(name="copydesk-ingest", persist_result=False)
def ingest_on_schedule() -> State[None]:
    """Scan, and do what there is to do in a flow of its own."""
    chosen = _kept_settings()
    console = show_for(chosen, "text")
    return state_of(_unbroken(lambda: attempt(chosen, Request(), console)))


def state_of(outcome: Outcome) -> State[None]:
    """The state of a scheduled run: of one that failed, the error makes it."""
    if outcome == SKIPPED:
        return Completed(name="Skipped", message=outcome.text)
    if outcome.code == BLOCKED:
        return Failed(name="Blocked", message=outcome.text)
    return Completed(message=outcome.text)


@flow(name="copydesk-upkeep", persist_result=False)
def upkeep_on_schedule() -> str:
    """Merge small files and take away what no kept snapshot names; runs may go on meanwhile."""
    chosen = _kept_settings()
    with reporting_failure(chosen, show_for(chosen, "text").warn, "upkeep") as incidents:
        merged = _unbroken(lambda: merge(chosen, inf, DEFAULT))
        freed = _unbroken(lambda: collect(chosen))
        incidents.end(("upkeep",))
    return f"{'compacted' if merged else 'nothing to compact'}; {freed.files:,} files deleted"


def _unbroken(work: Callable[[], T]) -> T:
    """Work in a thread: a signal would break into a query of the main thread, which waits instead.

    Who sends SIGTERM, be it `copydesk serve` at its end or a person who cancels the run, kills after half a minute.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, work).result()


def keep_settings(settings: Settings) -> None:
    """Keep the settings for the scheduled runs, which this process starts.

    They are no parameters: whoever may ask the server for a run would choose the command, the webhook and the roots.
    """
    os.environ[KEPT_SETTINGS] = settings.model_dump_json(exclude_unset=True)


def _kept_settings() -> Settings:
    return settings_of(**json.loads(os.environ.get(KEPT_SETTINGS, "{}")))


async def deployments(cron: str, timezone: str) -> list[RunnerDeployment]:
    """Both flows on their schedules in an IANA time zone; they are found by module, from whatever folder."""
    return [
        await scheduled.ato_deployment(
            name, schedule=Cron(when, timezone=timezone), tags=["copydesk"], entrypoint_type=EntrypointType.MODULE_PATH
        )
        for name, scheduled, when in (("ingest", ingest_on_schedule, cron), ("upkeep", upkeep_on_schedule, NIGHTLY))
    ]
