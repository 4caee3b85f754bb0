"""The command line `copydesk`: parses options, calls one function per command, and returns the exit code."""

# Each command imports only what it needs: `copydesk run` with nothing to do takes 0.4 s of CPU.
# ruff: noqa: PLC0415

import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import typer.core

from flows.cli.maintenance_commands import COMMANDS
from flows.cli.options import (
    CHAR,
    DOCUMENT,
    At,
    By,
    CollectionName,
    Direct,
    Format,
    LogFormat,
    PathGlob,
    RuleCodes,
    Seeds,
    Since,
    WarehouseRoot,
    args_of,
    naming_damaged_files,
    refuse_other_seeds,
    refuse_undecodable,
    refuse_unwritable,
    settings_for,
    warehouse_at,
)
from flows.cli.output import guarded_output
from flows.cli.output_commands import OUTPUT_COMMANDS
from flows.cli.sampling_commands import SAMPLING_COMMANDS
from flows.cli.site_command import site
from flows.errors import DONE, INTERRUPTED, UsageError, reporting_errors

# numpy starts a thread for every other core, which costs 45 ms of CPU; no command multiplies matrices.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _exit(code: int, **_: object) -> None:
    raise typer.Exit(code)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        from flows.system.version import software_version

        print(f"copydesk {software_version()}")
        raise typer.Exit


app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, result_callback=_exit)


@app.callback()
def flags_of_all(
    context: typer.Context,
    warehouse: WarehouseRoot = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="Read only this settings file, as a trusted one."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Clean machine-translated news wire, extract its metadata, and keep the evidence."""
    if settings:
        os.environ["COPYDESK_SETTINGS"] = os.path.abspath(settings)  # runs of a schedule inherit it
    if warehouse and isinstance(context.command, typer.core.TyperGroup):
        # An option before the command is passed to the command.
        context.default_map = {name: {"warehouse": warehouse} for name in context.command.commands}


@app.command()
def run(  # noqa: PLR0917 - an option each
    seeds: Seeds = None,
    collection: CollectionName = None,
    runner: Annotated[
        str | None, typer.Option(metavar="threads|processes|dask|ray", help="The engine of the workers.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Number of workers.")] = None,
    direct: Direct = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")] = False,
    rehash: Annotated[bool, typer.Option("--rehash", help="Read every file, even if it seems unchanged.")] = False,
    allow_removals: Annotated[bool, typer.Option("--allow-removals", help="Allow blocked removals.")] = False,
    log_format: LogFormat = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Load new, changed and removed files of seeds/ into the warehouse, in one incremental run."""
    chosen = {"seeds": seeds, "collection": collection, "runner": runner, "workers": workers, "warehouse": warehouse}
    settings = settings_for(**chosen, log_format=log_format)

    from flows.cli.preflight import refuse_state, refuse_unfit
    from flows.runs import run as runs
    from flows.runs.log_lines import show_for

    refuse_unfit(settings, direct=direct)
    if not dry_run:
        refuse_state(settings)
    request = runs.Request(direct=direct, rehash=rehash, allow_removals=allow_removals)
    return (runs.dry_run if dry_run else runs.run)(settings, request, show_for(settings))


@app.command()
def serve(  # noqa: PLR0917 - an option each
    cron: Annotated[str, typer.Option(metavar='"…"', help="When to scan.")] = "*/15 * * * *",
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="IANA time zone of the schedules; UTC by default.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Also scan as soon as files arrive.")] = False,
    seeds: Seeds = None,
    collection: CollectionName = None,
    log_format: LogFormat = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Run on a schedule until stopped: load new files, and do the nightly maintenance."""
    chosen = {"seeds": seeds, "collection": collection, "timezone": timezone, "warehouse": warehouse}
    settings = settings_for(**chosen, log_format=log_format)

    from flows.cli.preflight import refuse_cron, refuse_read_only, refuse_state, refuse_unfit, refuse_unwatchable
    from flows.runs.log_lines import show_for
    from flows.runs.run import refuse_missing
    from flows.runs.serve import serve as serve_until_stopped

    refuse_unfit(settings)
    refuse_missing(settings)
    refuse_read_only(settings)
    refuse_state(settings)
    refuse_cron(cron)
    if watch:
        refuse_unwatchable(settings)
    return serve_until_stopped(settings, cron, show_for(settings, "text"), watch=watch)


@app.command()
def plan(  # noqa: PLR0917 - an option each
    rule: RuleCodes = None,
    path: PathGlob = None,
    since: Since = None,
    everything: Annotated[bool, typer.Option("--all", help="Compare every document, not a sample.")] = False,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Show what today's rules would change in stored documents; writes nothing."""
    from flows.console import Console
    from flows.runs.preview import plan as print_plan
    from flows.runs.reprocess import Scope

    _, settings = warehouse_at(warehouse, seeds=seeds)
    scope = Scope(tuple(rule or ()), path, since.date() if since else None)
    print_plan(settings, scope, Console(), everything=everything)
    return DONE


