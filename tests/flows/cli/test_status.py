"""The status of a warehouse: its keys, what is wrong and what is due, the exit code, and that it writes nothing."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.cli import health
from flows.cli.health import due, problems
from flows.cli.status import Status, print_status, status_of
from flows.engines.prefect_access import ANNOUNCED
from flows.ingest.lock import RunLock
from flows.ingest.run_records import Run, RunJournal, run_row
from flows.runs.incidents import Incidents, open_incidents
from flows.settings import settings_of
from flows.sources.folder import InboxMissingError
from tests.flows.conftest import Newsroom
from tests.s3 import s3_server
from warehouse import Warehouse
from warehouse.snapshot import manifest_key

STORY = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
KEYS = """health problems due
    warehouse snapshot snapshot_count oldest_snapshot_at documents stale rejects newest_file_at
    last_run incidents last_locked_at lock server disk damage is_compaction_due
    rules_version software_version""".split()


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(harbour=STORY, ferry=STORY + "It rained.\n", picture=b"\x89PNG\r\n\x1a\n\x00\x00")
    newsroom.run(max_reject_share=0.5)
    return newsroom


@pytest.fixture
def shown(filled: Newsroom, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Print the status as JSON and read it; the exit code is under `code`."""

    def show(**given: Any) -> dict[str, Any]:
        capsys.readouterr()
        chosen = settings_of(seeds=str(filled.seeds), warehouse=str(filled.root), max_reject_share=0.5, **given)
        code = print_status(chosen, "json")
        values: dict[str, Any] = json.loads(capsys.readouterr().out)
        return values | {"code": code}

    return show


def names(findings: list[dict[str, str]]) -> list[str]:
    return [finding["name"] for finding in findings]


