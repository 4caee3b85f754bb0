"""The life of an inbox, run by run."""

import os
import threading
from pathlib import Path

import pytest

from flows.engines.worker_pool import WorkerPool
from flows.ingest import recorded_job, shard
from flows.ingest.lock import RunLock, ScanRequest
from flows.ingest.shard import RefineError
from flows.sources.folder import InboxMissingError
from tests.flows.conftest import Newsroom
from transforms import refine as refining
from warehouse.verify import verify

HARBOUR = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
SCHOOL = "A new school opens in the valley after two years of building. Parents had waited long.\n"
BRIDGE = "The bridge was closed for repairs on Friday. Drivers are asked to take the ferry.\n"


def bodies(newsroom: Newsroom) -> dict[str, str]:
    return dict(newsroom.rows("SELECT uri, text FROM current_documents JOIN documents USING (doc_id)"))  # type: ignore[arg-type]


def test_new_files_become_articles(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    assert newsroom.run() == 0
    assert bodies(newsroom) == {"harbour.txt": HARBOUR, "school.txt": SCHOOL}
    assert newsroom.values("SELECT count(*) FROM articles WHERE language = 'en'") == [2]
    query = "SELECT collection, uri, status, previous_doc_id, byte_count FROM arrivals ORDER BY uri"
    assert newsroom.rows(query) == [
        ("wire", "harbour.txt", "added", None, len(HARBOUR)),
        ("wire", "school.txt", "added", None, len(SCHOOL)),
    ]
    (row,) = newsroom.rows(
        "SELECT kind, status, snapshot, files_seen, documents_added, engine, stage_seconds FROM runs"
    )
    assert row[:6] == ("ingest", "done", 1, 2, 2, "direct")
    assert {"scan", "hash", "read", "decode", "write"} <= set(row[6])
    assert verify(newsroom.warehouse) == []
    assert "2 (" in newsroom.said


def test_the_catalogue_comes_along(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    assert newsroom.values("SELECT count(*) > 10 FROM rules WHERE is_active") == [True]


def test_a_second_run_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    before = newsroom.files()
    assert newsroom.run() == 0
    assert newsroom.said.startswith("Nothing to do: 1 files")
    assert newsroom.files() == before
    assert newsroom.run(rehash=True) == 0
    assert newsroom.files() == before


def test_a_touch_makes_no_snapshot(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    os.utime(newsroom.seeds / "harbour.txt", (1, 1))
    assert newsroom.run() == 0
    assert newsroom.number == 1


def test_an_edited_file_replaces_its_document_alone(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    newsroom.run()
    (kept,) = newsroom.rows("SELECT doc_id, _commit FROM stored.articles WHERE starts_with(body, 'A new school')")
    newsroom.drop(harbour=BRIDGE)
    assert newsroom.run() == 0
    assert bodies(newsroom) == {"harbour.txt": BRIDGE, "school.txt": SCHOOL}
    assert newsroom.values("SELECT count(*) FROM articles") == [2]
    assert kept in newsroom.rows("SELECT doc_id, _commit FROM stored.articles")
    query = "SELECT uri, status, previous_doc_id IS NOT NULL FROM arrivals WHERE status <> 'added'"
    assert newsroom.rows(query) == [("harbour.txt", "changed", True)]


@pytest.mark.slow
def test_there_and_back_again(newsroom: Newsroom) -> None:
    for number, text in enumerate((HARBOUR, BRIDGE, HARBOUR, BRIDGE), 1):
        newsroom.drop(story=text)
        assert newsroom.run() == 0
        assert newsroom.number == number
        assert bodies(newsroom) == {"story.txt": text}
        assert newsroom.values("SELECT count(*) FROM articles") == [1]
    assert newsroom.values("SELECT count(*) FROM documents") == [2]
    assert verify(newsroom.warehouse) == []


@pytest.mark.slow
def test_a_removed_file_leaves_articles_and_stays_in_history(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    newsroom.run()
    (newsroom.seeds / "harbour.txt").unlink()
    assert newsroom.run() == 0
    assert newsroom.values("SELECT uri FROM current_documents") == ["school.txt"]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]
    assert newsroom.values("SELECT status FROM arrivals WHERE uri = 'harbour.txt' ORDER BY ALL") == ["added", "removed"]
    assert newsroom.values("SELECT count(*) FROM documents") == [2]


def test_a_renamed_file_is_not_cleaned_again(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    commits = newsroom.rows("SELECT doc_id, _commit FROM stored.articles")
    (newsroom.seeds / "harbour.txt").rename(newsroom.seeds / "port.txt")
    assert newsroom.run() == 0
    assert newsroom.values("SELECT uri FROM current_documents") == ["port.txt"]
    assert newsroom.rows("SELECT doc_id, _commit FROM stored.articles") == commits


def test_an_emptied_inbox_removes_nothing(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    newsroom.run()
    for path in newsroom.seeds.iterdir():
        path.unlink()
    assert newsroom.run() == 3
    assert "--allow-removals" in newsroom.said
    assert newsroom.number == 2
    assert newsroom.run() == 3
    assert newsroom.number == 2
    newsroom.drop(bridge=BRIDGE)
    assert newsroom.run() == 3
    assert newsroom.values("SELECT count(*) FROM articles") == [3]
    assert newsroom.values("SELECT (status, withheld_count) FROM runs WHERE snapshot = 3") == [("withheld", 2)]
    assert newsroom.run(allow_removals=True) == 0
    assert newsroom.values("SELECT uri FROM current_documents") == ["bridge.txt"]


def test_a_missing_root_is_told_before_anything_is_done(newsroom: Newsroom) -> None:
    with pytest.raises(InboxMissingError):
        newsroom.run(seeds=newsroom.folder / "wires")
    assert not newsroom.root.exists()


@pytest.mark.slow
def test_another_collection_removes_nothing(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    other = newsroom.folder / "agency"
    other.mkdir()
    (other / "school.txt").write_text(SCHOOL)
    assert newsroom.run(seeds=other) == 0
    query = "SELECT collection, uri FROM current_documents ORDER BY ALL"
    assert newsroom.rows(query) == [("agency", "school.txt"), ("wire", "harbour.txt")]


def test_a_moved_root_cleans_nothing_again(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    newsroom.run()
    moved = newsroom.folder / "elsewhere" / "wire"
    moved.parent.mkdir()
    newsroom.seeds.rename(moved)
    assert newsroom.run(seeds=moved) == 0
    assert newsroom.said.startswith("Nothing to do")


@pytest.mark.slow
def test_one_content_in_two_files_is_one_article(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, copy=HARBOUR)
    newsroom.run()
    assert newsroom.values("SELECT count(*) FROM articles") == [1]
    (newsroom.seeds / "harbour.txt").unlink()
    newsroom.run()
    assert newsroom.values("SELECT uri FROM current_documents") == ["copy.txt"]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "uri"),
    [
        (b"line\nbreak.txt", "line\nbreak.txt"),
        (b'it\'s "quoted".txt', 'it\'s "quoted".txt'),
        ("🌊 été.txt".encode(), "🌊 été.txt"),
        (b"100%.txt", "100%25.txt"),
        (b"\xe9t\xe9.txt", "%E9t%E9.txt"),
    ],
)
def test_names_come_through_as_they_are(newsroom: Newsroom, name: bytes, uri: str) -> None:
    with open(os.path.join(os.fsencode(newsroom.seeds), name), "w") as file:
        file.write(HARBOUR)
    assert newsroom.run() == 0
    assert newsroom.values("SELECT uri FROM current_documents") == [uri]
    assert newsroom.run() == 0
    assert newsroom.number == 1


def test_bad_files_become_rejects_with_a_reason(newsroom: Newsroom) -> None:
    good = {f"good{n}": f"{HARBOUR} Item {n}." for n in range(12)}
    newsroom.drop(**good, empty=b"", binary=b"%PDF-1.7 and so on", long="x " * 600)
    assert newsroom.run(max_file_bytes=1_000) == 0
    query = "SELECT uri, reason, doc_id IS NULL FROM rejects ORDER BY uri"
    assert newsroom.rows(query) == [
        ("binary.txt", "binary", False),
        ("empty.txt", "empty", True),
        ("long.txt", "too_long", True),
    ]
    assert newsroom.values("SELECT rejected_count FROM runs") == [3]
    assert "binary.txt: binary" in newsroom.said
    assert newsroom.values("SELECT count(*) FROM articles") == [12]


@pytest.mark.slow
def test_rejects_are_not_tried_or_written_again(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, empty=b"", binary=b"%PDF-1.7 and so on")
    assert newsroom.run() == 3  # two of three
    assert newsroom.run() == 0
    for path in (newsroom.root / "_state" / "seen").iterdir():
        path.unlink()
    assert newsroom.run() == 0
    assert newsroom.number == 1
    newsroom.drop(binary=BRIDGE)
    assert newsroom.run() == 0
    assert bodies(newsroom) == {"harbour.txt": HARBOUR, "binary.txt": BRIDGE}


@pytest.mark.slow
def test_a_changed_file_that_is_rejected_keeps_its_last_good_document(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    newsroom.run()
    newsroom.drop(harbour=b"%PDF-1.7 and so on")
    assert newsroom.run() == 3  # the one file of this run
    assert bodies(newsroom)["harbour.txt"] == HARBOUR
    assert newsroom.values("SELECT uri FROM rejects") == ["harbour.txt"]
    assert newsroom.run() == 0


@pytest.mark.slow
def test_a_run_of_several_commits_ends_with_the_same_tables(newsroom: Newsroom, tmp_path: Path) -> None:
    texts = {f"story{n}": f"{SCHOOL} This is item {n} of the day." for n in range(7)}
    newsroom.drop(**texts)
    assert newsroom.run(commit_every=3, shard_documents=2) == 0
    assert newsroom.number == 3
    assert newsroom.rows("SELECT status, snapshot, documents_added FROM runs") == [("done", 3, 7)]
    steps = "SELECT status, documents_added FROM stored.runs ORDER BY _snapshot"
    assert newsroom.rows(steps) == [("step", 3), ("step", 6), ("done", 7)]
    once = Newsroom(tmp_path / "once")
    once.seeds.mkdir(parents=True)
    once.drop(**texts)
    once.run()
    for query in ("FROM articles ORDER BY doc_id", "FROM edits ORDER BY ALL", "FROM documents ORDER BY doc_id"):
        assert newsroom.rows(query) == once.rows(query)
    assert verify(newsroom.warehouse) == []


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["threads", "processes"])
def test_a_pool_gives_the_same_rows(newsroom: Newsroom, tmp_path: Path, runner: str) -> None:
    texts = {f"story{n}": f"{SCHOOL} This is item {n} of the day." for n in range(6)}
    newsroom.drop(**texts)
    assert newsroom.run(shard_documents=2, workers=2, runner=runner) == 0
    assert newsroom.number == 1
    assert bodies(newsroom) == {f"{name}.txt": text for name, text in texts.items()}


def test_a_runner_of_prefect_is_no_direct_one(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    with pytest.raises(ValueError, match="needs Prefect"):
        newsroom.run(runner="dask")


@pytest.mark.slow
def test_a_run_that_fails_is_recorded_by_the_next(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.drop(harbour=HARBOUR)
    with monkeypatch.context() as patched:
        patched.setattr(recorded_job, "rules_table", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            newsroom.run()
    assert newsroom.number == 0
    assert newsroom.run() == 0
    assert newsroom.rows("SELECT status, snapshot, detail FROM runs ORDER BY run_id") == [
        ("failed", None, "ZeroDivisionError: division by zero"),
        ("done", 1, None),
    ]
    assert newsroom.values("SELECT count(*) FROM articles") == [1]


def test_one_poisoned_text_is_one_reject(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    refine = refining.refine

    def choking(doc_ids: list[str], texts: list[str], *rest: object) -> object:
        if any("poison" in text for text in texts):
            raise RecursionError("too deep")
        return refine(doc_ids, texts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(refining, "refine", choking)
    newsroom.drop(
        **{f"story{n}": f"{SCHOOL} Item {n}." for n in range(9)}, bad="A text with poison in it, and no more."
    )
    assert newsroom.run() == 0
    assert newsroom.rows("SELECT uri, reason, detail FROM rejects") == [
        ("bad.txt", "failed", "RecursionError: too deep")
    ]
    assert newsroom.values("SELECT count(*) FROM articles") == [9]


def test_where_every_text_fails_the_run_does(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    refine = refining.refine
    # What a worker refines to be ready has no number.
    monkeypatch.setattr(refining, "refine", lambda ids, *rest: 1 / 0 if ids[0] else refine(ids, *rest))
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    with pytest.raises(RefineError, match="all of 2 documents"):
        newsroom.run()
    assert newsroom.number == 0


@pytest.mark.slow
def test_a_file_that_changes_under_way_is_taken_by_the_next_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop(harbour=HARBOUR, **{f"story{n}": f"{SCHOOL} Item {n}." for n in range(9)})
    refine_shard = shard.refine_shard

    def late(one: shard.Shard) -> shard.Receipt:
        newsroom.drop(harbour=BRIDGE)
        (newsroom.seeds / "story1.txt").unlink(missing_ok=True)
        return refine_shard(one)

    with monkeypatch.context() as patched:
        patched.setattr(WorkerPool, "refine", lambda _, one: late(one))
        assert newsroom.run() == 0
    query = "SELECT uri, reason FROM rejects ORDER BY uri"
    assert newsroom.rows(query) == [("harbour.txt", "changed_while_read"), ("story1.txt", "vanished")]
    assert newsroom.run() == 0
    assert bodies(newsroom)["harbour.txt"] == BRIDGE
    assert newsroom.values("SELECT count(*) FROM articles") == [9]


def test_who_finds_the_lock_held_leaves_a_mark_and_the_holder_scans_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.drop(harbour=HARBOUR)
    refine_shard = shard.refine_shard
    second = Newsroom(newsroom.folder)
    codes = []

    def meanwhile(one: shard.Shard) -> shard.Receipt:
        if not codes:
            newsroom.drop(school=SCHOOL)
            thread = threading.Thread(target=lambda: codes.append(second.run()))
            thread.start()
            thread.join()
        return refine_shard(one)

    monkeypatch.setattr(WorkerPool, "refine", lambda _, one: meanwhile(one))
    assert newsroom.run() == 0
    assert codes == [0]
    assert "Another run is using" in second.said
    assert newsroom.number == 2
    assert bodies(newsroom) == {"harbour.txt": HARBOUR, "school.txt": SCHOOL}
    assert not RunLock(newsroom.root / "_state").is_asked()


def test_a_mark_for_a_root_that_is_gone_harms_nobody(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=HARBOUR)
    RunLock(newsroom.root / "_state").ask(ScanRequest(str(newsroom.folder / "gone"), "gone"))
    assert newsroom.run() == 0
    assert newsroom.values("SELECT uri FROM current_documents") == ["harbour.txt"]


@pytest.mark.slow
def test_every_text_comes_back_from_its_body_and_edits(newsroom: Newsroom) -> None:
    newsroom.drop(harbour="Ships wait outside .\r\n\r\nThe council , he says, is late.\r\n", school=SCHOOL)
    newsroom.run()
    for doc_id, text, body in newsroom.rows("SELECT doc_id, text, body FROM articles JOIN documents USING (doc_id)"):
        query = f"SELECT start, stop, before, after FROM edits WHERE applied AND doc_id = '{doc_id}' ORDER BY start"
        assert undone(body, newsroom.rows(query)) == text
        assert newsroom.values(f"SELECT undo('{doc_id}')") == [text]


def undone(body: str, edits: list[tuple[int, int, str, str]]) -> str:
    """Put each edit's `before` back, by the offsets in the raw text alone."""
    raw, taken = "", 0
    for start, _, before, after in edits:
        kept = start - len(raw)
        raw += body[taken : taken + kept] + before
        taken += kept + len(after)
    return raw + body[taken:]


@pytest.mark.slow
def test_a_file_of_the_year_2300_is_taken_and_named(newsroom: Newsroom) -> None:
    year_2300 = 330 * 365 * 86_400
    newsroom.drop(harbour=HARBOUR, school=SCHOOL)
    os.utime(newsroom.seeds / "harbour.txt", (year_2300, year_2300))
    assert newsroom.run() == 0
    assert "after 2262, stored with the nearest possible time: harbour.txt\n" in newsroom.said
    assert newsroom.values("SELECT year(modified_at) FROM arrivals WHERE uri = 'harbour.txt'") == [2262]
    assert newsroom.run() == 0
    assert "Nothing to do: 2 files" in newsroom.said
