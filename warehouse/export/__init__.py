"""Exports the live rows of one snapshot to plain files, for people without copydesk."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from schemas import TABLES, Lifetime, Table
from schemas.table import column
from warehouse.allow_list import refuse_unless_reading
from warehouse.catalog import identifier
from warehouse.export.delta import write_delta
from warehouse.export.files import write_csv, write_parquet
from warehouse.export.lines import write_geojson, write_jsonl
from warehouse.export.ninjs import write_ninjs
from warehouse.export.package import Cut, Resource, write_package
from warehouse.export.sqlite import write_sqlite
from warehouse.export.xlsx import write_xlsx
from warehouse.named_queries import NamedQuery, bind
from warehouse.snapshot import EMPTY
from warehouse.warehouse import Warehouse

Writer = Callable[[duckdb.DuckDBPyConnection, Path, Iterable[Table]], list[Resource]]
FORMATS: dict[str, Writer] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "delta": write_delta,
    "ninjs": write_ninjs,
    "sqlite": write_sqlite,
    "jsonl": write_jsonl,
    "geojson": write_geojson,
}
ONLY = {"jsonl": ("articles",)}  # the default relations
OF_ARTICLES = ("ninjs", "geojson")  # these are made from articles, without a choice of relations or a report


class NotEmptyError(FileExistsError):
    """The folder for the export is not empty."""


@dataclass(frozen=True, slots=True)
class ExportScope:
    """What is exported: some relations (all by default), for the articles that meet a condition; or a report.

    The condition is SQL on `articles`; from every relation with a doc_id the rows of these articles are exported.
    """

    tables: Sequence[str] = ()
    where: str = ""
    report: NamedQuery | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


def export(
    warehouse: Warehouse, folder: Path, form: str, at: int | None = None, choice: ExportScope = ExportScope()
) -> list[Cut]:
    """Write relations of the newest snapshot, or of number `at`, into a new folder, with `datapackage.json`.

    The folder appears when it is complete. Returns the cells that the format could not store in full. Raises
    NotEmptyError, KeyError for a format that is not in FORMATS, ModuleNotFoundError for a format whose extra is not
    installed, RefusedQueryError and duckdb.Error for a condition, UnknownParameterError.
    """
    folder = Path(os.path.abspath(folder))
    write = FORMATS[form]
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmptyError(f"{folder} is there already and not empty")
    snapshot = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    folder.parent.mkdir(parents=True, exist_ok=True)
    adjacent = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    adjacent.mkdir()
    try:
        with warehouse.connect(snapshot.number or None) as database:
            resources = write(database, adjacent, _given(database, choice, ONLY.get(form, tuple(TABLES))))
        write_package(adjacent, resources, form, snapshot)
        adjacent.rename(folder)
    finally:
        shutil.rmtree(adjacent, ignore_errors=True)
    return [cut for resource in resources for cut in resource.cuts]


def _given(database: duckdb.DuckDBPyConnection, choice: ExportScope, usual: Sequence[str]) -> list[Table]:
    """Create the schema `given`, with a view for each exported table, and return these tables."""
    database.execute("CREATE SCHEMA given").fetchall()
    if choice.report:
        return [_report(database, choice.report, choice.parameters)]
    if choice.where:
        duckdb.SQLExpression(choice.where)  # exactly one expression
    condition = f"SELECT doc_id FROM articles WHERE (\n{choice.where or 'true'}\n)"
    refuse_unless_reading(database, condition)
    database.execute(f"CREATE TABLE given._chosen AS {condition}").fetchall()
    for table in TABLES.values():
        is_cut = choice.where or table.name == "documents"  # of `documents` only those of current ones
        has_document = any(column.name == "doc_id" for column in table.shown)
        only = "SEMI JOIN given._chosen USING (doc_id)" if is_cut and has_document else ""
        database.execute(f"CREATE VIEW given.{table.name} AS SELECT * FROM main.{table.name} {only}").fetchall()
    return [TABLES[name] for name in choice.tables or usual]


def _report(database: duckdb.DuckDBPyConnection, report: NamedQuery, parameters: Mapping[str, str]) -> Table:
    bind(database, report, parameters)
    name = identifier(report.name)
    database.execute(f"CREATE TABLE given.{name} AS {report.sql}").fetchall()
    schema = database.sql(f"FROM given.{name}").to_arrow_reader().schema
    columns = tuple(column(f.name, f.type, f.name.replace("_", " "), stored=False) for f in schema)
    return Table(report.name, report.title, (), Lifetime.VIEW, columns)