@app.command()
def reprocess(  # noqa: PLR0917 - an option each
    rule: RuleCodes = None,
    path: PathGlob = None,
    since: Since = None,
    direct: Direct = False,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Process stored documents again by today's rules; an interrupted run resumes when started again."""
    from flows.cli.preflight import refuse_runner
    from flows.console import Console
    from flows.runs.reprocess import Scope, refuse_unknown_rules
    from flows.runs.reprocess import reprocess as redo

    _, settings = warehouse_at(warehouse, seeds=seeds)
    scope = Scope(tuple(rule or ()), path, since.date() if since else None)
    refuse_runner(settings, direct=direct)
    refuse_unknown_rules(settings, scope)
    return redo(settings, scope, Console(), direct=direct)


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="One SELECT statement; without it, a prompt.")
    ] = None,
    at: At = None,
    form: Format = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Query the newest snapshot (or --at N) in SQL; read-only, in a sandbox."""
    from flows.cli.formats import known_format
    from flows.cli.searching import answer_query as search_words
    from flows.cli.sql_shell import prompt

    known_format(form)
    _, settings = warehouse_at(warehouse)

    def ask(query: str) -> int:
        return search_words(settings, query, form, at)

    return prompt(ask, settings.state_dir) if query is None else ask(query)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def report(  # noqa: PLR0917 - an option each
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The report; without it, the list of reports.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="May be repeated; --NAME VALUE is the same."),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page; all without NAME.")] = None,
    at: At = None,
    form: Format = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Print a named report, or write it as HTML; without a name, list the reports and their parameters.

    A parameter is an option: report quotes --by Ruud --since 2031-05-01.
    """
    from flows.cli.formats import answer, known_format, write
    from flows.cli.queries import open_for_report, say_stale, within_limits
    from flows.cli.query_mistakes import naming_mistakes
    from flows.cli.reports import find_report, given_of, refuse_unbound, report_list

    known_format(form)
    if html is not None:
        from flows.cli.html_report import PAGE_START, html_page, write_page
        from flows.cli.limited_process import make_limited
        from flows.cli.queries import query_limits
        from warehouse.named_queries import named_queries

        given = given_of(param or [], context.args)
        asked = [find_report(name)] if name else [q for q in named_queries("reports").values() if not q.needs]
        for question in asked:
            refuse_unbound(question, given)
        _, settings = warehouse_at(warehouse)
        refuse_unwritable(html, settings, over=PAGE_START)
        code, page = make_limited(lambda: html_page(settings, asked, given, at), query_limits(settings))
        if code == DONE:
            write_page(html, page)
            print(f"The page is in {html}.")
        return code
    if name is None:
        write(report_list(), form)
        return DONE
    question = find_report(name)
    given = given_of(param or [], context.args)
    refuse_unbound(question, given)
    opened, settings = warehouse_at(warehouse)

    def work() -> None:
        with naming_mistakes(opened), open_for_report(settings, question, at, given) as database:
            answer(database, question.sql, form, title=question.title, when_empty=lambda: say_stale(settings))

    return within_limits(settings, work)


