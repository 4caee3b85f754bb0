"""Three days of a schedule in a minute: 288 slots of what each scheduled run does, on a clock that is set by hand.

Runs are direct ones. Only the dates of the warehouse's own snapshots, and with them garbage collection, stay real.
"""

import json
from collections import Counter
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.ingest import recorded_job
from flows.runs.log_lines import show_for
from flows.runs.run import Request, attempt
from flows.settings import settings_of
from flows.system import clock
from tests.flows.conftest import Newsroom
from transforms import refine as refining

pytestmark = pytest.mark.prove

STORY = "The council voted on Monday to widen the old harbour. Item {} is on the list.\n"
POISON = "poison: this text does not end.\n"
SLOTS, A_DAY = 288, 96
EMPTIED = range(60, 172)  # 28 hours
OUTAGE = range(200, 216)
BATCH, EVERY = 6, 12
LANDINGS = [slot for slot in range(0, SLOTS, EVERY) if slot not in EMPTIED]
POISONED, BROKEN = 228, 252
WORKED = [slot for slot in LANDINGS if slot not in OUTAGE]
REMINDED = EMPTIED.start + A_DAY
NEWS = {*WORKED, EMPTIED.start, REMINDED, EMPTIED.stop, BROKEN + 1}  # the other slots have nothing to do and to say


class Sizes(NamedTuple):
    """Bytes at the end of a day, and the lines of the log."""

    warehouse: int
    state: int
    log: int
    log_lines: int


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom in which one text holds its worker."""
    refine = refining.refine

    def poisoned(doc_ids: list[str], texts: list[str], *rest: object) -> object:
        while POISON in texts:
            pass
        return refine(doc_ids, texts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(refining, "refine", poisoned)
    monkeypatch.setattr("flows.engines.fork_server.may_fork", lambda: True)
    room = Newsroom(tmp_path, settings={"text_seconds": 0.5, "notify_command": f"tee -a {tmp_path / 'notices'}"})
    room.seeds.mkdir()
    return room


def test_three_days_on_a_schedule(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    start = datetime.now(UTC)
    codes, idle_growth, days = {}, Counter[int](), []
    for slot in range(SLOTS):
        monkeypatch.setattr(clock, "now", lambda at=start + slot * timedelta(minutes=15): at)
        happen(newsroom, slot)
        if slot not in OUTAGE:
            before = size(newsroom.root / "_state")
            with monkeypatch.context() as broken:
                if slot == BROKEN:
                    broken.setattr(recorded_job, "rules_table", lambda *_: 1 / 0)
                codes[slot] = run(newsroom)
            if not NEWS & {slot, slot - 1}:
                idle_growth[size(newsroom.root / "_state") - before] += 1
        if slot % A_DAY == A_DAY - 1:
            days.append(sizes(newsroom))
    events = [json.loads(line)["event"] for line in (newsroom.folder / "notices").read_text().splitlines()]
    rows = Counter(newsroom.rows("SELECT kind, status, engine FROM runs"))
    with capfd.disabled():
        print(f"\n{len(codes)} runs: exit codes {Counter(codes.values())}; notices {events}; rows of runs {dict(rows)}")
        print("\n".join(f"day {number}: {day}" for number, day in enumerate(days, 1)))

    assert {slot for slot, code in codes.items() if code == 3} == set(EMPTIED)
    assert [slot for slot, code in codes.items() if code == 1] == [BROKEN]
    assert events == ["withheld", "withheld", "recovered", "failed", "recovered"]
    assert rows["ingest", "withheld", "direct"] == 2
    assert rows["ingest", "failed", "direct"] == 1
    assert rows["ingest", "done", "direct"] == len(WORKED), (
        "the slot after the failure does its work, and is one of two"
    )
    missed = sum(slot in OUTAGE for slot in LANDINGS)
    assert newsroom.values("SELECT max(documents_added) FROM runs") == [BATCH * (missed + 1)], "all in one run"
    assert newsroom.rows("SELECT uri, reason FROM rejects") == [("poison.txt", "timed_out")]
    assert newsroom.values("SELECT count(*) FROM articles") == [BATCH * len(LANDINGS)]
    assert newsroom.values("SELECT count(*) FROM arrivals") == [BATCH * len(LANDINGS)]
    assert set(idle_growth) == {0}
    assert sum(idle_growth.values()) > 200


def happen(newsroom: Newsroom, slot: int) -> None:
    """What goes on in the inbox before a slot."""
    away = newsroom.folder / "away"
    if slot == EMPTIED.start:
        newsroom.seeds.rename(away)
        newsroom.seeds.mkdir()
    if slot == EMPTIED.stop:
        newsroom.seeds.rmdir()
        away.rename(newsroom.seeds)
    if slot in LANDINGS:
        newsroom.drop(**{f"story{slot}_{n}": STORY.format(f"{slot}.{n}") for n in range(BATCH)})
    if slot == POISONED:
        newsroom.drop(poison=POISON)


def run(newsroom: Newsroom) -> int:
    """Run as a scheduled run does; the exit code that `copydesk run` would give."""
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **newsroom.settings)
    with (newsroom.folder / "log").open("a") as log, redirect_stderr(log):
        try:
            return attempt(settings, Request(direct=True), show_for(settings, "text")).code
        except ZeroDivisionError:
            return 1


def sizes(newsroom: Newsroom) -> Sizes:
    """The sizes now."""
    state, log = size(newsroom.root / "_state"), newsroom.folder / "log"
    return Sizes(size(newsroom.root) - state, state, size(log), log.read_text().count("\n"))


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return path.stat().st_size if path.is_file() else sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
