"""`copydesk export`: plain files of a snapshot, and the cells that were cut."""

from pathlib import Path

from flows.cli.query_mistakes import naming_mistakes
from flows.console import Console
from flows.errors import UsageError
from schemas import TABLES
from warehouse import Warehouse
from warehouse.export import FORMATS, OF_ARTICLES, ExportScope, NotEmptyError, export
from warehouse.export.package import Cut

FIRST_CUTS = 5
EVERYTHING = ExportScope()


def export_to(  # noqa: PLR0917
    warehouse: Warehouse, folder: Path, form: str, at: int | None, console: Console, choice: ExportScope = EVERYTHING
) -> list[Cut]:
    """Write the export and print what was cut; raises UsageError for wrong options."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    _refuse_unfit(form, choice)
    try:
        with naming_mistakes(warehouse):
            cuts = export(warehouse, folder, form, at, choice)
    except NotEmptyError as error:
        raise UsageError(f"{error}; name a new folder") from error
    except ModuleNotFoundError as error:
        raise UsageError(f"{form} needs the package {error.name}: pip install {error.name}") from error
    for cut in cuts[:FIRST_CUTS]:
        console.warn(f"cut: {cut.table}.{cut.column} of {cut.key} has {cut.length:,} characters")
    if len(cuts) > FIRST_CUTS:
        console.warn(f"and {len(cuts) - FIRST_CUTS:,} more, all listed in datapackage.json")
    console.say(f"{form} files are in {folder}; datapackage.json describes them.")
    return cuts


def _refuse_unfit(form: str, choice: ExportScope) -> None:
    if unknown := [name for name in choice.tables if name not in TABLES]:
        raise UsageError(f"no relation {unknown[0]!r}; there are {', '.join(TABLES)}")
    if choice.report and (choice.tables or choice.where):
        raise UsageError("a report is exported as a whole; limit it by its parameters with --param")
    if choice.report and choice.report.compares:
        raise UsageError(
            f"{choice.report.name} compares two snapshots: copydesk report {choice.report.name} --format csv"
        )
    if form in OF_ARTICLES and (choice.report or choice.tables):
        raise UsageError(f"{form} is made of articles; choose them with --where")
