"""Sheets for people: CSV that a spreadsheet opens as text, and that reads back as it was."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

BOM = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula, also after blanks and in full width.
_FORMULA = tuple("=+-@＝＋－＠")


class BadSheetError(ValueError):
    """The file is no sheet of the kind that is wanted."""


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, and before an apostrophe."""
    return f"'{cell}" if cell.startswith(("'", "\t", "\r")) or cell.lstrip().startswith(_FORMULA) else cell


def plain(cell: str) -> str:
    """Give back what `harmless` was given."""
    return cell[1:] if cell.startswith("'") else cell


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as lines of CSV, without a heading; a column that a row lacks, or None, is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        cells = (row.get(column) for column in columns)
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in cells])
    return out.getvalue()


def heading(columns: Sequence[str]) -> str:
    """The first line of a sheet, with a BOM by which a spreadsheet knows UTF-8."""
    return BOM + ",".join(columns) + "\n"


def read(path: Path, needed: Iterable[str]) -> list[dict[str, str]]:
    """Read a sheet's rows, cells as they were given; raises BadSheetError where a needed column is missing."""
    return parse(path.read_bytes(), path.name, needed)


def parse(content: bytes, name: str, needed: Iterable[str]) -> list[dict[str, str]]:
    """Read the rows of a sheet of that name, as `read` does."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSheetError(f"{name} is not UTF-8: save it as CSV UTF-8") from error
    dialect = ";" if ";" in text.partition("\n")[0] else ","  # as a spreadsheet of another country saves it
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect)
    if missing := sorted(set(needed) - set(rows.fieldnames or ())):
        raise BadSheetError(f"{name} has no column {', '.join(missing)}")
    return [{column: plain(cell or "") for column, cell in row.items() if column} for row in rows]
