"""Plain files of one snapshot, live rows only, for readers who do not have copydesk."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from schemas import TABLES, Table
from warehouse.export.delta import write_delta
from warehouse.export.files import write_csv, write_parquet
from warehouse.export.ninjs import write_ninjs
from warehouse.export.package import Cut, Resource, describe
from warehouse.export.xlsx import write_xlsx
from warehouse.snapshot import EMPTY
from warehouse.warehouse import Warehouse

Writer = Callable[[duckdb.DuckDBPyConnection, Path, Iterable[Table]], list[Resource]]
FORMATS: dict[str, Writer] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "delta": write_delta,
    "ninjs": write_ninjs,
}


class NotEmptyError(FileExistsError):
    """The folder to export to holds something already."""


def export(warehouse: Warehouse, folder: Path, form: str, at: int | None = None) -> list[Cut]:
    """Write all relations of the newest snapshot, or of number `at`, into a new folder, with `datapackage.json`.

    The folder appears when it is whole. Returns the cells that the format could not hold in full. Raises
    NotEmptyError, KeyError for a format that is not in FORMATS, ModuleNotFoundError for one whose extra is missing.
    """
    folder = Path(os.path.abspath(folder))
    write = FORMATS[form]
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmptyError(f"{folder} is there already and not empty")
    snapshot = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    beside.mkdir()
    try:
        with warehouse.connect(snapshot.number or None) as database:
            resources = write(database, beside, TABLES.values())
        describe(beside, resources, form, snapshot)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [cut for resource in resources for cut in resource.cuts]
