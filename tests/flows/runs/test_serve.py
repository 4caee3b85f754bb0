"""The deployments are there and scheduled, and a signal ends the service without pausing one."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from base64 import b64encode
from typing import Any

import pytest

from flows.console import Console
from flows.engines.prefect_access import find_announced
from flows.runs import serve
from flows.settings import settings_of
from tests.flows.conftest import Newsroom

SERVES = """
import sys, threading
from flows.runs.serve import stopped_by_signals
with stopped_by_signals() as stop:
    print("ready", flush=True)
    stop.wait()
    print("asked", flush=True)
    threading.Event().wait()
"""


def test_a_signal_asks_and_a_second_one_ends_whatever_is_at_work() -> None:
    with subprocess.Popen([sys.executable, "-c", SERVES], stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        for line in ("ready\n", "asked\n"):
            assert service.stdout.readline() == line
            service.send_signal(signal.SIGTERM)
        assert service.wait(60) == 128 + signal.SIGTERM


def test_the_watch_runs_at_its_start_and_then_for_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    changes = [False, False, True, False]
    monkeypatch.setattr(serve, "changes_of", lambda *_: (seen.append(0) or change for change in changes))
    monkeypatch.setattr(serve, "_run", lambda *_: seen.append(1) or True)
    serve._answer_drops(settings_of(), Console(), threading.Event())
    assert seen == [0, 1, 0, 0, 1, 0]


@pytest.mark.slow
@pytest.mark.prefect
def test_deployments_are_scheduled_and_none_is_paused_by_the_end(newsroom: Newsroom) -> None:
    newsroom.drop(story="The council voted on Monday to widen the old harbour.\n")
    words = ("serve", "--cron", "*/5 * * * *", "--watch", "--seeds", str(newsroom.seeds), "--warehouse")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "flows.cli", *words, str(newsroom.root)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_until(lambda: newsroom.root.is_dir() and newsroom.number == 1)
            server = find_announced(newsroom.root / "_state")
            assert server
            wait_until(lambda: ask(server, "/flow_runs/filter", SCHEDULED))
            assert {d["name"] for d in ask(server, "/deployments/filter", {})} == {"ingest", "upkeep"}
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert paused(newsroom) == [0, 0]
    assert newsroom.values("SELECT uri FROM current_documents") == ["story.txt"]


def paused(newsroom: Newsroom) -> list[int]:
    """Whether each deployment is paused, as the server's database has it."""
    database = sqlite3.connect(newsroom.root / "_state" / "prefect" / "prefect.db")
    try:
        return [row[0] for row in database.execute("SELECT paused FROM deployment")]
    finally:
        database.close()


SCHEDULED = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}


def ask(server: dict[str, str], path: str, body: dict[str, Any]) -> Any:
    token = b64encode(server["PREFECT_API_AUTH_STRING"].encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
    request = urllib.request.Request(f"{server['PREFECT_API_URL']}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def wait_until(holds: Any) -> None:
    """Wait until something holds, for at most two minutes."""
    for _ in range(1_200):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("not within the time")
