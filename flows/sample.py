"""Trust on one's own corpus: a sheet of values to tick, and what the ticks say of each reader's form."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import sheet
from warehouse import Warehouse
from warehouse.decisions import Grade, record_grades, shares
from warehouse.sampling import Draw, draw
from warehouse.sandbox import open_sandboxed

COLUMNS = ("right", "value", "evidence", "uri", "doc_id", "field", "reader", "form")
_RIGHT = {"y", "yes", "1", "true", "x", "right", "✓", "✔"}
_WRONG = {"n", "no", "0", "false", "wrong", "✗", "✘"}


def sample(warehouse: Warehouse, wanted: Draw, path: Path) -> int:
    """Write a sheet of values drawn at random, with their evidence; gives how many there were.

    The column `right` is left to be ticked: y or n, empty where one cannot tell. Raises FileExistsError.
    """
    with open_sandboxed(warehouse) as database:
        rows = draw(database, wanted)
    with path.open("x", encoding="utf-8") as file:
        file.write(sheet.heading(COLUMNS) + sheet.lines(COLUMNS, rows))
    return len(rows)


def grade(warehouse: Warehouse, path: Path, graded_by: str) -> list[tuple[Any, ...]]:
    """Take the ticks of a sheet into the warehouse; gives the shares right, see `warehouse.decisions.shares`.

    Raises sheet.BadSheetError where a row's tick is neither y nor n.
    """
    found = list(_ticked(path, graded_by))
    record_grades(warehouse, found)
    with warehouse.connect() as database:
        return shares(database, found)


def _ticked(path: Path, graded_by: str) -> Iterable[Grade]:
    now = datetime.now(UTC)
    for number, row in enumerate(sheet.read(path, COLUMNS), 2):
        tick = row["right"].strip().lower()
        if tick and tick not in _RIGHT | _WRONG:
            raise sheet.BadSheetError(f"{path.name}, row {number}: {row['right']!r} is neither y nor n")
        if tick:
            named = (row["doc_id"], row["field"], row["value"], row["reader"], row["form"])
            yield Grade(*named, tick in _RIGHT, graded_by, now)
