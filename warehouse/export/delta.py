"""Exports Delta tables, one folder for each relation; needs the extra `delta`."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from schemas import Table
from warehouse.export.cells import live
from warehouse.export.package import Resource

ROWS_AT_ONCE = 20_000


def write_delta(database: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[Table]) -> list[Resource]:
    """Write each relation as one Delta table, with its types."""
    from deltalake import DeltaTable, write_deltalake  # noqa: PLC0415 - an extra

    resources = []
    for table in tables:
        place = folder / table.name
        batches = database.sql(f"SELECT * FROM {live(table)}").to_arrow_reader(ROWS_AT_ONCE)
        write_deltalake(str(place), batches, name=table.name, description=f"A row is {table.grain}.")
        rows = int(DeltaTable(str(place)).count())
        paths = sorted(path.relative_to(folder).as_posix() for path in place.rglob("*") if path.is_file())
        resources.append(Resource(table.name, tuple(paths), "application/vnd.apache.parquet", rows, table))
    return resources
