"""The commands `search` and `export`."""

# Each command imports only what it needs.
# ruff: noqa: PLC0415

from typing import Annotated

import typer

from flows.cli.options import At, Format, WarehouseRoot, folder_at, warehouse_at
from flows.errors import DONE, UsageError


def search(  # noqa: PLR0917 - a flag each
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='As in SQLite: flood* OR "high water" NOT (oil AND gas), NEAR(a b, 5).'),
    ],
    stem: Annotated[bool, typer.Option("--stem", help="Also find other forms of English words.")] = False,
    limit: Annotated[
        int, typer.Option("--n", min=1, max=1_000_000, metavar="N", help="How many texts, best first.")
    ] = 20,
    at: At = None,
    form: Format = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Find texts by their words, best match first; case and accents are ignored."""
    from flows.cli.formats import known_format
    from flows.cli.searching import answer_query, search_query

    known_format(form)
    asked = " ".join(words)
    if not any(map(str.isalnum, asked)):
        raise UsageError(f"there is no word to search for in {asked[:60]!r}")
    return answer_query(warehouse_at(warehouse)[1], search_query(asked, limit, stem=stem), form, at, is_ours=True)


def export(  # noqa: PLR0917 - a flag each
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A new folder.")],
    form: Annotated[
        str, typer.Option("--format", metavar="parquet|csv|xlsx|sqlite|jsonl|geojson|delta|ninjs")
    ] = "parquet",
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="Only this relation; may be repeated.")
    ] = None,
    where: Annotated[
        str | None, typer.Option(metavar="SQL", help="Only rows of such articles; a condition on articles in SQL.")
    ] = None,
    report: Annotated[str | None, typer.Option(metavar="NAME", help="Export a report instead of relations.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter of the report.")
    ] = None,
    at: At = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Export the live rows of a snapshot to plain files, readable without copydesk."""
    from flows.cli.export import export_to
    from flows.cli.reports import find_report, given_of, refuse_unbound
    from flows.console import Console
    from warehouse.export import ExportScope

    if where is not None and not where.strip():
        raise UsageError("--where is empty; it is a condition on articles, such as \"agency = 'AFP'\"")
    question, given = find_report(report) if report else None, given_of(param or [])
    if question:
        refuse_unbound(question, given)
    choice = ExportScope(table or (), where or "", question, given)
    opened, settings = warehouse_at(warehouse)
    export_to(opened, folder_at(folder, settings), form, at, Console(), choice)
    return DONE


OUTPUT_COMMANDS = (search, export)
