"""Under Prefect a run does what it does without: the same rows, quietly, and without a network."""

import json
import os
import subprocess
import sys
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import Newsroom
from tests.offline import loopback_only

pytestmark = pytest.mark.prefect

TEXTS = {f"story{n}": f"A ferry , line {n}, opens on Monday. The mayor welcomed it .\n\n© Wire {n}\n" for n in range(6)}
TABLES = {
    "articles": "* ORDER BY doc_id",
    "edits": "* ORDER BY ALL",
    "facts": "* ORDER BY ALL",
    "documents": "* ORDER BY doc_id",
    "arrivals": "* EXCLUDE (run_id, seen_at, modified_at) ORDER BY uri",
}


def run(newsroom: Newsroom, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    flags = ("run", "--seeds", str(newsroom.seeds), "--warehouse", str(newsroom.root), *words)
    return call([sys.executable, "-m", "flows.cli", *flags], environment)


def call(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    if "PREFECT_API_URL" in environment:  # the server of the session
        plain["PREFECT_API_AUTH_STRING"] = os.environ["PREFECT_API_AUTH_STRING"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env={**plain, **environment}
    )


def ask(url: str, path: str, **body: Any) -> Any:
    token = b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
    request = urllib.request.Request(f"{url}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def other_newsroom(folder: Path) -> Newsroom:
    other = Newsroom(folder)
    other.seeds.mkdir(parents=True)
    other.drop(**TEXTS)
    return other


@pytest.mark.slow
def test_a_flow_writes_the_rows_of_a_direct_run(newsroom: Newsroom, prefect_url: str) -> None:
    newsroom.drop(**TEXTS)
    done = run(newsroom, PREFECT_API_URL=prefect_url)
    assert (done.returncode, done.stderr) == (0, "")
    directly = other_newsroom(newsroom.folder / "direct")
    assert directly.run() == 0
    for table, columns in TABLES.items():
        query = f"SELECT {columns.replace(' ORDER', f' FROM {table} ORDER')}"
        assert newsroom.rows(query) == directly.rows(query), table
    assert newsroom.values("SELECT engine FROM runs") == ["prefect"]

    (run_id,) = newsroom.values("SELECT run_id FROM runs")
    (flow_run,) = ask(prefect_url, "/flow_runs/filter", flow_runs={"name": {"any_": [run_id]}})
    assert flow_run["state_type"] == "COMPLETED"
    assert set(flow_run["tags"]) == {"copydesk", "ingest", "wire"}
    only_this = {"flow_run_id": {"any_": [flow_run["id"]]}}
    artifacts = {a["key"]: a["data"] for a in ask(prefect_url, "/artifacts/filter", artifacts=only_this)}
    assert set(artifacts) == {"copydesk-counts", "copydesk-run"}
    assert artifacts["copydesk-run"].startswith(f"# Run {run_id}\n")
    (counts,) = json.loads(artifacts["copydesk-counts"])
    assert (counts["documents_added"], counts["documents"], counts["snapshot"]) == (6, 6, 1)


def test_an_emptied_inbox_is_no_completed_flow(newsroom: Newsroom, prefect_url: str) -> None:
    newsroom.drop(**TEXTS)
    newsroom.run()
    for path in newsroom.seeds.iterdir():
        path.unlink()
    done = run(newsroom, PREFECT_API_URL=prefect_url)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    (run_id, detail), *others = newsroom.rows("SELECT run_id, detail FROM runs WHERE status = 'withheld'")
    assert not others
    (flow_run,) = ask(prefect_url, "/flow_runs/filter", flow_runs={"name": {"any_": [run_id]}})
    assert (flow_run["state_type"], flow_run["state_name"]) == ("FAILED", "Blocked")
    assert flow_run["state"]["message"] == detail


@pytest.mark.slow
def test_shards_on_a_pool_of_processes(newsroom: Newsroom, prefect_url: str) -> None:
    newsroom.drop(**TEXTS)
    done = run(newsroom, "--workers", "2", PREFECT_API_URL=prefect_url, COPYDESK_SHARD_DOCUMENTS="2")
    assert (done.returncode, done.stderr) == (0, "")
    assert newsroom.values("SELECT count(*) FROM articles") == [6]


@pytest.mark.slow
def test_a_run_that_fails_under_prefect_is_exit_1(newsroom: Newsroom) -> None:
    newsroom.drop(**TEXTS)
    done = run(newsroom, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 1
    assert newsroom.number == 0


@pytest.mark.slow
def test_without_a_network_the_embedded_server_starts_quietly_and_ends(newsroom: Newsroom) -> None:
    newsroom.drop(**TEXTS)
    flags = ("run", "--seeds", str(newsroom.seeds), "--warehouse", str(newsroom.root))
    with loopback_only() as words:
        if not words:
            pytest.skip("no namespaces here")
        done = call([*words, sys.executable, "-m", "flows.cli", *flags], {})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Starting Prefect, about ")
    assert newsroom.values("SELECT engine FROM runs") == ["prefect"]
    assert not servers_of(newsroom)


def servers_of(newsroom: Newsroom) -> list[Path]:
    """Processes that were given this newsroom's home of Prefect."""
    home = f"PREFECT_HOME={newsroom.root}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            if home in process.read_bytes():
                found.append(process)
        except OSError:
            continue
    return found
