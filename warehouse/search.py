"""Full-text search: the macro `search` of an open snapshot, answered from the search index."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import accumulate
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar
from weakref import finalize

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import BIGINT, BOOLEAN, DOUBLE, VARCHAR

from warehouse.warehouse import Warehouse
from warehouse.word_index import FILE, Say, find_versions, passages, snapshot_of, unmatched_words, update

T = TypeVar("T")

# Replaces the macro of the same name in macros.sql, which reads every body. The passage costs most, so only the best
# texts have one, and a query that does not name it computes none. With `best`, about so many texts are found.
SEARCH = """
    CREATE OR REPLACE MACRO search(words, stemmed := false, passages := 200, best := NULL) AS TABLE
    SELECT
        rank,
        coalesce(dateline_on, published_on, updated_on) AS day,
        month_of(dateline_on, dateline_date, published_on, updated_on) AS month,
        uri,
        headline,
        agency,
        dateline_on,
        CASE WHEN row_number() OVER (ORDER BY rank, doc_id) <= passages
            THEN passage_found(id, words, stemmed) END AS passage,
        doc_id
    FROM decided_articles
    JOIN (SELECT unnest(found_by_index(words, stemmed, best), recursive := true)) USING (doc_id, _commit)
    JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
    ORDER BY rank, doc_id
"""


def use_index(
    database: duckdb.DuckDBPyConnection, warehouse: Warehouse, at: int | None, folder: Path, say: Say
) -> None:
    """Let the macro `search` of an open snapshot use the index in `folder`.

    The first search of a query updates the index to the snapshot; `say` gets a message if that takes long, and about
    words that no text has. If `folder` is not writable, the index lasts as long as the database.
    """

    @cache
    def ready(stems: bool) -> Path:
        path = folder / FILE
        try:
            update(path, warehouse, at, say, stems=stems)
        except (OSError, sqlite3.OperationalError):
            path = _copied(path)
            finalize(found_by_index, shutil.rmtree, path.parent, ignore_errors=True)
            update(path, warehouse, at, say, stems=stems)
        return path

    def asked(stems: bool, do: Callable[[Path], T]) -> T:
        try:
            return do(ready(stems))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged in a part that the update did not read
            ready(stems).unlink()
            ready.cache_clear()
            return do(ready(stems))

    def found_by_index(queries: pa.Array, stemmed: pa.Array, bests: pa.Array) -> pa.Array:
        columns = (column.to_pylist() for column in (queries, stemmed, bests))
        given = [(query or "", bool(stems), best) for query, stems, best in zip(*columns, strict=True)]
        commit_id = snapshot_of(warehouse, at).commit_id

        def look(query: str, stems: bool, best: int | None) -> pa.StructArray:
            return asked(stems, lambda path: find_versions(path, query, stems=stems, best=best, commit_id=commit_id))

        found = [look(*one) for one in given]
        for (query, stems, _), versions in dict(zip(given, found, strict=True)).items():
            lacking = unmatched_words(ready(stems), query, stems=stems, is_found=len(versions) > 0)
            for word, near in lacking.items():
                say(f"No text has the word {word}" + (f"; similar words: {', '.join(near)}." if near else "."))
        if not any(found) and any(_names_operator(query) for query, _, _ in given):
            say("Nothing is found: and, or, not are searched as words; operators are written in capitals, as AND.")
        stops = accumulate((len(versions) for versions in found), initial=0)
        return pa.ListArray.from_arrays(pa.array(stops, pa.int32()), pa.concat_arrays(found))

    def passage_found(ids: pa.Array, queries: pa.Array, stemmed: pa.Array) -> pa.Array:
        query, stems = queries[0].as_py(), bool(stemmed[0].as_py())  # the same value for all rows
        return pa.array(passages(ready(stems), query, ids.to_pylist(), stems=stems), pa.string())

    rows = duckdb.list_type(duckdb.struct_type({"doc_id": VARCHAR, "_commit": BIGINT, "id": BIGINT, "rank": DOUBLE}))
    arrow = PythonUDFType.ARROW
    database.create_function(
        "found_by_index",
        found_by_index,
        [VARCHAR, BOOLEAN, BIGINT],
        rows,
        type=arrow,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    database.create_function("passage_found", passage_found, [BIGINT, VARCHAR, BOOLEAN], VARCHAR, type=arrow)
    database.execute(SEARCH).fetchall()


def _names_operator(query: str) -> bool:
    """Whether a word of a query, outside of phrases, is an operator in lower case."""
    return not {"and", "or", "not"}.isdisjoint(re.sub(r'"[^"]*"', " ", query).split())


def _copied(kept: Path) -> Path:
    """An index in a temporary folder, which begins with a copy of another one if that can be read."""
    path = Path(mkdtemp(prefix="copydesk-")) / FILE
    with suppress(OSError):
        shutil.copyfile(kept, path)
    return path
