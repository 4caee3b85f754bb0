"""Exports one Excel workbook, with a sheet for each relation."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from schemas import Table
from warehouse.catalog import identifier
from warehouse.export.cells import flat, live
from warehouse.export.package import Resource
from warehouse.export.workbook import write_sheets

FILE = "copydesk.xlsx"
MEDIATYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write all relations as one workbook of flat cells."""
    written = write_sheets(database, {table.name: _query(table) for table in tables}, folder / FILE)
    cuts = tuple(cut for sheet in written for cut in sheet.cuts)
    rows = sum(sheet.rows for sheet in written)
    return [Resource("workbook", (FILE,), MEDIATYPE, rows, title="A workbook, a sheet a relation", cuts=cuts)]


def _query(table: Table) -> str:
    cells = ", ".join(f"{flat(column)} AS {identifier(column.name)}" for column in table.shown)
    return f"SELECT {cells} FROM {live(table)}"
