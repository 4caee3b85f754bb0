"""Writes the rows of queries to an Excel workbook, with bold, frozen headings and filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from duckdb.sqltypes import DuckDBPyType
from xlsxwriter import Workbook

from warehouse.export.cells import instant_sql
from warehouse.export.package import Cut

# Limits of Excel: more rows continue on another sheet, a longer cell is cut, a number of more digits would lose some.
MOST_ROWS = 1_048_575
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
MOST_DIGITS = 15
FIRST_DAY = date(1900, 3, 1)  # Excel counts a day 29 February 1900
ROWS_AT_ONCE = 1_000
WIDEST = 60
# Row by row to the disk; text that looks like a formula or a link stays text.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

_WRITTEN_AS_TEXT = frozenset(
    "tinyint smallint integer bigint hugeint utinyint usmallint uinteger ubigint uhugeint float double decimal"
    " boolean".split()
)
_NESTED = ("list", "array", "struct", "map", "union")


class TooWideError(ValueError):
    """The query has more columns than a sheet of Excel."""

    exit_code = 2


@dataclass(slots=True)
class Written:
    """The number of rows of a workbook, and the cells that were cut; the key of a cut is the first cell of its row."""

    rows: int = 0
    cuts: list[Cut] = field(default_factory=list)


def write_workbook(database: duckdb.DuckDBPyConnection, query: str, path: Path, name: str) -> Written:
    """Write the rows of a query into one workbook; raises the errors of `write_sheets`."""
    (written,) = write_sheets(database, {name: query}, path)
    return written


def write_sheets(database: duckdb.DuckDBPyConnection, queries: Mapping[str, str], path: Path) -> list[Written]:
    """Write the rows of each query into one workbook, in as many sheets of its name as needed.

    Every text is a string cell, never a formula or a link; times are texts in ISO 8601, nested values are JSON.
    Raises duckdb.Error of a query, TooWideError.
    """
    with Workbook(str(path), OPTIONS) as book:
        day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
        return [_write_query(database, query, book, name, day, bold) for name, query in queries.items()]


def _write_query(  # noqa: PLR0917
    database: duckdb.DuckDBPyConnection, query: str, book: Workbook, name: str, day: Any, bold: Any
) -> Written:
    rows, written = database.sql(query), Written()
    if len(rows.columns) > MOST_COLUMNS:
        raise TooWideError(f"{len(rows.columns):,} columns; a sheet takes {MOST_COLUMNS:,}")
    names = [f"c{n}" for n in range(len(rows.columns))]
    cells = ", ".join(_spelled(cell, kind) for cell, kind in zip(names, rows.types, strict=True))
    answer = rows.query("answer", f"SELECT {cells} FROM answer AS given({', '.join(names)})")
    assert answer is not None  # for statements that are not a SELECT
    sheet = _sheet(book, name, rows.columns, bold)
    for batch in answer.to_arrow_reader(ROWS_AT_ONCE):
        values = [
            [day and _day(day) for day in column.to_pylist()] if kind.id == "date" else column.to_pylist()
            for column, kind in zip(batch.columns, rows.types, strict=True)
        ]
        if not written.rows:
            _set_widths(sheet, rows.columns, values)
        for row in zip(*values, strict=True):
            before, line = divmod(written.rows, MOST_ROWS)
            if before and not line:
                sheet = _sheet(book, f"{name} {before + 1}", rows.columns, bold)
                _set_widths(sheet, rows.columns, values)
            written.rows += 1
            for place, value in enumerate(row):
                if isinstance(value, str) and cell_text(value) != value:
                    written.cuts.append(Cut(name, rows.columns[place], str(row[0]), len(value)))
                _write(sheet, line + 1, place, value, day)
    return written


def _day(text: str) -> date | str:
    """A day that DuckDB spelled; its text where Python has no such day: 12023-05-06, infinity."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _set_widths(sheet: Any, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Set the widths of columns by their first values, within bounds."""
    for place, (column, given) in enumerate(zip(columns, values, strict=True)):
        longest = max((len(str(value)) for value in given[:100] if value is not None), default=0)
        sheet.set_column(place, place, min(max(longest, len(column) + 3, 6) + 1, WIDEST))


def cell_text(text: str) -> str:
    """As much of a text as fits into a cell; Excel counts UTF-16 code units, in which an emoji is two."""
    if len(text) <= MOST_CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return text if len(units) <= 2 * MOST_CHARACTERS else units[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")


def _sheet(book: Workbook, name: str, columns: Sequence[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, MOST_ROWS, len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, cell_text(column), bold)
    return sheet


def _write(sheet: Any, line: int, place: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(line, place, value)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(line, place, value, day)
    else:
        sheet.write_string(line, place, cell_text(str(value)))


def _is_exact(number: float | Decimal) -> bool:
    """Whether Excel keeps all digits of a number; a float never has more than Excel's numbers."""
    exact = Decimal(number)
    return exact.is_finite() and (isinstance(number, float) or len(exact.as_tuple().digits) <= MOST_DIGITS)


def _spelled(cell: str, kind: DuckDBPyType) -> str:
    """An expression for a value as a number, a boolean or a text."""
    if kind.id in _WRITTEN_AS_TEXT:
        return cell
    if kind.id in _NESTED:
        return f"to_json({cell})::VARCHAR"
    if kind.id.startswith("timestamp"):
        return instant_sql(cell, is_zoned=kind.id.endswith("time zone"))
    return f"lower(hex({cell}))" if kind.id == "blob" else f"{cell}::VARCHAR"
