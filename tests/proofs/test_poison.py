"""Texts that harm each stage of refining in each way: the run ends, the other file is taken, a reject says why."""

import ctypes
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import pytest

import flows.ingest.shard
from flows.engines import worker_pool as crew
from flows.engines.worker_pool import fork_servers_kept
from tests.flows.conftest import Newsroom
from tests.proofs.newsdesk import Newsdesk, wait_until
from tests.proofs.sabotage import POISON, sabotage
from transforms import clean, context, refine
from transforms.facts import dateline, disclaimer, end_marks, headline, page_layout
from transforms.facts.line_readers import Readers

pytestmark = pytest.mark.prove

HARBOUR = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
# Far more than a run takes, and far less than for ever.
MOST_SECONDS = 60
KINDS_COUNT = 36


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise self


def endless() -> None:
    while True:
        pass


def deaf() -> None:
    while True:
        try:
            endless()
        except BaseException:
            continue


def held() -> None:
    """As native code does, let no signal through."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    endless()


def recurse() -> None:
    recurse()


def grow() -> None:
    taken = []
    while True:
        taken.append(bytearray(1 << 27))


def fail(error: BaseException) -> None:
    raise error


HARMS: dict[str, tuple[Callable[[], object], str]] = {
    "endless": (endless, "timed_out"),
    "exit": (lambda: os._exit(0), "crashed"),
    "error": (lambda: fail(ValueError("no")), "failed"),
    "greedy": (lambda: bytearray(64 << 30), "crashed"),
    "backtracking": (lambda: re.fullmatch("(a|aa)+", "a" * 90 + "b"), "timed_out"),
    "segfault": (lambda: ctypes.string_at(0), "crashed"),
    "recursion": (recurse, "failed"),
    "growing": (grow, "crashed"),
    "asleep": (lambda: time.sleep(3_600), "timed_out"),
    "memory": (lambda: fail(MemoryError()), "crashed"),
    "wordy": (lambda: fail(ValueError("x" * 20_000_000)), "failed"),
    "abort": (os.abort, "crashed"),
    "held": (held, "timed_out"),
    "quits": (lambda: fail(SystemExit(0)), "crashed"),
    "unencodable": (lambda: fail(ValueError("\ud800")), "failed"),
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), "crashed"),
    "deaf": (deaf, "timed_out"),
    "interrupted": (lambda: fail(KeyboardInterrupt()), "crashed"),
    "unspeakable": (lambda: fail(UnspeakableError()), "failed"),
    "stopped": (lambda: os.kill(os.getpid(), signal.SIGSTOP), "timed_out"),
    "closed": (lambda: os.closerange(3, 256), "crashed"),
}
READERS = ("byline", "credit", "end_marks", "media", "published", "copyright_notices", "signals", "trailer")
STEPS = (
    "repair",
    "facts",
    "scan",
    "pair",
    "match",
    "edit",
    "document_rules",
    "untranslated",
    "resolve_overlaps",
    "second_pass",
)
FUNCTIONS = {
    "decode": (flows.ingest.shard, "decode"),
    "language": (refine, "languages"),
    "paragraphs": (context, "split_paragraphs"),
    "tables": (refine, "batches"),
    "dateline": (dateline, "read"),
    "headline": (headline, "read"),
    "closing": (end_marks, "read_closing"),
    "disclaimer": (disclaimer, "read"),
}
KINDS = list(islice(zip(cycle((*FUNCTIONS, *READERS, *STEPS)), cycle(HARMS), strict=False), KINDS_COUNT))


def harmful(stage: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a stage that first does what a text which it is given asks for."""
    asked = re.compile(rf"poison {stage} (\w+)")

    def wrapped(*given: Any, **named: Any) -> Any:
        for one in chain.from_iterable(one if isinstance(one, list) else [one] for one in given[:2]):
            if found := asked.search(one.raw if isinstance(one, clean._State) else str(one)):
                HARMS[found[1]][0]()
        return do(*given, **named)

    return wrapped


