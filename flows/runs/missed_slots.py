"""Scheduled slots that were missed while `serve` was not running: one run makes up for all of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.states import Cancelled

MISSED = "Missed; one run replaces all missed ones."


async def catch_up(deployments: Iterable[UUID]) -> None:
    """Cancel late runs, and request one run instead, in each deployment with any."""
    async with get_client() as client:
        for deployment in deployments:
            is_after = False
            while late := await _late_runs(client, deployment):
                is_after = True
                for run in late:
                    await client.set_flow_run_state(run.id, Cancelled(message=MISSED), force=True)
            if is_after:
                await client.create_flow_run_from_deployment(deployment)


async def _late_runs(client: PrefectClient, deployment: UUID) -> list[FlowRun]:
    late = {
        "deployment_id": {"any_": [deployment]},
        "state": {"type": {"any_": ["SCHEDULED"]}},
        "next_scheduled_start_time": {"before_": datetime.now(UTC)},
    }
    return await client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(late))
