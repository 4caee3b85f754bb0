"""CSV sheets: a spreadsheet opens every cell as text, and a round trip changes nothing."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.system.regular_file import open_regular
from flows.system.terminal import visible
from warehouse.formula import escape_formula, unescape_formula

BOM = "\ufeff"
MOST_BYTES = 64 << 20  # 300,000 decisions with their notes
MOST_ROWS = 1_000_000
MOST_CHARS = 1 << 20  # of one row; the csv module stops at cells of 131,072
MOST_AGAIN = 16 << 20  # characters that may be read again after unclosed quotation marks
DELIMITERS = ",;\t"  # as spreadsheets in other countries save it
NAMED = 5  # problems of one sheet that are printed; the others are counted
SHOWN = 60


class BadSheetError(ValueError):
    """The file is not a sheet of the needed kind."""

    exit_code = 2


class SheetRow(NamedTuple):
    """A row of a sheet: its number in a spreadsheet, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns as it names them, the valid rows, and the problems of others."""

    name: str
    columns: tuple[str, ...]
    delimiter: str
    rows: list[SheetRow]
    problems: list[str]

    def refuse(self, number: int, problem: object) -> None:
        """Add the reason why a row was left out."""
        self.problems.append(f"{self.name}, row {number}: {problem}")

    def say_problems(self, say: Callable[[str], object]) -> None:
        """Print why rows were left out, a line each; only the first are printed, the others counted."""
        for problem in self.problems[:NAMED]:
            say(f"{problem}; the row was left out.")
        if len(self.problems) > NAMED:
            say(f"{self.name}: {len(self.problems) - NAMED:,} more rows were left out.")


def quoted_cell(cell: str) -> str:
    """A cell in a message: shortened, with control characters escaped."""
    return visible(repr(cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…"))


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]], delimiter: str = ",") -> str:
    """Rows as lines of CSV, without a heading; a column that a row lacks, or None, is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL, delimiter=delimiter)
    for row in rows:
        cells = (row.get(column) for column in columns)
        writer.writerow(["" if cell is None else escape_formula(str(cell)) for cell in cells])
    return out.getvalue()


def heading(columns: Sequence[str]) -> str:
    """The first line of a sheet, with a BOM, by which a spreadsheet recognises UTF-8."""
    return BOM + ",".join(columns) + "\n"


def read_sheet(path: Path, columns: Iterable[str], needed: Iterable[str]) -> Sheet:
    """Read the rows of a sheet: the known columns, with unchanged cells.

    Raises BadSheetError if it is not a file or a sheet, or lacks a needed column.
    """
    return parse(read_bytes(path), path.name, columns, needed)


def read_bytes(path: Path) -> bytes:
    """The bytes of a sheet, at most one more than allowed; raises BadSheetError if it is not a file."""
    try:
        with open(open_regular(path), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            return file.read(min(size, MOST_BYTES) + 1)
    except OSError as error:
        raise BadSheetError(f"{path} cannot be read: {error.strerror}") from error


def parse(content: bytes, name: str, columns: Iterable[str], needed: Iterable[str]) -> Sheet:
    """Read the rows of a sheet from its bytes; see `read_sheet`."""
    if len(content) > MOST_BYTES:
        raise BadSheetError(f"{name} is longer than {MOST_BYTES:,} bytes")
    # Bytes that are not UTF-8 become surrogates, by which their rows are recognised.
    records = _records(io.StringIO(content.decode("utf-8-sig", "surrogateescape"), newline=""))
    first = next(records, _Record([], None, ",", True))
    sheet = Sheet(visible(name), tuple(title.strip() for title in first.cells), first.delimiter, [], [])
    check_header(sheet, first.problem, set(columns), set(needed))
    places = {title: place for place, title in enumerate(sheet.columns) if title in set(columns)}
    fewest = 1 + max(places[title] for title in needed)
    for number, record in enumerate(records, 2):
        if number > MOST_ROWS:
            sheet.refuse(number, f"only the first {MOST_ROWS:,} rows are read")
            break
        cells = {t: unescape_formula(record.cells[p]) for t, p in places.items() if p < len(record.cells)}
        if problem := _problem(record, cells, fewest, len(sheet.columns)):
            sheet.refuse(number, problem)
        elif any(record.cells):
            sheet.rows.append(SheetRow(number, cells))
    return sheet


def check_header(sheet: Sheet, problem: str | None, columns: set[str], needed: set[str]) -> None:
    """Raise BadSheetError if the first row is not a heading with these columns."""
    if problem:
        raise BadSheetError(f"{sheet.name}, row 1: {problem}")
    if any("\0" in title or not _is_utf8(title) for title in sheet.columns):
        raise BadSheetError(f"{sheet.name} is not UTF-8: save it as CSV UTF-8")
    if missing := sorted(needed - set(sheet.columns)):
        other = [title for title in sheet.columns if title.lower() in missing]
        hint = f"; write {', '.join(other)} in small letters" if other else ""
        raise BadSheetError(f"{sheet.name} has no column {', '.join(missing)}{hint}")
    if doubles := sorted(title for title in columns if sheet.columns.count(title) > 1):
        raise BadSheetError(f"{sheet.name} has more than one column {', '.join(doubles)}")


class _Record(NamedTuple):
    """A record, or the problem why it is invalid; `is_ended` is whether a line break follows."""

    cells: list[str]
    problem: str | None
    delimiter: str
    is_ended: bool


def _problem(record: _Record, cells: Mapping[str, str], fewest: int, width: int) -> str | None:
    """The problem of a record; a spreadsheet may leave out empty cells at the end, a file may be truncated."""
    count = len(record.cells)
    is_short = count < (fewest if record.is_ended else width)
    if any(record.cells) and (is_short or any(record.cells[width:])):
        return f"{count:,} {'cell' if count == 1 else 'cells'}, the first row has {width:,}"
    bad = [title for title, cell in cells.items() if "\0" in cell or not _is_utf8(cell)]
    return record.problem or (f"{bad[0]} is not UTF-8 or has a NUL character" if bad else None)


def _is_utf8(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _records(text: io.StringIO) -> Iterator[_Record]:
    """Every record; after an invalid one, the next begins on the next line."""
    ahead: list[str] = []  # lines that were not a record, with the next one last
    delimiter, again = "", 0
    while line := (ahead.pop() if ahead else text.readline()):
        delimiter = delimiter or max(DELIMITERS, key=line.count)
        taken = [line]
        try:
            cells = next(csv.reader(_more(text, ahead, taken), delimiter=delimiter, strict=True))
            yield _Record(cells, None, delimiter, taken[-1][-1] in "\r\n")
        except csv.Error as error:
            ahead += reversed(taken[1:])
            is_open = "unexpected end" in str(error)
            yield _Record([], "a quotation mark is not closed" if is_open else str(error), delimiter, True)
            again += sum(map(len, taken))
            if again > MOST_AGAIN:
                yield _Record([], "too many quotation marks are not closed; nothing after it is read", delimiter, True)
                return


def _more(text: io.StringIO, ahead: list[str], taken: list[str]) -> Iterator[str]:
    """The lines that a record may have, up to a number of characters."""
    yield taken[0]
    count = len(taken[0])
    while count <= MOST_CHARS and (line := ahead.pop() if ahead else text.readline()):
        taken.append(line)
        count += len(line)
        yield line