def harm_all(patch: pytest.MonkeyPatch) -> None:
    for stage, (module, name) in FUNCTIONS.items():
        patch.setattr(module, name, harmful(stage, getattr(module, name)))
    for end in ("HEAD", "TAIL"):
        readers = getattr(page_layout, end).readers
        readers = tuple(harmful(read.__module__.rpartition(".")[2], read) for read in readers)
        patch.setattr(page_layout, end, Readers(readers, lambda _: True))
    for step in STEPS:
        name = "_read" if step == "facts" else f"_{step}"
        is_static = isinstance(vars(clean.Cleaner)[name], staticmethod)
        wrapped = harmful(step, getattr(clean.Cleaner, name))
        patch.setattr(clean.Cleaner, name, staticmethod(wrapped) if is_static else wrapped)
    refine._pipeline.cache_clear()  # its steps are those of before


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """All runs fork their workers from one process, to which the harm was done; what became of each kind is printed."""
    found: list[str] = []
    with pytest.MonkeyPatch.context() as patch, fork_servers_kept():
        harm_all(patch)
        patch.setattr("flows.engines.fork_server.may_fork", lambda: True)
        patch.setattr(crew, "SLACK_SECONDS", 1.0)
        patch.setattr(crew, "PATIENCE", 1)
        yield found
    refine._pipeline.cache_clear()
    print("", f"{len(found)} kinds", *found, sep="\n")


@pytest.mark.parametrize(("stage", "harm"), KINDS)
def test_a_harmful_text_is_one_reject_and_the_other_file_is_taken(
    stage: str, harm: str, tmp_path: Path, table: list[str]
) -> None:
    room = Newsroom(tmp_path, settings={"text_seconds": 0.4, "worker_bytes": 3 << 29, "upkeep_seconds": 0})
    room.seeds.mkdir()
    line = f"poison {stage} {harm}"
    # Only lines of a text with a word of notices are searched for one.
    room.drop(bad=f"{line}\n\n{HARBOUR} The sign was translated.\n{line}\n", harbour=HARBOUR)
    start = time.monotonic()
    assert room.run() == 3  # half of the files
    seconds = time.monotonic() - start
    assert room.rows("SELECT uri, reason FROM rejects") == [("bad.txt", HARMS[harm][1])]
    assert room.values("SELECT body FROM articles") == [HARBOUR]
    assert seconds < MOST_SECONDS
    table.append(f"{stage:18}{harm:14}{HARMS[harm][1]:12}{seconds:5.1f} s")


@pytest.fixture
def poisoned(desk: Newsdesk) -> tuple[Newsdesk, dict[str, str]]:
    """A good and an endless text, and the environment in which that is one."""
    desk.drop(1)
    (desk.folder / "wire" / "bad.txt").write_text("A poisoned story, which does not end.")
    code = POISON.replace("os.kill(os.getpid(), 11)", "while True: pass")
    return desk, {"COPYDESK_TEXT_SECONDS": "1", **sabotage(desk.folder, code)}


def is_rejected(desk: Newsdesk) -> bool:
    return desk.warehouse.head() is not None and desk.rows("SELECT uri, reason FROM rejects") == [
        ("bad.txt", "timed_out")
    ]


def test_under_prefect(poisoned: tuple[Newsdesk, dict[str, str]]) -> None:
    desk, environment = poisoned
    process = desk.start("run", **environment)
    said, _ = process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == 3, said
    assert is_rejected(desk)
    assert desk.uris() == {"story00000.txt"}


def test_under_serve_which_goes_on(poisoned: tuple[Newsdesk, dict[str, str]]) -> None:
    desk, environment = poisoned
    process = desk.start("serve", "--watch", **environment)
    try:
        wait_until(lambda: is_rejected(desk), 2 * MOST_SECONDS)
        desk.drop(1, start=1)
        wait_until(lambda: desk.uris() == {"story00000.txt", "story00001.txt"}, MOST_SECONDS)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=MOST_SECONDS)
        assert process.returncode == 0, said
    finally:
        process.kill()
        process.communicate()


def test_every_stage_and_every_harm_is_among_them() -> None:
    assert {stage for stage, _ in KINDS} == {*FUNCTIONS, *READERS, *STEPS}
    assert {harm for _, harm in KINDS} == {*HARMS}
    assert len(set(KINDS)) == KINDS_COUNT
