"""Full text search: by the index and by reading every body, with the same result."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, digest

from warehouse.sandbox import open_sandboxed
from warehouse.search import FILE, find, use_index

TEXTS = {
    "a": "The ferry left the old harbour at noon.",
    "b": "HARBOUR: “the Old\nHarbour” was sold; the ferry was not.",
    "c": "Old ferries rust in harbours.",
    "d": "L’été à Nîmes – 3,5 km, l'ete",
    "e": 'x AND y OR "z" NEAR( *',
}
SEARCHES = {
    "harbour": "ab",
    "Ferry harbour": "ab",
    '"old harbour"': "ab",
    '"harbour old"': "",
    '"the old" ferry': "ab",
    "été": "d",
    "ete": "d",
    "3 5": "d",
    "nîmes": "d",
    "AND": "e",
    '"x and"': "e",
    "NEAR(": "e",
    "harb": "",
    "": "",
    '"': "",
    "*": "",
    "' OR true --": "",
}


@pytest.mark.parametrize("words", SEARCHES)
def test_both_ways_find_the_same(words: str, desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    wanted = sorted(digest(TEXTS[name]) for name in SEARCHES[words])
    query = "SELECT doc_id FROM search(" + "'" + words.replace("'", "''") + "') ORDER BY doc_id"
    with open_sandboxed(desk.warehouse) as database:
        read = [doc_id for (doc_id,) in database.execute(query).fetchall()]
        use_index(database, desk.warehouse, None, tmp_path / "state", lambda _: None)
        indexed = [doc_id for (doc_id,) in database.execute(query).fetchall()]
    assert read == wanted
    assert indexed == wanted


def test_where_no_index_can_be_kept_the_same_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    (tmp_path / "file").touch()
    (tmp_path / "taken" / FILE).mkdir(parents=True)
    for folder in (tmp_path / "file" / "state", tmp_path / "taken"):
        before = sorted(tmp_path.rglob("*"))
        with open_sandboxed(desk.warehouse) as database:
            use_index(database, desk.warehouse, None, folder, lambda _: None)
            found = database.execute("SELECT doc_id FROM search('harbour') ORDER BY doc_id").fetchall()
        assert [doc_id for (doc_id,) in found] == sorted(digest(TEXTS[name]) for name in "ab")
        assert sorted(tmp_path.rglob("*")) == before


def test_more_than_eight_terms_are_refused(desk: Desk) -> None:
    desk.take(TEXTS)
    with open_sandboxed(desk.warehouse) as database, pytest.raises(duckdb.Error, match="eight words"):
        database.execute("FROM search('a b c d e f g h i')").fetchall()


@pytest.mark.slow
def test_the_index_follows_the_snapshots(desk: Desk, tmp_path: Path) -> None:
    first = desk.take({"a": TEXTS["a"], "b": TEXTS["b"]})
    found = []
    desk_steps = [(None, None), (None, {"a": None, "c": "A harbour again"}), (first.number, None)]
    for at, files in desk_steps:
        if files:
            desk.take(files)
        with open_sandboxed(desk.warehouse, at) as database:
            use_index(database, desk.warehouse, at, tmp_path, lambda _: None)
            found.append({d for (d,) in database.execute("SELECT doc_id FROM search('harbour')").fetchall()})
    assert found == [
        {digest(TEXTS["a"]), digest(TEXTS["b"])},
        {digest(TEXTS["b"]), digest("A harbour again")},
        {digest(TEXTS["a"]), digest(TEXTS["b"])},
    ]


def test_a_damaged_index_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    (tmp_path / FILE).write_bytes(b"no database" * 1_000)
    with open_sandboxed(desk.warehouse) as database:
        use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
        assert len(database.execute("FROM search('harbour')").fetchall()) == 2


def test_no_terms_find_nothing(tmp_path: Path) -> None:
    assert find(tmp_path / FILE, []).to_pylist() == []


@pytest.mark.parametrize("word", ["needle", "Needle", "NeeDLE"])
def test_passage_shows_the_word(word: str, desk: Desk) -> None:
    desk.take({"a": "word " * 100 + word + " word" * 100})
    with open_sandboxed(desk.warehouse) as database:
        ((passage,),) = database.execute("SELECT passage FROM search('needle')").fetchall()
    assert word in passage
    assert len(passage) == 160


def test_an_index_that_is_damaged_where_only_a_search_looks_is_made_again(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    path = tmp_path / FILE
    for _ in range(2):
        with open_sandboxed(desk.warehouse) as database:
            use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
            assert database.execute("SELECT count(*) FROM search('harbour')").fetchall() == [(2,)]
        with closing(sqlite3.connect(path)) as index:  # the words are gone, the list of snapshots stays
            index.execute("UPDATE words_data SET block = x'ffffffffffffffff'")
            index.commit()
    with pytest.raises(sqlite3.DatabaseError):
        find(path, ["harbour"])