@app.command()
def explain(
    document: Annotated[str, typer.Argument(metavar="URI_OR_DOC_ID", help=DOCUMENT)],
    char: Annotated[int | None, typer.Argument(min=0, metavar="CHAR", help=CHAR)] = None,
    revisions: Annotated[bool, typer.Option("--revisions", help="Show its versions and what changed.")] = False,
    warehouse: WarehouseRoot = None,
) -> int:
    """Show a document raw and clean, with its edits and extracted facts; or its versions."""
    from flows.cli.explain import explain as show_document
    from flows.cli.explain_revisions import explain_revisions
    from flows.cli.queries import within_limits

    show = explain_revisions if revisions else show_document
    opened, settings = warehouse_at(warehouse)
    return within_limits(settings, lambda: show(opened, document, char))


@app.command()
def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A rule, to print its page; or the beginning of codes.")
    ] = None,
    warehouse: WarehouseRoot = None,  # every command accepts it; the catalogue is part of the software
) -> int:
    """Print the catalogue of rules, or the page of one rule."""
    from flows.cli.rule_pages import print_rule, print_rules

    print_rules() if code is None else print_rule(code)
    return DONE


@app.command()
def correct(  # noqa: PLR0917 - an option each
    document: Annotated[str | None, typer.Argument(metavar="URI_OR_DOC_ID", help=DOCUMENT)] = None,
    field: Annotated[
        str | None, typer.Argument(metavar="FIELD", help="The column of articles, or speaker:START or mention:START.")
    ] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="The correct value.")] = None,
    null: Annotated[bool, typer.Option("--null", help="The correct value is null.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw the correction of this field.")] = False,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="CSV", help="Record the corrections of a file.")
    ] = None,
    by: By = None,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Correct one value of a document, or many from a CSV file; corrections survive reprocessing."""
    from flows.console import Console
    from flows.runs.corrections import correct as correct_one
    from flows.runs.corrections import correct_from, corrections_path
    from warehouse.decisions import Decision

    opened, settings = warehouse_at(warehouse, seeds=seeds)
    refuse_other_seeds(opened, settings)
    decided_by = by or getpass.getuser()
    if file is not None:
        made = correct_from(settings, file, decided_by, Console().warn)
    elif document is None or field is None or [value is not None, null, withdraw].count(True) != 1:
        raise UsageError("name a document, a field, and a value, --null or --withdraw; or a --file")
    else:
        made = correct_one(
            settings, document, Decision("", field, value, note, decided_by, datetime.now(UTC), withdraw)
        )
    if withdraw and not made:
        print(f"{field} of {document} has no correction that could be withdrawn; nothing was recorded.")
        return DONE
    what, done = ("withdrawal", "withdrawn") if withdraw else ("correction", "corrected")
    counted = f"1 {what} is" if len(made) == 1 else f"{len(made)} {what}s are"
    print(f"{counted} recorded, in the warehouse and in {corrections_path(settings)}.")
    if field and len(made) > 1:
        print(f"Also {done}: {', '.join(d.field for d in made if d.field != field)}, which follow from {field}.")
    return DONE


for command in (*SAMPLING_COMMANDS, *OUTPUT_COMMANDS, site, *COMMANDS):
    app.command()(command)
for registered in app.registered_commands:
    registered.callback = registered.callback and naming_damaged_files(registered.callback)


def main() -> None:
    """Run the command line; exit 0 done, 1 failed, 2 wrong usage, 3 committed, but something needs attention.

    Exit 130 after Ctrl-C, 141 if the reader of its output was closed.
    """
    with reporting_errors():
        refuse_undecodable(sys.argv[1:])
        with guarded_output():
            code = app(args_of(sys.argv[1:]), standalone_mode=False)
        if code == INTERRUPTED:  # what Typer makes of Ctrl-C
            raise KeyboardInterrupt
        raise SystemExit(code)
