"""From a snapshot to the SQL that shows it: one schema of stored rows, and on top the relations that people query."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import TABLES, Column, Lifetime, Table
from warehouse.snapshot import RETIRED, DataFile, Snapshot

HERE = Path(__file__).parent
RETIRED_COLUMNS = {"doc_id": "VARCHAR", "_commit": "BIGINT", "scope": "VARCHAR"}

_SCALARS = {
    pa.string(): "VARCHAR",
    pa.binary(): "BLOB",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
}


def sql_type(arrow: pa.DataType) -> str:
    """DuckDB's name of an Arrow type; KeyError for one that no table has used yet."""
    if pa.types.is_list(arrow):
        return f"{sql_type(arrow.value_type)}[]"
    if pa.types.is_map(arrow):
        return f"MAP({sql_type(arrow.key_type)}, {sql_type(arrow.item_type)})"
    if pa.types.is_struct(arrow):
        fields = ", ".join(f"{identifier(field.name)} {sql_type(field.type)}" for field in arrow)
        return f"STRUCT({fields})"
    return _SCALARS[arrow]


def columns_of(table: Table) -> dict[str, str]:
    """SQL types of a table's stored columns, by name, in order."""
    return {column.name: sql_type(column.type) for column in table.stored}


def open_memory() -> duckdb.DuckDBPyConnection:
    """An empty database in memory: no progress bar in captured output, instants in UTC."""
    # By default a database in memory spills to `.tmp` in the working folder, which may be anybody's.
    spill = Path(tempfile.gettempdir()) / f"copydesk-{os.getpid()}"
    database = duckdb.connect(config={"temp_directory": str(spill)})
    database.execute("SET enable_progress_bar = false; SET TimeZone = 'UTC'").fetchall()
    return database


def script(snapshot: Snapshot, root: str) -> str:
    """All statements that make an empty database show the snapshot, as one text."""
    statements = [
        f"-- Snapshot {snapshot.number} of the warehouse at {' '.join(root.split())}, made by {snapshot.writer}",
        *stored_views(snapshot, root, [table for table in TABLES.values() if table.lifetime is not Lifetime.VIEW]),
        *_relations(),
        (HERE / "macros.sql").read_text("utf-8"),
    ]
    return "\n".join(statements)


def stored_views(snapshot: Snapshot, root: str, tables: Iterable[Table], schema: str = "stored") -> list[str]:
    """Statements for a schema with one view per table: its stored columns, live rows only."""
    retired = f"SELECT * FROM {_scan(snapshot.retired, RETIRED_COLUMNS, root)}"
    return [
        f"CREATE SCHEMA {schema};",
        f"CREATE VIEW {schema}.{RETIRED} AS {retired};",
        *(f"CREATE VIEW {schema}.{t.name} AS {_live_rows(snapshot, t, root, schema)};" for t in tables),
    ]


def _live_rows(snapshot: Snapshot, table: Table, root: str, schema: str) -> str:
    columns = columns_of(table)
    files = snapshot.of(table.name)
    scope = "documents" if table.name == "documents" else "refined"
    mixed = _with_dead_rows(snapshot, files) if "_commit" in columns else []
    whole = [file for file in files if file not in mixed]
    selects = []
    if whole or not mixed:
        selects.append(f"SELECT * FROM {_scan(whole, columns, root)}")
    if mixed:
        selects.append(
            f"SELECT file.* FROM {_scan(mixed, columns, root)} AS file ANTI JOIN {schema}.{RETIRED} AS retired "
            f"ON file.doc_id = retired.doc_id AND file._commit = retired._commit AND retired.scope = '{scope}'"
        )
    return " UNION ALL ".join(selects)


def _with_dead_rows(snapshot: Snapshot, files: Sequence[DataFile]) -> list[DataFile]:
    """Files that may hold a dead row. A file of many commits always may: its range of commits proves nothing."""
    if not snapshot.retired:
        return []
    retired = snapshot.retired_commits
    return [f for f in files if retired is None or f.commits is None or not retired.isdisjoint(f.commits)]


def _scan(files: Sequence[DataFile], columns: Mapping[str, str], root: str) -> str:
    """A FROM item with exactly these columns; one that a file lacks is null there."""
    if not files:
        nulls = ", ".join(f"NULL::{sql} AS {identifier(name)}" for name, sql in columns.items())
        return f"(SELECT {nulls} WHERE false)"
    # The variable lets a warehouse that was moved be read where it is now.
    base = f"coalesce(getvariable('warehouse_root'), {literal(root)})"
    paths = ", ".join(f"{base} || {literal('/' + file.path)}" for file in files)
    fields = ", ".join(
        f"{literal(name)}: {{name: {literal(name)}, type: {literal(sql)}, default_value: NULL}}"
        for name, sql in columns.items()
    )
    # A folder named like `a=b` above the warehouse must not become a column.
    return f"read_parquet([{paths}], hive_partitioning = false, schema = MAP {{{fields}}})"


@cache
def _relations() -> tuple[str, ...]:
    """Statements for the relations people query; the same for every snapshot."""
    bodies = {path.stem: path.read_text("utf-8").strip().rstrip(";") for path in sorted(HERE.glob("views/*.sql"))}
    statements = []
    for table in TABLES.values():
        body = bodies.pop(table.name, f"SELECT * FROM stored.{table.name}")
        shown = ", ".join(identifier(column.name) for column in table.shown)
        statements.append(f"CREATE VIEW {table.name} AS SELECT {shown} FROM (\n{body}\n);")
        statements += _comments(table.name, table.grain, table.shown)
    statements += [f"CREATE VIEW {name} AS\n{body};" for name, body in bodies.items()]
    return tuple(statements)


def _comments(view: str, grain: str, columns: Iterable[Column]) -> list[str]:
    return [
        f"COMMENT ON VIEW {view} IS {literal('A row is ' + grain + '.')};",
        *(f"COMMENT ON COLUMN {view}.{identifier(c.name)} IS {literal(c.description)};" for c in columns),
    ]


def identifier(name: str) -> str:
    """A name quoted for SQL."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def literal(text: str) -> str:
    """A string quoted for SQL."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
