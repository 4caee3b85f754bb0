"""Exports as JSON that DuckDB writes: rows as objects, one a line, and places as GeoJSON."""

import json
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas import TABLES, Column, Table
from warehouse.catalog import identifier, literal
from warehouse.export.cells import flat, live
from warehouse.export.package import Resource

PLACES = "places.geojson"
_PLACES = """
    SELECT
        uri,
        any_value(name) AS name,
        any_value(country) AS country,
        any_value(latitude) AS latitude,
        any_value(longitude) AS longitude,
        count(DISTINCT doc_id) FILTER (is_filed) AS filed_count,
        count(DISTINCT doc_id) AS article_count,
        count(*) FILTER (NOT is_filed) AS mention_count,
        coalesce(list(DISTINCT agency ORDER BY agency) FILTER (is_filed AND agency IS NOT NULL), []) AS agencies
    FROM (
        SELECT located_uri AS uri, located_name AS name, country, latitude, longitude, doc_id, agency, true AS is_filed
        FROM {articles}
        UNION ALL
        SELECT uri, name, country, latitude, longitude, doc_id, NULL, false
        FROM mentions SEMI JOIN {articles} USING (doc_id)
        WHERE kind = 'place'
    )
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND uri IS NOT NULL
    GROUP BY uri
    ORDER BY article_count DESC, uri
"""


def write_jsonl(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as JSON objects, one a line; times in ISO 8601, lists and objects as JSON."""
    return [_lines(database, folder, table) for table in tables]


def write_geojson(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write the places that texts mention or were filed from as points (RFC 7946), those of most texts first."""
    cursor = database.execute(_PLACES.format(articles=live(TABLES["articles"])))
    names = [column[0] for column in cursor.description or ()]
    features = [_feature(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    collection = {"type": "FeatureCollection", "features": features}
    (folder / PLACES).write_text(json.dumps(collection, ensure_ascii=False) + "\n", "utf-8")
    title = "Places that texts name or were filed from"
    return [Resource("places", (PLACES,), "application/geo+json", len(features), title=title)]


def _feature(place: dict[str, object]) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [place.pop("longitude"), place.pop("latitude")]}
    return {"type": "Feature", "id": place["uri"], "geometry": point, "properties": place}


def _lines(database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> Resource:
    path = f"{table.name}.jsonl"
    query = f"SELECT {', '.join(map(_value, table.shown))} FROM {live(table)}"
    ((rows,),) = database.execute(f"COPY ({query}) TO {literal(str(folder / path))} (FORMAT json)").fetchall()
    return Resource(table.name, (path,), "application/x-ndjson", int(rows), table)


def _value(column: Column) -> str:
    name = identifier(column.name)
    if pa.types.is_timestamp(column.type):
        return f"{flat(column)} AS {name}"
    return f"CASE WHEN isfinite({name}) THEN {name} END AS {name}" if pa.types.is_floating(column.type) else name
