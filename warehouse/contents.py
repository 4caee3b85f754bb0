"""Counts of the newest snapshot, and its missing files; fast enough for a health check."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.snapshot import Snapshot
from warehouse.warehouse import Warehouse

_SQL = Path(__file__).with_name("contents.sql")
FOLDERS = ("_data", "_snapshots", "_staging")


class Contents(NamedTuple):
    """Counts of the newest snapshot.

    `documents` are live articles; `rejects` are files whose newest content was rejected; `newest_file_at` (UTC) is when
    a new or changed file was last loaded or rejected; `last_run` is the row of `runs` of the newest ingest or backfill.
    """

    documents: int
    rejects: int
    newest_file_at: datetime | None
    last_run: dict[str, Any] | None


def contents(warehouse: Warehouse) -> Contents:
    """Count; raises duckdb.Error if a file is missing or damaged."""
    with warehouse.stored("articles", "arrivals", "rejects", "runs") as database:
        (row,) = database.execute(_SQL.read_text("utf-8")).fetchall()
    return Contents(*row)


def stored_bytes(warehouse: Warehouse) -> dict[str, dict[str, int]]:
    """Lengths in bytes of all files, by folder and key."""
    return {folder: warehouse.store.sizes(f"{folder}/") for folder in FOLDERS}


def missing_files(snapshot: Snapshot, lengths: Mapping[str, int]) -> list[str]:
    """Keys of the snapshot's files that `_data` lacks, or that have another length."""
    return sorted(file.path for file in snapshot.all_files if lengths.get(file.path) != file.bytes)
