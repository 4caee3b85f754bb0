"""The records of a run: arrivals, rejects, and its row in `runs`."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.ingest.diff import Arrival, Removal
from flows.sources.source import Reject
from flows.system import clock
from flows.system.state_files import StateStore
from flows.system.version import software_version
from schemas import TABLES

COUNTS = ("files_seen", "documents_added", "documents_changed", "documents_removed", "rejected_count", "withheld_count")
INTERRUPTED_TEXT = "the run was interrupted: killed, or the machine stopped"
UNREADABLE = f"{INTERRUPTED_TEXT}; its record cannot be read"
_FOLDER = "runs"
_ENTRY = re.compile(r"([0-9a-f]{1,64})\.json")
Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its id sorts by time, `engine` is the engine that runs it, `started_at` is in UTC."""

    run_id: str
    engine: str
    started_at: datetime
    collection: str
    rules_version: str


def arrival_rows(run: Run, scanned_ns: int, arrivals: Sequence[Arrival], removals: Sequence[Removal]) -> Columns:
    """Columns of `arrivals` for added, changed and removed files."""
    moved: list[Arrival | Removal] = [*arrivals, *removals]
    named = [file_name_parts(file.uri) for file in moved]
    count, gone = len(moved), [None] * len(removals)
    return {
        "collection": [run.collection] * count,
        "uri": [file.uri for file in moved],
        "doc_id": [file.doc_id for file in moved],
        "status": ["changed" if a.previous_doc_id else "added" for a in arrivals] + ["removed"] * len(removals),
        "previous_doc_id": [*(a.previous_doc_id for a in arrivals), *gone],
        "byte_count": [*(a.byte_count for a in arrivals), *gone],
        "modified_at": [*(a.mtime_ns // 1000 for a in arrivals), *gone],
        "seen_at": [scanned_ns // 1000] * count,
        "run_id": [run.run_id] * count,
        "file_sequence": [sequence for sequence, _ in named],
        "file_id": [file_id for _, file_id in named],
    }


def file_name_parts(uri: str) -> tuple[int | None, str | None]:
    """Parse a name like `000_c40eef0a21129774.txt` into 0 and c40eef0a21129774; None, None for any other."""
    name = uri.rpartition("/")[2].removesuffix(".gz")
    sequence, _, file_id = name[: -len(".txt")].partition("_")
    # 18 digits always fit a signed 64-bit integer
    if sequence.isascii() and sequence.isdigit() and len(sequence) <= 18 and set(file_id) <= set("0123456789abcdef"):
        return (int(sequence), file_id) if file_id else (None, None)
    return None, None


def reject_rows(run: Run, scanned_ns: int, rejects: Sequence[Reject]) -> Columns:
    """Columns of `rejects`."""
    return {
        "collection": [run.collection] * len(rejects),
        "uri": [r.uri for r in rejects],
        "doc_id": [r.doc_id for r in rejects],
        "reason": [r.reason for r in rejects],
        "detail": [r.detail for r in rejects],
        "run_id": [run.run_id] * len(rejects),
        "seen_at": [scanned_ns // 1000] * len(rejects),
    }


def run_row(run: Run, status: str, detail: str | None = None, **counts: Any) -> dict[str, Any]:
    """One row of `runs` that ends now; missing counts are 0."""
    now = clock.now()
    row: dict[str, Any] = {
        "run_id": run.run_id,
        "kind": "ingest",
        "started_at": run.started_at,
        "ended_at": now,
        "status": status,
        "rules_version": run.rules_version,
        "software_version": software_version(),
        "engine": run.engine,
        "detail": detail,
        "seconds": (now - run.started_at).total_seconds(),
        "stage_seconds": {},
    }
    return row | dict.fromkeys(COUNTS, 0) | counts


def run_rows(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Columns of `runs` from its rows."""
    names = list(rows[0])
    columns = {name: [row[name] for row in rows] for name in names}
    return columns | {"stage_seconds": [sorted(row["stage_seconds"].items()) for row in rows]}


class RunJournal:
    """The journal of runs that began and are not in the warehouse: one file for each in the state directory.

    A killed run leaves its file, and a failed one writes the reason; the next commit stores them.
    """

    def __init__(self, state_dir: Path) -> None:
        self._state = StateStore(state_dir)

    def note(self, row: Mapping[str, Any]) -> None:
        """Record a run."""
        self._state.put(_key(row["run_id"]), json.dumps(row, default=datetime.isoformat).encode())

    def others(self, run_id: str) -> list[dict[str, Any]]:
        """All recorded runs except this one, oldest first; call it under the run lock.

        Of a damaged entry only the name is known: it is an interrupted run.
        """
        names = (_ENTRY.fullmatch(name) for name in self._state.names(_FOLDER))
        others = [found[1] for found in names if found and found[1] != run_id]
        return [_row(other, self._state.read(_key(other))) for other in others]

    def killed(self) -> list[str]:
        """The ids of runs that began and did not end; call it under the run lock."""
        return [row["run_id"] for row in self.others("") if _was_killed(row)]

    def failed_since(self, began_at: datetime) -> str | None:
        """The id of the newest run that failed since a time; None if there is none."""
        failed = (row for row in self.others("") if row["ended_at"] >= began_at and not _was_killed(row))
        return max((row["run_id"] for row in failed), default=None)

    def forget(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Remove runs that the warehouse has now."""
        for row in rows:
            self._state.remove(_key(row["run_id"]))


def _was_killed(row: Mapping[str, Any]) -> bool:
    return row["detail"] in {INTERRUPTED_TEXT, UNREADABLE}


def _key(run_id: str) -> str:
    return f"{_FOLDER}/{run_id}.json"


def _row(run_id: str, entry: bytes | None) -> dict[str, Any]:
    """The row of `runs` in an entry."""
    row = _cut_short(run_id)
    try:
        row |= json.loads(entry or b"")
        row |= {name: datetime.fromisoformat(row[name]) for name in ("started_at", "ended_at")}
        TABLES["runs"].batch({**run_rows([row]), "_snapshot": [0]})
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return _cut_short(run_id)
    return row if row["run_id"] == run_id else _cut_short(run_id)


def _cut_short(run_id: str) -> dict[str, Any]:
    """The row of a run with only a known id; an id begins with the time, see `flows.ingest.job.new_run_id`."""
    try:
        began = datetime.fromtimestamp(int(run_id[:12], 16) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        began = datetime.now(UTC)
    row = run_row(Run(run_id, "unknown", began, "", "unknown"), "failed", UNREADABLE)
    return row | {"ended_at": began, "seconds": 0.0}
