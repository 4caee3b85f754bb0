"""What runs on a schedule: the ingest and the nightly upkeep, as Prefect flows and their deployments."""

from math import inf
from typing import Any

from prefect import flow
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows.failures import FAILED
from flows.run import Request, run
from flows.settings import settings_of
from flows.show import Show
from flows.upkeep import collect, merge
from warehouse.compact import ORDINARY

NIGHTLY = "17 3 * * *"


@flow(name="copydesk-ingest", persist_result=False)
def ingest_on_schedule(settings: dict[str, Any] | None = None) -> str:
    """Scan, and do what there is to do in a flow of its own; `settings` are those that are no defaults."""
    code = run(settings_of(**(settings or {})), Request(), Show())
    if code == FAILED:
        raise RuntimeError("the run failed")
    return f"exit code {code}"


@flow(name="copydesk-upkeep", persist_result=False)
def upkeep_on_schedule(settings: dict[str, Any] | None = None) -> str:
    """Merge small files and take away what no kept snapshot names; runs may go on meanwhile."""
    chosen = settings_of(**(settings or {}))
    merged = merge(chosen, inf, ORDINARY)
    freed = collect(chosen)
    return f"{'compacted' if merged else 'nothing to compact'}; {freed.files:,} files taken away"


async def deployments(cron: str, settings: dict[str, Any]) -> list[RunnerDeployment]:
    """Both flows on their schedules; they are found by module, from whatever folder."""
    return [
        await scheduled.ato_deployment(
            name,
            cron=when,
            parameters={"settings": settings},
            tags=["copydesk"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, scheduled, when in (("ingest", ingest_on_schedule, cron), ("upkeep", upkeep_on_schedule, NIGHTLY))
    ]
