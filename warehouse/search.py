"""Full text search: an index of words beside the warehouse, made of the snapshots' articles and disposable."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

import duckdb
import pyarrow as pa
from duckdb.func import PythonUDFType
from duckdb.sqltypes import BIGINT, VARCHAR

from warehouse.snapshot import EMPTY, Snapshot
from warehouse.warehouse import Warehouse

FILE = "search.sqlite"
MANY = 5_000  # fewer articles are indexed before a sentence about it is read
ROWS_AT_ONCE = 1_000

# Without the texts themselves (`content = ''`) the index is a third as large; what was deleted stays in it and is
# found, but names a version that no snapshot shows.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL, commit_id INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS snapshots (commit_id INTEGER PRIMARY KEY)",  # those that are in it whole
    "CREATE VIRTUAL TABLE IF NOT EXISTS words "
    "USING fts5(body, content = '', tokenize = 'unicode61 remove_diacritics 0', columnsize = 0)",
)
_LACKING = """
    SELECT doc_id, _commit, concat_ws(' ', headline, body) AS body
    FROM stored.articles ANTI JOIN indexed USING (doc_id, _commit)
"""
# Takes the place of the macro of the same name in macros.sql, which reads every body; both find the same.
_MACRO = """
    CREATE OR REPLACE MACRO search(words) AS TABLE
    SELECT doc_id, headline, agency, dateline_on, passage(body, search_terms(words)[1]) AS passage
    FROM articles
    SEMI JOIN (
        SELECT doc_id FROM stored.articles
        SEMI JOIN (SELECT unnest(found_by_index(search_terms(words)), recursive := true)) USING (doc_id, _commit)
    ) USING (doc_id)
"""


def use_index(
    database: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    at: int | None,
    folder: Path,
    say: Callable[[str], object],
) -> None:
    """Let the macro `search` of an open snapshot answer from the index in `folder`.

    The index is brought up to the snapshot when a query first searches; `say` hears of it where that takes a while.
    Where nothing can be written into `folder`, the index lasts as long as the database.
    """

    @cache
    def ready() -> Path:
        path = folder / FILE
        try:
            update(path, warehouse, at, say)
        except (OSError, sqlite3.OperationalError):
            path = _copied(path)
            finalize(found_by_index, shutil.rmtree, path.parent, ignore_errors=True)
            update(path, warehouse, at, say)
        return path

    def found_by_index(terms: pa.Array) -> pa.Array:
        asked = terms.to_pylist()
        try:
            found = [find(ready(), some) for some in asked]
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged where the update did not look
            ready().unlink()
            ready.cache_clear()
            found = [find(ready(), some) for some in asked]
        stops = accumulate((len(versions) for versions in found), initial=0)
        return pa.ListArray.from_arrays(pa.array(stops, pa.int32()), pa.concat_arrays(found))

    rows = duckdb.list_type(duckdb.struct_type({"doc_id": VARCHAR, "_commit": BIGINT}))
    database.create_function(
        "found_by_index", found_by_index, [duckdb.list_type(VARCHAR)], rows, type=PythonUDFType.ARROW
    )
    database.execute(_MACRO).fetchall()


def _copied(kept: Path) -> Path:
    """An index in a temporary folder, which begins with what can be read of another."""
    path = Path(mkdtemp(prefix="copydesk-")) / FILE
    with suppress(OSError):
        shutil.copyfile(kept, path)
    return path


def find(path: Path, terms: Iterable[str]) -> pa.StructArray:
    """Versions of documents that have all terms: words, or words with blanks between; none for no terms."""
    query = " AND ".join(f'"{term}"' for term in terms)
    found: list[tuple[str, int]] = []
    if query:
        with _opened(path, "ro") as index:
            asked = "SELECT doc_id, commit_id FROM versions WHERE id IN (SELECT rowid FROM words(?))"
            found = index.execute(asked, [query]).fetchall()
    doc_ids, commits = zip(*found, strict=True) if found else ((), ())
    return pa.StructArray.from_arrays(
        [pa.array(doc_ids, pa.string()), pa.array(commits, pa.int64())], names=["doc_id", "_commit"]
    )


def update(path: Path, warehouse: Warehouse, at: int | None, say: Callable[[str], object]) -> None:
    """Index what a snapshot has and the index lacks; an index that cannot be read is made anew."""
    snapshot = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    if _has(path, snapshot):  # which needs no right to write
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _update(path, warehouse, snapshot, say)
    except sqlite3.OperationalError:  # locked, or the disk is full: no fault of the file
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        _update(path, warehouse, snapshot, say)


def _has(path: Path, snapshot: Snapshot) -> bool:
    """Whether a snapshot is in the index whole."""
    try:
        with _opened(path, "ro") as index:
            return bool(index.execute("SELECT 1 FROM snapshots WHERE commit_id = ?", [snapshot.commit_id]).fetchone())
    except sqlite3.Error:
        return False


def _update(path: Path, warehouse: Warehouse, snapshot: Snapshot, say: Callable[[str], object]) -> None:
    with _index(path) as index:
        _fill(index, warehouse, snapshot.number or None, say)
        index.execute("INSERT OR IGNORE INTO snapshots VALUES (?)", [snapshot.commit_id])


def _fill(index: sqlite3.Connection, warehouse: Warehouse, number: int | None, say: Callable[[str], object]) -> None:
    with warehouse.connect(number) as database:
        known = index.execute("SELECT doc_id, commit_id FROM versions").fetchall()
        doc_ids, commits = zip(*known, strict=True) if known else ((), ())
        database.register(
            "indexed", pa.table({"doc_id": pa.array(doc_ids, pa.string()), "_commit": pa.array(commits, pa.int64())})
        )
        ((count,),) = database.sql(f"SELECT count(*) FROM ({_LACKING})").fetchall()
        if count >= MANY:
            say(f"Indexing the words of {count:,} articles …")
        rows = database.execute(_LACKING)
        while some := rows.fetchmany(ROWS_AT_ONCE):
            _add(index, some)


def _add(index: sqlite3.Connection, rows: Iterable[tuple[str, int, str]]) -> None:
    for doc_id, commit_id, body in rows:
        row = index.execute("INSERT INTO versions (doc_id, commit_id) VALUES (?, ?)", [doc_id, commit_id]).lastrowid
        index.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", [row, body])


def _opened(path: Path, mode: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", 600, isolation_level=None, uri=True))


@contextmanager
def _index(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the index for one transaction, in which nobody else writes."""
    with _opened(path, "rwc") as index:
        index.execute("BEGIN IMMEDIATE")
        for statement in _TABLES:
            index.execute(statement)
        yield index
        index.execute("COMMIT")
