"""The exit code says whether a commit stands: 1 only where nothing was committed, 3 where something came after it."""

import os
import sys
from collections.abc import Callable

import pytest

from flows.cli.app import main
from tests.flows.conftest import Newsroom
from warehouse.verify import verify

STORY = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
FULL = OSError(28, "No space left on device", "/desk/x")
SAID = "'/desk/x': No space left on device"
Copydesk = Callable[[str], tuple[int, str]]


@pytest.fixture
def copydesk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Copydesk:
    """Give a command line on the newsroom; its exit code and the last line of what it said on standard error."""
    newsroom.drop(harbour=STORY)

    def answer(words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["copydesk", *words.split(), "--warehouse", str(newsroom.root)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), (capsys.readouterr().err.splitlines() or [""])[-1]

    return answer


def run(copydesk: Copydesk, newsroom: Newsroom) -> tuple[int, str]:
    return copydesk(f"run --direct --seeds {newsroom.seeds}")


def failing(monkeypatch: pytest.MonkeyPatch, where: str, times: int = 1_000) -> None:
    """Let the next calls of a function fail."""
    module, _, name = where.rpartition(".")
    real = getattr(__import__(module, fromlist=["_"]), name)
    left = [FULL] * times

    def fail(*words: object, **more: object) -> object:
        if left:
            raise left.pop()
        return real(*words, **more)

    monkeypatch.setattr(where, fail)


@pytest.mark.parametrize(
    "where", ["warehouse.warehouse.next_snapshot", "flows.ingest.shard._put", "warehouse.commit.put_history"]
)
def test_a_failure_before_the_commit_is_exit_1(
    where: str, newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, where)
    code, said = run(copydesk, newsroom)
    assert (code, newsroom.number) == (1, 0)
    assert said.endswith((SAID, str(FULL)))


@pytest.mark.published
def test_what_cannot_be_published_is_committed_all_the_same(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        failing(broken, "warehouse.warehouse.publish")
        code, said = run(copydesk, newsroom)
    assert (code, newsroom.number) == (3, 1)
    assert said == f"copydesk: committed as snapshot 1, but not published ({SAID}); the next run publishes it"
    assert not (newsroom.root / "warehouse.sql").exists()
    assert run(copydesk, newsroom) == (0, "")
    assert (newsroom.root / "warehouse.sql").exists()


@pytest.mark.published
def test_what_can_be_published_at_the_end_of_the_run_is_done(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, "warehouse.warehouse.publish", times=1)
    assert run(copydesk, newsroom) == (0, "")
    assert verify(newsroom.warehouse) == []
    assert (newsroom.root / "warehouse.sql").exists()


@pytest.mark.parametrize(
    "where",
    [
        "flows.runs.run.print_summary",
        "flows.runs.run.show_to_readers",
        "flows.runs.run.report_outcome",
        "flows.runs.run.record_kept_corrections",
    ],
)
def test_a_failure_after_the_commit_names_the_snapshot(
    where: str, newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise FULL

    monkeypatch.setattr(where, fail)
    assert run(copydesk, newsroom) == (3, f"copydesk: snapshot 1 is committed; the step after it failed: {SAID}")
    assert newsroom.number == 1


@pytest.mark.slow
def test_a_run_whose_second_step_fails_names_the_first(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop(ferry=STORY + "Nobody came.\n")
    monkeypatch.setenv("COPYDESK_COMMIT_EVERY", "1")
    from warehouse import warehouse

    real = warehouse.next_snapshot

    def fail(store: object, head: object, *rest: object) -> object:
        if getattr(head, "number", 0):
            raise FULL
        return real(store, head, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(warehouse, "next_snapshot", fail)
    assert run(copydesk, newsroom) == (3, f"copydesk: snapshot 1 is committed; the step after it failed: {SAID}")
    monkeypatch.setattr(warehouse, "next_snapshot", real)
    assert run(copydesk, newsroom) == (0, "")
    assert newsroom.values("SELECT count(*) FROM articles") == [2]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["compact", "rollback 1"])
def test_upkeep_that_cannot_be_published_is_committed(
    words: str, newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(copydesk, newsroom)
    newsroom.drop(harbour=STORY + "It was late.\n")
    run(copydesk, newsroom)
    failing(monkeypatch, "warehouse.warehouse.publish")
    code, said = copydesk(words)
    assert (code, newsroom.number) == (3, 3)
    assert said.startswith("copydesk: committed as snapshot 3, but not published ")


def test_a_collection_that_finds_nothing_claims_no_commit(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(copydesk, newsroom)
    failing(monkeypatch, "warehouse.warehouse.publish")
    assert copydesk("gc") == (0, "")
    assert newsroom.number == 1


def test_a_failure_that_nobody_expected_after_the_commit_keeps_its_trace(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.runs.run.record_kept_corrections", lambda *_: {}["x"])
    code, said = run(copydesk, newsroom)
    assert code == 3
    assert said.endswith("CommittedError: snapshot 1 is committed; the step after it failed: 'x'")


def test_an_interrupt_after_a_commit_names_the_snapshot(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.runs.run.print_summary", interrupt)
    said = "copydesk: interrupted; snapshot 1 is committed, the next run continues"
    assert run(copydesk, newsroom) == (130, said)


def test_exit_3_says_why_in_its_last_line(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.drop(picture=b"\x89PNG\r\n\x1a\n\x00\x00")
    code, said = run(copydesk, newsroom)
    assert (code, said) == (3, "Exit 3: snapshot 1 is committed; documents rejected: 1, 50% of this run")


def test_a_folder_that_cannot_be_read_is_exit_3(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(copydesk, newsroom) == (0, "")
    (newsroom.seeds / "shut").mkdir()
    real = os.scandir

    def refuse(path: str | bytes | int) -> object:
        if isinstance(path, bytes) and path.endswith(b"/shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert run(copydesk, newsroom) == (3, "Exit 3: not readable, left as they were: shut")
    assert "unread" in next((newsroom.root / "_state" / "incidents").iterdir()).read_text()
    monkeypatch.setattr(os, "scandir", real)
    assert run(copydesk, newsroom) == (0, "")


def test_the_next_commands_name_the_warehouse(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=STORY)
    newsroom.run()
    said = " ".join(newsroom.said.split())
    assert f'Next: copydesk sql "FROM articles LIMIT 5" --warehouse {newsroom.root} ·' in said


@pytest.mark.parametrize("words", ["sql SELECT+1", "explain harbour.txt", "snapshots", "report agencies", "check"])
def test_a_folder_without_a_commit_is_no_warehouse(words: str, newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.root.mkdir()
    code, said = copydesk(words)
    assert (code, said) == (
        2,
        f"copydesk: {newsroom.root} is not a warehouse: no snapshot was ever committed there; `copydesk run` does",
    )


@pytest.mark.published
def test_a_warehouse_without_manifests_is_damaged(newsroom: Newsroom, copydesk: Copydesk) -> None:
    run(copydesk, newsroom)
    for path in (newsroom.root / "_snapshots").iterdir():
        path.unlink()
    code, said = copydesk("sql SELECT+1")
    assert (code, said.endswith("has lost all its manifests; `copydesk repair` repairs the warehouse")) == (1, True)


def test_a_file_is_no_folder_for_a_warehouse(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.root.write_text("x")
    said = f"copydesk: the warehouse {str(newsroom.root)!r} is a file, not a folder"
    assert run(copydesk, newsroom) == (2, said)


def test_nothing_to_do_is_said_only_when_nothing_failed(
    newsroom: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(copydesk, newsroom)
    failing(monkeypatch, "warehouse.warehouse.publish")
    with pytest.raises(OSError, match="No space left"):
        newsroom.run()
    assert "Nothing to do" not in newsroom.said
