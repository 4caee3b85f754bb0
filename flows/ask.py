"""Ad hoc questions to the warehouse: read-only, one statement at a time, and nothing outside its root."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

ROWS_AT_ONCE = 1_000
# A PIVOT without a list of values is MULTI. DESCRIBE, SHOW, SUMMARIZE, FROM, VALUES and WITH are SELECT.
READING = ("SELECT", "MULTI")


class RefusedQueryError(ValueError):
    """The query is not one statement that only reads."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A result: the names of its columns, and its rows, to be read once."""

    names: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


def open_confined(warehouse: Warehouse, at: int | None = None) -> "duckdb.DuckDBPyConnection":
    """Open the newest snapshot, or number `at`, such that no query reaches files outside the warehouse.

    Raises FileNotFoundError where there is no such snapshot.
    """
    database = warehouse.connect(at)
    root = warehouse.store.root.replace("'", "''")
    for statement in (
        f"SET allowed_directories = ['{root.rstrip('/')}/']",
        "SET enable_external_access = false",
        "SET lock_configuration = true",
    ):
        database.execute(statement).fetchall()
    return database


def ask(database: "duckdb.DuckDBPyConnection", query: str) -> Rows:
    """Run one reading statement; raises RefusedQueryError, and duckdb.Error for what DuckDB says of it."""
    _check(database, query)
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description or ()]

    def rows() -> Iterator[tuple[Any, ...]]:
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some

    return Rows(names, rows())


def _check(database: "duckdb.DuckDBPyConnection", query: str) -> None:
    statements = database.extract_statements(query)
    if len(statements) != 1:
        raise RefusedQueryError(f"one statement at a time, not {len(statements)}")
    kind = statements[0].type.name
    if kind == "EXPLAIN":  # EXPLAIN ANALYZE runs what it explains
        return _check(database, _explained(query))
    if kind not in READING:
        raise RefusedQueryError(f"{kind} is refused: `copydesk sql` only reads")
    return None


def _explained(query: str) -> str:
    words = query.split(maxsplit=2)
    if words[0].upper() != "EXPLAIN" or len(words) < 2:
        raise RefusedQueryError("begin with the word EXPLAIN")
    return query.split(maxsplit=2)[2] if words[1].upper() == "ANALYZE" else query.split(maxsplit=1)[1]
