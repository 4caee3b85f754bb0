"""Exports that DuckDB writes itself: Parquet and CSV, one file for each relation."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from schemas import Column, Table
from warehouse.catalog import identifier, literal
from warehouse.export.cells import flat, is_text, live
from warehouse.export.package import Resource
from warehouse.formula import escaped_formula

BOM = "\ufeff"  # by which a spreadsheet recognises UTF-8


def write_parquet(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as one Parquet file, with its types."""
    return [_parquet(database, folder, table) for table in tables]


def write_csv(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as one CSV file for a spreadsheet: UTF-8 with BOM, flat cells, formulas escaped."""
    return [_csv(database, folder, table) for table in tables]


def _parquet(database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> Resource:
    path = f"{table.name}.parquet"
    query = f"SELECT * FROM {live(table)}"
    rows = _copy(database, query, folder / path, "FORMAT parquet, COMPRESSION zstd")
    return Resource(table.name, (path,), "application/vnd.apache.parquet", rows, table)


def _csv(database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> Resource:
    path = f"{table.name}.csv"
    names = [column.name for column in table.shown]
    headings = [BOM + names[0], *names[1:]]
    cells = ", ".join(f"{_cell(c)} AS {identifier(h)}" for c, h in zip(table.shown, headings, strict=True))
    rows = _copy(database, f"SELECT {cells} FROM {live(table)}", folder / path, "FORMAT csv, HEADER")
    return Resource(table.name, (path,), "text/csv", rows, table)


def _cell(column: Column) -> str:
    return escaped_formula(flat(column)) if is_text(column) else flat(column)


def _copy(database: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> int:
    ((rows,),) = database.execute(f"COPY ({query}) TO {literal(str(path))} ({options})").fetchall()
    return int(rows)
