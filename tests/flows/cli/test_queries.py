"""Queries read, and only what lies in the warehouse."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.cli.queries import execute
from warehouse import Warehouse
from warehouse.allow_list import RefusedQueryError
from warehouse.sandbox import open_sandboxed


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_sandboxed(Warehouse(tmp_path / "it's a warehouse")) as opened:
        yield opened


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1",
        "select 1;",
        "WITH a AS (SELECT 1) FROM a",
        "FROM articles",
        "VALUES (1)",
        "DESCRIBE articles",
        "SHOW TABLES",
        "SUMMARIZE runs",
        "EXPLAIN SELECT 1",
        "explain analyze FROM articles",
        "PIVOT (SELECT 'a' AS k, 1 AS v) ON k USING sum(v)",
    ],
)
def test_reading_statements_are_answered(database: duckdb.DuckDBPyConnection, query: str) -> None:
    rows = execute(database, query)
    assert rows.names
    assert all(len(row) == len(rows.names) for row in rows.rows)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT 1; SELECT 2",
        "CREATE TABLE a (b INT)",
        "DROP VIEW articles",
        "COPY (SELECT 1) TO 'x.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'x.csv'",
        "EXPLAIN /* so */ ANALYZE CREATE TABLE a (b INT)",
        "ATTACH 'x.duckdb'",
        "SET enable_external_access = true",
        "PRAGMA version",
        "INSTALL httpfs",
        "CALL pragma_version()",
        "PREPARE q AS SELECT 1",
        "EXPORT DATABASE 'x'",
    ],
)
def test_all_other_statements_are_refused(database: duckdb.DuckDBPyConnection, query: str) -> None:
    with pytest.raises((RefusedQueryError, duckdb.ParserException)):
        execute(database, query)


def test_files_outside_cannot_be_read(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for reader in ("read_csv", "read_text", "read_blob", "glob"):
        with pytest.raises(RefusedQueryError, match=f"{reader}.. is refused"):
            list(execute(database, f"SELECT * FROM {reader}('{tmp_path / 'secret.csv'}')").rows)


def test_many_rows_come_in_their_order(database: duckdb.DuckDBPyConnection) -> None:
    assert [n for (n,) in execute(database, "SELECT range FROM range(2500)").rows] == list(range(2500))
