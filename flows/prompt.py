"""A prompt for SQL: statements end with a semicolon, an empty line or the end of input leaves."""

import sys
from typing import TYPE_CHECKING

from flows.ask import RefusedQueryError, ask
from flows.failures import DONE
from flows.formats import write

if TYPE_CHECKING:
    import duckdb


def prompt(database: "duckdb.DuckDBPyConnection", form: str) -> int:
    """Read statements from the terminal, or one text of them from a pipe, and print each result."""
    if not sys.stdin.isatty():
        write(ask(database, sys.stdin.read()), form)
        return DONE
    while query := _statement():
        _answer(database, query, form)
    return DONE


def _statement() -> str:
    """Read lines up to a semicolon; empty at the end."""
    lines: list[str] = []
    try:
        while not (lines and lines[-1].rstrip().endswith(";")):
            line = input("   ...> " if lines else "copydesk> ")
            if not line and not lines:
                return ""
            lines.append(line)
    except EOFError:
        return ""
    return "\n".join(lines)


def _answer(database: "duckdb.DuckDBPyConnection", query: str, form: str) -> None:
    import duckdb  # noqa: PLC0415 - for the type of its errors; the connection is open already

    try:
        write(ask(database, query), form)
    except (duckdb.Error, RefusedQueryError) as error:
        print(error, file=sys.stderr)
