"""A person's corrections: into the warehouse, and into a plain file beside the seeds that can be versioned."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from flows import sheet
from flows.settings import Settings, is_bucket
from warehouse import Warehouse
from warehouse.decisions import Decision, implied, record_decisions
from warehouse.documents import find
from warehouse.store import open_store

FILE = "corrections.csv"
COLUMNS = ("uri", "doc_id", "field", "value", "note", "decided_by", "decided_at", "is_withdrawn")
NEEDED = ("field", "value")
_TRUE = ("true", "yes", "1")


def correct(settings: Settings, which: str, decision: Decision) -> list[Decision]:
    """Record one decision on the document that is named (the decision's doc_id does not count), and what it implies.

    Raises UnknownDocumentError and UnfitCorrectionError.
    """
    warehouse = Warehouse(settings.warehouse)
    with warehouse.connect() as database:
        doc_id = find(database, which)
    made = record_decisions(warehouse, implied(decision._replace(doc_id=doc_id)))
    _append(settings, [(which if which != doc_id else "", d) for d in made])
    return made


def correct_from(settings: Settings, path: Path) -> list[Decision]:
    """Record the decisions of a file that the warehouse does not have yet; gives them.

    A row names its document by doc_id, whether that is in seeds/ now or not, or by the uri of a current one; the time
    is now where it gives none. Rows from another file than the one beside the seeds are added to that.
    """
    warehouse = Warehouse(settings.warehouse)
    rows = sheet.read(path, NEEDED)
    with warehouse.connect() as database:
        decisions = [_decision(row, lambda which: find(database, which)) for row in rows]
    made = record_decisions(warehouse, decisions)
    own = Path(settings.seeds) / FILE
    if made and not (own.exists() and own.samefile(path)):
        uris = {row.get("doc_id", ""): row.get("uri", "") for row in rows}
        _append(settings, [(uris.get(d.doc_id, ""), d) for d in made])
    return made


def take_kept(settings: Settings, say: Callable[[str], object]) -> list[Decision]:
    """Record the decisions kept beside the seeds that the warehouse lacks, as a new one lacks all; gives them.

    `say` hears what was taken, and what is wrong with the file, of which nothing is taken then.
    """
    try:
        rows = sheet.parse(open_store(settings.seeds).get(FILE), FILE, NEEDED)
        whole = [row for row in rows if row.get("doc_id") and row.get("decided_at")]
        made = record_decisions(Warehouse(settings.warehouse), [_decision(row, str) for row in whole])
    except FileNotFoundError:
        return []
    except ValueError as error:  # no sheet, no instant, or a value that does not fit
        say(f"{place_of(settings)} was passed over: {error}")
        return []
    if made:
        say(f"{len(made):,} corrections were taken from {place_of(settings)}.")
    if left := len(rows) - len(whole):
        say(
            f"{place_of(settings)}: {left:,} rows without doc_id or decided_at were passed over; "
            "`copydesk correct --file` takes such rows from a file of another name."
        )
    return made


def place_of(settings: Settings) -> str:
    """Where corrections are kept beside the seeds."""
    return f"{settings.seeds.rstrip('/')}/{FILE}"


def _decision(row: dict[str, str], named: Callable[[str], str]) -> Decision:
    at = row.get("decided_at")
    return Decision(
        doc_id=row.get("doc_id") or named(row.get("uri", "")),
        field=row["field"],
        value=row["value"] or None,
        note=row.get("note") or None,
        decided_by=row.get("decided_by") or "unknown",
        decided_at=datetime.fromisoformat(at) if at else datetime.now(UTC),
        is_withdrawn=row.get("is_withdrawn", "").strip().lower() in _TRUE,
    )


def _append(settings: Settings, decisions: Iterable[tuple[str, Decision]]) -> None:
    """Add lines to the file beside the seeds; on a disk in one write, so that two people at once lose none."""
    rows = [{"uri": uri, **d._asdict(), "decided_at": d.decided_at.isoformat()} for uri, d in decisions]
    text = sheet.lines(COLUMNS, rows).encode()
    if not text:
        return
    head = sheet.heading(COLUMNS).encode()
    if is_bucket(settings.seeds):
        store = open_store(settings.seeds)
        with suppress(FileNotFoundError):
            head = store.get(FILE)
        store.put(FILE, head + text)
        return
    path = Path(settings.seeds) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    with open(handle, "ab", buffering=0) as file:
        file.write((head if file.tell() == 0 else b"") + text)
