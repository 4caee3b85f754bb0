"""From a snapshot to its SQL: a schema of stored rows, and the relations that people query."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import TABLES, Lifetime, Table
from schemas.articles import CORRECTABLE
from schemas.sql_types import sql_type
from warehouse.needed import needed
from warehouse.snapshot import RETIRED, DataFile, Snapshot
from warehouse.store import let_read

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).parent
FUNCTIONS = ("functions.sql", "versions.sql")
MACROS = ("macros.sql", "revisions.sql")
STORED = tuple(table for table in TABLES.values() if table.lifetime is not Lifetime.VIEW)
DECIDED = "decided_articles"
Scan = Callable[[Sequence[DataFile], Mapping[str, str]], str]
RETIRED_COLUMNS = {"doc_id": "VARCHAR", "_commit": "BIGINT", "scope": "VARCHAR"}


def columns_of(table: Table) -> dict[str, str]:
    """SQL types of a table's stored columns, by name, in order."""
    return {column.name: sql_type(column.type) for column in table.stored}


def open_memory(root: str) -> "duckdb.DuckDBPyConnection":
    """An empty database in memory that can read a root; without progress bars, with times in UTC."""
    import duckdb  # noqa: PLC0415 - 40 ms, and a run with nothing to do makes no query

    # By default a database in memory spills to `.tmp` in the working folder, which may belong to someone else.
    spill = Path(tempfile.gettempdir()) / f"copydesk-{os.getpid()}"
    database = duckdb.connect(config={"temp_directory": str(spill)})
    database.execute("SET enable_progress_bar = false; SET TimeZone = 'UTC'").fetchall()
    # DuckDB estimates a `read_parquet` with a schema as one row. In a join with a thousand known rows it would
    # therefore
    # hold the rows of the files in memory, perhaps a gigabyte. In our joins the right side is the small one.
    database.execute("SET disabled_optimizers = 'build_side_probe_side'").fetchall()
    let_read(database, root)
    return database


