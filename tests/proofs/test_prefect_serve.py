"""`copydesk serve` for two minutes, without a network: what is dropped is found, and nothing is lost or twice."""

import sqlite3
import statistics
import time
from functools import partial

import pytest

from tests.proofs.newsdesk import Newsdesk, wait_until

pytestmark = pytest.mark.prove

EVERY_10_SECONDS = "* * * * * */10"
DROPS = 10
MANY = 300


def test_two_minutes_of_serving(desk: Newsdesk) -> None:
    desk.drop(5)
    total, waits, drops = 5, [], []
    for _ in range(2):
        with desk.serving("--cron", EVERY_10_SECONDS):
            end = time.monotonic() + 30
            while time.monotonic() < end:
                desk.drop(3, start=total)
                total += 3
                waits.append(wait_until(partial(is_taken, desk, total), 90))
            desk.drop(MANY, start=total)
            total += MANY
            wait_until(partial(is_run_under_way, desk), 90)
        assert paused(desk) == [0, 0]
        desk.drop(2, start=total)  # while nobody serves
        total += 2
    with desk.serving("--watch"):
        wait_until(partial(is_taken, desk, total), 120)
        for number in range(total, total + DROPS):
            desk.drop(1, start=number)
            drops.append(wait_until(partial(is_taken, desk, number + 1), 60))
    total += DROPS
    assert desk.run("run").startswith("Nothing to do")
    print(f"\non a 10-second schedule: at most {max(waits):.1f} s from drop to table, {len(waits)} times three files")
    print(f"with --watch: median {statistics.median(drops):.1f} s, worst {max(drops):.1f} s over {DROPS} drops")
    assert desk.rows("SELECT count(*), count(DISTINCT uri), count(DISTINCT doc_id) FROM arrivals") == [(total,) * 3]
    assert desk.rows("SELECT count(*) FROM articles") == [(total,)]


def is_taken(desk: Newsdesk, count: int) -> bool:
    return desk.warehouse.head() is not None and len(desk.uris()) == count


def is_run_under_way(desk: Newsdesk) -> bool:
    return any((desk.folder / "warehouse" / "_state" / "runs").glob("*.json"))


def paused(desk: Newsdesk) -> list[int]:
    """Whether each deployment is paused, as the server's database has it."""
    database = sqlite3.connect(desk.folder / "warehouse" / "_state" / "prefect" / "prefect.db")
    try:
        return [row[0] for row in database.execute("SELECT paused FROM deployment")]
    finally:
        database.close()
