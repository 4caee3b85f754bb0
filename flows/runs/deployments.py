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
    """Release the flow: Prefect's event loops run until the end of the process, and keep references to it.

    DuckDB then prints a warning on standard error for each of its live objects. Prefect started this process and
    decides its exit code, so `flows.system.process_exit` cannot be used.
    """
    for loop in (get_global_loop(), get_run_sync_loop()):
        loop.shutdown()
        loop.thread.join(LOOP_SECONDS)


@flow(name="copydesk-ingest", persist_result=False)
def ingest_on_schedule() -> State[None]:
    """Scan, and do the work in a separate flow."""
    chosen = _kept_settings()
    console = show_for(chosen, "text")
    return state_of(_unbroken(lambda: attempt(chosen, Request(), console)))


def state_of(outcome: Outcome) -> State[None]:
    """The state of a scheduled run; a failed one gets its state from the error."""
    if outcome == SKIPPED:
        return Completed(name="Skipped", message=outcome.text)
    if outcome.code == BLOCKED:
        return Failed(name="Blocked", message=outcome.text)
    return Completed(message=outcome.text)


@flow(name="copydesk-upkeep", persist_result=False)
def upkeep_on_schedule() -> str:
    """Merge small files and delete files that no kept snapshot names; runs can continue meanwhile."""
    chosen = _kept_settings()
    with reporting_failure(chosen, show_for(chosen, "text").warn, "upkeep") as incidents:
        merged = _unbroken(lambda: merge(chosen, inf, DEFAULT))
        freed = _unbroken(lambda: collect(chosen))
        incidents.end(("upkeep",))
    return f"{'compacted' if merged else 'nothing to compact'}; {freed.files:,} files deleted"


def _unbroken(work: Callable[[], T]) -> T:
    """Work in a thread while the main thread waits: a signal would interrupt a query of the main thread.

    After SIGTERM, from `copydesk serve` at its end or from a person who cancels the run, comes a kill in half a minute.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, work).result()


def keep_settings(settings: Settings) -> None:
    """Store the settings for the scheduled runs that this process starts.

    They are not parameters: otherwise anyone who can request a run of the server could choose the command, the webhook
    and the roots.
    """
    os.environ[KEPT_SETTINGS] = settings.model_dump_json(exclude_unset=True)


def _kept_settings() -> Settings:
    return settings_of(**json.loads(os.environ.get(KEPT_SETTINGS, "{}")))


async def deployments(cron: str, timezone: str) -> list[RunnerDeployment]:
    """Both flows on their schedules in an IANA time zone; they are found by module, from any folder."""
    return [
        await scheduled.ato_deployment(
            name, schedule=Cron(when, timezone=timezone), tags=["copydesk"], entrypoint_type=EntrypointType.MODULE_PATH
        )
        for name, scheduled, when in (("ingest", ingest_on_schedule, cron), ("upkeep", upkeep_on_schedule, NIGHTLY))
    ]
