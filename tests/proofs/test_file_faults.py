"""Whichever file call fails, and however often: after one good run the answers are those of a run without faults.

`FAULT_STRIDE=1` lets every single call fail in turn, which takes a quarter of an hour; otherwise it is a sample.
"""

import itertools
import os
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from flows.runs.corrections import FILE, correct
from flows.runs.maintenance import merge
from flows.settings import settings_of
from tests.flows.conftest import Newsroom
from tests.proofs.file_faults import ERRORS, Faults, failing
from warehouse.decisions import Decision
from warehouse.gc import collect_garbage
from warehouse.publish import SCRIPT
from warehouse.verify import verify

STORY = "The council of Northvale voted on Monday to widen the old harbour , part {}.\n"
STRIDE = int(os.environ.get("FAULT_STRIDE", "37"))
Answers = dict[str, list[tuple[Any, ...]]]
ANSWERS = {
    "articles": "SELECT doc_id, headline, body, agency, edit_count FROM articles ORDER BY ALL",
    "files": "SELECT uri, doc_id FROM current_documents ORDER BY ALL",
    "edits": "SELECT doc_id, edit, start, stop, before, after FROM edits ORDER BY ALL",
    "documents": "SELECT doc_id, text FROM documents ORDER BY ALL",
    "arrivals": "SELECT uri, doc_id, status FROM arrivals ORDER BY ALL",
    "corrections": "SELECT DISTINCT doc_id, field, value FROM corrections ORDER BY ALL",
    "runs": "SELECT run_id FROM runs WHERE status = 'done' AND snapshot = 1",
}


def settings(room: Newsroom) -> Any:
    return settings_of(seeds=str(room.seeds), warehouse=str(room.root))


def decide(room: Newsroom) -> None:
    correct(settings(room), "f0.txt", Decision("", "agency", "BNB", None, "Ada", datetime.now(UTC)))


def work(room: Newsroom) -> None:
    if room.run():
        raise RuntimeError("the run did not go through")


def publish(room: Newsroom) -> None:
    (room.root / SCRIPT).write_text("-- of an older snapshot")
    room.warehouse.publish()


TASKS: dict[str, Callable[[Newsroom], object]] = {
    "run": work,
    "compact": lambda room: merge(settings(room), 60),
    "gc": lambda room: collect_garbage(room.warehouse, timedelta(0), keep_last=1, keep_days=0),
    "publish": publish,
    "correct": decide,
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with work to do: files that are new, changed and gone, dead rows, old snapshots."""
    room = Newsroom(tmp_path_factory.mktemp("faults") / "room")
    room.seeds.mkdir(parents=True)
    room.drop(**{f"f{number}": STORY.format(number) for number in range(4)})
    work(room)
    room.drop(f1=STORY.format("one"))
    work(room)
    room.drop(f2=STORY.format("two"), new=STORY.format("new"))
    (room.seeds / "f3.txt").unlink()
    shutil.copytree(room.folder, room.folder.with_name("kept"))
    return room


def as_kept(room: Newsroom) -> Newsroom:
    shutil.rmtree(room.folder)
    shutil.copytree(room.folder.with_name("kept"), room.folder)
    return room


def answers(room: Newsroom) -> Answers:
    """What the newest manifest shows, which must be what is published."""
    with room.warehouse.connect() as live, duckdb.connect(room.root / "warehouse.duckdb", read_only=True) as published:
        found = {name: live.execute(query).fetchall() for name, query in ANSWERS.items()}
        assert found == {name: published.execute(query).fetchall() for name, query in ANSWERS.items()}
        return found


def finished(room: Newsroom, name: str, *, is_done: bool) -> Answers:
    """The answers after one clean run; a person whose correction failed makes it again."""
    if name == "correct" and not is_done:
        decide(room)
    assert room.run() == 0, room.said
    if name == "correct":
        assert ',"agency","BNB",' in (room.seeds / FILE).read_text("utf-8-sig")
    return answers(room)


def suffer(room: Newsroom, name: str, faults: Faults) -> str:
    """Do a task while file calls fail; how it ended."""
    try:
        with failing(faults):
            TASKS[name](room)
    except Exception as error:
        return type(error).__name__
    return "done"


def counted(room: Newsroom, name: str) -> tuple[int, Answers]:
    """How many file calls a task makes, and the answers where none fails."""
    faults = Faults(as_kept(room).folder)
    assert suffer(room, name, faults) == "done"
    return len(faults.calls), finished(room, name, is_done=True)


def prove(room: Newsroom, name: str, stride: int) -> None:
    count, wanted = counted(room, name)
    ends: Counter[str] = Counter()
    modes = itertools.cycle([(error, is_lasting) for is_lasting in (False, True) for error in ERRORS])
    for at in range(stride // 2, count, stride):
        error, is_lasting = next(modes)
        faults = Faults(as_kept(room).folder, at, error, is_lasting)
        end = suffer(room, name, faults)
        ends[end] += 1
        call = faults.calls[at] if at < len(faults.calls) else "not reached"  # a run may need fewer calls than another
        where = f"{name}: call {at} of {count}, {call}, {os.strerror(error)}, lasting: {is_lasting}, {end}"
        try:
            assert finished(room, name, is_done=end == "done") == wanted
            assert at % 5 or verify(room.warehouse) == []
        except Exception as wrong:
            raise AssertionError(where) from wrong
    print(f"\n{name}: {ends.total()} of {count} file calls failed in turn; ends: {dict(ends)}; 0 wrong answers")


@pytest.mark.prove
@pytest.mark.parametrize("name", TASKS)
def test_whichever_file_call_fails_the_answers_are_right_after_one_good_run(name: str, kept: Newsroom) -> None:
    prove(kept, name, STRIDE)


@pytest.mark.slow
def test_a_file_that_cannot_be_read_for_a_moment_is_taken_by_the_next_run(kept: Newsroom) -> None:
    faults = Faults(as_kept(kept).folder)
    suffer(kept, "run", faults)
    wanted = answers(kept)
    at = len(faults.calls) - 1 - faults.calls[::-1].index("open wire/new.txt")  # after the scan has read it
    suffer(as_kept(kept), "run", Faults(kept.folder, at))
    assert kept.values("SELECT reason FROM rejects") == ["unreadable"]
    assert kept.run() == 0
    assert answers(kept) == wanted


@pytest.mark.slow
def test_a_file_call_that_fails_does_no_harm(kept: Newsroom) -> None:
    prove(kept, "run", 97)
