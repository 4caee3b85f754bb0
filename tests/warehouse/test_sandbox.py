"""Hostile SQL: no query reads a file outside of the snapshot, writes one, or loads code."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hostile_sql import HOSTILE
from toy_desk import Desk

from warehouse import Warehouse
from warehouse.allow_list import RefusedQueryError, refuse_unless_reading
from warehouse.sandbox import open_sandboxed
from warehouse.store import open_store

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


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A warehouse with a secret beside it, one in its state folder, and a link to the secret."""
    folder = tmp_path_factory.mktemp("confined")
    root, secret = folder / "warehouse", folder / "secret.txt"
    Desk(Warehouse(root)).take({"a": "teh one"})
    (root / "_state").mkdir(exist_ok=True)
    for path in (secret, root / "_state" / "secret.txt"):
        path.write_text("a,secret\n1,2\n")
    (root / "link.txt").symlink_to(secret)
    stored = next(root.glob("_data/articles/*.parquet"))
    return {"secret": secret, "root": root, "out": folder / "out", "stored": stored}


@pytest.fixture(scope="module")
def database(places: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """For queries that are refused, or only read."""
    with open_sandboxed(Warehouse(places["root"])) as opened:
        yield opened


def files(places: dict[str, Path]) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in places["out"].parent.rglob("*") if path.is_file()}


def run(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    hidden = pa.table({"a": ["secret"]})  # what a query could name, were it allowed to
    refuse_unless_reading(database, query)
    return database.execute(query).fetchall() or hidden.to_pylist()


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_refused(query: str, database: duckdb.DuckDBPyConnection, places: dict[str, Path]) -> None:
    before = files(places)
    with pytest.raises((RefusedQueryError, duckdb.Error)):
        run(database, query.format(**places))
    assert files(places) == before


@pytest.mark.slow
@pytest.mark.parametrize("query", [q for q in HOSTILE if "{secret}" in q or "{out}" in q or "{root}" in q])
def test_the_locks_alone_keep_files_safe(query: str, places: dict[str, Path]) -> None:
    before, found = files(places), []
    with open_sandboxed(Warehouse(places["root"])) as database, suppress(duckdb.Error):
        found = database.execute(query.format(**places)).fetchall()
    assert "secret" not in str(found)
    assert files(places) == before


def test_the_locks_hold_in_a_bucket() -> None:
    """Its files are read by a file system of ours, whose other objects no query may reach."""
    warehouse = Warehouse("memory:///confined/warehouse")
    Desk(warehouse).take({"a": "teh one"})
    store, beside = warehouse.store, open_store("memory:///confined")
    for key in ("secret.txt", "_state/secret.txt"):
        store.put(key, b"a,secret\n1,2\n")
    before = (store.list(""), beside.list(""))
    with open_sandboxed(warehouse) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
        for query in (q for q in HOSTILE if "{secret}" in q or "{out}" in q or "{root}" in q):
            places = {
                "secret": f"{store.root}/secret.txt",
                "root": store.root,
                "out": f"{store.root}/out",
                "stored": "x",
            }
            with suppress(duckdb.Error):
                assert "secret" not in str(database.execute(query.format(**places)).fetchall())
    assert (store.list(""), beside.list("")) == before


@pytest.mark.parametrize("query", READING)
def test_what_only_reads_is_run(query: str, database: duckdb.DuckDBPyConnection) -> None:
    refuse_unless_reading(database, query)
    assert database.execute(query).fetchall()


def test_large_sorts_may_still_spill(database: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT count(*) FROM (SELECT range AS n FROM range(100000) ORDER BY hash(n))"
    assert database.execute(query).fetchall() == [(100_000,)]


def test_an_empty_warehouse_is_confined(tmp_path: Path) -> None:
    with open_sandboxed(Warehouse(tmp_path / "none"), compares=True) as database:
        assert database.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM before.articles)"
        ).fetchall() == [(0, 0)]
        with pytest.raises(duckdb.PermissionException):
            database.execute("FROM read_text('/etc/hostname')")


def test_an_older_snapshot_beside_the_newest(desk: Desk) -> None:
    first = desk.take({"a": "teh one"})
    desk.take({"b": "two"})
    with open_sandboxed(desk.warehouse, before=first.number, compares=True) as database:
        query = "SELECT (SELECT count(*) FROM stored.articles), (SELECT count(*) FROM before.articles)"
        assert database.execute(query).fetchall() == [(2, 1)]
