"""Ad hoc queries: one statement at a time, in the sandbox, with the search index."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.limited_process import Limits, run_limited
from flows.errors import DONE
from flows.settings import Settings
from flows.system.state_files import StateStore
from warehouse import Warehouse
from warehouse.allow_list import refuse_unless_reading
from warehouse.named_queries import NamedQuery, UnknownParameterError, bind
from warehouse.sandbox import open_sandboxed, run_as
from warehouse.search import SEARCH, use_index
from warehouse.word_index import FILE, update

if TYPE_CHECKING:
    import duckdb

    from flows.console import Console

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class QueryRows:
    """A result: the names of its columns, and its rows, which can be read once."""

    names: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


def within_limits(settings: Settings, work: Callable[[], object]) -> int:
    """Run work on the warehouse in a process limited by `query_seconds` and `query_bytes`; returns the exit code.

    It can read the warehouse but not write; see `flows.cli.limited_process`.
    """

    def done() -> int:
        work()
        return DONE

    return run_limited(done, query_limits(settings))


def query_limits(settings: Settings) -> Limits:
    """The limits of a query."""
    root = Warehouse(settings.warehouse).store.local_path("")
    # A bucket's credentials may be anywhere.
    readable = (root / "_data", root / "_snapshots", settings.state_dir / FILE) if root else (Path("/"),)
    return Limits(settings.query_seconds, settings.query_bytes, readable, has_network=not root)


def open_for_queries(
    settings: Settings, console: "Console", at: int | None = None, query: str | None = None, *, is_ours: bool = False
) -> "duckdb.DuckDBPyConnection":
    """Open the newest snapshot, or number `at`, in the sandbox; `search` uses the search index.

    With a `query`, only the relations that it names exist; see `open_sandboxed` for `is_ours`. Raises
    UnknownSnapshotError.
    """
    warehouse = Warehouse(settings.warehouse)
    searches = query is None or "search" in query.lower()
    needs = f"{query} {SEARCH}" if query and searches else query
    database = open_sandboxed(warehouse, at, query=needs, memory_bytes=planned_bytes(settings), is_ours=is_ours)
    if searches:
        use_index(database, warehouse, at, settings.state_dir, console.warn)
    return database


def index_words(settings: Settings, console: "Console", at: int | None, *, stems: bool = False) -> None:
    """Update the search index (and with `stems` that of stems) to a snapshot, in a process without limits.

    If it cannot be written, the search makes its own index. A warehouse that cannot be read is left to the search.
    """

    def work() -> int:
        import duckdb  # noqa: PLC0415 - slow, and only this process needs it

        index = settings.state_dir / FILE
        with suppress(OSError, sqlite3.OperationalError, duckdb.Error):
            if os.path.lexists(index) and not index.is_file():
                StateStore(settings.state_dir).put_aside(FILE)
            update(index, Warehouse(settings.warehouse), at, console.warn, stems=stems)
        return DONE

    with suppress(OSError):
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        run_limited(work, query_limits(settings)._replace(seconds=inf, writable=(settings.state_dir,)))


def planned_bytes(settings: Settings) -> int:
    """The memory limit for DuckDB, which leaves room for the rest of the process."""
    return settings.query_bytes * 3 // 4


def open_for_report(
    settings: Settings, question: NamedQuery, at: int | None, given: Mapping[str, str]
) -> "duckdb.DuckDBPyConnection":
    """Open the snapshot for a report, and set its parameters; raises UnknownParameterError."""
    database = open_for_reports(settings, at, given, compares=question.compares, query=question.sql)
    bind(database, question, given)
    return database


def say_stale(settings: Settings) -> None:
    """Say how many documents were cleaned by older rules."""
    from flows.console import Console  # noqa: PLC0415 - only an empty report needs them
    from flows.ingest.rule_overrides import stale_documents  # noqa: PLC0415
    from flows.runs.summary import print_stale  # noqa: PLC0415

    print_stale(Console(), settings, stale_documents(settings))


def open_for_reports(
    settings: Settings, at: int | None, given: Mapping[str, str], *, compares: bool = True, query: str | None = None
) -> "duckdb.DuckDBPyConnection":
    """Open the snapshot for reports; if one `compares`, also the older snapshot given as `before`.

    With the `query` of one, only what it needs exists. Raises UnknownParameterError if `before` is not a number.
    """
    before = given.get("before") if compares else None
    if before is not None and not before.isdecimal():
        raise UnknownParameterError(f"before is the number of a snapshot, not {before!r}")
    return open_sandboxed(
        Warehouse(settings.warehouse),
        at,
        int(before) if before else None,
        compares=compares,
        query=query,
        memory_bytes=planned_bytes(settings),
        is_ours=True,
    )


def execute(database: "duckdb.DuckDBPyConnection", query: str) -> QueryRows:
    """Run one statement that reads; raises RefusedQueryError, and duckdb.Error for errors of DuckDB."""
    refuse_unless_reading(database, query)
    cursor = database.execute(run_as(query))
    names = [column[0] for column in cursor.description or ()]

    def rows() -> Iterator[tuple[Any, ...]]:
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some

    return QueryRows(names, rows())
