"""All that the warehouse knows of one current document, or of one character of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

Row = Mapping[str, Any]

_QUERIES = {
    "document": "SELECT text, encoding, decoded_how, char_count FROM documents WHERE doc_id = ?",
    "article": "SELECT body, rules_version FROM stored.articles WHERE doc_id = ?",
    # As current_documents, but of the files that once had this content alone: it looks at all files.
    "files": """
        WITH last AS (
            FROM stored.arrivals SEMI JOIN (FROM stored.arrivals WHERE doc_id = $1) USING (collection, uri)
            QUALIFY row_number() OVER (PARTITION BY collection, uri ORDER BY _snapshot DESC) = 1
        )
        SELECT collection, uri, last.seen_at, run_id, software_version, engine
        FROM last LEFT JOIN runs USING (run_id)
        WHERE doc_id = $1 AND last.status <> 'removed'
        ORDER BY collection, uri
    """,
    "edits": """
        SELECT start, stop, before, after, codes, action, applied, confidence, message
        FROM edits WHERE doc_id = ? ORDER BY start, stop, edit
    """,
    "facts": """
        SELECT field, value, text, start, stop, reader, form, is_inferred, confidence, reason
        FROM facts WHERE doc_id = ? ORDER BY fact
    """,
    "quotes": """
        SELECT
            quote, text, start, stop, speaker, speaker_start, speaker_stop, speaker_name, cue, cue_start, cue_stop,
            form, status, outer_quote, confidence
        FROM quotes WHERE doc_id = ? ORDER BY quote
    """,
    "mentions": """
        SELECT kind, text, name, uri, start, stop, title, affiliation, form, confidence
        FROM mentions WHERE doc_id = ? ORDER BY mention
    """,
    "paragraphs": "SELECT paragraph, role, language, start, stop FROM paragraphs WHERE doc_id = ? ORDER BY paragraph",
    "corrections": """
        SELECT field, value, replaced, note, decided_by, decided_at
        FROM corrections WHERE doc_id = ? AND is_in_force ORDER BY field
    """,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One document: its texts, where it came from, and the rows about it. Spans are code points of `raw`."""

    doc_id: str
    raw: str
    body: str
    encoding: str
    decoded_how: str
    rules_version: str
    files: list[Row]
    edits: list[Row]
    facts: list[Row]
    quotes: list[Row]
    mentions: list[Row]
    paragraphs: list[Row]
    corrections: list[Row]

    def at(self, char: int) -> "Explanation":
        """Only what touches one code point of the raw text; an insertion touches the one that it stands before.

        A quotation touches those of its speaker and its cue as well.
        """

        def touching(rows: list[Row], *parts: str) -> list[Row]:
            return [row for row in rows if any(_touches(row, part, char) for part in ("", *parts))]

        return replace(
            self,
            edits=touching(self.edits),
            facts=touching(self.facts),
            quotes=touching(self.quotes, "speaker_", "cue_"),
            mentions=touching(self.mentions),
            paragraphs=touching(self.paragraphs),
        )


def _touches(row: Row, part: str, char: int) -> bool:
    """Whether the span of a part of a row holds a code point."""
    start, stop = row[f"{part}start"], row[f"{part}stop"]
    return start is not None and start <= char <= max(start, stop - 1)


def explanation(database: duckdb.DuckDBPyConnection, doc_id: str) -> Explanation:
    """Gather what is known of one current document; ValueError where there is none of that doc_id."""
    found = {name: _rows(database, query, doc_id) for name, query in _QUERIES.items()}
    (document,), (article,) = found.pop("document"), found.pop("article")
    return Explanation(
        doc_id=doc_id,
        raw=document["text"],
        body=article["body"],
        encoding=document["encoding"],
        decoded_how=document["decoded_how"],
        rules_version=article["rules_version"],
        **found,
    )


def _rows(database: duckdb.DuckDBPyConnection, query: str, doc_id: str) -> list[Row]:
    cursor = database.execute(query, [doc_id])
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
