"""Full text search: by the index and by reading every body, with the same result."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, digest

from warehouse.catalog import literal
from warehouse.sandbox import open_sandboxed
from warehouse.search import use_index
from warehouse.word_index import FILE, find_versions

TEXTS = {
    "a": "The ferry left the old harbour at noon.",
    "b": "HARBOUR: “the Old\nHarbour” was sold; the ferry was not.",
    "c": "Old ferries rust in harbours.",
    "d": "L’été à Nîmes – 3,5 km, l'ete",
    "e": 'x AND y OR "z" NEAR( *',
}
PLAIN = {
    "harbour": "ab",
    "Ferry harbour": "ab",
    '"old harbour"': "ab",
    '"harbour old"': "",
    '"the old" ferry': "ab",
    "été": "d",
    "ete": "d",
    "3,5": "d",
    "3 5": "d",
    "l'ete": "d",
    "NIMES": "d",
    "nîmes": "d",
    '"AND"': "e",
    '"x and"': "e",
    "harb": "",
    "": "",
}
GRAMMAR = {
    "ferry OR ferries": "abc",
    "old NOT ferry": "c",
    "harb*": "abc",
    "(ferry OR rust) AND harbours": "c",
    "NEAR(old noon, 1)": "",
    "NEAR(old noon, 2)": "a",
    "nim* OR rust": "cd",
    "body : rust": "c",
    "headline : rust": "",
    "ferry's OR rust": "c",
    "' OR true --": "",
}
STEMS = {"ferry": "abc", "selling": "", "rusting": "c", '"old harbours"': "ab"}
WRONG = {
    **dict.fromkeys(("NEAR(", "ferry OR", "(ferry"), "something is missing at the end"),
    **dict.fromkeys(('"', "*", "author : ferry"), ""),
    "(" + "ferry " * 99: r"\(ferry ferry.{40,60}…",
}


def found(database: duckdb.DuckDBPyConnection, words: str, more: str = "") -> list[str]:
    """Names of the texts that a search finds."""
    names = {digest(text): name for name, text in TEXTS.items()}
    rows = database.execute(f"SELECT doc_id FROM search({literal(words)}{more})").fetchall()
    return sorted(names[doc_id] for (doc_id,) in rows)


def test_words_and_phrases_find_the_same_with_and_without_an_index(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    with open_sandboxed(desk.warehouse) as database:
        read = {words: found(database, words) for words in PLAIN}
        use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
        indexed = {words: found(database, words) for words in PLAIN}
    assert read == indexed == {words: list(names) for words, names in PLAIN.items()}


def test_the_index_takes_the_grammar_of_fts5(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    with open_sandboxed(desk.warehouse) as database:
        for words in ("ferry OR rust", "harb*", "NEAR(a b)", "(ferry)"):
            with pytest.raises(duckdb.Error, match="without an index"):
                found(database, words)
        use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
        assert {words: found(database, words) for words in GRAMMAR} == {w: list(n) for w, n in GRAMMAR.items()}
        more = ", stemmed := true"
        assert {words: found(database, words, more) for words in STEMS} == {w: list(n) for w, n in STEMS.items()}
        for words, why in WRONG.items():
            with pytest.raises(duckdb.Error, match=f"{why}.*are understood"):
                found(database, words)


def test_the_best_come_first_with_their_passages(desk: Desk, tmp_path: Path) -> None:
    desk.take({"much": "Flood after flood: the flood won.", "little": "A flood came. " + "It rained for days. " * 30})
    with open_sandboxed(desk.warehouse) as database:
        use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
        rows = database.execute("SELECT uri, passage FROM search('FLOOD', passages := 1)").fetchall()
    assert rows == [("much", "[[Flood]] after [[flood]]: the [[flood]] won."), ("little", None)]


def test_words_that_no_text_has_are_named_with_their_neighbours(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    said: list[str] = []
    with open_sandboxed(desk.warehouse) as database:
        use_index(database, desk.warehouse, None, tmp_path, said.append)
        assert found(database, 'harbor OR "old ferrx" NOT body : zz* OR NEAR(noon left, 77)') == ["a"]
    assert said == [
        "No text has the word ferrx; similar words: ferry.",
        "No text has the word harbor; similar words: harbour, harbours.",
        "No text has the word zz*.",
    ]


def test_at_most_three_similar_words_are_named(desk: Desk, tmp_path: Path) -> None:
    desk.take({"a": "The light lighted lighter lights."})
    said: list[str] = []
    with open_sandboxed(desk.warehouse) as database:
        use_index(database, desk.warehouse, None, tmp_path, said.append)
        found(database, "lightx")
    assert said == ["No text has the word lightx; similar words: light, lights, lighter."]


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


def test_an_index_of_an_older_version_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.take(TEXTS)
    with closing(sqlite3.connect(tmp_path / FILE)) as index:
        index.execute("CREATE TABLE snapshots (commit_id INTEGER PRIMARY KEY)")
    with open_sandboxed(desk.warehouse) as database:
        use_index(database, desk.warehouse, None, tmp_path, lambda _: None)
        assert found(database, "harbour") == ["a", "b"]


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
        find_versions(path, "harbour")
