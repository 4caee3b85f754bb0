"""The command line `copydesk`: it reads flags, calls one function a command, and gives the exit code."""

# Each command imports what it needs and no more: `copydesk run` with nothing to do takes about a second.
# ruff: noqa: PLC0415

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.ending import ending
from flows.failures import DONE, FAILED, UsageError, told

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse import Warehouse
    from warehouse.questions import Answer


def _exit(code: int) -> None:
    raise typer.Exit(code)


app = typer.Typer(
    help="A copy desk for machine-translated news wire.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    result_callback=_exit,
)
WarehouseRoot = Annotated[str | None, typer.Option("--warehouse", metavar="URI", help="Root of the warehouse.")]
At = Annotated[int | None, typer.Option("--at", metavar="N", help="Snapshot to read; the newest by default.")]
Form = Annotated[str, typer.Option("--format", metavar="table|csv|json", help="How rows are printed.")]


@app.command()
def run(  # noqa: PLR0917 - a flag each
    seeds: Annotated[str | None, typer.Option(metavar="URI", help="Root of the raw files.")] = None,
    collection: Annotated[str | None, typer.Option(metavar="NAME", help="Name that the files are kept under.")] = None,
    runner: Annotated[str | None, typer.Option(metavar="threads|processes|dask|ray", help="What runs tasks.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Workers beside the run.")] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Work without Prefect; the rows are the same.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")] = False,
    rehash: Annotated[bool, typer.Option("--rehash", help="Read every file, whatever its time stamp.")] = False,
    allow_removals: Annotated[bool, typer.Option("--allow-removals", help="Lift the guard on removals.")] = False,
    warehouse: WarehouseRoot = None,
) -> int:
    """Take what is new, changed or gone in seeds/ into the warehouse, in one incremental run."""
    from flows import run as runs
    from flows.show import Show

    settings = _settings(seeds=seeds, collection=collection, runner=runner, workers=workers, warehouse=warehouse)
    request = runs.Request(direct=direct, rehash=rehash, allow_removals=allow_removals)
    return (runs.dry_run if dry_run else runs.run)(settings, request, Show())


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="One statement that reads; without it, a prompt.")] = None,
    at: At = None,
    form: Form = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Ask the newest snapshot (or --at N) in SQL; read-only, and confined to the warehouse."""
    from flows.ask import ask, open_confined
    from flows.formats import write
    from flows.prompt import prompt

    _known(form)
    with open_confined(_warehouse(warehouse), at) as database:
        if query is None:
            return prompt(database, form)
        write(ask(database, query), form)
    return DONE


@app.command()
def report(
    name: Annotated[str | None, typer.Argument(help="The report; without it, the list of them.")] = None,
    form: Form = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Print a named report."""
    from flows.ask import Rows, ask, open_confined
    from flows.formats import write
    from warehouse.questions import questions

    _known(form)
    reports = questions("reports")
    if name is None:
        write(Rows(("report", "answers"), iter([(r.name, r.title) for r in reports.values()])), form)
        return DONE
    if name not in reports:
        raise UsageError(f"no report {name!r}; there are {', '.join(reports)}")
    with open_confined(_warehouse(warehouse)) as database:
        write(ask(database, reports[name].sql), form)
    return DONE


@app.command()
def explain(
    document: Annotated[str, typer.Argument(metavar="URI_OR_DOC_ID", help="The document.")],
    char: Annotated[int | None, typer.Argument(min=0, help="Only what touches this code point.")] = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Show a document raw and clean, with the edits made and the facts read."""
    from flows.explain import explain as show_document

    show_document(_warehouse(warehouse), document, char)
    return DONE


@app.command()
def rules(
    code: Annotated[str | None, typer.Argument(help="One rule, for its page.")] = None,
    warehouse: WarehouseRoot = None,  # every command takes it; the catalogue is that of the software
) -> int:
    """Print the catalogue of rules, or one rule's page."""
    from flows.pages import print_rule, print_rules

    print_rules() if code is None else print_rule(code)
    return DONE


@app.command()
def snapshots(form: Form = "table", warehouse: WarehouseRoot = None) -> int:
    """List the snapshots of the warehouse, newest last."""
    from flows.ask import Rows
    from flows.formats import write

    _known(form)
    kept = ((s.number, s.created_at, s.kind, s.writer) for s in _warehouse(warehouse).snapshots())
    write(Rows(("snapshot", "created_at", "kind", "writer"), kept), form)
    return DONE


@app.command()
def verify(at: At = None, warehouse: WarehouseRoot = None) -> int:
    """Prove that ledger, files, evidence and laws hold; exit 1 with the rows where one is broken."""
    from warehouse.upkeep import verify as verify_warehouse

    return _print_broken(verify_warehouse(_warehouse(warehouse), at), "Every law holds.")


@app.command()
def check(at: At = None, warehouse: WarehouseRoot = None) -> int:
    """Look for data that is odd; exit 1 with the rows where a check finds any."""
    from warehouse.upkeep import check as check_warehouse

    return _print_broken(check_warehouse(_warehouse(warehouse), at), "No check found anything.")


def _print_broken(answers: "list[Answer]", fine: str) -> int:
    from flows.ask import Rows
    from flows.formats import write

    for answer in answers:
        print(f"{answer.name}: {answer.title}")
        rows = zip(*(column.to_pylist() for column in answer.rows.columns), strict=True)
        write(Rows(answer.rows.column_names, iter(rows)), "table")
    if not answers:
        print(fine)
    return FAILED if answers else DONE


def _settings(**flags: Any) -> "Settings":
    from pydantic import ValidationError

    from flows.settings import settings_of

    try:
        return settings_of(**flags)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise UsageError(f"wrong settings: {problems}") from error


def _warehouse(root: str | None) -> "Warehouse":
    """Open the warehouse to read; a root that is not there is a mistake, not an empty warehouse."""
    from flows.settings import is_bucket
    from warehouse import Warehouse

    uri = _settings(warehouse=root).warehouse
    if not is_bucket(uri) and not Path(uri).is_dir():
        raise UsageError(f"there is no warehouse at {uri!r}; `copydesk run` makes one")
    return Warehouse(uri)


def _known(form: str) -> None:
    from flows.formats import FORMATS

    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")


def main() -> None:
    """Run the command line; exit 0 done, 1 failed, 2 wrong usage, 3 committed, but much was rejected or withheld."""
    with ending(), told():
        app()


if __name__ == "__main__":
    main()
