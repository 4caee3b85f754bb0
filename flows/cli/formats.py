"""Output formats of rows: a table on the terminal, CSV, JSON, Parquet or an Excel workbook."""

import csv
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from flows.cli.output import OutputError
from flows.cli.queries import ROWS_AT_ONCE, QueryRows, execute
from flows.cli.tables import TABLE_FORMS, write_table, write_title
from flows.cli.values import plain
from flows.errors import UsageError
from flows.system.terminal import visible
from warehouse.allow_list import refuse_unless_reading
from warehouse.formula import escape_formula
from warehouse.sandbox import run_as

if TYPE_CHECKING:
    import duckdb

FORMATS = (*TABLE_FORMS, "csv", "json", "parquet", "xlsx")
BINARY = ("parquet", "xlsx")
NO_ROWS = "The result has no rows."


def known_format(form: str) -> str:
    """Return a format of FORMATS; raises UsageError for another one, and for a binary one on a terminal."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if form in BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} is a binary format: send it to a file, as in > answer.{form}")
    return form


def answer(
    database: "duckdb.DuckDBPyConnection",
    query: str,
    form: str,
    out: TextIO | None = None,
    title: str = "",
    *,
    when_empty: Callable[[], object] = lambda: None,
) -> None:
    """Run a query and write the result; a table with a title has column heads in words. Raises the errors of `ask`.

    `when_empty` is called after a table with a title but no row.
    """
    if form in BINARY:
        refuse_unless_reading(database, query)
        _write_query(database, run_as(query), form, out)
    elif form in TABLE_FORMS and title:
        rows = execute(database, query)
        write_title(title, out or sys.stdout)
        if not write(QueryRows(list(map(heading_of, rows.names)), rows.rows), form, out):
            when_empty()
    else:
        write(execute(database, query), form, out)


def heading_of(name: str) -> str:
    """The head of a table's column for a name."""
    return name.replace("_", " ")


def write(rows: QueryRows, form: str, out: TextIO | None = None) -> bool:
    """Write rows in a format of FORMATS; a table stops at 200 rows and says so. Returns whether there is a row.

    Without a row a message says so: after a table, or on standard error for the formats that programs read. If `out` is
    a terminal, control characters are escaped. In a file texts stay as they are, except that in CSV an apostrophe is
    put before a formula of a spreadsheet.
    """
    first = list(islice(rows.rows, 1))
    rows = QueryRows(rows.names, chain(first, rows.rows))
    if form in BINARY:
        _write_binary(rows, form, out)
    elif form in TABLE_FORMS:
        write_table(rows, form, out or sys.stdout)
    else:
        {"csv": _csv, "json": _json}[form](rows, out or sys.stdout)
    if not first:
        print(NO_ROWS, file=(out or sys.stdout) if form in TABLE_FORMS else sys.stderr)
    return bool(first)


def _write_binary(rows: QueryRows, form: str, out: TextIO | None) -> None:
    """Write rows that are not from a database through a temporary one."""
    import duckdb  # noqa: PLC0415 - slow, and not needed for text
    import pyarrow as pa  # noqa: PLC0415

    taken = list(rows.rows)
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'").fetchall()
        database.register("given", pa.table({name: [row[n] for row in taken] for n, name in enumerate(rows.names)}))
        _write_query(database, "FROM given", form, out)


def _write_query(database: "duckdb.DuckDBPyConnection", query: str, form: str, out: TextIO | None) -> None:
    {"parquet": _parquet, "xlsx": _xlsx}[form](database, query, out or sys.stdout)


def _for_out(text: str, out: TextIO) -> str:
    return visible(text, "\n") if out.isatty() else text


def _csv(rows: QueryRows, out: TextIO) -> None:
    # With CR and LF as the line end, the writer quotes cells with either; some readers split at a lone CR.
    writer = csv.writer(_Lines(out), lineterminator="\r\n")
    writer.writerow([_for_out(escape_formula(name), out) for name in rows.names])
    for row in map(_flat, rows.rows):
        writer.writerow([_for_out(escape_formula(c), out) if isinstance(c, str) else c for c in row])


class _Lines:
    """Receives lines that end with CR and LF, and writes them with LF; a line is written exactly or not at all."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, line: str) -> int:
        """Write a line; raises OutputError for a character that the output's encoding lacks."""
        try:
            if not _is_unicode(self._out):
                line.encode(self._out.encoding)
        except UnicodeEncodeError as error:
            lacking = line[error.start]
            raise OutputError(
                f"standard output is {error.encoding}, which lacks {lacking!a}: set PYTHONIOENCODING=utf-8"
            ) from error
        return self._out.write(f"{line[:-2]}\n")


def _is_unicode(out: TextIO) -> bool:
    return (getattr(out, "encoding", None) or "utf-8").lower().startswith("utf")


def _flat(row: tuple[Any, ...]) -> Iterator[Any]:
    for value in map(plain, row):
        yield _dumped(value) if isinstance(value, list | dict) else value


def _json(rows: QueryRows, out: TextIO) -> None:
    """Write one array with one object a line, row by row."""
    names, is_ascii = distinct(rows.names), not _is_unicode(out)
    out.write("[")
    for number, row in enumerate(rows.rows):
        out.write(",\n" if number else "\n")
        text = _dumped(dict(zip(names, map(plain, row), strict=True)), is_ascii=is_ascii)
        out.write(_UNPRINTED.sub(_escaped, text) if out.isatty() else text)
    out.write("\n]\n")


def _dumped(value: Any, *, is_ascii: bool = False) -> str:
    """JSON, in which NaN and infinite numbers are null."""
    try:
        return json.dumps(value, ensure_ascii=is_ascii, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=is_ascii)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def distinct(names: Sequence[str]) -> list[str]:
    """Unique names of columns: a second `a` is called `a_1`, as in DuckDB; case is ignored."""
    taken = {name.casefold() for name in names}
    found: list[str] = []
    used: set[str] = set()
    for name in names:
        chosen, number = name, 0
        while chosen.casefold() in used or (number and chosen.casefold() in taken):
            number += 1
            chosen = f"{name}_{number}"
        used.add(chosen.casefold())
        found.append(chosen)
    return found


_UNPRINTED = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _escaped(found: "re.Match[str]") -> str:
    return f"\\u{ord(found[0]):04x}"


def _parquet(database: "duckdb.DuckDBPyConnection", query: str, out: TextIO) -> None:
    import pyarrow as pa  # noqa: PLC0415 - slow, and not needed for text
    import pyarrow.parquet as pq  # noqa: PLC0415

    batches = database.sql(query).to_arrow_reader(ROWS_AT_ONCE)
    schema = pa.schema(list(map(pa.Field.with_name, batches.schema, distinct(batches.schema.names))))
    with pq.ParquetWriter(pa.PythonFile(out.buffer, "w"), schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.rename_columns(schema.names))


def _xlsx(database: "duckdb.DuckDBPyConnection", query: str, out: TextIO) -> None:
    from warehouse.export.workbook import write_workbook  # noqa: PLC0415 - not needed for text

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.xlsx"
        written = write_workbook(database, query, path, "answer")
        with path.open("rb") as file:
            shutil.copyfileobj(file, out.buffer)
    if written.cuts:
        print(f"{len(written.cuts)} cells are longer than Excel allows and were cut.", file=sys.stderr)
