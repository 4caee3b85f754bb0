"""Upkeep after a run and by command: what is said, the exit codes, and that it leaves what is shown as it was."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console as Terminal

from flows.cli.app import main
from flows.console import Console
from flows.runs import maintenance as upkeep
from flows.settings import Settings, settings_of
from tests.flows.conftest import Newsroom
from warehouse import Warehouse
from warehouse.compact import Thresholds
from warehouse.gc import collect_garbage
from warehouse.snapshot import manifest_key

STORY = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
Copydesk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def copydesk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Copydesk:
    """Give a command line on the newsroom's warehouse; its exit code and what it said."""

    def answer(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["copydesk", *words, "--warehouse", str(newsroom.root)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capfd.readouterr()

    return answer


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Two snapshots: one file, then another and the first one changed."""
    room = Newsroom(tmp_path_factory.mktemp("made"))
    room.seeds.mkdir()
    room.drop(harbour=STORY)
    room.run(upkeep_seconds=0)
    room.drop(harbour=STORY + "It was late.\n", ferry=STORY + "Nobody came.\n")
    room.run(upkeep_seconds=0)
    return room


@pytest.fixture
def lived_in(made: Newsroom, newsroom: Newsroom) -> Newsroom:
    shutil.copytree(made.folder, newsroom.folder, dirs_exist_ok=True)
    return newsroom


def settings(newsroom: Newsroom, **given: object) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **given)


def after_run(newsroom: Newsroom, **given: object) -> str:
    heard = StringIO()
    upkeep.after_run(settings(newsroom, **given), Console(err=Terminal(file=heard, width=200)))
    return heard.getvalue()


def test_snapshots_are_listed_oldest_first(lived_in: Newsroom, copydesk: Copydesk) -> None:
    code, out, err = copydesk("snapshots", "--format", "json")
    assert (code, err) == (0, "")
    listed = [json.loads(line) for line in out.splitlines()] if out.startswith("{") else json.loads(out)
    assert [(row["snapshot"], row["kind"]) for row in listed] == [(1, "ingest"), (2, "ingest")]
    assert copydesk("snapshots", "--format", "csv")[1].startswith("snapshot,created_at,kind,writer\n1,")


def test_an_unknown_format_is_misuse(lived_in: Newsroom, copydesk: Copydesk) -> None:
    code, out, err = copydesk("snapshots", "--format", "papyrus")
    assert (code, out) == (2, "")
    assert "papyrus" in err


@pytest.mark.parametrize("words", ["snapshots", "rollback 1", "compact", "gc", "verify"])
def test_a_warehouse_that_is_not_there_is_misuse_and_not_made(
    newsroom: Newsroom, copydesk: Copydesk, words: str
) -> None:
    code, out, err = copydesk(*words.split())
    assert (code, out) == (2, "")
    assert err.startswith("copydesk: there is no warehouse at ")
    assert not newsroom.root.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("compact", "There is nothing to merge.\n"),
        ("gc", "Deleted 0 snapshots and 0 files of 0 bytes.\n"),
        ("verify", "Nothing is damaged or broken.\n"),
    ],
)
def test_nothing_to_do(lived_in: Newsroom, copydesk: Copydesk, words: str, said: str) -> None:
    upkeep.merge(settings(lived_in), 60)
    assert copydesk(words) == (0, said, "")
    assert lived_in.warehouse.numbers() == [1, 2, 3]


@pytest.mark.parametrize("words", ["rollback 7", "verify --at 7", "sql --at 7 FROM(articles)"])
def test_a_snapshot_that_there_is_not_is_misuse(lived_in: Newsroom, copydesk: Copydesk, words: str) -> None:
    refused = "copydesk: there is no snapshot 7; `copydesk snapshots` lists those that are kept\n"
    assert copydesk(*words.split()) == (2, "", refused)
    assert lived_in.warehouse.numbers() == [1, 2]


@pytest.mark.slow
def test_rollback_shows_the_older_snapshot_and_is_in_the_record_of_runs(lived_in: Newsroom, copydesk: Copydesk) -> None:
    now = lived_in.rows("SELECT uri, doc_id FROM current_documents ORDER BY uri")
    said = (
        "Snapshot 3 has the contents of snapshot 1, with all decisions of people.\n"
        "The next run loads what differs from seeds/.\n"
    )
    assert copydesk("rollback", "1") == (0, said, "")
    assert lived_in.values("SELECT uri FROM current_documents") == ["harbour.txt"]
    assert lived_in.values("SELECT kind FROM runs ORDER BY snapshot") == ["ingest", "ingest", "rollback"]
    lived_in.run(upkeep_seconds=0)
    assert lived_in.rows("SELECT uri, doc_id FROM current_documents ORDER BY uri") == now
    assert copydesk("verify") == (0, "Nothing is damaged or broken.\n", "")


def test_rollback_to_a_snapshot_that_gc_took(lived_in: Newsroom, copydesk: Copydesk) -> None:
    collect_garbage(lived_in.warehouse, timedelta(0), keep_last=1, keep_days=0)
    code, out, err = copydesk("rollback", "1")
    assert (code, out) == (2, "")
    assert err == "copydesk: there is no snapshot 1; `copydesk snapshots` lists those that are kept\n"
    assert copydesk("rollback", "2")[0] == 0


def test_rollback_to_a_snapshot_that_is_not_whole_names_the_file(lived_in: Newsroom, copydesk: Copydesk) -> None:
    lost = lived_in.root / lived_in.warehouse.snapshot(1).of("articles")[0].path
    lost.unlink()
    code, out, err = copydesk("rollback", "1")
    assert (code, out) == (1, "")
    assert err.splitlines() == [f"copydesk: {lost} is damaged (missing); `copydesk repair` repairs the warehouse"]
    assert lived_in.warehouse.numbers() == [1, 2]


@pytest.mark.slow
def test_compact_says_its_snapshot_and_changes_no_row(lived_in: Newsroom, copydesk: Copydesk) -> None:
    before = lived_in.rows("FROM articles ORDER BY doc_id"), lived_in.rows("FROM edits ORDER BY ALL")
    assert copydesk("compact") == (0, "Merged, as snapshot 3.\n", "")
    assert (lived_in.rows("FROM articles ORDER BY doc_id"), lived_in.rows("FROM edits ORDER BY ALL")) == before
    assert lived_in.values("SELECT kind FROM runs ORDER BY snapshot") == ["ingest", "ingest", "compact"]
    assert copydesk("compact") == (0, "There is nothing to merge.\n", "")


def test_gc_counts_what_it_took(lived_in: Newsroom, copydesk: Copydesk) -> None:
    left = lived_in.root / "_data/articles/77-left.parquet"
    left.write_bytes(b"half of a")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(left, (two_days_ago, two_days_ago))
    assert copydesk("gc") == (0, "Deleted 0 snapshots and 1 files of 9 bytes.\n", "")
    assert not left.exists()
    assert [s.kind for s in lived_in.warehouse.snapshots()] == ["ingest", "ingest", "gc"]


@pytest.mark.parametrize(("keep", "left"), [((1, 0), [2, 3]), ((2, 0), [1, 2]), ((1, 1), [1, 2])])
def test_gc_keeps_the_snapshots_and_days_of_the_settings(
    lived_in: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch, keep: tuple[int, int], left: list[int]
) -> None:
    for name, value in zip(("COPYDESK_KEEP_SNAPSHOTS", "COPYDESK_KEEP_DAYS"), keep, strict=True):
        monkeypatch.setenv(name, str(value))
    assert copydesk("gc")[0] == 0
    assert lived_in.warehouse.numbers() == left


def test_a_folder_that_is_no_warehouse_is_misuse(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.root.mkdir()
    said = f"copydesk: {newsroom.root} is not a warehouse: no snapshot was ever committed there; `copydesk run` does\n"
    assert copydesk("verify") == (2, "", said)


def test_verify_names_what_is_broken(lived_in: Newsroom, copydesk: Copydesk) -> None:
    head = lived_in.warehouse.head()
    assert head is not None
    spoiled = lived_in.root / head.of("articles")[-1].path
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    code, out, err = copydesk("verify")
    assert (code, err) == (1, "")
    assert "Files that are missing or changed; `copydesk repair` repairs them" in out
    assert "the manifest has" in out
    assert copydesk("verify", "--at", "1") == (0, "Nothing is damaged or broken.\n", "")


def test_a_damaged_manifest_is_one_line_and_a_way_on(lived_in: Newsroom, copydesk: Copydesk) -> None:
    (lived_in.root / manifest_key(2)).write_bytes(b'{"format_version":1')
    for words in ("compact", "gc", "rollback 1", "run --direct", "report runs"):
        code, out, err = copydesk(*words.split())
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert "000000000002.json is damaged" in err
        assert "`copydesk repair`" in err
    code, out, err = copydesk("verify")
    assert (code, err) == (1, "")
    assert "000000000002.json" in out
    assert "`copydesk repair`" in out
    assert lived_in.warehouse.numbers() == [1, 2]


def test_after_a_run_what_is_due_is_merged_and_a_day_passes_between_collections(
    lived_in: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "DEFAULT", Thresholds(files=1))
    mark = settings(lived_in).state_dir / "collected"
    mark.unlink()  # the runs before have left it
    calls: list[Warehouse] = []
    monkeypatch.setattr(upkeep, "collect_garbage", lambda warehouse, **_: calls.append(warehouse))
    assert after_run(lived_in) == ""
    assert [s.kind for s in lived_in.warehouse.snapshots()] == ["ingest", "ingest", "compact"]
    after_run(lived_in)
    assert (len(calls), mark.exists()) == (1, True)
    yesterday = time.time() - upkeep.DAY - 1
    os.utime(mark, (yesterday, yesterday))
    after_run(lived_in)
    assert len(calls) == 2


def test_without_a_budget_nothing_is_merged(lived_in: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "DEFAULT", Thresholds(files=1))
    after_run(lived_in, upkeep_seconds=0)
    assert lived_in.warehouse.numbers() == [1, 2]


def test_upkeep_that_fails_is_said_and_is_no_failure_of_the_run(
    lived_in: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/desk/_data/x")

    monkeypatch.setattr(upkeep, "compact", full)
    said = "maintenance is postponed to the next run: '/desk/_data/x': No space left on device\n"
    assert after_run(lived_in) == said
    lived_in.drop(pier=STORY + "Or so it seemed.\n")
    assert lived_in.run() == 0
