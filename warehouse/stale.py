"""Stale documents: current documents that were made by other rules or decisions than today's."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import pyarrow as pa

from warehouse.warehouse import Warehouse


class VersionOverride(NamedTuple):
    """The rules for the files whose collection and uri match these GLOB patterns."""

    collection: str
    uri: str
    rules_version: str


class StaleQuery(NamedTuple):
    """The selection of stale documents: all that were made by other rules than those due for them, or some of these.

    Due are the rules of the first matching one of `overrides`, else `rules_version`, together with the decisions of
    people on the document. A content in several files is judged by the first of them, in the order of collection and
    uri. `codes` and `triggers`: documents with an edit of one of the codes, or with one of the triggers in the raw text
    or body. `path`: documents with a uri that matches the GLOB pattern. `since`: documents with a file seen at that
    instant or later.
    """

    rules_version: str
    overrides: tuple[VersionOverride, ...] = ()
    codes: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    path: str | None = None
    since: datetime | None = None


class Stale(NamedTuple):
    """One stale document and the first of its files; `due` is the number of its override, 0 for none."""

    uri: str
    doc_id: str
    byte_count: int
    due: int


# The number of the first override that matches a file, from 1; 0 if none does.
_FIRST_MATCH = """
    coalesce(list_position(list_transform(
        $overrides::STRUCT(collection VARCHAR, uri VARCHAR, rules_version VARCHAR)[],
        lambda due: collection GLOB due.collection AND uri GLOB due.uri
    ), true), 0)
"""

_STALE = f"""
    WITH of_document AS (
        SELECT
            doc_id,
            min((collection, uri)) AS first,
            bool_or(($path IS NULL OR uri GLOB $path) AND ($since IS NULL OR seen_at >= $since)) AS is_meant
        FROM current_documents
        GROUP BY doc_id
    ),
    homes AS (
        SELECT doc_id, first[1] AS collection, first[2] AS uri, {_FIRST_MATCH} AS due FROM of_document WHERE is_meant
    )
    SELECT uri, doc_id, document.byte_count, due
    FROM homes
    JOIN stored.articles AS article USING (doc_id)
    JOIN stored.documents AS document USING (doc_id)
    LEFT JOIN review_digests USING (doc_id)
    WHERE article.rules_version
        <> if(due = 0, $rules_version, $overrides[due].rules_version) || coalesce('+' || digest, '') AND (
        ($codes = [] AND $triggers = [])
        OR len(list_filter($triggers, lambda t: contains(document.text, t) OR contains(article.body, t))) > 0
        OR doc_id IN (SELECT doc_id FROM stored.edits WHERE list_has_any(codes, $codes))
    )
    -- Documents that are stored in one file come together.
    ORDER BY document._commit, doc_id
"""


def find_stale(warehouse: Warehouse, choice: StaleQuery) -> list[Stale]:
    """Find the selected documents."""
    values: dict[str, Any] = {**choice._asdict(), "codes": list(choice.codes), "triggers": list(choice.triggers)}
    values["overrides"] = _structs(choice.overrides)
    with warehouse.connect() as database:
        return [Stale(*row) for row in database.execute(_STALE, values).fetchall()]


def match_overrides(overrides: Iterable[VersionOverride], collection: str, uris: Iterable[str]) -> list[int]:
    """Find the override of each file of a collection: its number from 1, 0 if none matches."""
    import duckdb  # noqa: PLC0415 - slow, and rarely needed

    query = f"SELECT {_FIRST_MATCH} FROM (SELECT $collection AS collection, unnest($uris::VARCHAR[]) AS uri)"
    values = {"overrides": _structs(overrides), "collection": collection, "uris": list(uris)}
    with duckdb.connect() as database:
        return [number for (number,) in database.execute(query, values).fetchall()]


def _structs(overrides: Iterable[VersionOverride]) -> list[dict[str, str]]:
    return [due._asdict() for due in overrides]


def stored_texts(warehouse: Warehouse, doc_ids: Iterable[str]) -> dict[str, str]:
    """The decoded raw texts of documents, by doc_id."""
    rows = stored_rows(warehouse, "documents", doc_ids)
    return dict(zip(rows["doc_id"].to_pylist(), rows["text"].to_pylist(), strict=True))


def stored_rows(warehouse: Warehouse, table: str, doc_ids: Iterable[str]) -> pa.Table:
    """The stored columns of documents' live rows in a table, without corrections."""
    with warehouse.stored(table) as database:
        database.register("asked", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        return database.sql(f"SELECT * FROM stored.{table} SEMI JOIN asked USING (doc_id)").to_arrow_table()
