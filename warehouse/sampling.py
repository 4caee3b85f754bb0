"""A random sample of extracted values, to be checked by a person."""

from typing import Any, NamedTuple

import duckdb

from schemas import TABLES
from warehouse.allow_list import refuse_unless_reading

CONTEXT = 80


class UnknownFieldError(ValueError):
    """Articles have no such column."""

    exit_code = 2


class Draw(NamedTuple):
    """The values to draw: one column of articles; `where` is a condition on articles in SQL."""

    field: str
    size: int
    where: str | None = None
    seed: int = 1


def draw(database: duckdb.DuckDBPyConnection, wanted: Draw) -> list[dict[str, Any]]:
    """Draw random values that were not graded before; the same ones for the same seed.

    Returns rows of value, evidence (in its context), uri, doc_id, field, reader, form. Raises UnknownFieldError,
    warehouse.allow_list.RefusedQueryError and duckdb.Error for a bad condition.
    """
    if wanted.field not in {column.name for column in TABLES["articles"].shown}:
        raise UnknownFieldError(f"articles have no column {wanted.field!r}")
    asked = f"SELECT doc_id FROM articles WHERE ({wanted.where or 'true'}\n)"
    refuse_unless_reading(database, asked)
    cursor = database.execute(
        f"""
        SELECT value, evidence, uri, doc_id, field, reader, form
        FROM (
            SELECT *, in_context(text, start, stop, {CONTEXT}) AS evidence
            FROM (
                SELECT * EXCLUDE (text, form), coalesce(form, '') AS form
                FROM facts
                WHERE field = $field AND value IS NOT NULL AND reader <> 'human'
            )
            ANTI JOIN grades USING (doc_id, field, reader, form, value)
            SEMI JOIN ({asked}) USING (doc_id)
            JOIN (SELECT doc_id, text FROM documents) USING (doc_id)
            ORDER BY md5(doc_id || fact || $seed)
            LIMIT $size
        )
        JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
        ORDER BY reader, form, doc_id, value
        """,
        {"field": wanted.field, "seed": wanted.seed, "size": wanted.size},
    )
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
