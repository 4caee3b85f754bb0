"""`copydesk export`: plain files of a snapshot, and what did not fit into them."""

from pathlib import Path

from flows.console import Console
from flows.errors import UsageError
from warehouse import Warehouse
from warehouse.export import FORMATS, NotEmptyError, export
from warehouse.export.package import Cut

FIRST_CUTS = 5


def export_to(warehouse: Warehouse, folder: Path, form: str, at: int | None, console: Console) -> list[Cut]:
    """Write the export and say what it cut; raises UsageError where the format, its extra or the folder is wrong."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    try:
        cuts = export(warehouse, folder, form, at)
    except NotEmptyError as error:
        raise UsageError(f"{error}; name a new folder") from error
    except ModuleNotFoundError as error:
        raise UsageError(f"{form} needs the package {error.name}: pip install 'copydesk[{form}]'") from error
    for cut in cuts[:FIRST_CUTS]:
        console.warn(f"cut: {cut.table}.{cut.column} of {cut.key} has {cut.length:,} characters")
    if len(cuts) > FIRST_CUTS:
        console.warn(f"and {len(cuts) - FIRST_CUTS:,} more, all listed in datapackage.json")
    console.say(f"{form} files are in {folder}; datapackage.json says what they are.")
    return cuts
