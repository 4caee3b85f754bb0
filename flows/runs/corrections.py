"""A person's corrections: into the warehouse, and into a plain file next to the seeds that can be versioned."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.csv_sheet import BadSheetError, Sheet, SheetRow, quoted_cell, read_sheet
from flows.errors import CommittedError
from flows.runs.kept_decisions import IgnoredDecisionsError
from flows.settings import Settings
from flows.sources import kept_sheet
from flows.sources.kept_sheet import append_kept, read_for_more, read_kept
from schemas.articles import INFO_SOURCE
from schemas.sql_types import sql_type
from warehouse import Warehouse
from warehouse.decisions import Decision, implied, record_decisions, target_of
from warehouse.documents import find_document, find_uris

if TYPE_CHECKING:
    import duckdb

FILE = "corrections.csv"
COLUMNS = ("uri", "doc_id", "field", "value", "note", "decided_by", "decided_at", "is_withdrawn")
NEEDED = ("field", "value")
EARLIEST, LATEST = 1970, 2261  # years in which a person can have decided
_TRUE = ("true", "yes", "1")


def correct(settings: Settings, which: str, decision: Decision) -> list[Decision]:
    """Record one decision on the named document (the decision's doc_id is ignored), and those that follow from it.

    A withdrawal is recorded only for fields that have a correction.

    Raises UnknownDocumentError, UnfitCorrectionError, and BadSheetError if the file next to the seeds cannot take it.
    """
    warehouse, kept = Warehouse(settings.warehouse), _kept_for_more(settings)
    with warehouse.connect() as database:
        doc_id = find_document(database, which)
        uris = {doc_id: which} if find_uris(database, [which]) else {}
        decisions = _with_implied(database, decision._replace(doc_id=doc_id))
        if decision.is_withdrawn:
            query = "SELECT field FROM corrections WHERE doc_id = ?"
            standing = {field for (field,) in database.execute(query, [doc_id]).fetchall()}
            decisions = [d for d in decisions if d.field in standing or target_of(d.field) is None]
    made = record_decisions(warehouse, decisions)
    _keep(settings, kept, uris, made)
    return made


def _with_implied(database: "duckdb.DuckDBPyConnection", decision: Decision) -> list[Decision]:
    """A decision and the decisions on the columns that follow from its value."""
    if decision.field == "located":
        columns = _place_columns(decision)
    elif decision.field == "agency":
        columns = _credit_columns(database, decision)
    else:
        return implied(decision)
    values = {field: None if value is None else str(value) for field, value in columns.items()}
    return [decision, *(decision._replace(field=field, value=value) for field, value in values.items())]


def _place_columns(decision: Decision) -> dict[str, object]:
    """The gazetteer's values of a corrected place; null if it is unknown or ambiguous."""
    from transforms.gazetteer import resolve  # noqa: PLC0415 - slow to import, and few corrections are of places

    place = resolve(decision.value).place if decision.value else None
    return {
        "located_all": decision.value and json.dumps([decision.value], ensure_ascii=False),
        "located_name": place and place.name,
        "located_uri": place and place.uri,
        "country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
    }


def _credit_columns(database: "duckdb.DuckDBPyConnection", decision: Decision) -> dict[str, object]:
    """The credited parties, with a corrected agency where the one that was read stood."""
    from transforms.facts.agencies import agency_of  # noqa: PLC0415 - as above

    query = "SELECT agency, agency_role, info_sources FROM stored.articles WHERE doc_id = ?"
    read, role, sources = database.execute(query, [decision.doc_id]).fetchone() or (None, None, None)
    parties = [source for source in sources or () if source["name"] not in (read, decision.value)]
    if decision.value:
        role, known = role or "author", agency_of(decision.value)
        parties.insert(0, {"name": decision.value, "role": role, "uri": known and known.site})
    cast = f"SELECT CAST(? AS {sql_type(pa.list_(INFO_SOURCE))})::VARCHAR"
    [(text,)] = database.execute(cast, [parties]).fetchall()
    return {"agency_role": role if decision.value else None, "info_sources": text if parties else None}


def correct_from(settings: Settings, path: Path, decided_by: str, say: Callable[[str], object]) -> list[Decision]:
    """Record those decisions of a file that the warehouse does not have yet; returns them.

    A row names its document by doc_id, whether it is in seeds/ now or not, or by the uri of a current one; without a
    name or a time, it is of `decided_by`, or now. Rows of another file than the one next to the seeds are added to it.
    `say` gets messages about rows that were left out. Raises BadSheetError, also if no row is valid.
    """
    warehouse, kept = Warehouse(settings.warehouse), _kept_for_more(settings)
    sheet = read_sheet(path, COLUMNS, NEEDED)
    missing = {"decided_by": decided_by, "decided_at": datetime.now(UTC).isoformat()}
    rows = [
        SheetRow(n, cells | {name: cells.get(name) or missing[name] for name in missing}) for n, cells in sheet.rows
    ]
    with warehouse.connect() as database:
        doc_ids = find_uris(database, (r.cells.get("uri", "") for r in rows if not r.cells.get("doc_id")))
    before = len(sheet.problems)
    own = Path(settings.seeds) / FILE
    is_own = own.exists() and own.samefile(path)
    made = _record(warehouse, sheet, rows, doc_ids)
    if made and not is_own:
        with warehouse.connect() as database:
            following = [d for decision in made for d in _with_implied(database, decision)[1:]]
        made += record_decisions(warehouse, following)
        uris = {doc_id: uri for uri, (doc_id, *_) in doc_ids.items()}
        uris |= {row.cells["doc_id"]: row.cells.get("uri", "") for row in rows if row.cells.get("doc_id")}
        _keep(settings, kept, uris, made)
    sheet.say_problems(say)
    if sheet.problems and len(sheet.problems) - before == len(rows):
        raise BadSheetError(f"{sheet.name} has no valid row")
    return made


def record_kept_corrections(settings: Settings, say: Callable[[str], object]) -> list[Decision]:
    """Record the decisions in the file next to the seeds that the warehouse lacks, all in a new one; returns them.

    `say` gets messages about loaded rows and problems of rows. Raises IgnoredDecisionsError for a bad file.
    """
    try:
        sheet = read_kept(settings.seeds, FILE, COLUMNS, NEEDED)
        if sheet is None:
            return []
        whole = [row for row in sheet.rows if row.cells.get("doc_id") and row.cells.get("decided_at")]
        made = _record(Warehouse(settings.warehouse), sheet, whole, {})
    except Exception as error:
        raise IgnoredDecisionsError(corrections_path(settings), error) from error
    if made:
        say(f"{len(made):,} corrections were loaded from {corrections_path(settings)}.")
    if left := len(sheet.rows) - len(whole):
        say(
            f"{corrections_path(settings)}: {left:,} rows without doc_id or decided_at were ignored; "
            "`copydesk correct --file` records such rows from a file of another name."
        )
    sheet.say_problems(say)
    return made


def corrections_path(settings: Settings) -> str:
    """The path of the corrections next to the seeds."""
    return kept_sheet.sheet_path(settings.seeds, FILE)


def _kept_for_more(settings: Settings) -> Sheet | None:
    """The same path, if the file can take more decisions; raises BadSheetError."""
    return read_for_more(settings.seeds, FILE, COLUMNS, NEEDED, spare=("uri", "note"))


def _record(
    warehouse: Warehouse, sheet: Sheet, rows: Iterable[SheetRow], doc_ids: Mapping[str, Sequence[str]]
) -> list[Decision]:
    """Record the valid rows of a sheet, and add to it the problems of others; `doc_ids` are those of uris."""
    numbers: dict[Decision, int] = {}
    for row in rows:
        try:
            numbers.setdefault(_decision(row.cells, doc_ids), row.number)
        except ValueError as error:
            sheet.refuse(row.number, error)
    return record_decisions(warehouse, numbers, lambda decision, why: sheet.refuse(numbers[decision], why))


def _decision(cells: Mapping[str, str], doc_ids: Mapping[str, Sequence[str]]) -> Decision:
    """The decision of a row; raises ValueError."""
    named = [cells["doc_id"]] if cells.get("doc_id") else doc_ids.get(cells.get("uri", ""), ())
    if len(named) != 1:
        problem = "more than one current document has" if named else "no current document has"
        raise ValueError(f"{problem} the uri {quoted_cell(cells.get('uri', ''))}")
    return Decision(
        doc_id=named[0],
        field=cells["field"],
        value=cells["value"] or None,
        note=cells.get("note") or None,
        decided_by=cells.get("decided_by") or "unknown",
        decided_at=parse_instant(cells["decided_at"]),
        is_withdrawn=cells.get("is_withdrawn", "").strip().lower() in _TRUE,
    )


def parse_instant(text: str) -> datetime:
    """Read an instant; raises ValueError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"decided_at is not a time: {quoted_cell(text)}") from None
    if at.tzinfo is None:
        raise ValueError(f"decided_at has no time zone: {quoted_cell(text)}")
    if not EARLIEST <= at.year <= LATEST:
        raise ValueError(f"decided_at is impossible: {quoted_cell(text)}")
    return at.astimezone(UTC)


def _keep(settings: Settings, kept: Sheet | None, uris: Mapping[str, str], decisions: Iterable[Decision]) -> None:
    """Add committed decisions to the file next to the seeds, with the uris; raises CommittedError if that fails."""
    rows = [{"uri": uris.get(d.doc_id, ""), **d._asdict(), "decided_at": d.decided_at.isoformat()} for d in decisions]
    try:
        append_kept(settings.seeds, FILE, kept, COLUMNS, rows)
    except OSError as error:
        raise CommittedError(
            f"the corrections are committed, but {corrections_path(settings)} lacks them ({error.strerror}):"
            " a new warehouse would lack them too"
        ) from error
