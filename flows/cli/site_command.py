"""The command `copydesk site`."""

# Each command imports what it needs and no more.
# ruff: noqa: PLC0415

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import At, WarehouseRoot, settings_for, warehouse_at
from flows.errors import DONE, UsageError

if TYPE_CHECKING:
    from flows.settings import Settings


def site(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder; a site that is there is brought up to date.")
    ],
    articles: Annotated[bool, typer.Option("--articles", help="A page for each article, also above 5,000.")] = False,
    at: At = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Write the report as static pages: one an article, story, person, place, day, agency, portal and rule."""
    from flows.console import Console
    from flows.site.build import build_site

    warehouse_at(warehouse)
    settings, console = settings_for(warehouse=warehouse), Console()
    _refuse_roots(folder, settings)
    built = build_site(settings, folder, at, console.say, all_articles=articles)
    what = f"{built.written:,} pages written, {built.unchanged:,} unchanged, {built.removed:,} removed"
    console.say(f"{what}; {built.byte_count / 1e6:,.1f} MB. Open {folder / 'index.html'} in a browser.")
    return DONE


def _refuse_roots(folder: Path, settings: "Settings") -> None:
    """Raise UsageError where a site would lie in the warehouse or the inbox."""
    from flows.setting_types import is_bucket

    for root, name in ((settings.warehouse, "the warehouse"), (settings.seeds, "the inbox")):
        if is_bucket(root):
            continue
        own, other = folder.resolve(), Path(root.removeprefix("file://")).resolve()
        if own.is_relative_to(other):
            raise UsageError(f"{str(folder)!r} lies in {name}; name a folder somewhere else")
