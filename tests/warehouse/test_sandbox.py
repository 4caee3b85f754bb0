"""Hostile SQL: no query reads a file outside of the snapshot, writes one, or loads code."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hostile_sql import HARMLESS_FUNCTIONS, STATEMENTS, hostile
from toy_desk import Desk

from schemas import TABLES
from warehouse import Warehouse
from warehouse.allow_list import _INTERNAL, _REFUSED_FUNCTIONS, RefusedQueryError, refuse_unless_reading
from warehouse.named_queries import named_queries
from warehouse.sandbox import open_sandboxed, run_as
from warehouse.store import open_store

SECRET = "classified"
CHANGING = "ALTER ATTACH BEGIN CREATE DETACH DROP INSERT DELETE UPDATE SET TRUNCATE USE".split()
PAGES = ("README.md", "warehouse/RECIPES.md", "warehouse/TUTORIAL.md", "flows/OPERATIONS.md")
READING = (
    "SELECT count(*) FROM articles",
    "FROM articles LIMIT 1",
    "WITH a AS (SELECT 1 AS n) SELECT * FROM a",
    "DESCRIBE articles",
    "SHOW TABLES",
    "FROM (SHOW TABLES)",
    "FROM main.articles",
    "FROM memory.main.Articles",
    "FROM stored.edits UNION ALL FROM stored.edits",
    "FROM information_schema.tables",
    "FROM sqlite_master",
    "WITH Latest AS (FROM articles LIMIT 3), n AS (FROM latest) FROM N",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) FROM r",
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
        path.write_text(f"a,secret\n1,{SECRET}\n")
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


def attempt(database: duckdb.DuckDBPyConnection, query: str) -> str:
    """What a query says, in an answer or in an error; the name of a file is no secret, its content is."""
    try:
        answer = database.execute(query)
        return str(answer and answer.fetchmany(1_000))
    except (duckdb.Error, ValueError) as error:
        return str(error)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server that must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def url_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_there_are_enough_hostile_statements(database: duckdb.DuckDBPyConnection) -> None:
    assert len(set(STATEMENTS)) == len(STATEMENTS) >= 200
    assert {f'FROM "{name}"()' for name in ("read_text", "glob", "query", "sniff_csv")} <= set(hostile(database))


def test_the_allow_list_alone_refuses_every_hostile_statement(
    database: duckdb.DuckDBPyConnection, places: dict[str, Path]
) -> None:
    passed = []
    for query in hostile(database):
        with suppress(RefusedQueryError, duckdb.ParserException):
            refuse_unless_reading(database, query.format(**places, url="http://127.0.0.1:1"))
            passed.append(query)
    assert passed == []


@pytest.mark.slow
def test_the_locked_database_alone_keeps_files_and_servers_safe(
    places: dict[str, Path], listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(places["out"].parent)
    before = files(places)
    warehouse = Warehouse(places["root"])
    database = open_sandboxed(warehouse)
    for query in hostile(database):
        said = attempt(database, query.format(**places, url=url_of(listener)))
        if query.partition(" ")[0] in CHANGING:  # what it did to the views must not stop the next one
            database.close()
            database = open_sandboxed(warehouse)
        assert SECRET not in said, query
        assert files(places) == before, query
        with pytest.raises(BlockingIOError):
            listener.accept()
    database.close()


def test_a_variable_of_the_process_is_no_relation(database: duckdb.DuckDBPyConnection) -> None:
    hidden = pa.table({"a": [SECRET]})
    with pytest.raises(duckdb.CatalogException):
        database.execute("FROM hidden")
    assert hidden.num_rows


def test_every_function_with_effects_is_known() -> None:
    """One that a new DuckDB brings is sorted into the refused or the harmless ones."""
    query = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'scalar' AND internal "
    with duckdb.connect() as fresh:
        found = {name for (name,) in fresh.execute(query + "AND stability <> 'CONSISTENT'").fetchall()}
    assert found - _REFUSED_FUNCTIONS == HARMLESS_FUNCTIONS


def test_a_refusal_names_what_is_refused(database: duckdb.DuckDBPyConnection) -> None:
    for query, named in (("FROM read_text('x')", "read_text"), ("WITH d AS (COPY (SELECT 1) TO 'x') FROM d", "COPY")):
        with pytest.raises(RefusedQueryError, match=f"^{named}.* is refused: [^\n]*$"):
            refuse_unless_reading(database, query)


def test_a_mistyped_relation_is_refused_with_a_near_one(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(RefusedQueryError, match=r"^artcles is refused: .*; did you mean articles\?$"):
        refuse_unless_reading(database, "FROM artcles")


def test_every_relation_of_duckdb_is_known_by_its_name() -> None:
    with duckdb.connect() as fresh:
        query = "SELECT view_name FROM duckdb_views() WHERE internal AND schema_name <> 'information_schema'"
        assert [name for (name,) in fresh.execute(query).fetchall() if not _INTERNAL.fullmatch(name)] == []


def test_the_list_of_tables_is_ours_alone(database: duckdb.DuckDBPyConnection) -> None:
    for query in ("SHOW TABLES", " show\n tables ; "):
        assert [name for (name,) in database.execute(run_as(query)).fetchall()] == sorted(TABLES)


@pytest.mark.parametrize("folder", ["reports", "checks", "invariants"])
def test_our_own_queries_are_allowed(folder: str, database: duckdb.DuckDBPyConnection) -> None:
    for question in named_queries(folder).values():
        refuse_unless_reading(database, question.sql)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_queries_of_our_pages_are_allowed(page: str, database: duckdb.DuckDBPyConnection) -> None:
    text = (Path(__file__).parents[2] / page).read_text("utf-8")
    typed = re.findall(r'copydesk sql "((?:[^"\\…]|\\.)+)"', text)
    for query in re.findall(r"```sql\n(.*?)```", text, re.DOTALL) + [query.replace('\\"', '"') for query in typed]:
        refuse_unless_reading(database, query)


def test_the_locks_hold_in_a_bucket() -> None:
    """Its files are read by a file system of ours, whose other objects no query may reach."""
    warehouse = Warehouse("memory:///confined/warehouse")
    Desk(warehouse).take({"a": "teh one"})
    store, beside = warehouse.store, open_store("memory:///confined")
    for key in ("secret.txt", "_state/secret.txt"):
        store.put(key, f"a,secret\n1,{SECRET}\n".encode())
    (stored, *_) = store.list("_data/articles/")
    before = (store.list(""), beside.list(""))
    with open_sandboxed(warehouse) as database:
        assert database.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
        places = {"secret": f"{store.root}/secret.txt", "root": store.root, "out": f"{store.root}/out"}
        for query in hostile(database):
            said = attempt(database, query.format(**places, stored=f"{store.root}/{stored}", url="http://127.0.0.1:1"))
            assert SECRET not in said, query
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


def test_our_own_queries_read_the_files_of_their_snapshot_and_no_others(places: dict[str, Path]) -> None:
    with open_sandboxed(Warehouse(places["root"]), is_ours=True) as database:
        assert database.execute("SELECT count(*) > 0 FROM articles").fetchall() == [(True,)]
        for query in ("FROM read_text('/etc/hostname')", f"COPY (SELECT 1) TO '{places['out']}'"):
            with pytest.raises(duckdb.PermissionException):
                database.execute(query)
