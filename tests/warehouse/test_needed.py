"""Only what a query names is made before it is asked, and it finds what it would find among all."""

import duckdb
import pytest
from toy_desk import Desk

from warehouse.needed import needed
from warehouse.sandbox import open_sandboxed

A, B, C = "CREATE VIEW stored.a AS SELECT 1;", "CREATE VIEW b AS FROM stored.a;", "CREATE MACRO c(x) AS (x + 1);"
SCHEMA = "CREATE SCHEMA stored;"


@pytest.mark.parametrize(
    ("query", "made"),
    [
        ("SELECT 1", []),
        ("FROM stored.a", [A]),
        ("FROM B", [A, B]),
        ('FROM "b"', [A, B]),
        ("SELECT C(2) AS d", [C]),
        ("SELECT 'b'", [A, B]),
        ("SHOW ALL TABLES", [A, B, C]),
        ("FROM duckdb_views()", [A, B, C]),
        ("SELECT showing", []),
    ],
)
def test_a_query_needs_what_it_names_and_what_that_names(query: str, made: list[str]) -> None:
    assert needed([SCHEMA, A, f"{B}\n{C}"], query) == [SCHEMA, *(s for s in [A, f"{B}\n", C] if s.strip() in made)]


@pytest.mark.parametrize("body", ["FROM d -- b c(1)", "SELECT 'b c(1)' FROM d", "SELECT c AS x FROM stored.b"])
def test_a_statement_needs_no_word_that_is_no_name(body: str) -> None:
    wanted = f"CREATE VIEW wanted AS {body};"
    assert needed([A, B, C, wanted], "FROM wanted") == [wanted]


def test_a_macro_works_with_what_it_needs_alone(desk: Desk) -> None:
    desk.take({"a": "teh one"})
    query = "SELECT undo(doc_id) FROM articles"
    with open_sandboxed(desk.warehouse, query=query) as database:
        assert database.sql(query).fetchall() == [("teh one",)]


def test_what_a_query_does_not_name_is_not_there(desk: Desk) -> None:
    with open_sandboxed(desk.warehouse, query="FROM rejects") as database:
        with pytest.raises(duckdb.CatalogException):
            database.sql("FROM quotes")
        assert database.sql("FROM duckdb_columns() WHERE comment IS NOT NULL").fetchall() == []


def test_comments_are_there_for_a_query_that_looks_for_them(desk: Desk) -> None:
    query = "FROM duckdb_columns() WHERE comment IS NOT NULL"
    with open_sandboxed(desk.warehouse, query=query) as database:
        assert database.sql(query).fetchall()
