"""The embedded server answers, and ends with the process that started it."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from flows.engines.prefect_server import EmbeddedServer, GivenServer, ServerFailedError, find_server, roll_log
from tests.flows.conftest import is_alive

pytestmark = pytest.mark.prefect


def test_it_answers(prefect_url: str) -> None:
    with urllib.request.urlopen(f"{prefect_url}/health", timeout=30) as response:
        assert response.read() == b"true"


def test_a_given_server_is_used_and_none_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_url: str
) -> None:
    heard: list[str] = []
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", prefect_url)
    server = find_server(tmp_path, heard.append)
    server.wait()
    assert server.answers()
    assert heard == [f"Running on the Prefect server at {prefect_url}."]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/api", "nonsense"])
def test_where_nobody_answers(url: str) -> None:
    assert not GivenServer(url).answers()
    assert f"at {url} (PREFECT_API_URL)" in GivenServer(url).silence
    assert "--direct" in GivenServer(url).silence


def test_a_long_log_gives_way_to_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "server.log"
    with path.open("ab") as log:
        for words in (b"first ", b"second ", b"third "):
            os.write(log.fileno(), words)
            roll_log(log.fileno(), path, 12)
        os.write(log.fileno(), b"fourth")
    assert path.read_bytes() == b"third fourth"
    assert (tmp_path / "server.log.1").read_bytes() == b"first second "


def test_a_server_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prefect").mkdir()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ServerFailedError, match="did not start"):
        EmbeddedServer(tmp_path)


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = (
        "import pathlib, sys, time\n"
        "from flows.engines.prefect_server import find_server\n"
        "server = find_server(pathlib.Path(sys.argv[1]), lambda _: None)\n"
        "print(server._process.pid, flush=True)\n"
        "time.sleep(60)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-c", parent, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.kill()
    for _ in range(600):
        if not is_alive(pid):
            return
        time.sleep(0.1)
    raise AssertionError("the server lives on")
