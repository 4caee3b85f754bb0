"""The deployments are there and scheduled, and a signal ends the service without pausing one."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from flows.failures import UsageError
from flows.serve import serve, stopped_by_signals
from flows.settings import settings_of
from flows.show import Show
from tests.flows.conftest import Newsroom


def test_a_signal_sets_the_event_and_a_second_one_interrupts() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stopped_by_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    settings = settings_of(seeds=str(tmp_path / "wire"), warehouse=str(tmp_path / "warehouse"))
    with pytest.raises(UsageError, match="--watch needs a folder"):
        serve(settings, "* * * * *", Show(), watch=True)
    assert threading.active_count() >= 1
    assert not (tmp_path / "warehouse").exists()


@pytest.mark.prefect
def test_deployments_are_scheduled_and_none_is_paused_by_the_end(newsroom: Newsroom, prefect_url: str) -> None:
    newsroom.drop(story="The council voted on Monday to widen the old harbour.\n")
    words = ("serve", "--cron", "*/5 * * * *", "--watch", "--seeds", str(newsroom.seeds), "--warehouse")
    environment = {**os.environ, "PREFECT_API_URL": prefect_url, "PREFECT_HOME": str(newsroom.folder)}
    command = [sys.executable, "-m", "flows.cli", *words, str(newsroom.root)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_until(lambda: newsroom.root.is_dir() and newsroom.number == 1)
            wait_until(lambda: ask(prefect_url, "/flow_runs/filter", SCHEDULED))
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()
    deployments = {d["name"]: d for d in ask(prefect_url, "/deployments/filter", {})}
    assert set(deployments) == {"ingest", "upkeep"}
    assert not any(deployment["paused"] for deployment in deployments.values())
    assert newsroom.values("SELECT uri FROM current_documents") == ["story.txt"]


SCHEDULED = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}


def ask(url: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(f"{url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def wait_until(holds: Any) -> None:
    """Wait until something holds, for at most two minutes."""
    for _ in range(1_200):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("not within the time")
