"""The command `copydesk site`."""

# Each command imports only what it needs.
# ruff: noqa: PLC0415

from typing import Annotated

import typer

from flows.cli.options import At, Seeds, WarehouseRoot, folder_at, warehouse_at
from flows.errors import DONE


def site(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder; an existing site is updated.")],
    articles: Annotated[
        bool, typer.Option("--articles", help="Make a page for each article, even above 5,000.")
    ] = False,
    at: At = None,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Write the report as a static site: a page per article, story, person, place, day, agency, portal and rule."""
    from flows.console import Console
    from flows.site.build import build_site

    (_, settings), console = warehouse_at(warehouse, seeds=seeds), Console()
    path = folder_at(folder, settings)
    built = build_site(settings, path, at, console.say, all_articles=articles)
    what = f"{built.written:,} pages written, {built.unchanged:,} unchanged, {built.removed:,} removed"
    console.say(f"{what}; {built.byte_count / 1e6:,.1f} MB. Open {path / 'index.html'} in a browser.")
    return DONE
