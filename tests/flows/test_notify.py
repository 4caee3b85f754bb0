"""Somebody is told of failure, of exit 3 and of drift, by a command or a webhook, and of nothing else."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import ingest
from flows.job import Tally
from flows.notify import drift, notify
from flows.reading import Reject
from flows.settings import settings_of
from tests.flows.conftest import Newsroom
from warehouse.habit import Habit, habit

STORY = "The council voted on Monday to widen the old harbour. Item {}.\n"
USUAL = Habit(documents=1_000, edits_each=4.0, files=1_000, reject_share=0.01)


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told"


@pytest.fixture
def command(tmp_path: Path, told: Path) -> str:
    script = tmp_path / "tell.py"
    script.write_text(f"import sys\nopen({str(told)!r}, 'a').write(sys.stdin.read() + '\\n')\n")
    return f"{sys.executable} {script}"


def events(told: Path) -> list[str]:
    return [json.loads(line)["event"] for line in told.read_text().splitlines()] if told.exists() else []


def test_a_run_that_goes_well_tells_nobody(newsroom: Newsroom, command: str, told: Path) -> None:
    newsroom.drop(story=STORY)
    assert newsroom.run(notify_command=command) == 0
    assert events(told) == []


def test_exit_3_is_told(newsroom: Newsroom, command: str, told: Path) -> None:
    newsroom.drop(story=STORY, empty=b"", binary=b"%PDF-1.7 and so on")
    assert newsroom.run(notify_command=command) == 3
    assert events(told) == ["withheld"]


def test_a_failure_is_told_and_stays_one(
    newsroom: Newsroom, command: str, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop(story=STORY)
    monkeypatch.setattr(ingest, "rules_table", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        newsroom.run(notify_command=command)
    assert json.loads(told.read_text())["text"].startswith("ZeroDivisionError")


def test_a_command_that_fails_is_said_and_harms_nothing(newsroom: Newsroom) -> None:
    newsroom.drop(empty=b"")
    assert newsroom.run(notify_command="/bin/false") == 3
    assert "Nobody could be told of this (withheld)" in newsroom.said


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()
        thread.join()


def test_a_webhook_gets_the_same(webhook: tuple[str, list[bytes]]) -> None:
    url, heard = webhook
    notify(settings_of(notify_webhook=url, collection="wire"), "drift", "9.0 edits a document", pytest.fail)
    (message,) = map(json.loads, heard)
    assert (message["event"], message["collection"], message["text"]) == ("drift", "wire", "9.0 edits a document")


def tally(edits: int = 400, documents: int = 100, rejects: int = 1) -> Tally:
    refused = [Reject(f"{n}", None, "empty", "0 bytes") for n in range(rejects)]
    return Tally(added=documents, documents=documents, edits=edits, rejects=refused)


@pytest.mark.parametrize(
    ("usual", "run", "count"),
    [
        (USUAL, tally(), 0),
        (USUAL, tally(edits=2_000), 1),
        (USUAL, tally(edits=10), 1),
        (USUAL, tally(rejects=40), 1),
        (USUAL, tally(edits=2_000, rejects=40), 2),
        (USUAL, tally(edits=800, documents=40, rejects=0), 0),
        (USUAL._replace(documents=20, files=20), tally(edits=2_000, rejects=40), 0),
    ],
)
def test_drift_is_many_times_the_habit_of_a_collection_that_has_one(usual: Habit, run: Tally, count: int) -> None:
    assert len(drift(usual, run)) == count


def test_the_habit_is_that_of_the_collection(newsroom: Newsroom) -> None:
    newsroom.drop(**{f"story{n}": STORY.format(f"{n} , late") for n in range(3)}, empty=b"")
    newsroom.run()
    assert habit(newsroom.warehouse, "wire", 0) == Habit(0, 0.0, 0, 0.0)
    usual = habit(newsroom.warehouse, "wire", 1)
    assert (usual.documents, usual.files, usual.reject_share) == (3, 4, 0.25)
    assert usual.edits_each >= 1
    assert habit(newsroom.warehouse, "agency", 1) == Habit(0, 0.0, 0, 0.0)
