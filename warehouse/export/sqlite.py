"""Exports one SQLite file for Datasette: a table for each relation, with keys and a full-text search of articles."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import Column, Table
from warehouse.catalog import identifier
from warehouse.export.cells import flat, is_text, live
from warehouse.export.package import Resource

FILE = "copydesk.sqlite"
ROWS_AT_ONCE = 5_000


def write_sqlite(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write all relations into one file; times are texts in ISO 8601, lists are JSON."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("BEGIN")
        rows = sum(_write(database, file, table) for table in tables)
        file.execute("COMMIT")
        file.execute("ANALYZE")
    return [Resource("database", (FILE,), "application/vnd.sqlite3", rows, title="An SQLite file, a table a relation")]


def _write(database: duckdb.DuckDBPyConnection, file: sqlite3.Connection, table: Table) -> int:
    columns, name = table.shown, identifier(table.name)
    declared = ", ".join(f"{identifier(column.name)} {_type(column)}" for column in columns)
    key = f", PRIMARY KEY ({', '.join(map(identifier, table.key))})" if table.key else ""
    required = {column.name for column in columns if column.required}
    # The rows are in the order of their key, which is not stored twice.
    kept = " WITHOUT ROWID" if len(table.key) > 1 and required.issuperset(table.key) else ""
    file.execute(f"CREATE TABLE {name} ({declared}{key}){kept}")
    given = database.sql(f"SELECT {', '.join(map(_cell, columns))} FROM {live(table)}")
    insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"
    count = 0
    for batch in given.to_arrow_reader(ROWS_AT_ONCE):
        count += file.executemany(insert, zip(*(c.to_pylist() for c in batch.columns), strict=True)).rowcount
    names = {column.name for column in columns}
    if "doc_id" in names and table.key[:1] != ("doc_id",):
        file.execute(f"CREATE INDEX {identifier(f'{table.name}_doc_id')} ON {name} (doc_id)")
    if {"headline", "body"} <= names:
        made = identifier(f"{table.name}_fts")
        file.execute(
            f"CREATE VIRTUAL TABLE {made} USING fts5(headline, body, content={name}, "
            "tokenize = 'unicode61 remove_diacritics 2')"
        )
        file.execute(f"INSERT INTO {made} ({made}) VALUES ('rebuild')")
    return count


def _cell(column: Column) -> str:
    name, kind = identifier(column.name), column.type
    if pa.types.is_nested(kind):
        return f"to_json({name})::VARCHAR AS {name}"
    if pa.types.is_date(kind):
        return f"{name}::VARCHAR AS {name}"
    return f"{flat(column)} AS {name}"


def _type(column: Column) -> str:
    if is_text(column) or pa.types.is_date(column.type):
        return "TEXT"
    return "REAL" if pa.types.is_floating(column.type) else "INTEGER"
