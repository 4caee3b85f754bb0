"""Finds a document by its uri, its doc_id, or a prefix of its doc_id."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import duckdb


FEWEST_DIGITS = 6


class UnknownDocumentError(LookupError):
    """No current document has this uri or doc_id, or more than one has."""

    exit_code = 2


def find_document(database: "duckdb.DuckDBPyConnection", which: str) -> str:
    """Find the doc_id of the one current document with this uri or doc_id; raises UnknownDocumentError.

    A doc_id may be shortened with an ellipsis, as in printed tables.
    """
    query = """
        SELECT DISTINCT doc_id FROM current_documents
        WHERE uri = $1 OR (length($2) >= $3 AND starts_with(doc_id, $2)) LIMIT 2
    """
    found = [
        doc_id for (doc_id,) in database.execute(query, [which, which.removesuffix("…"), FEWEST_DIGITS]).fetchall()
    ]
    if len(found) != 1:
        problem = "no current document" if not found else "more than one current document"
        near = [] if found else _uris_of_name(database, which)
        hint = f"; did you mean {' or '.join(near)}?" if near else "" if found else _removed_hint(database, which)
        raise UnknownDocumentError(f"{problem} has the uri or doc_id {which!r}{hint}")
    return str(found[0])


def _uris_of_name(database: "duckdb.DuckDBPyConnection", name: str) -> list[str]:
    """Up to three uris that end with a file's name."""
    query = "SELECT DISTINCT uri FROM current_documents WHERE ends_with(uri, '/' || $1) ORDER BY uri LIMIT 3"
    return [uri for (uri,) in database.execute(query, [name]).fetchall()]


def _removed_hint(database: "duckdb.DuckDBPyConnection", uri: str) -> str:
    """When a file was removed, and where its text is; empty if it was never there."""
    query = "SELECT doc_id, strftime(seen_at, '%Y-%m-%d') FROM stored.arrivals WHERE uri = ? ORDER BY _snapshot DESC"
    last = database.execute(query, [uri]).fetchone()
    return f"; it was removed on {last[1]}, and documents keeps its text, doc_id {last[0]}" if last else ""


def find_uris(database: "duckdb.DuckDBPyConnection", uris: Iterable[str]) -> dict[str, list[str]]:
    """The doc_ids of the current documents of these uris; more than one if collections share a uri."""
    database.register("asked", pa.table({"uri": pa.array(set(uris), pa.string())}))
    query = "SELECT uri, list(DISTINCT doc_id) FROM current_documents SEMI JOIN asked USING (uri) GROUP BY uri"
    return dict(database.execute(query).fetchall())
