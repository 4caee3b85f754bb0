"""Rows for people and programs: a table on the terminal, CSV or JSON."""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.ask import Rows

TABLE_ROWS = 200
CELL_CHARACTERS = 300
FORMATS = ("table", "csv", "json")


def write(rows: Rows, form: str, out: TextIO | None = None) -> None:
    """Write rows in a format of FORMATS; `table` stops at 200 rows and says so."""
    {"table": _table, "csv": _csv, "json": _json}[form](rows, out or sys.stdout)


def _table(rows: Rows, out: TextIO) -> None:
    console = Console(file=out, highlight=False)
    table = Table()
    for name in rows.names:
        table.add_column(Text(name), overflow="fold")
    for row in islice(rows.rows, TABLE_ROWS):
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if next(rows.rows, None) is not None:
        console.print(f"The first {TABLE_ROWS} rows; --format csv or json gives all.", markup=False)


def _cell(value: Any) -> str:
    text = "" if value is None else str(_plain(value))
    text = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
    return text if len(text) <= CELL_CHARACTERS else f"{text[:CELL_CHARACTERS]}…"


def _csv(rows: Rows, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.names)
    writer.writerows(map(_flat, rows.rows))


def _flat(row: tuple[Any, ...]) -> Iterator[Any]:
    for value in map(_plain, row):
        yield json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _json(rows: Rows, out: TextIO) -> None:
    """Write one array with one object a line, row by row."""
    out.write("[")
    for number, row in enumerate(rows.rows):
        out.write(",\n" if number else "\n")
        json.dump(dict(zip(rows.names, map(_plain, row), strict=True)), out, ensure_ascii=False)
    out.write("\n]\n")


def _plain(value: Any) -> Any:
    """A value that JSON knows: instants in ISO 8601, bytes in hex, everything unknown as its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.hex() if isinstance(value, bytes) else str(value)
