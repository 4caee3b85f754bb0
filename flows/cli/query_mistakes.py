"""Turns DuckDB's messages about a wrong query into one line, without advice that the sandbox refuses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flows.errors import UsageError
from schemas import TABLES
from warehouse import Warehouse
from warehouse.catalog import view_names
from warehouse.damage import naming_damage

CHARACTERS = 400
_PLACE = re.compile(r"^LINE (\d+): (.*)\n( *)\^", re.MULTILINE)
_NEAR = re.compile(r'Did you mean "([^"]*)"')
_OF_SEARCH = re.compile(r"^.*SearchError: ")
_INTERNAL = re.compile(r"_files_\d+|(duckdb|pg|pragma|sqlite)_\w+")


@contextmanager
def naming_mistakes(warehouse: Warehouse) -> Iterator[None]:
    """Raise UsageError for mistakes in the query of the block, DamagedError if the warehouse is damaged.

    Errors of limits stay as they are.
    """
    import duckdb  # noqa: PLC0415 - slow, and the caller has it already

    kinds = (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError, duckdb.PermissionException)
    try:
        with naming_damage(warehouse):
            yield
    except kinds as error:
        said = mistake(str(error))
    else:
        return
    # Outside of the handler: a live error keeps DuckDB's objects alive.
    raise UsageError(said)


def mistake(text: str) -> str:
    """One line of DuckDB's message, with the word at the place that it points to."""
    place = _PLACE.search(text)
    lines = text[: place.start() if place else None].splitlines()
    said = _OF_SEARCH.sub("", " ".join(line.strip() for line in lines if line.strip() and _is_of_use(line)))
    if len(said) > CHARACTERS:
        said = f"{said[:CHARACTERS]}…"
    if not place:
        return said
    number, line, indent = place.groups()
    found = line[max(len(indent) - len(f"LINE {number}: "), 0) :]
    return f"{said} (line {number}, at `{found[:60]}`)"


def _is_of_use(line: str) -> bool:
    """Whether a line is useful: not a list of overloads, a refused setting, or an internal name."""
    if line.startswith(("\t", 'Use "SET')):
        return False
    near = _NEAR.search(line)
    own = set(view_names()) - set(TABLES)
    return not (near and (near[1].split(".")[-1] in own or _INTERNAL.fullmatch(near[1])))
