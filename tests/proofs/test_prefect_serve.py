"""`copydesk serve` for three minutes: what is dropped is found, by the clock and at once, and nothing lost or twice."""

import json
import statistics
import time
import urllib.request
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.proofs.newsdesk import Newsdesk, wait_until

pytestmark = pytest.mark.prove

EVERY_20_SECONDS = "* * * * * */20"
DROPS = 20


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    made = Newsdesk(tmp_path)
    made.drop(5)
    return made


def is_taken(desk: Newsdesk, count: int) -> bool:
    return desk.warehouse.head() is not None and len(desk.uris()) == count


def test_the_schedule_takes_what_was_dropped_and_goes_on_after_a_stop(desk: Newsdesk) -> None:
    total, slowest = 5, 0.0
    for _ in range(2):
        with desk.serving("--cron", EVERY_20_SECONDS):
            url = (desk.folder / "warehouse" / "_state" / "server_url").read_text()
            end = time.monotonic() + 60
            while time.monotonic() < end:
                desk.drop(3, start=total)
                total += 3
                slowest = max(slowest, wait_until(partial(is_taken, desk, total), 90))
            assert scheduled_runs(url)
            assert not any(deployment["paused"] for deployment in ask(url, "/deployments/filter"))
        desk.drop(2, start=total)  # while nobody serves
        total += 2
    desk.run("run", "--direct")
    print(f"\nserved twice on a 20-second schedule: {total} files, at most {slowest:.1f} s from drop to table")
    assert desk.rows("SELECT count(*), count(DISTINCT uri), count(DISTINCT doc_id) FROM arrivals") == [(total,) * 3]
    assert desk.rows("SELECT count(*) FROM articles") == [(total,)]


def ask(url: str, path: str, **body: Any) -> Any:
    request = urllib.request.Request(f"{url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def scheduled_runs(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(url, "/flow_runs/filter", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}})
    return found


def test_a_drop_is_in_the_tables_in_seconds(desk: Newsdesk) -> None:
    took = []
    with desk.serving("--cron", "0 0 1 1 *", "--watch"):
        wait_until(lambda: is_taken(desk, 5), 120)
        for number in range(DROPS):
            desk.drop(1, start=5 + number)
            took.append(wait_until(partial(is_taken, desk, 6 + number), 60))
    print(f"\n{DROPS} drops: median {statistics.median(took):.1f} s, worst {max(took):.1f} s to the tables")
    assert desk.rows("SELECT count(*), count(DISTINCT uri) FROM arrivals") == [(5 + DROPS,) * 2]
