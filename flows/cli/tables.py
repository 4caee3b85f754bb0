"""Rows as a table on the terminal, with as many columns as fit, or each row as a list of names and values."""

import re
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from flows.cli.values import cell
from flows.system.terminal import visible

if TYPE_CHECKING:
    from flows.cli.queries import QueryRows

TABLE_FORMS = ("table", "wide", "list")
TABLE_ROWS = 200
# A column is readable from this width on, or from that of its longest cell; its name is broken between words.
READABLE = 12
# So few rows of too many columns are printed as lists, in which nothing is left out.
LISTED_ROWS = 3
_WIDEST = 1 << 14


def write_table(rows: "QueryRows", form: str, out: TextIO) -> None:
    """Write up to 200 rows in one of the forms in TABLE_FORMS.

    `table` fits the terminal: it leaves out the last columns if there is no room, and names them; `wide` has all
    columns in any width, `list` prints each row as names and values below each other.
    """
    console = Console(file=out, highlight=False, width=_WIDEST if form == "wide" else None)
    taken = [list(map(_shown, row)) for row in islice(rows.rows, TABLE_ROWS)]
    names = [visible(name, "\n") for name in rows.names]
    count = _fitting(names, taken, console.width)
    if form == "list" or (count < len(names) and len(taken) <= LISTED_ROWS):
        console.print(_list(names, taken))
    else:
        console.print(_grid(names[:count], taken, console.width))
        if left := names[count:]:
            what = "1 more column" if len(left) == 1 else f"{len(left)} more columns"
            console.print(f"Not shown for lack of room: {what}, {', '.join(left)}.", markup=False)
            console.print("--format wide, list or csv shows them.", markup=False)
    if next(rows.rows, None) is not None:
        console.print(f"The first {TABLE_ROWS} rows; --format csv or json shows all.", markup=False)


def write_title(title: str, out: TextIO) -> None:
    """Write the title of a table, as wide as the table may be."""
    Console(file=out, highlight=False).print(title, markup=False)


def _shown(value: object) -> str:
    return _DOC_ID.sub(_shortened, cell(value))


def _fitting(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> int:
    """The number of columns, from the first on, that are readable in a width; at least one."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    least = [
        max(min(READABLE, max(map(len, column), default=0)), *map(len, re.split("_| |\n", name)))
        for name, column in zip(names, columns, strict=True)
    ]
    return max(1, sum(1 + so_far <= width for so_far in accumulate(size + 3 for size in least)))


def _grid(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Table:
    """A table of the named columns; line breaks are shown as marks, unless there is only one column."""
    table = Table()
    for name in _headings(names, width):
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(text if len(names) == 1 else visible(text)) for text in row[: len(names)]))
    return table


def _list(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Each row as names and values, below each other."""
    table = Table("", Column(overflow="fold"), show_header=False)
    for row in rows:
        for name, value in zip(names, row, strict=True):
            table.add_row(Text(name), Text(value))
        table.add_section()
    return table


def _headings(names: Sequence[str], width: int) -> list[str]:
    """Names of columns, broken between words if the terminal is too narrow for all of them."""
    is_narrow = sum(len(name) + 3 for name in names) >= width
    return [re.sub(r"_(?!\Z)| ", lambda gap: f"{gap[0].strip()}\n", name) for name in names] if is_narrow else [*names]


_DOC_ID = re.compile(r"\b[0-9a-f]{64}\b")


def _shortened(doc_id: "re.Match[str]") -> str:
    """A doc_id shortened to a length that every command accepts."""
    return f"{doc_id[0][:12]}…"