def test_a_warehouse_that_is_well(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    status = shown()
    assert list(status) == [*KEYS, "code"]
    assert (status["code"], status["health"], status["problems"], status["due"]) == (0, "well", [], [])
    assert (status["documents"], status["rejects"], status["stale"]) == (2, 1, 0)
    assert (status["snapshot"]["number"], status["snapshot_count"]) == (1, 1)
    assert (status["last_run"]["status"], status["last_run"]["documents_added"]) == ("done", 2)
    assert datetime.fromisoformat(status["newest_file_at"]) > datetime.now(UTC) - timedelta(hours=1)
    stored = sum(path.stat().st_size for path in (filled.root / "_data").rglob("*") if path.is_file())
    assert status["disk"]["data"] == stored
    assert (status["lock"], status["server"], status["damage"]) == (None, None, [])


def test_the_page_for_operators_names_every_key_and_every_finding() -> None:
    folder = Path(health.__file__).parent
    section = (
        (folder.parent / "OPERATIONS.md").read_text("utf-8").partition("## Health check\n")[2].partition("\n## ")[0]
    )
    findings = re.findall(r'Finding\("(\w+)"', (folder / "health.py").read_text("utf-8"))
    assert len(findings) > 8
    assert set(findings) | set(KEYS) <= set(re.findall(r"`(\w+)`", section))


def test_nothing_is_written(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    def everything() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in filled.folder.rglob("*")}

    before = everything()
    shown()
    assert everything() == before


@pytest.mark.parametrize("form", ["table", "csv"])
def test_other_formats_have_a_row_an_item(filled: Newsroom, capsys: pytest.CaptureFixture[str], form: str) -> None:
    print_status(settings_of(warehouse=str(filled.root), max_reject_share=0.5), form)
    out = capsys.readouterr().out
    assert "snapshot.number" in out
    if form == "csv":
        assert dict(csv.reader(io.StringIO(out)))["documents"] == "2"


def test_a_run_that_failed_was_killed_or_is_at_work(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    diary = RunJournal(filled.root / "_state")
    from flows.ingest.job import new_run_id
    from flows.ingest.run_records import INTERRUPTED_TEXT

    run = Run(new_run_id(), "direct", datetime.now(UTC), "wire", "r")
    diary.note(run_row(run, "failed", "OSError: the disk went away"))
    status = shown()
    assert (status["code"], names(status["problems"])) == (1, ["last_run_failed"])
    assert status["problems"][0]["text"] == "OSError: the disk went away"
    diary.note(run_row(run, "failed", INTERRUPTED_TEXT))
    assert shown()["problems"][0]["text"] == INTERRUPTED_TEXT
    with RunLock(filled.root / "_state").held():
        status = shown()
    assert (status["code"], status["last_run"]["status"], status["lock"]["pid"]) == (0, "running", os.getpid())


@pytest.mark.slow
def test_withheld_removals_are_a_problem_until_the_files_are_back(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.drop(**{f"story{number}": f"{number} {STORY}" for number in range(30)})
    newsroom.run()
    for number in range(1, 30):
        (newsroom.seeds / f"story{number}.txt").unlink()
    newsroom.drop(late=STORY)
    assert newsroom.run() == 3
    settings = settings_of(warehouse=str(newsroom.root))
    assert [finding.name for finding in problems(status_of(settings), settings)] == ["removals_withheld"]


def test_a_failure_and_withheld_removals_are_over_with_the_next_good_run(
    filled: Newsroom, shown: Callable[..., dict[str, Any]]
) -> None:
    inbox, aside = filled.seeds, filled.folder / "aside"
    inbox.rename(aside)
    with pytest.raises(InboxMissingError):
        filled.run()
    failed = shown()
    assert (failed["code"], names(failed["problems"])) == (1, ["last_run_failed"])
    assert failed["problems"][0]["text"] == f"there is no folder {str(inbox)!r} to load files from"
    inbox.mkdir()
    filled.run()  # everything is gone from it
    assert names(shown()["problems"]) == ["removals_withheld"]
    assert shown()["incidents"][-1]["text"].startswith("2 removals blocked: ")
    inbox.rmdir()
    aside.rename(inbox)
    assert filled.run(max_reject_share=0.5) == 0
    assert (shown()["code"], shown()["problems"], shown()["incidents"]) == (0, [], [])


def test_a_recovery_that_could_not_be_sent_is_one_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    settings = settings_of(state=str(tmp_path / "state"), notify_command="false")
    incidents = Incidents(settings, lambda _: None)
    incidents.begin("removals", "withheld", "m", "3 removals blocked: a, b, c")
    assert [name for name, _ in open_incidents(settings.state_dir)] == ["removals"]
    incidents.end(["removals"])
    assert open_incidents(settings.state_dir) == []
    assert list(incidents.held()) == ["removals"]


def test_a_warehouse_that_lost_all_its_manifests_is_damaged(
    filled: Newsroom, shown: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    filled.warehouse.publish()
    for path in (filled.root / "_snapshots").iterdir():
        path.unlink()
    status = shown()
    assert (status["code"], names(status["problems"])) == (1, ["damage"])
    assert status["problems"][0]["command"].startswith("copydesk verify --warehouse ")


def test_many_rejects_are_a_problem(filled: Newsroom) -> None:
    settings = settings_of(warehouse=str(filled.root), max_reject_share=0.2)
    assert [finding.name for finding in problems(status_of(settings), settings)] == ["many_rejects"]


def test_a_disk_with_little_space_is_a_problem(shown: Callable[..., dict[str, Any]]) -> None:
    assert names(shown(min_free_bytes=1 << 60)["problems"]) == ["disk_full"]


def test_a_rejected_file_is_a_new_file(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    before = shown()["newest_file_at"]
    filled.drop(drawing=b"\x89PNG\r\n\x1a\n\x00\x01")
    filled.run(max_reject_share=1.0)
    assert shown()["newest_file_at"] > before


def test_no_new_file_for_some_hours_is_a_problem(
    shown: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(stale_hours=2)["code"] == 0
    monkeypatch.setattr("flows.system.clock.now", lambda: datetime.now(UTC) + timedelta(hours=3))
    assert shown()["code"] == 0
    status = shown(stale_hours=2)
    assert (status["code"], names(status["problems"])) == (1, ["no_new_files"])


AS_ANOTHER_USER = """
import contextlib, io, os, sys
from flows.settings import settings_of
from flows.cli.status import print_status

settings = settings_of(warehouse=sys.argv[1], max_reject_share=0.5)
with contextlib.redirect_stdout(io.StringIO()):
    print_status(settings, "json")  # imports what another user may not read
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(print_status(settings, "json"))
"""


def test_another_user_may_ask_where_nothing_can_be_written(filled: Newsroom) -> None:
    """What is private in `_state` is not read, and is no reason to fail."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        root = Path(shutil.copytree(filled.root, Path(place) / "warehouse"))
        (root / "_state" / "prefect").mkdir(mode=0o700)
        (root / "_state" / ANNOUNCED).write_text("http://127.0.0.1:9/api")
        for path in (root, *root.rglob("*")):
            path.chmod(path.stat().st_mode & (0o700 if path.name in {"prefect", ANNOUNCED} else 0o555))
        command = [sys.executable, "-c", AS_ANOTHER_USER, str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    status = json.loads(done.stdout)
    assert status["documents"] == 2
    if os.geteuid() == 0:
        assert (done.returncode, done.stderr, status["server"]) == (0, "", {"url": None, "answers": None})


def test_an_announcement_that_a_kill_left_is_a_problem(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    (filled.root / "_state" / ANNOUNCED).write_text("http://127.0.0.1:9/api")
    status = shown()
    assert (status["code"], names(status["problems"])) == (1, ["server_down"])


def test_what_is_due_is_no_problem(filled: Newsroom, shown: Callable[..., dict[str, Any]]) -> None:
    status = shown(ignore=("TYP001",))
    assert (status["code"], status["stale"], names(status["due"])) == (0, 2, ["reprocess"])
    settings = settings_of(warehouse=str(filled.root), keep_snapshots=1, keep_days=1)
    seen = status_of(settings)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    values = {name: getattr(seen, name) for name in Status.__slots__}
    aged = Status(**values | {"oldest_snapshot_at": long_ago, "snapshot_count": 2, "is_compaction_due": True})
    assert [finding.name for finding in due(aged, settings)] == ["compact", "gc"]


@pytest.mark.parametrize("harm", ["cut", "gone", "manifest"])
def test_damage_is_named_and_what_cannot_be_counted_is_null(
    filled: Newsroom, shown: Callable[..., dict[str, Any]], harm: str
) -> None:
    head = filled.warehouse.head()
    assert head is not None
    path = filled.root / (manifest_key(1) if harm == "manifest" else head.of("articles")[0].path)
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-5])
    status = shown()
    assert (status["code"], names(status["problems"])) == (1, ["damage"])
    assert status["damage"][0].split("/")[-1].startswith(path.name)
    assert (status["documents"], status["stale"]) == (None, None)


@pytest.mark.slow
def test_a_bucket_has_a_status(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = {"warehouse": "s3://desk/warehouse", "state": str(tmp_path / "state")}
    newsroom.drop(harbour=STORY)
    with s3_server(tmp_path, monkeypatch):
        # A process of its own: its workers must see the environment that leads to the server.
        monkeypatch.setenv("COPYDESK_STATE", where["state"])
        command = ["run", "--direct", "--seeds", str(newsroom.seeds), "--warehouse", where["warehouse"]]
        subprocess.run([sys.executable, "-m", "flows.cli", *command], check=True, capture_output=True, timeout=300)
        status = status_of(settings_of(**where))
        assert status.disk["data"] == sum(Warehouse(where["warehouse"]).store.sizes("_data/").values())
    assert (status.documents, status.disk["free"], status.damage) == (1, None, [])


@pytest.mark.parametrize("made", [True, False])
def test_without_a_warehouse_the_exit_code_is_2(tmp_path: Path, made: bool) -> None:
    root = tmp_path / "none"
    if made:
        root.mkdir()
    command = [sys.executable, "-m", "flows.cli", "status", "--format", "json", "--warehouse", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("copydesk: there is no warehouse at ")
    assert root.exists() is made
