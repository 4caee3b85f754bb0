"""The scheduled flows are plain functions underneath, and the file for a server of one's own names them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import flows
from tests.flows.conftest import Newsroom

YAML = Path(flows.__file__).parent / "runs" / "prefect.yaml"


def test_the_file_names_flows_that_there_are() -> None:
    lines = [line.strip() for line in YAML.read_text().splitlines()]
    entrypoints = [line.removeprefix("entrypoint: ") for line in lines if line.startswith("entrypoint: ")]
    assert entrypoints == ["flows.runs.deployments.ingest_on_schedule", "flows.runs.deployments.upkeep_on_schedule"]


@pytest.mark.prefect
@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("Outcome(3, '2 removals blocked')", "FAILED Blocked 2 removals blocked"),
        ("Outcome(0, '1 added')", "COMPLETED Completed 1 added"),
        ("SKIPPED", "COMPLETED Skipped another run"),
    ],
)
def test_a_scheduled_run_shows_how_it_ended(outcome: str, state: str) -> None:
    code = (
        "from flows.runs.deployments import state_of; from flows.runs.run import SKIPPED, Outcome; "
        f"s = state_of({outcome}); print(s.type.name, s.name, s.message)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.startswith(state)


@pytest.mark.slow
@pytest.mark.prefect
def test_an_upkeep_leaves_the_tables_as_they_are(newsroom: Newsroom) -> None:
    newsroom.drop(story="The council voted on Monday to widen the old harbour.\n")
    newsroom.run()
    before = newsroom.rows("FROM articles")
    upkeep = "from flows.runs.deployments import upkeep_on_schedule as flow; print(flow.fn())"
    environment = {**os.environ, "PREFECT_HOME": str(newsroom.folder), "COPYDESK_WAREHOUSE": str(newsroom.root)}
    command = [sys.executable, "-c", upkeep]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout == "nothing to compact; 0 files deleted\n"
    assert newsroom.rows("FROM articles") == before
