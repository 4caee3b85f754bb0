"""Exports IPTC ninjs 3.1: one JSON object a line, one line for each current document."""

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from schemas import Table
from warehouse.export.package import Resource

FILE = "articles.ninjs.jsonl"
STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
ROWS_AT_ONCE = 1_000
_QUERY = """
    SELECT articles.*, uris, mentioned, length(body) AS char_count
    FROM given.articles AS articles JOIN (
        SELECT doc_id, list(collection || '/' || uri ORDER BY ALL) AS uris FROM current_documents GROUP BY doc_id
    ) USING (doc_id)
    LEFT JOIN (
        SELECT doc_id, list(found ORDER BY first_start) AS mentioned
        FROM (
            SELECT doc_id, min(start) AS first_start, min_by({
                'kind': kind, 'name': name, 'uri': uri, 'latitude': latitude, 'longitude': longitude
            }, start) AS found
            FROM mentions WHERE name IS NOT NULL GROUP BY doc_id, kind, name
        )
        GROUP BY doc_id
    ) USING (doc_id)
"""


def write_ninjs(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write every article as a ninjs item, one JSON object a line."""
    cursor = database.execute(_QUERY)
    names = [column[0] for column in cursor.description or ()]
    count = 0
    with (folder / FILE).open("w", encoding="utf-8") as out:
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for row in rows:
                found = item(dict(zip(names, row, strict=True)))
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
            count += len(rows)
    return [Resource("articles", (FILE,), "application/x-ndjson", count, title="IPTC ninjs 3.1 items")]


def item(article: Mapping[str, Any]) -> dict[str, Any]:
    """Make the ninjs item of one article.

    The standard only has dates with a time zone, so a stamp without a zone or a partial date is left out. Bodies are
    plain text.
    """
    digest = base64.urlsafe_b64encode(bytes.fromhex(article["doc_id"])).decode().rstrip("=")
    return _without_nulls(
        {
            "uri": f"ni:///sha-256;{digest}",  # RFC 6920
            "type": "text",
            "standard": STANDARD,
            "language": article["language"],
            "representationType": article["representation_type"],
            "contentCreated": _instant(article),
            "headlines": [{"value": article["headline"]}] if article["headline"] else None,
            "by": article["byline"],
            "located": article["located_name"] or article["located"],
            "people": _mentioned(article, "person"),
            "organisations": _mentioned(article, "organisation", "agency"),
            "places": _places(article),
            "infoSources": [_without_nulls(source) for source in article["info_sources"] or ()],
            "copyrightHolder": article["copyright_holder"],
            "copyrightNotice": article["copyright_notice"],
            "edNote": article["ed_note"],
            "bodies": [
                {
                    "contentType": "text/plain",
                    "charCount": article["char_count"],
                    "wordCount": article["word_count"],
                    "value": article["body"],
                }
            ],
            "altIds": [
                {"role": "doc_id", "value": article["doc_id"]},
                *({"role": "path", "value": uri} for uri in article["uris"]),
            ],
        }
    )


def _instant(article: Mapping[str, Any]) -> str | None:
    at: datetime | None = article["earliest_at"]
    is_exact = article["bounds_basis"] == "printed_zone" and article["timestamp_role"] == "dispatch"
    return at.isoformat() if at and is_exact else None


def _mentioned(article: Mapping[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """The mentions of some kinds in a text, in the order of the first mention."""
    found = [mention for mention in article["mentioned"] or () if mention["kind"] in kinds]
    return [_concept(m["name"], "mentioned", m["uri"], m["longitude"], m["latitude"]) for m in found]


def _places(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The place of the dateline, then the other places that the text mentions."""
    mentioned = _mentioned(article, "place")
    if not (uri := article["located_uri"]):
        return mentioned
    located = _concept(article["located_name"], "located", uri, article["longitude"], article["latitude"])
    return [located, *(place for place in mentioned if place.get("uri") != uri)]


def _concept(
    name: str, relation: str, uri: str | None, longitude: float | None, latitude: float | None
) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [longitude, latitude]} if latitude is not None else None
    return _without_nulls({"name": name, "rel": relation, "uri": uri, "geoJSON": point})


def _without_nulls(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None and value != []}
