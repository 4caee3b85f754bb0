"""What another user of the machine gets of `copydesk serve`: nothing to read, and nothing runs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.engines.prefect_access import find_announced
from tests.flows.runs.test_serve import ask
from tests.proofs.newsdesk import ROOT, Newsdesk, children, command_of, wait_until

pytestmark = pytest.mark.prove


@pytest.fixture
def open_desk() -> Iterator[Newsdesk]:
    """A desk in a folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield Newsdesk(folder)
    shutil.rmtree(folder, ignore_errors=True)  # a server that was not stopped may still write


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_reads_nothing_and_runs_nothing(open_desk: Newsdesk) -> None:
    open_desk.drop(1)
    with open_desk.serving("--cron", "0 0 1 1 *") as process:
        state = open_desk.folder / "warehouse" / "_state"
        server = find_announced(state)
        assert server
        secret = server["PREFECT_API_AUTH_STRING"]
        processes = [process.pid, *children(process.pid)]
        paths = [
            state / "server_url",
            state / "server_auth",
            state / "prefect" / "prefect.db",
            state / "prefect" / "server.log",
        ]
        paths += [Path(f"/proc/{pid}/environ") for pid in processes]
        tried = (server["PREFECT_API_URL"], *map(str, paths))
        assert let_in("nobody", *tried) == []
        assert set(let_in("root", *tried)) >= set(map(str, paths))  # it does see what is open
        assert not any(secret in command_of(pid) for pid in processes)
        assert not any(secret in path.read_text(errors="replace") for path in state.rglob("*.log"))


def test_a_run_that_is_asked_for_takes_no_settings(open_desk: Newsdesk) -> None:
    open_desk.drop(1)
    process = open_desk.start("serve", "--cron", "0 0 1 1 *")
    try:
        wait_until(lambda: find_announced(open_desk.folder / "warehouse" / "_state"), 120)
        server = find_announced(open_desk.folder / "warehouse" / "_state")
        assert server
        wait_until(lambda: len(ask(server, "/deployments/filter", {})) == 2, 60)
        deployment = next(d for d in ask(server, "/deployments/filter", {}) if d["name"] == "ingest")
        parameters = {"settings": {"seeds": "gone", "notify_command": "touch made"}}
        body = {"parameters": parameters, "enforce_parameter_schema": False, "state": {"type": "SCHEDULED"}}
        ended = "CANCELLED"  # what is asked for while `serve` still begins is cancelled as a late run
        while ended == "CANCELLED":
            run = ask(server, f"/deployments/{deployment['id']}/create_flow_run", body)
            wait_until(lambda run=run: state_of(server, run["id"]) in FINAL, 90)
            ended = state_of(server, run["id"])
        assert ended in {"FAILED", "CRASHED"}
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert not (open_desk.folder / "made").exists()


FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def let_in(user: str, *words: str) -> list[str]:
    """What the script of the stranger got."""
    command = [sys.executable, "-m", "tests.proofs.stranger", user, *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    found: list[str] = json.loads(done.stdout)
    return found


def state_of(server: dict[str, str], run_id: str) -> str:
    """The state of a run, as the server has it."""
    found = ask(server, "/flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
    return str(found[0]["state_type"])