@contextmanager
def scratch(database: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Attach an empty catalog to a database for the block; it is detached at the end."""
    database.execute("ATTACH ':memory:' AS scratch; USE scratch").fetchall()
    yield
    database.execute("USE memory; DETACH scratch").fetchall()


def script(
    snapshot: Snapshot,
    root: str,
    only: str = "",
    scan: Scan | None = None,
    query: str | None = None,
    *,
    has_comments: bool = True,
) -> str:
    """All statements that create the relations of a snapshot in an empty database, as one text.

    `only` is a condition on doc_id that limits articles, documents and all rows that belong to them. `scan` is how
    files are read, see `stored_views`. With a `query`, only what it needs is created. The comments on relations and
    columns take a fifth of the time.
    """
    statements = [
        f"-- Snapshot {snapshot.number} of the warehouse at {' '.join(root.split())}, made by {snapshot.writer}",
        *stored_views(snapshot, root, STORED, only=only, scan=scan),
        *relations(is_corrected=bool(snapshot.of("corrections")), has_comments=has_comments),
    ]
    return "\n".join(statements if query is None else needed(statements, query))


def relations(*, is_corrected: bool, has_comments: bool = True) -> list[str]:
    """Statements that create what people query from the stored views; it depends on whether any value was corrected."""
    return [
        *((HERE / name).read_text("utf-8") for name in FUNCTIONS),
        *_views(is_corrected=is_corrected),
        *(_comments() if has_comments else ()),
        *((HERE / name).read_text("utf-8") for name in MACROS),
    ]


def stored_views(
    snapshot: Snapshot,
    root: str,
    tables: Iterable[Table],
    *,
    schema: str = "stored",
    only: str = "",
    scan: Scan | None = None,
) -> list[str]:
    """Statements that create a schema with one view for each table: its stored columns, live rows only.

    `scan` makes a FROM item for files and their columns; by default DuckDB reads the files at the root.
    """
    scan = scan or partial(parquet_scan, root)
    statements = [
        f"CREATE SCHEMA {schema};",
        f"CREATE VIEW {schema}.{RETIRED} AS SELECT * FROM {scan(snapshot.retired, RETIRED_COLUMNS)};",
    ]
    for table in tables:
        columns = columns_of(table)
        rows = live_rows(snapshot, table, columns, scan, schema=schema)
        if only and "_commit" in columns:
            rows = f"SELECT * FROM ({rows}) WHERE {only}"
        statements.append(f"CREATE VIEW {schema}.{table.name} AS {rows};")
    return statements


def live_rows(
    snapshot: Snapshot, table: Table, columns: Mapping[str, str], scan: Scan, *, schema: str = "stored"
) -> str:
    """A query for the live rows of a table; it reads the relation `_retired` of the schema."""
    files = snapshot.of(table.name)
    mixed = with_dead_rows(snapshot, files) if "_commit" in columns else []
    whole = [file for file in files if file not in mixed]
    selects = []
    if whole or not mixed:
        selects.append(f"SELECT * FROM {scan(whole, columns)}")
    if mixed:
        selects.append(
            f"SELECT file.* FROM {scan(mixed, columns)} AS file ANTI JOIN {schema}.{RETIRED} AS retired "
            f"ON file.doc_id = retired.doc_id AND file._commit = retired._commit "
            f"AND retired.scope = {literal(scope_of(table))}"
        )
    return " UNION ALL ".join(selects)


def scope_of(table: Table) -> str:
    """The condition for retired versions that concern the rows of a table."""
    return "documents" if table.name == "documents" else "refined"


def with_dead_rows(snapshot: Snapshot, files: Sequence[DataFile]) -> list[DataFile]:
    """Files that may have a dead row. A file of too many commits to list always may."""
    if not snapshot.retired:
        return []
    retired = snapshot.retired_commits
    return [f for f in files if retired is None or f.commits is None or not retired.isdisjoint(f.commits)]


def parquet_scan(root: str, files: Sequence[DataFile], columns: Mapping[str, str]) -> str:
    """A FROM item with exactly these columns of the files; a column that a file lacks is null."""
    if not files:
        return no_rows(columns)
    # With the variable, a warehouse can be read after it was moved.
    base = f"coalesce(getvariable('warehouse_root'), {literal(root)})"
    paths = ", ".join(f"{base} || {literal('/' + file.path)}" for file in files)
    fields = ", ".join(
        f"{literal(name)}: {{name: {literal(name)}, type: {literal(sql)}, default_value: NULL}}"
        for name, sql in columns.items()
    )
    # A folder named like `a=b` above the warehouse must not become a column.
    return f"read_parquet([{paths}], hive_partitioning = false, schema = MAP {{{fields}}})"


def no_rows(columns: Mapping[str, str]) -> str:
    """A FROM item with these columns and no rows."""
    nulls = ", ".join(f"NULL::{sql} AS {identifier(name)}" for name, sql in columns.items())
    return f"(SELECT {nulls} WHERE false)"


@cache
def _views(*, is_corrected: bool) -> tuple[str, ...]:
    """Statements that create the views for users.

    Views that are not a table of `schemas` come first: the relations may use them.
    """
    bodies = {path.stem: path.read_text("utf-8").strip().rstrip(";") for path in sorted(HERE.glob("views/*.sql"))}
    statements = [f"CREATE VIEW {name} AS\n{body};" for name, body in bodies.items() if name not in TABLES]
    statements.append(f"CREATE VIEW {DECIDED} AS\n{_decided_articles() if is_corrected else 'FROM stored.articles'};")
    for table in TABLES.values():
        body = bodies.get(table.name, f"SELECT * FROM stored.{table.name}")
        shown = ", ".join(identifier(column.name) for column in table.shown)
        statements.append(f"CREATE VIEW {table.name} AS SELECT {shown} FROM (\n{body}\n);")
    return tuple(statements)


def view_names() -> list[str]:
    """Names of the views that a query can read, besides those of `schemas`."""
    return [DECIDED, *(path.stem for path in HERE.glob("views/*.sql"))]


def _decided_articles() -> str:
    """A query for the stored articles, with corrected values in place of the extracted ones."""
    values = ",\n".join(f"decided(human, {literal(name)}, {identifier(name)}) AS {name}" for name in CORRECTABLE)
    rows = "stored.articles LEFT JOIN human_values USING (doc_id)"
    return f"SELECT * EXCLUDE (human) REPLACE (\n{values}\n)\nFROM {rows}"


def queryable_names() -> list[str]:
    """Names that a query can use: relations, their columns, and macros."""
    text = "".join((HERE / name).read_text("utf-8") for name in (*FUNCTIONS, *MACROS))
    columns = (column.name for table in TABLES.values() for column in table.shown)
    return sorted({*TABLES, *columns, *re.findall(r"CREATE MACRO (\w+)", text)})


@cache
def _comments() -> tuple[str, ...]:
    """Statements that describe the relations and their columns."""
    statements = []
    for table in TABLES.values():
        statements.append(f"COMMENT ON VIEW {table.name} IS {literal('A row is ' + table.grain + '.')};")
        for column in table.shown:
            name = f"{table.name}.{identifier(column.name)}"
            statements.append(f"COMMENT ON COLUMN {name} IS {literal(column.description)};")
    return tuple(statements)


def identifier(name: str) -> str:
    """A name quoted for SQL."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def literal(text: str) -> str:
    """A string quoted for SQL."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
