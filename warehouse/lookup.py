"""Queries about files and documents, over the stored rows that `Warehouse.stored` shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyarrow as pa

from warehouse.reviews import show_digests

if TYPE_CHECKING:
    import duckdb


def current_files(database: "duckdb.DuckDBPyConnection", collection: str) -> pa.Table:
    """Files of a collection: columns uri, doc_id. Needs `arrivals`."""
    query = """
        SELECT uri, max_by(doc_id, _snapshot) AS doc_id
        FROM stored.arrivals
        WHERE collection = $1
        GROUP BY uri
        HAVING max_by(status, _snapshot) <> 'removed'
    """
    return database.sql(query, params=[collection]).to_arrow_table()


def known_documents(database: "duckdb.DuckDBPyConnection", doc_ids: Iterable[str]) -> tuple[set[str], set[str]]:
    """These documents as two sets: with a live article, and with a stored text. Needs `articles`, `documents`."""
    database.register("asked", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))

    def found(table: str) -> set[str]:
        query = f"SELECT doc_id FROM stored.{table} SEMI JOIN asked USING (doc_id)"
        return {doc_id for (doc_id,) in database.execute(query).fetchall()}

    stored = found("documents")
    # Every article has a text. Usually all documents are new, and then the articles need not be searched.
    return found("articles") if stored else set(), stored


def rejected(
    database: "duckdb.DuckDBPyConnection", collection: str, passing: Iterable[str] = ()
) -> dict[str, str | None]:
    """Rejected files of a collection: the uri, and the doc_id last rejected. Needs `rejects`.

    The doc_id is None if the file was unreadable, or if the reason was a `passing` one, independent of the content.
    """
    query = """
        SELECT uri, max_by({'doc_id': if(list_contains($2, reason), NULL, doc_id)}, _snapshot).doc_id
        FROM stored.rejects WHERE collection = $1 GROUP BY uri
    """
    return dict(database.execute(query, [collection, list(passing)]).fetchall())


def stale(database: "duckdb.DuckDBPyConnection", rules_version: str) -> int:
    """The number of live articles made by other rules or other decisions of people. Needs `articles`, `reviews`."""
    show_digests(database)
    query = """
        SELECT count(*) FROM stored.articles LEFT JOIN review_digests USING (doc_id)
        WHERE rules_version <> $1 || coalesce('+' || digest, '')
    """
    ((count,),) = database.execute(query, [rules_version]).fetchall()
    return int(count)
