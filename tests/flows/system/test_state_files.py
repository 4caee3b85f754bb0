"""Whatever lies in the state directory, a run does its work, a search finds, and the end is a good one."""

import json
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.cli.queries import index_words, open_for_queries
from flows.cli.sql_shell import HISTORY, _line_editing
from flows.console import Console
from flows.engines.prefect_access import ANNOUNCED, announced, find_announced
from flows.ingest.lock import RunLock, ScanRequest
from flows.ingest.run_records import INTERRUPTED_TEXT, UNREADABLE, Run, RunJournal, run_row
from flows.settings import settings_of
from flows.system.state_files import StateStore
from tests.flows.conftest import Newsroom

STORY = "The council of Northvale voted on Monday to widen the old harbour. Part {}.\n"
KILLED = "0191e8a0c0de" + 20 * "a"


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(3_000))


def one_changed_bit(path: Path) -> None:
    raw = bytearray(path.read_bytes() or b" ")
    raw[len(raw) // 2] ^= 4
    path.write_bytes(raw)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "within").write_text("x")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def unreadable(path: Path) -> None:
    path.chmod(0)


Damage = Callable[[Path], None]
SELDOM: list[Damage] = [a_folder, Path.unlink, garbage, cut_in_half, one_changed_bit, a_pipe, a_link_to_itself]
SELDOM += [unreadable] if os.geteuid() else []
DAMAGES = [empty, *SELDOM]
FILES = [
    "run.lock",
    "publish.lock",
    "collected",
    "seen/*.arrow",
    "seen/*.root",
    "wanted/*",
    "runs/*",
    "search.sqlite",
    HISTORY,
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with every file that a state directory may have, Prefect's own apart."""
    room = Newsroom(tmp_path_factory.mktemp("template"))
    room.seeds.mkdir()
    room.drop(one=STORY.format(1))
    room.run()
    found(room)
    state = room.root / "_state"
    began = Run(KILLED, "direct", datetime.now(UTC), "wire", "rules-1")
    RunJournal(state).note(run_row(began, "failed", INTERRUPTED_TEXT))
    RunLock(state).ask(ScanRequest(str(room.seeds), "wire"))
    StateStore(state).put("collected", b"")
    StateStore(state).put(HISTORY, b"SELECT 1;\n")
    shutil.copytree(room.folder, room.folder.with_name("kept"))
    return room


@pytest.fixture
def room(filled: Newsroom) -> Newsroom:
    """The filled newsroom as it was: its path is in the names of what it remembers."""
    shutil.rmtree(filled.folder)
    shutil.copytree(filled.folder.with_name("kept"), filled.folder)
    return filled


def found(room: Newsroom) -> int:
    settings = settings_of(warehouse=str(room.root))
    index_words(settings, Console(), None)
    with open_for_queries(settings, Console()) as database:
        ((count,),) = database.execute("SELECT count(*) FROM search('harbour')").fetchall()
        return int(count)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_of_the_state_does_no_harm(name: str, damage: Damage, room: Newsroom) -> None:
    state = room.root / "_state"
    (path,) = state.glob(name)
    damage(path)
    room.drop(two=STORY.format(2))
    assert room.run() == 0
    assert room.values("SELECT body FROM articles ORDER BY ALL") == [STORY.format(1), STORY.format(2)]
    assert not RunLock(state).is_asked()
    is_gone = name == "runs/*" and damage is Path.unlink
    ends = ["done", "done"] if is_gone else ["done", "done", "failed"]
    assert room.values("SELECT status FROM runs ORDER BY ALL") == ends
    assert room.run() == 0
    assert "Nothing to do" in room.said
    if name == "search.sqlite":
        assert found(room) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["seen", "wanted", "runs"])
def test_a_file_in_the_place_of_a_folder_is_put_aside(name: str, room: Newsroom) -> None:
    folder = room.root / "_state" / name
    shutil.rmtree(folder)
    folder.write_text("no folder")
    room.drop(two=STORY.format(2))
    assert room.run() == 0
    assert room.values("SELECT count(*) FROM articles") == [2]
    (aside,) = folder.parent.glob(f"damaged-*-{name}")
    assert aside.read_text() == "no folder"


@pytest.mark.parametrize("damage", [empty, cut_in_half, garbage, a_folder, a_pipe, a_link_to_itself])
def test_a_damaged_address_of_a_server_is_passed_over_and_written_again(
    damage: Damage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "desk:secret")
    StateStore(tmp_path).put(ANNOUNCED, b"http://127.0.0.1:9/api")
    damage(tmp_path / ANNOUNCED)
    assert find_announced(tmp_path) is None
    with announced(tmp_path):
        assert find_announced(tmp_path) == {
            "PREFECT_API_URL": "http://127.0.0.1:9/api",
            "PREFECT_API_AUTH_STRING": "desk:secret",
        }


@pytest.mark.parametrize("damage", [empty, garbage, a_folder, a_pipe, a_link_to_itself])
def test_a_damaged_history_stops_no_prompt(damage: Damage, tmp_path: Path) -> None:
    StateStore(tmp_path).put(HISTORY, b"SELECT 1;\n")
    damage(tmp_path / HISTORY)
    with _line_editing(tmp_path / HISTORY, []):
        pass


ENTRIES = {
    "no object": "[]",
    "no run": "{}",
    "another run": json.dumps({"run_id": "ab"}),
    "another type": json.dumps({"files_seen": "many"}),
    "no instant": json.dumps({"started_at": "soon"}),
    "no instant at all": json.dumps({"started_at": 7}),
    "no text": json.dumps({"detail": "\ud800"}),
    "no seconds": json.dumps({"stage_seconds": [1]}),
    "a column of a later version": json.dumps({"moon": "full"}),
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_that_is_no_row_is_a_run_that_was_cut_short(entry: str, tmp_path: Path) -> None:
    diary = RunJournal(tmp_path)
    StateStore(tmp_path).put(f"runs/{KILLED}.json", entry.encode())
    (row,) = diary.others("ff")
    assert (row["run_id"], row["status"], row["detail"]) == (KILLED, "failed", UNREADABLE)
    assert row["started_at"].year == 2024
    diary.forget([row])
    assert diary.others("ff") == []


@pytest.mark.slow
def test_a_run_that_committed_all_stays_done_though_its_entry_is_left(newsroom: Newsroom) -> None:
    newsroom.drop(one=STORY.format(1))
    newsroom.run()
    (run_id,) = newsroom.values("SELECT run_id FROM runs")
    done = Run(run_id, "direct", datetime.now(UTC), "wire", "rules-1")
    RunJournal(newsroom.root / "_state").note(
        run_row(done, "failed", INTERRUPTED_TEXT)
    )  # as a kill before the end leaves it
    newsroom.drop(two=STORY.format(2))
    newsroom.run()
    assert newsroom.values("SELECT status FROM runs") == ["done", "done"]


def test_what_killed_writers_staged_is_swept_after_a_day(tmp_path: Path) -> None:
    state = StateStore(tmp_path)
    for name, age in (("old", 100_000), ("new", 0)):
        state.put(f"_staging/{name}", b"x")
        os.utime(tmp_path / "_staging" / name, (time.time() - age,) * 2)
    state.sweep()
    assert state.names("_staging") == ["new"]
