"""The Frictionless description of an export: its files, their checksums, and the meaning of their columns."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from schemas import Column, Table
from warehouse.snapshot import Snapshot

FILE = "datapackage.json"
FLAT = ("csv",)  # a list is one text in a cell
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


class Cut(NamedTuple):
    """A cell that is longer than the format allows; `key` identifies its row, `length` is in code points."""

    table: str
    column: str
    key: str
    length: int


@dataclass(frozen=True, slots=True)
class Resource:
    """One exported relation: its files, relative to the export's folder, and the cells that were cut."""

    name: str
    paths: tuple[str, ...]
    mediatype: str
    rows: int
    table: Table | None = None
    title: str = ""
    cuts: tuple[Cut, ...] = ()


def write_package(folder: Path, resources: Iterable[Resource], form: str, snapshot: Snapshot) -> None:
    """Write `datapackage.json` for the resources of a finished export."""
    package = {
        "$schema": PROFILE,
        "name": "copydesk-export",
        "title": f"Snapshot {snapshot.number} of a copydesk warehouse as {form}",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "snapshot": snapshot.number,
        "resources": [_resource(folder, resource, is_flat=form in FLAT) for resource in resources],
    }
    (folder / FILE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _resource(folder: Path, resource: Resource, *, is_flat: bool) -> dict[str, Any]:
    files = [folder / path for path in resource.paths]
    hashes = [f"sha256:{_sha256(file)}" for file in files]
    described: dict[str, Any] = {
        "name": resource.name,
        "title": resource.title or (f"A row is {resource.table.grain}." if resource.table else resource.name),
        "path": resource.paths[0] if len(files) == 1 else list(resource.paths),
        "mediatype": resource.mediatype,
        "bytes": sum(file.stat().st_size for file in files),
        "rowCount": resource.rows,
    }
    described |= {"hash": hashes[0]} if len(files) == 1 else {"hashes": hashes}
    if resource.table:
        described["schema"] = {
            "fields": [_field(column, is_flat=is_flat) for column in resource.table.shown],
        }
        if resource.table.key:
            described["schema"]["primaryKey"] = list(resource.table.key)
    if resource.cuts:
        described["cutCells"] = [cut._asdict() for cut in resource.cuts]
    return described


def _field(column: Column, *, is_flat: bool) -> dict[str, Any]:
    kind = "string" if is_flat and pa.types.is_nested(column.type) else _type(column.type)
    return {"name": column.name, "type": kind, "description": column.description}


def _type(arrow: pa.DataType) -> str:
    kinds = (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
        (pa.types.is_map, "object"),
        (pa.types.is_list, "array"),
    )
    return next((name for is_kind, name in kinds if is_kind(arrow)), "string")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
