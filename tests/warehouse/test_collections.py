"""A collection's source language is pooled from its documents' votes, and null unless they clearly agree."""

from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, Rows

from warehouse import Warehouse, catalog

VIEW = Path(catalog.HERE, "views", "collections.sql").read_text("utf-8")
FRENCH = [("fr", "CAL001"), ("fr", "RES007"), ("fr", "CAL001")]
Told = dict[str, list[tuple[str, str]]]


def pooled(told: Told, language: str = "en") -> list[tuple[object, ...]]:
    """Run the view on documents of one collection that tell these languages by these rules."""
    facts = [(doc_id, "source_language_inferred", *vote) for doc_id, votes in told.items() for vote in votes]
    facts += [(doc_id, "source_language_inferred", None, None) for doc_id, votes in told.items() if not votes]
    with duckdb.connect() as database:
        database.execute("""
            CREATE SCHEMA stored;
            CREATE TABLE current_documents (collection VARCHAR, doc_id VARCHAR);
            CREATE TABLE stored.articles (doc_id VARCHAR, language VARCHAR);
            CREATE TABLE stored.facts (doc_id VARCHAR, field VARCHAR, value VARCHAR, form VARCHAR);
        """)
        # One content may lie in two files.
        database.executemany("INSERT INTO current_documents VALUES ('wire', ?)", [[d] for d in (*told, *told)])
        database.executemany("INSERT INTO stored.articles VALUES (?, ?)", [[d, language] for d in told])
        database.executemany("INSERT INTO stored.facts VALUES (?, ?, ?, ?)", facts)
        return database.sql(VIEW).fetchall()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"a": FRENCH, "b": [], "c": []}, (3, 3, 1, "fr")),
        ({"a": [("fr", "CAL001 RES007")], "b": [], "c": []}, (3, 3, 1, "fr")),
        ({"a": [], "b": []}, (2, 2, 0, None)),
        ({"a": [("fr", "CAL001")], "b": [("fr", "CAL001")]}, (2, 2, 2, None)),
        ({"a": [("fr", "CAL001")], "b": [("fr", "RES007")]}, (2, 2, 2, "fr")),
        ({"a": FRENCH, "b": [("de", "CAL059")]}, (2, 2, 2, None)),
        ({"a": FRENCH, "b": FRENCH, "c": [("de", "CAL059")]}, (3, 3, 3, "fr")),
        ({"a": FRENCH} | {f"b{n}": [] for n in range(100)}, (101, 101, 1, None)),
    ],
)
def test_two_rules_must_agree_and_be_ahead(told: Told, expected: tuple[object, ...]) -> None:
    ((collection, *figures, _),) = pooled(told)
    assert (collection, tuple(figures)) == ("wire", expected)


def test_votes_are_counted_by_language_and_rule() -> None:
    ((*_, votes),) = pooled({"a": FRENCH, "b": [("de", "CAL059"), ("fr", "RES007")]})
    assert [tuple(vote.values()) for vote in votes] == [("fr", "RES007", 2), ("de", "CAL059", 1), ("fr", "CAL001", 1)]


def test_other_languages_have_no_vote() -> None:
    assert pooled({"a": FRENCH}, "fr") == [("wire", 1, 0, 0, None, [])]


def test_the_relation_is_there(desk: Desk, root: Path, rows: Rows) -> None:
    assert rows(Warehouse(root), "SELECT * FROM collections") == []
    desk.take({"a": "teh first"})
    assert rows(desk.warehouse, "SELECT * FROM collections") == [("wire", 1, 0, 0, None, [])]
