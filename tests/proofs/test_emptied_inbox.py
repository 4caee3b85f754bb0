"""An inbox that is emptied under a live `copydesk serve`: one notice, one row, and Failed/Blocked in Prefect."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows.engines.prefect_access import find_announced
from tests.flows.runs.test_serve import ask
from tests.proofs.newsdesk import Newsdesk, wait_until

pytestmark = pytest.mark.prove

EVERY_10_SECONDS = "* * * * * */10"
ONCE_A_YEAR = "0 0 1 1 *"
BLOCKED, COMPLETED = ("FAILED", "Blocked"), ("COMPLETED", "Completed")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsdesk:
    """Two files are in the tables; notices go to a file. No network of its own: the test asks the server."""
    monkeypatch.setenv("COPYDESK_NOTIFY_COMMAND", f"tee -a {tmp_path / 'notices'}")
    made = Newsdesk(tmp_path)
    made.drop(2)
    made.run("run", "--direct")
    return made


def test_under_a_schedule(desk: Newsdesk) -> None:
    empty(desk)
    with serving(desk, "--cron", EVERY_10_SECONDS) as server:
        wait_until(lambda: states(server, is_scheduled=True)[BLOCKED] > 1, 90)
        assert not states(server, is_scheduled=True)[COMPLETED]
        assert states(server, is_scheduled=False) == {BLOCKED: 1}, "the second slot had nothing new to record"
        assert_reported_once(desk)
        fill(desk)
        wait_until(lambda: states(server, is_scheduled=True)[COMPLETED], 60)
    assert events(desk) == ["withheld", "recovered"]


def test_under_a_watch(desk: Newsdesk) -> None:
    with serving(desk, "--cron", ONCE_A_YEAR, "--watch") as server:
        empty(desk)
        wait_until(lambda: notices(desk), 60)
        assert states(server, is_scheduled=False) == {BLOCKED: 1}
        assert_reported_once(desk)
        fill(desk)
        wait_until(lambda: events(desk) == ["withheld", "recovered"], 60)
        # The watch was on the folder that was moved away; it must be on the one that came back.
        desk.drop(1, start=2)
        wait_until(lambda: len(desk.uris()) == 3, 60)


def empty(desk: Newsdesk) -> None:
    """Unmount the inbox: its empty mount point is left."""
    (desk.folder / "wire").rename(desk.folder / "away")
    (desk.folder / "wire").mkdir()


def fill(desk: Newsdesk) -> None:
    """Mount it again."""
    (desk.folder / "wire").rmdir()
    (desk.folder / "away").rename(desk.folder / "wire")


@contextmanager
def serving(desk: Newsdesk, *words: str) -> Iterator[dict[str, str]]:
    """Serve for as long as the block lasts; gives how the server is reached. What it logs may be warnings."""
    state = desk.folder / "warehouse" / "_state"
    process = desk.start("serve", *words)
    try:
        wait_until(lambda: find_announced(state), 120)
        yield find_announced(state) or {}
        process.terminate()
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
    finally:
        process.kill()
        process.communicate()


def states(server: dict[str, str], *, is_scheduled: bool) -> Counter[tuple[str, str]]:
    """Type and name of the states of ended runs, by Prefect's API; a scan that finds work is a run of its own."""
    body: dict[str, Any] = {"flow_runs": {"state": {"type": {"any_": ["FAILED", "COMPLETED", "CRASHED", "CANCELLED"]}}}}
    runs = ask(server, "/flow_runs/filter", body)
    return Counter((r["state_type"], r["state_name"]) for r in runs if bool(r["deployment_id"]) == is_scheduled)


def assert_reported_once(desk: Newsdesk) -> None:
    """One notice, and one row that has its run and its text."""
    (notice,) = notices(desk)
    assert (notice["event"], notice["text"]) == ("withheld", "2 removals blocked: story00000.txt, story00001.txt")
    query = "SELECT run_id, engine, withheld_count, detail FROM runs WHERE status = 'withheld'"
    assert desk.rows(query) == [(notice["run_id"], "prefect", 2, notice["text"])]


def events(desk: Newsdesk) -> list[str]:
    return [notice["event"] for notice in notices(desk)]


def notices(desk: Newsdesk) -> list[dict[str, str]]:
    told = desk.folder / "notices"
    return [json.loads(line) for line in told.read_text().splitlines()] if told.exists() else []
