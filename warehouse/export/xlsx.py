"""Export as Excel workbooks, one a relation; needs the extra `xlsx`."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from schemas import Table
from warehouse.catalog import identifier
from warehouse.export.cells import flat, live
from warehouse.export.package import Cut, Resource

# What Excel takes: more rows go on in another sheet, a longer cell is cut, a greater integer would lose digits.
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
GREATEST_INTEGER = 2**53
FIRST_DAY = date(1900, 3, 1)  # Excel believes in 29 February 1900
ROWS_AT_ONCE = 1_000


def write_xlsx(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as one workbook; every text is a string cell, never a formula or a link."""
    return [_workbook(database, folder, table) for table in tables]


def _workbook(database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> Resource:
    path = f"{table.name}.xlsx"
    cells = ", ".join(f"{flat(column)} AS {identifier(column.name)}" for column in table.shown)
    cursor = database.execute(f"SELECT {cells} FROM {live(table)}")
    count, cuts = write_sheets(folder / path, table.name, [column.name for column in table.shown], _rows(cursor))
    mediatype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Resource(table.name, (path,), mediatype, count, table, cuts=tuple(cuts))


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while some := cursor.fetchmany(ROWS_AT_ONCE):
        yield from some


def write_sheets(path: Path, name: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> tuple[int, list[Cut]]:
    """Write rows into the sheets of one workbook; gives their number and the cells that had to be cut.

    A row is named by its first cell in a cut.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    cuts: list[Cut] = []
    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = None
        for count, row in enumerate(rows, 1):
            number = (count - 1) % MOST_ROWS + 1
            if number == 1:
                sheet = _sheet(book, name, columns, (count - 1) // MOST_ROWS)
            for place, value in enumerate(row):
                if isinstance(value, str) and len(value) > MOST_CHARACTERS:
                    cuts.append(Cut(name, columns[place], str(row[0]), len(value)))
                _write(sheet, number, place, value, day)
        if sheet is None:
            _sheet(book, name, columns, 0)
    return count, cuts


def _sheet(book: Any, name: str, columns: list[str], earlier: int) -> Any:
    sheet = book.add_worksheet(f"{name} {earlier + 1}" if earlier else name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column)
    return sheet


def _write(sheet: Any, row: int, place: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) <= GREATEST_INTEGER):
        sheet.write_number(row, place, value)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, place, value, day)
    else:
        sheet.write_string(row, place, str(value)[:MOST_CHARACTERS])
