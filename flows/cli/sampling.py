"""Accuracy on your own corpus: a sheet of values to tick, and the accuracy of each extractor by its ticks."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.cli.query_mistakes import naming_mistakes
from flows.csv_sheet import Sheet, csv_lines, heading, quoted_cell, read_sheet
from flows.errors import UsageError
from schemas import TABLES
from warehouse import Warehouse
from warehouse.decisions import Grade, record_grades, shares
from warehouse.lookup import known_documents
from warehouse.sampling import Draw, draw
from warehouse.sandbox import open_sandboxed

COLUMNS = ("right", "value", "evidence", "uri", "doc_id", "field", "reader", "form")
_FIELDS = {column.name for column in TABLES["articles"].shown}
_RIGHT = {"y", "yes", "1", "true", "x", "right", "✓", "✔"}
_WRONG = {"n", "no", "0", "false", "wrong", "✗", "✘"}


def drawn(warehouse: Warehouse, wanted: Draw) -> str:
    """Draw random values with their evidence; returns the rows as JSON.

    Raises the errors of `warehouse.sampling.draw`, but UsageError for a bad condition.
    """
    with naming_mistakes(warehouse), open_sandboxed(warehouse) as database:
        return json.dumps(draw(database, wanted))


def write_sheet(values: str, path: Path) -> int:
    """Write a sheet of the values from `drawn`; returns their number.

    A person fills the column `right`: y or n, empty if undecided. Raises FileExistsError.
    """
    rows = json.loads(values)
    with path.open("x", encoding="utf-8") as file:
        file.write(heading(COLUMNS) + csv_lines(COLUMNS, rows))
    return len(rows)


def grade(warehouse: Warehouse, path: Path, graded_by: str, say: Callable[[str], object]) -> list[tuple[Any, ...]]:
    """Record the marks of a sheet in the warehouse; returns the accuracy, see `warehouse.decisions.shares`.

    `say` gets messages about rows that were left out. Raises flows.csv_sheet.BadSheetError.
    """
    sheet = read_sheet(path, COLUMNS, COLUMNS)
    with warehouse.stored("articles", "documents") as database:
        stored = known_documents(database, (row.cells["doc_id"] for row in sheet.rows))[1]
    found = list(_ticked(sheet, graded_by, stored))
    sheet.say_problems(say)
    if not found:
        raise UsageError(f"{path} has no marked row: write y or n into the column right")
    record_grades(warehouse, found)
    with warehouse.connect() as database:
        return shares(database, found)


def _ticked(sheet: Sheet, graded_by: str, stored: set[str]) -> Iterable[Grade]:
    now = datetime.now(UTC)
    for number, cells in sheet.rows:
        tick = cells["right"].strip().lower()
        if tick and tick not in _RIGHT | _WRONG:
            sheet.refuse(number, f"{quoted_cell(cells['right'])} is not y or n")
        elif tick and cells["field"] not in _FIELDS:
            sheet.refuse(number, f"articles have no column {quoted_cell(cells['field'])}")
        elif tick and cells["doc_id"] not in stored:
            sheet.refuse(number, "the warehouse has no document of this doc_id")
        elif tick:
            named = (cells["doc_id"], cells["field"], cells["value"], cells["reader"], cells["form"])
            yield Grade(*named, tick in _RIGHT, graded_by, now)
