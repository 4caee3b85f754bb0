"""Reviews of single edits by a person: stored in the warehouse, and in a plain file next to the seeds."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flows.csv_sheet import BOM, BadSheetError, Sheet, SheetRow, parse, quoted_cell, read_bytes
from flows.errors import CommittedError
from flows.runs.corrections import parse_instant
from flows.runs.kept_decisions import IgnoredDecisionsError
from flows.settings import Settings
from flows.sources.kept_sheet import append_kept, read_for_more, read_kept, sheet_path
from transforms.review import EditKey, change_of
from warehouse import Warehouse
from warehouse.reviews import DECISIONS, EditReview, decided_last, ledger_of, record_reviews, recorded

FILE = "reviews.csv"
KEPT_COLUMNS = ("uri", *EditReview._fields)
SPARE = ("uri", "note")
NEEDED = tuple(name for name in KEPT_COLUMNS if name not in SPARE)
SHEET = ("decision", "change", "before", "after", "code", "rule", "note", "uri", "doc_id", "edit")
TAKEN = ("decision", "note", "uri", "doc_id", "edit")
_WORDS = {
    **dict.fromkeys(("accept", "accepted", "a", "yes", "y"), "accept"),
    **dict.fromkeys(("reject", "rejected", "r", "no", "n"), "reject"),
    **dict.fromkeys(("withdraw", "withdrawn", "w"), "withdraw"),
}
_MOST = 1 << 31


class Taken(NamedTuple):
    """The result of a sheet: new decisions, the number recorded before, and how many of those the file lacked.

    `is_guessed` is whether its notes had to be read as Windows-1252, because it is not UTF-8.
    """

    new: list[EditReview]
    known: int
    added: int
    is_guessed: bool = False


class _Known(NamedTuple):
    """An edit that a sheet can name."""

    doc_id: str
    edit: int
    codes: tuple[str, ...]
    change: EditKey


def key_of(doc_id: str, change: EditKey) -> str:
    """The key of an edit in a sheet, by its place and content; no spreadsheet treats it as a number."""
    return f"k{hashlib.sha256(repr((doc_id, *change)).encode()).hexdigest()[:12]}"


def take(settings: Settings, path: Path, decided_by: str) -> Taken:
    """Record the decisions of a sheet of `copydesk review`; all or nothing.

    A row without a decision is ignored. A decision that is already recorded, with the same note, is not recorded again,
    but added to the file next to the seeds if that lacks it. Raises BadSheetError with the first problem.
    """
    warehouse = Warehouse(settings.warehouse)
    kept = read_for_more(settings.seeds, FILE, KEPT_COLUMNS, NEEDED, SPARE)
    sheet, is_guessed = _read(path)
    rows = [row for row in sheet.rows if row.cells["decision"].strip()]
    known = _edits_of(warehouse, {row.cells["doc_id"] for row in rows})
    found = {row.number: _decided(sheet, row, known) for row in rows}
    _refuse_two_minds(sheet, rows)
    if sheet.problems:
        more = f"; so are {len(sheet.problems) - 1:,} more rows" if len(sheet.problems) > 1 else ""
        raise BadSheetError(f"{sheet.problems[0]}{more}; nothing was recorded")
    if not rows:
        raise BadSheetError(f"{sheet.name} has no decision: write accept or reject into the column decision")
    taken = _record(settings, kept, rows, {n: f for n, f in found.items() if f}, decided_by)
    return taken._replace(is_guessed=is_guessed and not all(row.cells.get("note", "").isascii() for row in rows))


def _record(
    settings: Settings,
    kept: Sheet | None,
    rows: Iterable[SheetRow],
    found: Mapping[int, tuple[str, _Known]],
    decided_by: str,
) -> Taken:
    warehouse = Warehouse(settings.warehouse)
    last, now = decided_last(warehouse), datetime.now(UTC)
    new: dict[tuple[str, EditKey], EditReview] = {}
    uris: dict[str, str] = {}
    standing: list[EditReview] = []
    known = 0
    before = {review.change: review for review in recorded(warehouse)}
    for row in rows:
        decision, (doc_id, edit, codes, change) = found[row.number]
        note = row.cells.get("note") or None
        before_decision, before_note = last.get((doc_id, *change), ("withdraw", None))
        if before_decision == decision and note in (None, before_note):
            known += 1
            standing += filter(None, [before.get((doc_id, *change))])
        elif (doc_id, change) not in new:
            new[doc_id, change] = EditReview(doc_id, edit, codes, decision, *change, note, decided_by, now)
        uris[doc_id] = row.cells.get("uri", "")
    made = record_reviews(warehouse, new.values())
    added = _lacking(kept, standing)
    try:
        append_kept(
            settings.seeds, FILE, kept, KEPT_COLUMNS, [_cells(review, uris[review.doc_id]) for review in added + made]
        )
    except OSError as error:
        raise CommittedError(
            f"the decisions are committed, but {sheet_path(settings.seeds, FILE)} lacks them ({error.strerror}):"
            " a new warehouse would lack them too"
        ) from error
    return Taken(made, known, len(added))


def _lacking(kept: Sheet | None, reviews: Iterable[EditReview]) -> list[EditReview]:
    """The decisions that the file next to the seeds lacks."""
    rows = (_kept_review(kept, row) for row in kept.rows) if kept else ()
    has = {(*review.change, review.decided_by, review.decided_at) for review in rows if review}
    return [r for r in dict.fromkeys(reviews) if (*r.change, r.decided_by, r.decided_at) not in has]


def _cells(review: EditReview, uri: str) -> dict[str, object]:
    own = {"uri": uri, "codes": " ".join(review.codes), "decided_at": review.decided_at.isoformat()}
    return {**review._asdict(), **own}


def _read(path: Path) -> tuple[Sheet, bool]:
    """Read a sheet; also returns whether it was read as Windows-1252, in which a spreadsheet may have saved it."""
    content, needed = read_bytes(path), ("decision", "doc_id", "edit")
    if not content.startswith(b"PK"):
        utf_8 = _from_cp1252(content)
        return parse(utf_8 or content, path.name, TAKEN, needed), utf_8 is not None
    from flows.workbook_sheet import parse_workbook  # noqa: PLC0415 - XML, and a run does not read workbooks

    return parse_workbook(content, path.name, TAKEN, needed), False


def _from_cp1252(content: bytes) -> bytes | None:
    """The sheet converted to UTF-8 if it is Windows-1252; None if it is or claims to be UTF-8, or is neither."""
    try:
        content.decode()
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            return None if content.startswith(BOM.encode()) else content.decode("cp1252").encode()
    return None


def _edits_of(warehouse: Warehouse, doc_ids: set[str]) -> dict[str, dict[str, _Known]]:
    """Edits of documents, by document and by the name that a sheet has for each; also those that were decided once."""
    with warehouse.stored("edits", "reviews") as database:
        rows = ledger_of(database, doc_ids)
    found: dict[str, dict[str, _Known]] = {}
    for doc_id, edit, start, before, after, codes in rows:
        change = change_of(start, before, after)
        found.setdefault(doc_id, {})[key_of(doc_id, change)] = _Known(doc_id, edit, tuple(codes), change)
    return found


def _decided(sheet: Sheet, row: SheetRow, known: Mapping[str, Mapping[str, _Known]]) -> tuple[str, _Known] | None:
    """The decision of a row and its edit; adds the problem of an invalid row to the sheet."""
    decision = _WORDS.get(row.cells["decision"].strip().lower())
    doc_id, key = row.cells["doc_id"].strip(), row.cells["edit"].strip()
    if decision is None:
        sheet.refuse(row.number, f"{quoted_cell(row.cells['decision'])} is not one of {', '.join(DECISIONS)}")
    elif doc_id not in known:
        sheet.refuse(row.number, f"the warehouse has no edits of a document {quoted_cell(doc_id)}")
    elif key not in known[doc_id]:
        sheet.refuse(row.number, f"the document has no edit {quoted_cell(key)} any more: write a new sheet")
    else:
        return decision, known[doc_id][key]
    return None


def _refuse_two_minds(sheet: Sheet, rows: Iterable[SheetRow]) -> None:
    """Add problems for rows that contradict an earlier row of the same edit."""
    first: dict[tuple[str, str], SheetRow] = {}
    for row in rows:
        earlier = first.setdefault((row.cells["doc_id"].strip(), row.cells["edit"].strip()), row)
        mine, theirs = (_WORDS.get(r.cells["decision"].strip().lower()) for r in (row, earlier))
        if mine and theirs and mine != theirs:
            sheet.refuse(row.number, f"{mine}, where row {earlier.number} has {theirs} for the same edit")


def record_kept_reviews(settings: Settings, say: Callable[[str], object]) -> list[EditReview]:
    """Record the decisions in the file next to the seeds that the warehouse lacks, also on unknown documents.

    `say` gets messages about loaded rows and problems of rows. Raises IgnoredDecisionsError for a bad file.
    """
    place = sheet_path(settings.seeds, FILE)
    try:
        sheet = read_kept(settings.seeds, FILE, KEPT_COLUMNS, NEEDED)
        if sheet is None:
            return []
        reviews = [review for row in sheet.rows if (review := _kept_review(sheet, row))]
        made = record_reviews(Warehouse(settings.warehouse), reviews)
    except Exception as error:
        raise IgnoredDecisionsError(place, error) from error
    if made:
        say(f"{len(made):,} decisions on edits were loaded from {place}.")
    sheet.say_problems(say)
    return made


def _kept_review(sheet: Sheet, row: SheetRow) -> EditReview | None:
    """The decision of a row; None for an invalid one, with its problem added to the sheet."""
    cells = row.cells
    try:
        if cells["decision"] not in DECISIONS:
            raise ValueError(f"{quoted_cell(cells['decision'])} is not one of {', '.join(DECISIONS)}")
        edit, start, stop = (_number(name, cells[name]) for name in ("edit", "start", "stop"))
        if not (cells["doc_id"] and cells["codes"].split() and stop - start == len(cells["before"])):
            raise ValueError("doc_id, codes, start, stop and before contradict each other")
        return EditReview(
            cells["doc_id"],
            edit,
            tuple(cells["codes"].split()),
            cells["decision"],
            start,
            stop,
            cells["before"],
            cells["after"],
            cells.get("note") or None,
            cells["decided_by"] or "unknown",
            parse_instant(cells["decided_at"]),
        )
    except ValueError as error:
        sheet.refuse(row.number, error)
        return None


def _number(name: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and int(cell) < _MOST):
        raise ValueError(f"{name} is no number: {quoted_cell(cell)}")
    return int(cell)
