"""A text that does not end, eats all memory or cannot be interrupted: the others are taken, and it is a reject."""

import io
import re
import signal
from collections.abc import Callable

import pytest
from rich.console import Console

from flows.plan import plan
from flows.reprocess import Scope
from flows.settings import settings_of
from flows.show import Show
from tests.flows.conftest import Newsroom
from transforms import refine as refining

HARBOUR = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
NAMES = " y ".join(["Ana"] * 10)
# What was slow once, and is no more.
OLD = {"buttons": "share " * 40 + "z", "names": f"Por {NAMES} Lima, 2 may (EFE). - Llovió."}


def endless() -> None:
    while True:
        pass


def held() -> None:
    """As native code does, let no signal through."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    endless()


def greedy() -> None:
    bytearray(64 << 30)


def backtracking() -> None:
    re.fullmatch("(a|aa)+", "a" * 90 + "b")


KINDS: dict[str, tuple[Callable[[], None], str]] = {
    "endless": (endless, "timed_out"),
    "backtracking": (backtracking, "timed_out"),
    "held": (held, "timed_out"),
    "greedy": (greedy, "crashed"),
}


@pytest.fixture(autouse=True)
def _poisonous(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the worker, which is forked of this process, act on what a text says."""
    refine = refining.refine

    def poisoned(doc_ids: list[str], texts: list[str], *rest: object) -> object:
        for text in texts:
            if text.startswith("poison "):
                KINDS[text.split()[1]][0]()
        return refine(doc_ids, texts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(refining, "refine", poisoned)
    newsroom.settings |= {"text_seconds": 0.5, "worker_bytes": 3 << 30}


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_holds_its_worker_is_one_reject_and_the_other_file_is_taken(kind: str, newsroom: Newsroom) -> None:
    newsroom.drop(bad=f"poison {kind}", harbour=HARBOUR)
    assert newsroom.run() == 3  # half of the files
    assert newsroom.rows("SELECT uri, reason FROM rejects") == [("bad.txt", KINDS[kind][1])]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]
    assert newsroom.run() == 0
    assert "Nothing to do" in newsroom.said


def test_many_such_texts_cost_their_own_time_and_take_no_other_along(newsroom: Newsroom) -> None:
    newsroom.settings["text_seconds"] = 0.1
    newsroom.drop(**{f"bad{n}": f"poison endless {n}" for n in range(30)}, harbour=HARBOUR)
    assert newsroom.run() == 3
    assert newsroom.values("SELECT DISTINCT reason FROM rejects") == ["timed_out"]
    assert newsroom.values("SELECT count(*) FROM rejects") == [30]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]
    (seconds,) = newsroom.values("SELECT sum(seconds) FROM runs")
    assert seconds < 30 * 30 * 0.1, "each costs its own time, not that of all in halves"


@pytest.mark.parametrize("text", OLD.values(), ids=OLD)
def test_what_was_slow_once_is_taken(text: str, newsroom: Newsroom) -> None:
    newsroom.drop(old=text, harbour=HARBOUR)
    assert newsroom.run() == 0
    assert newsroom.values("SELECT count(*) FROM articles") == [2]


def test_a_plan_leaves_such_a_text_out(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.drop(bad="An old text that was taken by a younger version.", harbour=HARBOUR)
    newsroom.run()
    refine = refining.refine

    def choking(doc_ids: list[str], texts: list[str], *rest: object) -> object:
        return endless() if any("younger" in text for text in texts) else refine(doc_ids, texts, *rest)  # type: ignore[arg-type,func-returns-value]

    monkeypatch.setattr("flows.plan.refine", choking)
    console = Console(file=io.StringIO())
    chosen = {"warehouse": str(newsroom.root), "ignore": ("TYP",), "text_seconds": 0.5}
    found = plan(settings_of(seeds=str(newsroom.seeds), **chosen), Scope(), Show(console, console))
    assert (found.looked_at, found.failed) == (2, 1)
