"""`copydesk review`: writes a sheet of edits, each in its sentence, to accept or reject; and takes the sheet back."""

# Imports only what it needs.
# ruff: noqa: PLC0415

import getpass
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli.options import (
    By,
    Seeds,
    WarehouseRoot,
    refuse_other_seeds,
    refuse_unwritable,
    warehouse_at,
)
from flows.errors import DONE, UsageError

ACTIONS = ("suggest", "fix", "all")
# A sentence ends at its stop, with what closes after it, or with its paragraph.
_END = re.compile(r"[.!?…][\"'”’»)\]]?(?=\s)\s?|\n\s?\n")
_BREAK = re.compile(r"\s*\r?\n\s*")
_WIDTHS = {"decision": 10, "change": 36, "before": 60, "after": 60, "code": 9, "rule": 30, "note": 20, "uri": 30}


def review(  # noqa: PLR0917 - a flag each
    where: Annotated[str | None, typer.Option(metavar="SQL", help="A condition on articles.")] = None,
    code: Annotated[str, typer.Option(metavar="CODE", help="Only rules of this code, beginning or family.")] = "",
    action: Annotated[
        str | None, typer.Option(metavar="suggest|fix|all", help="Which edits; suggest by default, or all with --code.")
    ] = None,
    count: Annotated[int, typer.Option("--n", min=1, max=100_000, metavar="N", help="How many edits.")] = 50,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The sheet, .csv or .xlsx; review.csv.")] = None,
    take: Annotated[Path | None, typer.Option(metavar="FILE", help="Record the decisions of a sheet.")] = None,
    by: By = None,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Write a sheet of edits to accept or reject, each in its sentence; or record the decisions of one."""
    opened, settings = warehouse_at(warehouse, seeds=seeds)
    if take is not None:
        refuse_other_seeds(opened, settings)
        return _take(settings, take, by or getpass.getuser())

    from flows.cli.limited_process import make_limited
    from flows.cli.queries import query_limits
    from flows.cli.rule_pages import known_name
    from warehouse.reviews import ReviewQuery

    chosen = action or ("all" if code else "suggest")
    path = out or Path("review.csv")
    if chosen not in ACTIONS:
        raise UsageError(f"--action is {', '.join(ACTIONS)}, not {chosen!r}")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{str(path)!r} is neither .csv nor .xlsx")
    refuse_unwritable(path, settings)
    wanted = ReviewQuery(count, where, known_name(code), "" if chosen == "all" else chosen)
    exit_code, rows = make_limited(lambda: _proposed(opened, wanted), query_limits(settings))
    if exit_code == DONE:
        found, others = json.loads(rows)
        (_write_workbook if path.suffix.lower() == ".xlsx" else _write_csv)(found, path)
        print(f"{_counted(len(found), 'edit')} in {path}: write accept or reject in the column decision, then")
        print(f"  {settings.command(f'review --take {shlex.quote(str(path))}')}")
        if others:
            print(f"These are all edits with the action {chosen}; --action all has more.")
    return exit_code


def _take(settings: Any, path: Path, decided_by: str) -> int:
    from flows.runs.reviews import FILE
    from flows.runs.reviews import take as take_sheet
    from flows.sources.kept_sheet import sheet_path

    taken = take_sheet(settings, path, decided_by)
    place = sheet_path(settings.seeds, FILE)
    where = f", in the warehouse and in {place}" if taken.new else ""
    known = f" {taken.known:,} had been recorded before." if taken.known else ""
    added = f" {taken.added:,} of those were missing in {place} and were added to it." if taken.added else ""
    print(f"{_counted(len(taken.new), 'decision')} recorded{where}.{known}{added}")
    if taken.is_guessed:
        print(f"{path.name} is not UTF-8: its notes were read as Windows-1252.")
    if taken.new:
        print(f"`{settings.command('plan')}` shows what they change, `{settings.command('reprocess')}` applies them.")
    return DONE


def _counted(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count:,} {what}s are"


def _proposed(warehouse: Any, wanted: Any) -> str:
    """Draw edits; returns the rows of the sheet, and whether other actions have more edits, as JSON."""
    from flows.cli.query_mistakes import naming_mistakes
    from warehouse.reviews import propose_edits
    from warehouse.sandbox import open_sandboxed

    with naming_mistakes(warehouse), open_sandboxed(warehouse) as database:
        drawn = propose_edits(database, wanted)
        others = len(drawn) < wanted.size and len(propose_edits(database, wanted._replace(action=""))) > len(drawn)
        return json.dumps([[row_of(proposal) for proposal in drawn], others])


def row_of(proposal: Any) -> dict[str, str]:
    """The row of a sheet: an edit in its sentence, before and after."""
    from flows.runs.reviews import key_of
    from flows.system.terminal import visible
    from transforms.review import change_of

    low, high = sentence(proposal.text, proposal.start - proposal.text_start, len(proposal.before))
    start = proposal.start - proposal.text_start
    begin, end = proposal.text[low:start], proposal.text[start + len(proposal.before) : high]
    return {
        "decision": "",
        "change": f"[{visible(proposal.before)}] → [{visible(proposal.after)}]",
        "before": _on_one_line(begin + proposal.before + end),
        "after": _on_one_line(begin + proposal.after + end),
        "code": " ".join(proposal.codes),
        "rule": proposal.rule,
        "note": "",
        "uri": proposal.uri,
        "doc_id": proposal.doc_id,
        "edit": key_of(proposal.doc_id, change_of(proposal.start, proposal.before, proposal.after)),
    }


def sentence(text: str, start: int, length: int) -> tuple[int, int]:
    """The start and stop of the sentence around a part of a text, by its punctuation."""
    ends = [match.end() for match in _END.finditer(text)]
    low = max((end for end in ends if end <= start), default=0)
    high = min((end for end in ends if end >= start + length and end > start), default=len(text))
    return low, high


def _on_one_line(text: str) -> str:
    return _BREAK.sub(" ", text).strip()


def _write_csv(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    from flows.csv_sheet import csv_lines, heading
    from flows.runs.reviews import SHEET

    with path.open("x", encoding="utf-8") as file:
        file.write(heading(SHEET) + csv_lines(SHEET, rows))


def _write_workbook(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write a workbook in which every cell is text, with a list of decisions to choose from."""
    import xlsxwriter

    from flows.runs.reviews import SHEET
    from warehouse.reviews import DECISIONS

    with path.open("xb") as file, xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, bold, wrapped = book.add_worksheet("review"), book.add_format({"bold": True}), {"text_wrap": True}
        text = book.add_format({**wrapped, "num_format": "@", "valign": "top"})
        for n, title in enumerate(SHEET):
            sheet.write_string(0, n, title, bold)
            sheet.set_column(n, n, _WIDTHS.get(title, 14), text)
        for number, row in enumerate(rows, 1):
            for n, title in enumerate(SHEET):
                sheet.write_string(number, n, row[title][:32_767], text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(SHEET) - 1)
        sheet.data_validation(1, 0, max(1, len(rows)), 0, {"validate": "list", "source": list(DECISIONS)})
