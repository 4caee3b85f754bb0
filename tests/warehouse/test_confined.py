"""Hostile SQL: no query reads a file outside of the snapshot, writes one, or loads code."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from toy_desk import Desk

from warehouse import Warehouse
from warehouse.confined import RefusedQueryError, open_confined, refuse_unless_reading, vocabulary

# {secret}: a file beside the warehouse; {root}: the warehouse; {out}: a path that does not exist.
HOSTILE = (
    "FROM read_text('{secret}')",
    "FROM read_blob('{secret}')",
    "FROM read_csv('{secret}')",
    "FROM read_json('{secret}')",
    "FROM read_parquet('{secret}')",
    "FROM '{secret}'",
    'FROM "{secret}"',
    "SELECT * FROM articles WHERE headline IN (SELECT content FROM read_text('{secret}'))",
    "FROM glob('{root}/../*')",
    "FROM glob('/etc/*')",
    "FROM read_text('{root}/_data/../../secret.txt')",
    "FROM read_text('{root}/_state/secret.txt')",
    "FROM read_text('{root}/link.txt')",
    "FROM read_blob('/proc/self/environ')",
    "FROM sniff_csv('{secret}')",
    "FROM parquet_metadata('{secret}')",
    "FROM read_duckdb('{secret}')",
    "FROM read_text('https://example.org/x.txt')",
    "FROM read_parquet('s3://bucket/x.parquet')",
    "FROM query('SELECT * FROM read_text(''{secret}'')')",
    "FROM query_table('{secret}')",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM read_text(''{secret}'')'))",
    "FROM getenv('HOME')",
    "SELECT getenv('HOME')",
    "FROM hidden",
    "COPY articles TO '{out}'",
    "COPY (SELECT 1) TO '{out}' (FORMAT csv)",
    "COPY (SELECT 1) TO '{root}/_data/x.parquet'",
    "COPY articles FROM '{secret}'",
    "ATTACH '{out}'",
    "ATTACH '{root}/warehouse.duckdb' AS w",
    "EXPORT DATABASE '{out}'",
    "IMPORT DATABASE '{root}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{secret}'",
    "SET enable_external_access = true",
    "SET allowed_paths = ['{secret}']",
    "SET temp_directory = '{out}'",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "PRAGMA enable_logging",
    "PRAGMA database_list",
    "CALL enable_logging(storage = 'file', storage_path = '{out}')",
    "FROM enable_logging(storage = 'file', storage_path = '{out}')",
    "CREATE TABLE t AS SELECT 1",
    "CREATE PERSISTENT SECRET s (TYPE s3)",
    "CREATE VIEW articles AS SELECT 1",
    "INSERT INTO articles SELECT * FROM articles",
    "DELETE FROM articles",
    "UPDATE articles SET headline = 'x'",
    "DROP VIEW articles",
    "ALTER VIEW articles RENAME TO a",
    "EXPLAIN ANALYZE COPY articles TO '{out}'",
    "EXPLAIN ANALYZE DELETE FROM articles",
    "/**/ EXPLAIN ANALYZE COPY articles TO '{out}'",
    "SELECT 1; COPY articles TO '{out}'",
    "PREPARE p AS COPY articles TO '{out}'",
    "EXECUTE p",
    "BEGIN",
    "VACUUM",
    "USE memory",
    "CHECKPOINT",
)
READING = (
    "SELECT count(*) FROM articles",
    "FROM articles LIMIT 1",
    "WITH a AS (SELECT 1 AS n) SELECT * FROM a",
    "DESCRIBE articles",
    "SHOW TABLES",
    "SUMMARIZE articles",
    "VALUES (1)",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "PIVOT articles ON agency USING count(*)",
)


@pytest.fixture
def places(desk: Desk, root: Path, tmp_path: Path) -> dict[str, Path]:
    """A warehouse with a secret beside it, one in its state folder, and a link to the secret."""
    desk.take({"a": "teh one"})
    secret = tmp_path / "secret.txt"
    (root / "_state").mkdir(exist_ok=True)
    for path in (secret, root / "_state" / "secret.txt"):
        path.write_text("a,secret\n1,2\n")
    (root / "link.txt").symlink_to(secret)
    return {"secret": secret, "root": root, "out": tmp_path / "out"}


@pytest.fixture
def database(places: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_confined(Warehouse(places["root"])) as opened:
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    hidden = pa.table({"a": ["secret"]})  # what a query could name, were it allowed to
    refuse_unless_reading(database, query)
    return database.execute(query).fetchall() or hidden.to_pylist()


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_refused(
    query: str, database: duckdb.DuckDBPyConnection, places: dict[str, Path], tmp_path: Path
) -> None:
    before = files(tmp_path)
    with pytest.raises((RefusedQueryError, duckdb.Error)):
        run(database, query.format(**places))
    assert files(tmp_path) == before


@pytest.mark.parametrize("query", [q for q in HOSTILE if "{secret}" in q or "{out}" in q or "{root}" in q])
def test_the_locks_alone_keep_files_safe(
    query: str, database: duckdb.DuckDBPyConnection, places: dict[str, Path], tmp_path: Path
) -> None:
    before = files(tmp_path)
    try:
        found = database.execute(query.format(**places)).fetchall()
    except duckdb.Error:
        found = []
    assert "secret" not in str(found)
    assert files(tmp_path) == before


@pytest.mark.parametrize("query", READING)
def test_what_only_reads_is_run(query: str, database: duckdb.DuckDBPyConnection) -> None:
    refuse_unless_reading(database, query)
    assert database.execute(query).fetchall()


def test_large_sorts_may_still_spill(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    query = "SELECT count(*) FROM (SELECT range AS n FROM range(100000) ORDER BY hash(n))"
    assert database.execute(query).fetchall() == [(100_000,)]


def test_an_empty_warehouse_is_confined(tmp_path: Path) -> None:
    with open_confined(Warehouse(tmp_path / "none"), compares=True) as database:
        assert database.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM before.articles)"
        ).fetchall() == [(0, 0)]
        with pytest.raises(duckdb.PermissionException):
            database.execute("FROM read_text('/etc/hostname')")


def test_an_older_snapshot_beside_the_newest(desk: Desk) -> None:
    first = desk.take({"a": "teh one"})
    desk.take({"b": "two"})
    with open_confined(desk.warehouse, before=first.number, compares=True) as database:
        query = "SELECT (SELECT count(*) FROM stored.articles), (SELECT count(*) FROM before.articles)"
        assert database.execute(query).fetchall() == [(2, 1)]


def test_the_vocabulary_is_what_a_query_can_name(database: duckdb.DuckDBPyConnection) -> None:
    assert {"articles", "dateline_on", "undo", "search", "evidence"} <= set(vocabulary(database))
