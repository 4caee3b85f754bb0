"""Export as Excel workbooks, one a relation."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from schemas import Table
from warehouse.catalog import identifier
from warehouse.export.cells import flat, live
from warehouse.export.package import Resource
from warehouse.export.workbook import write_workbook

MEDIATYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as one workbook of flat cells."""
    return [_workbook(database, folder, table) for table in tables]


def _workbook(database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> Resource:
    path = f"{table.name}.xlsx"
    cells = ", ".join(f"{flat(column)} AS {identifier(column.name)}" for column in table.shown)
    written = write_workbook(database, f"SELECT {cells} FROM {live(table)}", folder / path, table.name)
    return Resource(table.name, (path,), MEDIATYPE, written.rows, table, cuts=tuple(written.cuts))
