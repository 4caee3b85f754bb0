"""A database for anybody's questions: it only reads, and it reaches no file but those of one snapshot."""

import duckdb

from schemas import TABLES, Lifetime
from warehouse.catalog import literal, stored_views
from warehouse.snapshot import EMPTY, Snapshot
from warehouse.warehouse import Warehouse

_LOCKS = (
    "SET python_enable_replacements = false",  # or a query could name any variable of this process
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_persistent_secrets = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def open_sandboxed(
    warehouse: Warehouse, at: int | None = None, before: int | None = None, *, compares: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open the newest snapshot, or number `at`, such that no query reaches a file outside of it, or writes one.

    Where `compares` is set, the schema `before` holds the stored rows of an older one: of number `before`, or of the
    snapshot's parent. Raises FileNotFoundError where there is no such snapshot.
    """
    shown = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    database = warehouse.connect(shown.number or None)
    snapshots = [shown]
    if compares:
        older = before if before is not None else shown.parent
        snapshots.append(warehouse.snapshot(older) if older else EMPTY)
        tables = [table for table in TABLES.values() if table.lifetime is not Lifetime.VIEW]
        for statement in stored_views(snapshots[1], warehouse.store.root, tables, schema="before"):
            database.execute(statement).fetchall()
    paths = ", ".join(literal(path) for snapshot in snapshots for path in _paths(snapshot, warehouse.store.root))
    for lock in (f"SET allowed_paths = [{paths}]", *_LOCKS):
        database.execute(lock).fetchall()
    return database


def _paths(snapshot: Snapshot, root: str) -> list[str]:
    files = [file for files in (*snapshot.files.values(), snapshot.retired) for file in files]
    return [f"{root}/{file.path}" for file in files]


def vocabulary(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Names that a query can use: relations, their columns, and macros."""
    query = """
        SELECT table_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
        UNION SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal
        UNION SELECT function_name FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal
        ORDER BY ALL
    """
    return [name for (name,) in database.execute(query).fetchall()]
