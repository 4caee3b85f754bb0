"""What lives and what dies by a commit."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from toy_desk import Desk, Rows, columns, digest, toy_body

from schemas import TABLES
from warehouse import Change, InvalidChangeError, OutdatedChangeError, Snapshot, Warehouse, new_commit_id
from warehouse.commit import swept_away
from warehouse.lookup import stale
from warehouse.snapshot import EMPTY
from warehouse.verify import verify

BODIES = "SELECT body FROM articles ORDER BY body"
FILES = "SELECT uri, doc_id FROM current_documents ORDER BY uri"


def sound(warehouse: Warehouse) -> bool:
    return verify(warehouse) == []


def test_add_change_remove(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    assert rows(desk.warehouse, BODIES) == [("the one",), ("the two",)]
    desk.take({"a": "teh new one"})
    assert rows(desk.warehouse, BODIES) == [("the new one",), ("the two",)]
    desk.take({"b": None})
    assert rows(desk.warehouse, BODIES) == [("the new one",)]
    assert rows(desk.warehouse, FILES) == [("a", digest("teh new one"))]
    assert rows(desk.warehouse, "SELECT count(*) FROM edits") == [(1,)]
    assert rows(desk.warehouse, "SELECT text FROM documents ORDER BY text") == [
        ("teh new one",),
        ("teh one",),
        ("teh two",),
    ]
    assert rows(desk.warehouse, "SELECT status FROM arrivals ORDER BY ALL") == [
        ("added",),
        ("added",),
        ("changed",),
        ("removed",),
    ]
    assert sound(desk.warehouse)


@pytest.mark.slow
def test_there_and_back_again(desk: Desk, rows: Rows) -> None:
    for text in ("teh A", "teh B", "teh A", "teh B", "teh A"):
        desk.take({"a": text})
        assert rows(desk.warehouse, BODIES) == [(toy_body(text),)]
        assert sound(desk.warehouse)
    assert rows(desk.warehouse, "SELECT count(*) FROM documents") == [(2,)]


@pytest.mark.slow
def test_one_content_in_two_files_lives_as_long_as_either(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh same", "b": "teh same"})
    assert rows(desk.warehouse, "SELECT count(*) FROM articles") == [(1,)]
    desk.take({"a": None})
    assert rows(desk.warehouse, BODIES) == [("the same",)]
    desk.take({"b": "teh other"})
    assert rows(desk.warehouse, BODIES) == [("the other",)]
    assert sound(desk.warehouse)


def test_a_renamed_file_cleans_nothing_again(desk: Desk, rows: Rows) -> None:
    desk.take({"old": "teh story"})
    before = desk.warehouse.head()
    after = desk.take({"old": None, "new": "teh story"})
    assert before is not None
    assert after.of("articles") == before.of("articles")
    assert after.retired == ()
    assert rows(desk.warehouse, FILES) == [("new", digest("teh story"))]


def test_two_files_swap_contents(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh A", "b": "teh B"})
    desk.take({"a": "teh B", "b": "teh A"})
    assert rows(desk.warehouse, FILES) == [("a", digest("teh B")), ("b", digest("teh A"))]
    assert sound(desk.warehouse)


def test_a_file_in_another_collection_holds_the_content_too(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh shared"})
    other = Desk(desk.warehouse, collection="archive")
    other.take({"a": "teh shared"})
    desk.take({"a": None})
    assert rows(desk.warehouse, BODIES) == [("the shared",)]
    other.take({"a": None})
    assert rows(desk.warehouse, BODIES) == []
    assert sound(desk.warehouse)


def test_reprocessing_replaces_the_version(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    desk.rules = "rules-2"
    desk.take({"a": "teh one"}, redo=True)
    assert rows(desk.warehouse, "SELECT body, rules_version FROM articles ORDER BY body") == [
        ("the one", "rules-2"),
        ("the two", "rules-1"),
    ]
    assert stale(desk.warehouse.stored("articles", "reviews"), "rules-2") == 1
    assert sound(desk.warehouse)


def test_the_same_rules_may_be_run_again(desk: Desk) -> None:
    desk.take({"a": "teh one"})
    again = desk.take({"a": "teh one"}, redo=True)
    with desk.warehouse.connect() as database:
        assert database.execute("SELECT _commit FROM stored.articles").fetchall() == [(again.commit_id,)]


def test_a_uri_of_any_characters(desk: Desk, rows: Rows) -> None:
    uris = ["it's", 'a "b"', "two\nlines", "100%25", "news 🗞", "e\u0301", " ", "--", "\\"]
    desk.take({"plain": "teh two"} | {uri: f"teh {n}" for n, uri in enumerate(uris)})
    desk.take({uri: f"teh other {n}" for n, uri in enumerate(uris)})
    expected = {uri: digest(f"teh other {n}") for n, uri in enumerate(uris)}
    assert dict(rows(desk.warehouse, FILES)) == {"plain": digest("teh two")} | expected
    desk.take(dict.fromkeys(uris))
    assert rows(desk.warehouse, BODIES) == [("the two",)]


def test_the_same_run_key_commits_once(desk: Desk) -> None:
    first = desk.take({"a": "teh one"}, key="monday")
    assert desk.take({"a": "teh one"}, key="monday") == first
    assert len(desk.warehouse.snapshots()) == 1


@pytest.mark.published
def test_a_known_run_key_publishes_what_was_not(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"}, key="monday")
    published = (root / "warehouse.sql").read_bytes()
    for name in ("warehouse.sql", "warehouse.duckdb"):
        (root / name).unlink()
    desk.take({"a": "teh one"}, key="monday")
    assert (root / "warehouse.sql").read_bytes() == published
    assert (root / "warehouse.duckdb").exists()


def test_a_rivals_result_of_the_same_rules_stays(desk: Desk, root: Path, rows: Rows) -> None:
    rival = Desk(Warehouse(root))
    mine, theirs = desk.change({"a": "teh one"}), rival.change({"b": "teh one"})
    rival.warehouse.commit(theirs)
    desk.warehouse.commit(mine)
    with desk.warehouse.connect() as database:
        for table in ("articles", "documents", "edits"):
            query = f"SELECT _commit FROM stored.{table}"
            assert database.execute(query).fetchall() == [(theirs.commit_id,)]
    assert [uri for uri, _ in rows(desk.warehouse, FILES)] == ["a", "b"]
    assert sound(desk.warehouse)


def test_newer_rules_win_over_a_rival(desk: Desk, root: Path, rows: Rows) -> None:
    rival = Desk(Warehouse(root))
    desk.rules = "rules-2"
    mine, theirs = desk.change({"a": "teh one"}), rival.change({"a": "teh one"})
    rival.warehouse.commit(theirs)
    desk.warehouse.commit(mine)
    assert rows(desk.warehouse, "SELECT rules_version FROM articles") == [("rules-2",)]
    assert sound(desk.warehouse)


@pytest.mark.slow
def test_the_race_is_lost_between_reading_the_head_and_the_commit_point(
    desk: Desk, root: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take({"a": "teh zero"})
    rival = Desk(Warehouse(root))
    mine, theirs = desk.change({"a": "teh mine", "m": "teh both"}), rival.change({"a": "teh theirs", "t": "teh both"})
    put_if_absent = desk.warehouse.store.put_if_absent
    tried: list[str] = []

    def let_the_rival_pass(key: str, data: bytes) -> bool:
        if not tried:
            rival.warehouse.commit(theirs)
        tried.append(key)
        return put_if_absent(key, data)

    monkeypatch.setattr(desk.warehouse.store, "put_if_absent", let_the_rival_pass)
    assert desk.warehouse.commit(mine).number == 3
    assert tried == [f"_snapshots/{number:012d}.json" for number in (2, 3)]
    assert rows(desk.warehouse, BODIES) == [("the both",), ("the mine",)]
    assert [uri for uri, _ in rows(desk.warehouse, FILES)] == ["a", "m", "t"]
    assert rows(desk.warehouse, "SELECT count(*) FROM documents") == [(4,)]
    assert sound(desk.warehouse)


def test_a_document_reprocessed_while_a_rival_removes_it_stays_away(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh one"})
    desk.rules = "rules-2"
    redo = replace(desk.change({"a": "teh one"}, redo=True), rows={})
    Desk(Warehouse(root)).take({"a": None})
    desk.warehouse.commit(redo)
    assert rows(desk.warehouse, BODIES) == []
    assert sound(desk.warehouse)


@pytest.mark.slow
def test_a_content_counted_on_that_a_rival_retired_is_refused(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    mine = desk.change({"b": "teh one"})
    Desk(Warehouse(root)).take({"a": None})
    head = desk.warehouse.head()
    with pytest.raises(OutdatedChangeError, match=digest("teh one")):
        desk.warehouse.commit(mine)
    assert desk.warehouse.head() == head
    desk.take({"b": "teh one"})
    assert sound(desk.warehouse)


def test_an_arrival_without_its_text_is_refused(desk: Desk) -> None:
    change = desk.change({"a": "teh one"})
    files = [file for file in change.files if file.table != "documents"]
    with pytest.raises(OutdatedChangeError, match="documents"):
        desk.warehouse.commit(replace(change, files=files))


def test_a_document_twice_in_one_commit_is_refused(desk: Desk) -> None:
    change = desk.change({"a": "teh one"})
    batch = TABLES["articles"].batch(columns("articles", [{"doc_id": digest("teh one")}], _commit=change.commit_id))
    double = desk.warehouse.put(TABLES["articles"], [batch], change.commit_id, "double")
    with pytest.raises(InvalidChangeError, match="twice"):
        desk.warehouse.commit(replace(change, files=[*change.files, double]))


def test_a_file_twice_in_one_commit_is_refused(desk: Desk) -> None:
    change = desk.change({"a": "teh one"})
    twice = {"arrivals": {name: [*values] * 2 for name, values in change.rows["arrivals"].items()}}
    with pytest.raises(InvalidChangeError, match="twice"):
        desk.warehouse.commit(replace(change, rows=twice))


def test_tables_are_brought_in_their_own_way_only(desk: Desk) -> None:
    change = desk.change({"a": "teh one"})
    batch = TABLES["edits"].batch(columns("edits", []))
    for wrong in (
        replace(change, commit_id=new_commit_id()),
        replace(change, rows={"edits": {}}),
        replace(change, rows={"documents": {}}),
        replace(change, whole={"edits": batch}),
    ):
        with pytest.raises(InvalidChangeError):
            desk.warehouse.commit(wrong)
    assert desk.warehouse.head() is None


def test_a_whole_table_is_replaced_or_carried_over(desk: Desk, rows: Rows) -> None:
    table = TABLES["readers"]

    def bring(reader: str) -> None:
        batch = table.batch(columns("readers", [{"reader": reader}]))
        desk.warehouse.commit(Change(new_commit_id(), reader, "catalogue", whole={"readers": batch}))

    bring("first")
    bring("second")
    desk.take({"a": "teh one"})
    assert rows(desk.warehouse, "SELECT reader FROM readers") == [("second",)]
    assert rows(desk.warehouse, "SELECT reader FROM readers", at=1) == [("first",)]


def test_a_run_shows_its_newest_row_and_its_snapshot(desk: Desk, rows: Rows) -> None:
    def note(run_id: str, status: str) -> None:
        given = columns("runs", [{"run_id": run_id, "status": status, "stage_seconds": [("scan", 0.5)]}])
        del given["_snapshot"]
        desk.warehouse.commit(Change(new_commit_id(), run_id + status, "ingest", rows={"runs": given}))

    note("r1", "step")
    note("r1", "done")
    note("r2", "failed")
    query = "SELECT run_id, status, snapshot, stage_seconds['scan'] FROM runs ORDER BY run_id"
    assert rows(desk.warehouse, query) == [("r1", "done", 2, 0.5), ("r2", "failed", None, 0.5)]


def test_files_without_retired_rows_are_read_plainly(desk: Desk) -> None:
    desk.take({"a": "teh one"})
    desk.take({"b": "teh two"})
    desk.take({"b": "teh three"})
    with desk.warehouse.connect() as database:
        ((sql,),) = database.execute(
            "SELECT sql FROM duckdb_views() WHERE view_name = 'edits' AND schema_name = 'stored'"
        ).fetchall()
    plain, joined = sql.split("UNION ALL")
    first, second, third = desk.warehouse.head().of("edits")  # type: ignore[union-attr]
    assert first.path in plain
    assert third.path in plain
    assert "ANTI JOIN" in joined
    assert second.path in joined


def swept(desk: Desk, age: timedelta) -> tuple[Change, Snapshot]:
    """A change that was stored, and a head that sweeps what is older than its first file by so much."""
    change = desk.change({"a": "teh one"})
    stored = desk.warehouse.store.modified_at(change.files[0].path)
    return change, replace(EMPTY, number=1, swept=replace(EMPTY.swept, number=1, before=stored - age))


def test_a_file_as_old_as_the_sweep_is_kept(desk: Desk) -> None:
    for age, lost in ((timedelta(0), 0), (timedelta(microseconds=-1), 1)):
        change, head = swept(desk, age)
        assert len(swept_away(desk.warehouse.store, head, change.files[:1], 0)) == lost


def test_of_many_lost_files_ten_are_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    change, head = swept(desk, -timedelta(days=1))
    monkeypatch.setattr(desk.warehouse, "head", lambda: head)
    with pytest.raises(OutdatedChangeError) as refused:
        desk.warehouse.commit(replace(change, files=[*change.files] * 4))
    assert str(refused.value).count("_data/") == 10


def test_a_snapshot_names_the_one_that_it_follows(desk: Desk) -> None:
    assert desk.take({"a": "teh one"}).parent is None
    assert desk.take({"b": "teh two"}).parent == 1
