"""`copydesk serve` after an outage: missed slots are caught up once, and old records of Prefect's go."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.proofs.newsdesk import Newsdesk, children, command_of, wait_until

pytestmark = pytest.mark.prove

EVERY_QUARTER = "*/15 * * * *"
OUTAGE = "-21 days"
TIMES = {
    "flow_run": ("created", "start_time", "next_scheduled_start_time", "expected_start_time", "end_time"),
    "task_run": ("start_time", "end_time"),
    "artifact": ("created",),
    "events": ("occurred",),
    "event_resources": ("occurred",),
}
OLD = "SELECT count(*) FROM {} WHERE {} < datetime('now', '-20 days')"
ZONES = "SELECT DISTINCT schedule ->> 'timezone' FROM deployment_schedule"
INGESTS = """
    SELECT count(*) FROM flow_run JOIN deployment ON deployment.id = deployment_id
    WHERE deployment.name = 'ingest' AND state_type ="""


def test_an_outage_of_three_weeks(desk: Newsdesk) -> None:
    desk.drop(1)
    desk.run("run")
    with desk.serving("--cron", EVERY_QUARTER, "--timezone", "Europe/Oslo"):
        wait_until(lambda: count(desk, f"{INGESTS} 'SCHEDULED'") >= 3, 60)
        assert asked(desk, ZONES) == [("Europe/Oslo",)]
    missed = count(desk, f"{INGESTS} 'SCHEDULED'")
    age(desk)
    old = [OLD.format(table, times[-1]) for table, times in TIMES.items()]
    assert all(count(desk, query) for query in old)
    desk.drop(1, start=1)
    with desk.serving("--cron", EVERY_QUARTER) as process:
        wait_until(lambda: count(desk, f"{INGESTS} 'COMPLETED'"), 90)
        wait_until(lambda: not any(count(desk, query) for query in old), 60)
        assert asked(desk, ZONES) == [("UTC",)]
        wait_until(lambda: not any("prefect.engine" in command_of(pid) for pid in children(process.pid)), 60)
    assert count(desk, f"{INGESTS} 'CANCELLED'") == missed
    assert count(desk, f"{INGESTS} 'COMPLETED'") == 1
    assert len(desk.uris()) == 2


def age(desk: Newsdesk) -> None:
    """Have everything in Prefect's database be as old as the outage is long."""
    with closing(sqlite3.connect(database_of(desk))) as database, database:
        for table, names in TIMES.items():
            for name in names:
                database.execute(
                    f"UPDATE {table} SET {name} = strftime('%Y-%m-%d %H:%M:%f', {name}, '{OUTAGE}') || '000'"
                )


def count(desk: Newsdesk, query: str) -> int:
    """The number that a query gives."""
    (found,) = asked(desk, query)[0]
    return int(found)


def asked(desk: Newsdesk, query: str) -> list[tuple[Any, ...]]:
    """What the server's database answers."""
    with closing(sqlite3.connect(f"file:{database_of(desk)}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(query).fetchall()


def database_of(desk: Newsdesk) -> Path:
    """Where it is."""
    return desk.folder / "warehouse" / "_state" / "prefect" / "prefect.db"
