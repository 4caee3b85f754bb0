"""Current documents that other rules made than today's, and what is stored of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import pyarrow as pa

from warehouse.warehouse import Warehouse


class Choice(NamedTuple):
    """Which documents are meant: all of other rules than `rules_version`, or of these some.

    `codes` and `triggers`: whose edits name one of the codes, or whose raw text or body holds one of the triggers.
    `path`: of which a uri fits the GLOB pattern. `since`: of which a file was seen at that instant or later.
    """

    rules_version: str
    codes: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    path: str | None = None
    since: datetime | None = None


class Stale(NamedTuple):
    """One document of the backlog and the first of its files."""

    uri: str
    doc_id: str
    byte_count: int


_BACKLOG = """
    WITH chosen AS (
        SELECT article.doc_id, document.byte_count, document._commit AS stored_by
        FROM stored.articles AS article
        JOIN stored.documents AS document USING (doc_id)
        WHERE article.rules_version <> $rules_version AND (
            ($codes = [] AND $triggers = [])
            OR len(list_filter($triggers, lambda t: contains(document.text, t) OR contains(article.body, t))) > 0
            OR article.doc_id IN (SELECT doc_id FROM stored.edits WHERE list_has_any(codes, $codes))
        )
    )
    SELECT min(uri), doc_id, any_value(chosen.byte_count)
    FROM chosen JOIN current_documents USING (doc_id)
    WHERE ($path IS NULL OR uri GLOB $path) AND ($since IS NULL OR seen_at >= $since)
    GROUP BY doc_id
    -- Documents that lie in one file come together.
    ORDER BY any_value(stored_by), doc_id
"""


def backlog(warehouse: Warehouse, choice: Choice) -> list[Stale]:
    """Find the documents that are meant."""
    values: dict[str, Any] = {**choice._asdict(), "codes": list(choice.codes), "triggers": list(choice.triggers)}
    with warehouse.connect() as database:
        return [Stale(*row) for row in database.execute(_BACKLOG, values).fetchall()]


def stored_texts(warehouse: Warehouse, doc_ids: Iterable[str]) -> dict[str, str]:
    """The decoded raw texts of documents, by doc_id."""
    rows = _of(warehouse, "documents", doc_ids)
    return dict(zip(rows["doc_id"].to_pylist(), rows["text"].to_pylist(), strict=True))


def stored_edits(warehouse: Warehouse, doc_ids: Iterable[str]) -> pa.Table:
    """The live edits of documents."""
    return _of(warehouse, "edits", doc_ids)


def stored_articles(warehouse: Warehouse, doc_ids: Iterable[str]) -> pa.Table:
    """The live articles of documents as rules and readers made them, without corrections."""
    return _of(warehouse, "articles", doc_ids)


def _of(warehouse: Warehouse, table: str, doc_ids: Iterable[str]) -> pa.Table:
    """The stored columns of documents' live rows."""
    with warehouse.connect() as database:
        database.register("asked", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        return database.sql(f"SELECT * FROM stored.{table} SEMI JOIN asked USING (doc_id)").to_arrow_table()
