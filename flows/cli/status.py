"""`copydesk status`: what the warehouse holds, what is due and what is wrong; also the health check."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.cli.health import Status, due, problems
from flows.engines.prefect_access import ANNOUNCED, find_announced
from flows.engines.prefect_server import is_healthy
from flows.errors import DONE, FAILED, UsageError
from flows.ingest.boilerplate import with_boilerplate
from flows.ingest.lock import RunLock
from flows.ingest.rule_overrides import refuse_unknown_overrides, stale_documents
from flows.ingest.run_records import INTERRUPTED_TEXT, UNREADABLE, RunJournal
from flows.runs.incidents import Incident, open_incidents
from flows.setting_types import is_bucket
from flows.settings import Settings
from flows.system.terminal import visible
from flows.system.version import software_version
from transforms.version import rules_version
from warehouse import Snapshot, Warehouse
from warehouse.compact import is_due
from warehouse.contents import Contents, contents, missing_files, stored_bytes
from warehouse.publish import published_snapshot

# Each compaction adds a row to it.
OF_EACH_COMPACTION = ("runs",)


def print_status(settings: Settings, form: str) -> int:
    """Print the status, as one JSON object or as rows of items and values; returns exit code 1 if something is wrong.

    Raises UsageError if there is no warehouse.
    """
    if form != "json":  # the formats are slow to import
        from flows.cli.formats import known_format  # noqa: PLC0415

        known_format(form)
    refuse_unknown_overrides(settings)
    status = status_of(settings)
    wrong = problems(status, settings)
    values = {
        "health": "unwell" if wrong else "well",
        "problems": [finding._asdict() for finding in wrong],
        "due": [finding._asdict() for finding in due(status, settings)],
        **asdict(status),
    }
    if form == "json":
        print(json.dumps(values, default=datetime.isoformat, ensure_ascii=False, indent=2))
    else:
        from flows.cli.formats import write  # noqa: PLC0415
        from flows.cli.queries import QueryRows  # noqa: PLC0415 - slow, and not needed for JSON

        write(QueryRows(("item", "value"), _flat(values)), form, sys.stdout)
    return FAILED if wrong else DONE


def status_of(settings: Settings) -> Status:
    """Collect the whole status; writes nothing. Raises UsageError if there is no warehouse."""
    warehouse, lock = Warehouse(settings.warehouse), RunLock(settings.state_dir)
    numbers = warehouse.numbers()
    if not (numbers or published_snapshot(warehouse.store)):
        raise UsageError(f"there is no warehouse at {settings.warehouse!r}; `copydesk run` makes one")
    lengths = stored_bytes(warehouse)
    head, held, damage = _read(warehouse, lengths["_data"])
    holder = lock.holder()
    return Status(
        warehouse=settings.warehouse,
        snapshot={n: getattr(head, n) for n in ("number", "created_at", "kind", "writer")} if head else None,
        snapshot_count=len(numbers),
        oldest_snapshot_at=_oldest(warehouse, numbers[0]) if numbers else None,
        documents=held.documents if held else None,
        stale=stale_documents(with_boilerplate(settings)) if held else None,
        rejects=held.rejects if held else None,
        newest_file_at=held.newest_file_at if held else None,
        last_run=_last_run(settings.state_dir, held, is_running=holder is not None),
        incidents=[_incident(name, incident) for name, incident in open_incidents(settings.state_dir)],
        last_locked_at=lock.taken_at(),
        lock=holder._asdict() if holder else None,
        server=_server(settings.state_dir),
        disk=_disk(settings, lengths),
        damage=damage,
        is_compaction_due=held is not None and is_due(warehouse, OF_EACH_COMPACTION),
        rules_version=rules_version(*settings.selections[0]),
        software_version=software_version(),
    )


def _read(warehouse: Warehouse, lengths: Mapping[str, int]) -> tuple[Snapshot | None, Contents | None, list[str]]:
    """The newest snapshot, its counts, and its damaged files."""
    try:
        head = warehouse.head()
    except (OSError, ValueError) as error:
        return None, None, [str(error)]
    if head is None:
        return None, None, ["all manifests are missing"]
    if damage := [f"{path} is missing or cut short" for path in missing_files(head, lengths)]:
        return head, None, damage
    try:
        return head, contents(warehouse), []
    except duckdb.Error as error:
        return head, None, [str(error).partition("\n")[0]]


def _oldest(warehouse: Warehouse, number: int) -> datetime | None:
    try:
        return warehouse.snapshot(number).created_at
    except (OSError, ValueError):  # damaged, or being deleted by gc
        return None


def _last_run(state_dir: Path, held: Contents | None, *, is_running: bool) -> dict[str, Any] | None:
    """The newest run or backfill, in the warehouse or not yet; its status is `running` while it works."""
    rows = [*RunJournal(state_dir).others(""), *([held.last_run] if held and held.last_run else [])]
    if not rows:
        return None
    last = max(rows, key=lambda row: row["run_id"])
    if is_running and last["detail"] in {INTERRUPTED_TEXT, UNREADABLE}:
        last = last | {"status": "running", "detail": None, "ended_at": None}
    names = ("run_id", "kind", "started_at", "ended_at", "status", "documents_added", "documents_changed")
    counts = ("documents_removed", "rejected_count", "withheld_count", "detail")
    return {name: last[name] for name in (*names, *counts)}


def _incident(name: str, incident: Incident) -> dict[str, Any]:
    return {"name": name, **{n: getattr(incident, n) for n in ("event", "text", "began_at")}}


def _server(state_dir: Path) -> dict[str, Any] | None:
    """The server of `copydesk serve`: its URL, which only its user can read, and whether it answers."""
    path = state_dir / ANNOUNCED
    if not os.path.exists(path):
        return None
    if path.stat().st_uid != os.geteuid():
        return {"url": None, "answers": None}
    url = (find_announced(state_dir) or {}).get("PREFECT_API_URL")
    return {"url": url, "answers": url is not None and is_healthy(url)}


def _disk(settings: Settings, lengths: Mapping[str, Mapping[str, int]]) -> dict[str, int | None]:
    """Bytes of each part, and the free space of the warehouse's disk; None in a bucket."""
    parts = {folder.removeprefix("_"): sum(sizes.values()) for folder, sizes in lengths.items()}
    free = None if is_bucket(settings.warehouse) else shutil.disk_usage(settings.warehouse.removeprefix("file://")).free
    return {**parts, "state": _folder_bytes(settings.state_dir), "free": free}


def _folder_bytes(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it may disappear meanwhile
                total += os.lstat(os.path.join(place, name)).st_size
    return total


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Rows of names, joined by dots, and values as text; lists have one row for each entry."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            for entry in value:
                yield f"{prefix}{name}", _entry(entry) if isinstance(entry, dict) else entry
        else:
            yield f"{prefix}{name}", _text(value)


def _entry(entry: Mapping[str, Any]) -> str:
    """A finding or an incident in one line, with its command, if it has one."""
    command = f" (`{entry['command']}`)" if "command" in entry else ""
    return f"{entry['name']}: {visible(entry['text'])}{command}"


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    return (
        f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else "" if value is None else str(value)
    )
