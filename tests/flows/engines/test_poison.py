"""A text that does not end, eats all memory or cannot be interrupted: the others are taken, and it is a reject."""

import io
import os
import re
import signal
from collections.abc import Callable

import pytest

from flows.console import Console
from flows.runs.preview import plan
from flows.runs.repair import repair
from flows.runs.reprocess import Scope, reprocess
from flows.settings import Settings, settings_of
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


def fail() -> None:
    raise ZeroDivisionError


KINDS: dict[str, tuple[Callable[[], None], str]] = {
    "endless": (endless, "timed_out"),
    "backtracking": (backtracking, "timed_out"),
    "held": (held, "timed_out"),
    "greedy": (greedy, "crashed"),
    "exit": (lambda: os._exit(3), "crashed"),
    "fail": (fail, "failed"),
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


@pytest.mark.slow
def test_many_such_texts_cost_their_own_time_and_take_no_other_along(newsroom: Newsroom) -> None:
    newsroom.settings["text_seconds"] = 0.1
    newsroom.drop(**{f"bad{n}": f"poison endless {n}" for n in range(30)}, harbour=HARBOUR)
    assert newsroom.run() == 3
    assert newsroom.values("SELECT DISTINCT reason FROM rejects") == ["timed_out"]
    assert newsroom.values("SELECT count(*) FROM rejects") == [30]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]
    (seconds,) = newsroom.values("SELECT sum(seconds) FROM runs")
    assert seconds < 30 * 30 * 0.1, "each costs its own time, not that of all in halves"


@pytest.mark.slow
def test_many_texts_that_crash_stop_no_run_that_has_a_good_one(newsroom: Newsroom) -> None:
    newsroom.drop(**{f"bad{n}": f"poison exit {n}" for n in range(25)}, harbour=HARBOUR)
    assert newsroom.run() == 3
    assert newsroom.rows("SELECT reason, count(*) FROM rejects GROUP BY reason") == [("crashed", 25)]
    assert newsroom.values("SELECT body FROM articles") == [HARBOUR]


def test_a_part_of_a_shard_that_fails_as_a_whole_stops_no_run(newsroom: Newsroom) -> None:
    newsroom.drop(a="poison fail 1", b="poison fail 2", c="poison exit", harbour=HARBOUR)
    assert newsroom.run() == 3
    query = "SELECT uri, reason FROM rejects ORDER BY uri"
    assert newsroom.rows(query) == [("a.txt", "failed"), ("b.txt", "failed"), ("c.txt", "crashed")]


@pytest.mark.slow
@pytest.mark.parametrize("text", OLD.values(), ids=OLD)
def test_what_was_slow_once_is_taken(text: str, newsroom: Newsroom) -> None:
    newsroom.drop(old=text, harbour=HARBOUR)
    assert newsroom.run() == 0
    assert newsroom.values("SELECT count(*) FROM articles") == [2]


@pytest.fixture
def later(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], Settings]:
    """Take two texts; gives what makes one of them do harm from now on."""
    monkeypatch.setitem(KINDS, "later", (lambda: None, ""))
    newsroom.drop(bad="poison later : it was taken by an older version.", harbour=HARBOUR)
    newsroom.run()

    def harm(do: Callable[[], None]) -> Settings:
        monkeypatch.setitem(KINDS, "later", (do, ""))
        folders = {"seeds": str(newsroom.seeds), "warehouse": str(newsroom.root)}
        return settings_of(**folders, **newsroom.settings | {"text_seconds": 0.2})

    return harm


@pytest.mark.slow
@pytest.mark.parametrize("harm", [endless, greedy])
def test_a_plan_leaves_such_a_text_out(
    harm: Callable[[], None], later: Callable[[Callable[[], None]], Settings], show: Console
) -> None:
    found = plan(later(harm).model_copy(update={"ignore": ("TYP",)}), Scope(), show)
    assert (found.looked_at, found.failed) == (2, 1)


@pytest.mark.slow
@pytest.mark.parametrize("harm", [endless, greedy])
def test_a_repair_makes_the_others_again_and_names_such_a_text(
    harm: Callable[[], None],
    later: Callable[[Callable[[], None]], Settings],
    newsroom: Newsroom,
    show: Console,
    heard: io.StringIO,
) -> None:
    (articles,) = (newsroom.root / "_data" / "articles").rglob("*.parquet")
    articles.unlink()
    assert repair(later(harm), show, allow_removals=True) == 3
    assert newsroom.values("SELECT body FROM articles") == [HARBOUR]
    assert "bad.txt: it cannot be cleaned" in heard.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("harm", [endless, greedy])
def test_a_backfill_rejects_such_a_text(
    harm: Callable[[], None],
    later: Callable[[Callable[[], None]], Settings],
    show: Console,
) -> None:
    assert reprocess(later(harm).model_copy(update={"ignore": ("TYP",)}), Scope(), show, direct=True) == 3
