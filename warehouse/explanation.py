"""Everything that the warehouse holds about current documents, or about one character of a document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb

Row = Mapping[str, Any]

# Each gives the rows of the documents from one doc_id to another, both included.
_QUERIES = {
    "document": "SELECT doc_id, text, encoding, decoded_how, char_count FROM documents WHERE doc_id BETWEEN $1 AND $2",
    "article": "SELECT doc_id, body, rules_version FROM stored.articles WHERE doc_id BETWEEN $1 AND $2",
    # Like current_documents, but only for the files that once had these contents; it reads all files.
    "files": """
        WITH last AS (
            FROM stored.arrivals
            SEMI JOIN (FROM stored.arrivals WHERE doc_id BETWEEN $1 AND $2) USING (collection, uri)
            QUALIFY row_number() OVER (PARTITION BY collection, uri ORDER BY _snapshot DESC) = 1
        )
        SELECT doc_id, collection, uri, last.seen_at, run_id, software_version, engine
        FROM last LEFT JOIN runs USING (run_id)
        WHERE doc_id BETWEEN $1 AND $2 AND last.status <> 'removed'
        ORDER BY collection, uri
    """,
    "edits": """
        SELECT doc_id, start, stop, before, after, codes, action, applied, confidence, message, decided_by
        FROM edits WHERE doc_id BETWEEN $1 AND $2 ORDER BY start, stop, edit
    """,
    "facts": """
        SELECT doc_id, field, value, text, start, stop, reader, form, is_inferred, confidence, reason, fact
        FROM facts WHERE doc_id BETWEEN $1 AND $2
        UNION ALL BY NAME
        SELECT
            doc_id, 'agency' AS field, agency_inferred AS value, 'copy' AS reader,
            agency_inferred_from[:12] || '…' AS form, true AS is_inferred
        FROM duplicates WHERE doc_id BETWEEN $1 AND $2 AND agency_inferred IS NOT NULL
        ORDER BY fact NULLS LAST
    """,
    "quotes": """
        SELECT
            doc_id, quote, text, start, stop, speaker, speaker_start, speaker_stop, speaker_name, cue, cue_start,
            cue_stop, form, status, outer_quote, confidence
        FROM quotes WHERE doc_id BETWEEN $1 AND $2 ORDER BY quote
    """,
    "mentions": """
        SELECT doc_id, kind, text, name, uri, start, stop, title, affiliation, form, confidence
        FROM mentions WHERE doc_id BETWEEN $1 AND $2 ORDER BY mention
    """,
    "paragraphs": """
        SELECT doc_id, paragraph, role, language, start, stop
        FROM paragraphs WHERE doc_id BETWEEN $1 AND $2 ORDER BY paragraph
    """,
    "corrections": """
        SELECT doc_id, field, value, replaced, note, decided_by, decided_at
        FROM corrections WHERE doc_id BETWEEN $1 AND $2 AND is_in_force ORDER BY field
    """,
}

# What an explanation reads, with what finds its document.
NEEDS = " ".join(("current_documents", *_QUERIES.values()))


@dataclass(frozen=True, slots=True)
class Explanation:
    """One document: its texts, its origin, and the rows about it. Spans are code points of `raw`."""

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
        """The rows that touch one code point of the raw text; an insertion touches the one after it.

        A quotation also touches those of its speaker and its cue.
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
    """Whether the span of a part of a row includes a code point."""
    start, stop = row[f"{part}start"], row[f"{part}stop"]
    return start is not None and start <= char <= max(start, stop - 1)


def explanation(database: duckdb.DuckDBPyConnection, doc_id: str) -> Explanation:
    """Collect everything about one current document; raises ValueError for an unknown doc_id."""
    (known,) = explanations(database, [doc_id])
    return known


def explanations(database: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> Iterator[Explanation]:
    """Collect everything about several current documents, which are neighbours in the order of their doc_ids.

    It reads everything between the first and the last into memory. A doc_id without a current document is skipped.
    """
    span = [min(doc_ids, default=""), max(doc_ids, default="")]
    found = {name: _by_document(database, query, span) for name, query in _QUERIES.items()}
    documents, articles = found.pop("document"), found.pop("article")
    for doc_id in doc_ids:
        if doc_id in articles:
            (document,), (article,) = documents[doc_id], articles[doc_id]
            yield Explanation(
                doc_id=doc_id,
                raw=document["text"],
                body=article["body"],
                encoding=document["encoding"],
                decoded_how=document["decoded_how"],
                rules_version=article["rules_version"],
                **{name: rows.get(doc_id, []) for name, rows in found.items()},
            )


def _by_document(database: duckdb.DuckDBPyConnection, query: str, span: list[str]) -> dict[str, list[Row]]:
    cursor = database.execute(query, span)
    names = [column[0] for column in cursor.description or ()]
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in cursor.fetchall():
        rows[row[0]].append(dict(zip(names, row, strict=True)))
    return rows
