"""The query sandbox: a database that only reads, without access to any file, not even those of its snapshot."""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import partial

import duckdb
import pyarrow as pa

from schemas import TABLES
from schemas.sql_types import sql_type
from warehouse.catalog import STORED, Scan, literal, no_rows, open_memory, parquet_scan, script, stored_views
from warehouse.needed import shows_catalog
from warehouse.snapshot import EMPTY, DataFile
from warehouse.store import Store
from warehouse.warehouse import Warehouse

_LOCKS = (
    "SET python_enable_replacements = false",  # otherwise a query could read any variable of this process
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_persistent_secrets = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_SHOW_TABLES = re.compile(r"\s*show\s+tables[\s;]*", re.IGNORECASE)
_ARROW_TYPES = {sql_type(column.type): column.type for table in STORED for column in table.stored}


def open_sandboxed(
    warehouse: Warehouse,
    at: int | None = None,
    before: int | None = None,
    *,
    compares: bool = False,
    query: str | None = None,
    memory_bytes: int | None = None,
    is_ours: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Open the newest snapshot, or number `at`, so that no query can read a file outside of it, or write one.

    A user's query gets no path to any file. If all queries are our own (`is_ours`) and a user gives only values, DuckDB
    reads the files of the snapshot, and no other files, by itself. This halves the CPU time.

    With `compares`, the schema `before` has the stored rows of an older one: of number `before`, or of the snapshot's
    parent. With a `query`, only the relations and macros that it needs are created, in a third of the time, and their
    comments only if it reads the catalog. DuckDB plans with `memory_bytes`, and spills at most as much; the size of a
    single value is limited only by that of the process. Raises UnknownSnapshotError if there is no such snapshot.
    """
    shown = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    if at is not None:
        warehouse.refuse_lost(shown)
    store = warehouse.store
    database = open_memory(store.root)
    database.execute("RESET disabled_optimizers").fetchall()  # user queries keep DuckDB's own optimizer
    scan = partial(parquet_scan, store.root) if is_ours else dataset_scan(database, store)
    has_comments = query is not None and shows_catalog(query)
    database.execute(script(shown, store.root, scan=scan, query=query, has_comments=has_comments)).fetchall()
    older = EMPTY
    if compares:
        number = before if before is not None else shown.parent
        older = warehouse.snapshot(number) if number else EMPTY
        for statement in stored_views(older, store.root, STORED, schema="before", scan=scan):
            database.execute(statement).fetchall()
    if is_ours:
        paths = {f"{store.root}/{file.path}" for file in (*shown.all_files, *older.all_files)}
        database.execute(f"SET allowed_paths = [{', '.join(map(literal, sorted(paths)))}]").fetchall()
    if memory_bytes is not None:
        for limit in ("memory_limit", "max_temp_directory_size"):
            database.execute(f"SET {limit} = '{memory_bytes}B'").fetchall()
    for lock in _LOCKS:
        database.execute(lock).fetchall()
    return database


def run_as(query: str) -> str:
    """The query to run instead of a given one: `SHOW TABLES` would also list the datasets."""
    if not _SHOW_TABLES.fullmatch(query):
        return query
    return f"SELECT unnest([{', '.join(map(literal, sorted(TABLES)))}]) AS name"


def dataset_scan(database: duckdb.DuckDBPyConnection, store: Store) -> Scan:
    """The way an open database reads files that Arrow opened: by the names of datasets, without paths."""
    numbers = itertools.count(1)

    def scan(files: Sequence[DataFile], columns: Mapping[str, str]) -> str:
        if not files:
            return no_rows(columns)
        name = f"_files_{next(numbers)}"
        schema = pa.schema([(column, _ARROW_TYPES[kind]) for column, kind in columns.items()])
        database.register(name, store.dataset([file.path for file in files], schema))
        return name

    return scan
