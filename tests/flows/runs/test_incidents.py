"""What lasts over runs is reported when it begins, when it changes, once a day, and when it ends."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.ingest import recorded_job
from flows.ingest.lock import RunLock, ScanRequest
from flows.ingest.run_records import INTERRUPTED_TEXT, Run, RunJournal, run_row
from flows.runs.incidents import Incidents
from flows.runs.run_notices import report_killed
from flows.settings import settings_of
from flows.sources.folder import InboxMissingError
from flows.system import clock
from tests.flows.conftest import Newsroom

STORY = "The council voted on Monday to widen the old harbour. Item {}.\n"
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
KILLED = "0" * 11 + "1"
Later = Callable[[float], None]


@pytest.fixture
def told(newsroom: Newsroom) -> Path:
    """The file that the newsroom's notices go to."""
    told = newsroom.folder / "told"
    newsroom.settings["notify_command"] = f"tee -a {told}"
    return told


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Put a clock in place that stands still until it is moved by hours."""
    now = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: now[0])

    def move(hours: float) -> None:
        now[0] += timedelta(hours=hours)

    return move


def events(told: Path) -> list[str]:
    return [json.loads(line)["event"] for line in told.read_text().splitlines()] if told.exists() else []


def notices(told: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in told.read_text().splitlines()]


def empty(newsroom: Newsroom) -> None:
    for path in newsroom.seeds.iterdir():
        path.unlink()


def test_a_run_that_goes_well_reports_nothing(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    assert newsroom.run() == 0
    assert events(told) == []


def test_an_emptied_inbox_is_reported_and_in_runs(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY, other=STORY.format(2))
    newsroom.run()
    empty(newsroom)
    assert newsroom.run() == 3
    (notice,) = notices(told)
    assert (notice["event"], notice["severity"]) == ("withheld", "warning")
    assert notice["text"] == "2 removals blocked: other.txt, story.txt"
    query = "SELECT run_id, status, withheld_count, detail FROM runs ORDER BY started_at DESC LIMIT 1"
    assert newsroom.rows(query) == [(notice["run_id"], "withheld", 2, notice["text"])]


@pytest.mark.slow
def test_an_emptied_inbox_of_a_week_is_reported_once_a_day(newsroom: Newsroom, told: Path, later: Later) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    empty(newsroom)
    for _ in range(7 * 8):
        assert newsroom.run() == 3
        later(3)
    assert events(told) == ["withheld"] * 7
    assert newsroom.values("SELECT count(*) FROM runs WHERE status = 'withheld'") == [7]


@pytest.mark.slow
def test_another_set_of_missing_files_is_news(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY, other=STORY.format(2))
    newsroom.run()
    empty(newsroom)
    newsroom.run()
    newsroom.drop(story=STORY)
    assert newsroom.run(max_removed_share=0) == 0
    assert newsroom.run(max_removed_share=0) == 0
    assert events(told) == ["withheld", "recovered"]
    empty(newsroom)
    assert newsroom.run() == 3
    assert events(told) == ["withheld", "recovered", "withheld"]


@pytest.mark.slow
def test_files_that_come_back_are_a_recovery(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    newsroom.seeds.rename(newsroom.folder / "unmounted")
    newsroom.seeds.mkdir()
    assert newsroom.run() == 3
    newsroom.seeds.rmdir()
    (newsroom.folder / "unmounted").rename(newsroom.seeds)
    assert newsroom.run() == 0
    assert newsroom.run() == 0
    assert events(told) == ["withheld", "recovered"]
    assert notices(told)[1]["text"].endswith("UTC: 1 removals blocked: story.txt")


@pytest.mark.slow
def test_many_rejects_are_over_with_the_next_good_files(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY, empty=b"", binary=b"%PDF-1.7 and so on")
    assert newsroom.run() == 3
    assert newsroom.run() == 0
    assert events(told) == ["withheld"]
    newsroom.drop(good=STORY.format(3))
    assert newsroom.run() == 0
    assert events(told) == ["withheld", "recovered"]


@pytest.mark.slow
def test_a_failure_that_lasts_is_reported_once_a_day(
    newsroom: Newsroom, told: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop(story=STORY)
    with monkeypatch.context() as broken:
        broken.setattr(recorded_job, "rules_table", lambda *_: 1 / 0)
        for _ in range(10):
            with pytest.raises(ZeroDivisionError):
                newsroom.run()
            later(4)
    assert events(told) == ["failed"] * 2
    assert notices(told)[0]["text"] == "ZeroDivisionError: division by zero"
    assert newsroom.run() == 0
    assert events(told) == ["failed", "failed", "recovered"]
    assert notices(told)[0]["run_id"] in newsroom.values("SELECT run_id FROM runs WHERE status = 'failed'")


@pytest.mark.slow
def test_a_missing_root_is_reported_and_the_next_commit_has_its_row(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    newsroom.seeds.rename(newsroom.folder / "unmounted")
    for _ in range(3):
        with pytest.raises(InboxMissingError):
            newsroom.run()
    (notice,) = notices(told)
    assert (notice["event"], notice["severity"]) == ("failed", "error")
    (newsroom.folder / "unmounted").rename(newsroom.seeds)
    newsroom.drop(other=STORY.format(2))
    assert newsroom.run() == 0
    assert events(told) == ["failed", "recovered"]
    query = "SELECT run_id, engine, detail FROM runs WHERE status = 'failed'"
    assert newsroom.rows(query) == [(notice["run_id"], "none", notice["text"])]


@pytest.mark.slow
def test_a_missing_root_that_another_run_had_asked_for_is_reported_once(newsroom: Newsroom, told: Path) -> None:
    gone = newsroom.folder / "gone"
    for n in range(3):
        newsroom.drop(**{f"story{n}": STORY.format(n)})
        RunLock(newsroom.root / "_state").ask(ScanRequest(str(gone), "gone"))
        assert newsroom.run() == 0
    (notice,) = notices(told)
    assert (notice["event"], notice["collection"]) == ("failed", "gone")
    assert newsroom.values("SELECT run_id FROM runs WHERE status = 'failed'") == [notice["run_id"]]
    gone.mkdir()
    assert newsroom.run(seeds=gone) == 0
    assert events(told) == ["failed", "recovered"]


@pytest.mark.slow
def test_a_killed_run_is_named_once_by_the_run_after_it(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    run = Run(KILLED, "direct", START, "wire", "v")
    RunJournal(newsroom.root / "_state").note(run_row(run, "failed", INTERRUPTED_TEXT))
    for _ in range(3):  # nothing to do: no commit takes the row in
        assert newsroom.run() == 0
    assert [(n["event"], n["run_id"]) for n in notices(told)] == [("failed", KILLED), ("recovered", None)]
    newsroom.drop(other=STORY.format(2))
    newsroom.run()
    assert newsroom.values("SELECT run_id FROM runs WHERE status = 'failed'") == [KILLED]
    assert len(events(told)) == 2


def test_the_newest_of_the_killed_runs_is_named(newsroom: Newsroom, told: Path) -> None:
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **newsroom.settings)
    journal = RunJournal(settings.state_dir)
    newer = f"{KILLED}0"
    for run_id in (KILLED, newer):
        journal.note(run_row(Run(run_id, "direct", START, "wire", "v"), "failed", INTERRUPTED_TEXT))
        report_killed(Incidents(settings, pytest.fail), journal)
    assert [n["run_id"] for n in notices(told)] == [KILLED, newer]


@pytest.mark.slow
def test_a_notice_that_could_not_be_sent_is_sent_by_the_next_run(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    empty(newsroom)
    assert newsroom.run(notify_command="/bin/false") == 3
    assert "A notification could not be sent (withheld)" in newsroom.said
    for _ in range(2):
        assert newsroom.run() == 3
    assert events(told) == ["withheld"]
    assert newsroom.values("SELECT count(*) FROM runs WHERE status = 'withheld'") == [1]
    newsroom.drop(story=STORY)
    assert newsroom.run(notify_command="/bin/false") == 0
    assert newsroom.run() == 0
    assert events(told) == ["withheld", "recovered"]


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"removals": [1]}', b"\xff", b'{"removals": 3}', b"[" * 100_000])
def test_a_damaged_memory_of_incidents_only_reports_again(newsroom: Newsroom, told: Path, damage: bytes) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    empty(newsroom)
    newsroom.run()
    (kept,) = (newsroom.root / "_state" / "incidents").iterdir()
    kept.write_bytes(damage)
    assert newsroom.run() == 3
    assert newsroom.run() == 3
    assert events(told) == ["withheld"] * 2


@pytest.mark.slow
def test_a_lost_state_only_reports_again(newsroom: Newsroom, told: Path) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    empty(newsroom)
    newsroom.run()
    shutil.rmtree(newsroom.root / "_state")
    assert newsroom.run() == 3
    assert events(told) == ["withheld"] * 2


@pytest.mark.slow
def test_an_inbox_without_new_files_is_stale_once(newsroom: Newsroom, told: Path, later: Later) -> None:
    newsroom.settings["stale_hours"] = 6
    assert newsroom.run() == 0  # no file ever came: the watch begins here
    later(7)
    assert newsroom.run() == 0
    assert events(told) == ["stale"]
    newsroom.drop(story=STORY)
    assert newsroom.run() == 0
    assert events(told) == ["stale", "recovered"]
    for _ in range(20):
        later(5)
        assert newsroom.run() == 0
    assert events(told) == ["stale", "recovered", "stale"]
    newsroom.drop(empty=b"")  # rejected, but it came
    newsroom.run(max_reject_share=1)
    assert events(told)[3:] == ["recovered"]


@pytest.mark.slow
def test_a_clock_that_was_wrong_silences_nothing(newsroom: Newsroom, told: Path, later: Later) -> None:
    newsroom.drop(story=STORY)
    newsroom.run()
    empty(newsroom)
    later(24 * 365)
    newsroom.run()
    later(-24 * 365)
    newsroom.run()
    assert events(told) == ["withheld"] * 2


def test_where_there_is_no_warehouse_nothing_is_kept(tmp_path: Path) -> None:
    settings = settings_of(warehouse=str(tmp_path / "desk"), seeds=str(tmp_path))
    Incidents(settings, pytest.fail).begin("ingest", "failed", "", "")
    assert not (tmp_path / "desk").exists()
