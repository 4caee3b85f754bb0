"""The status of a warehouse, and its health check: problems, and work that is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flows.runs.run_notices import REMOVAL_NOTICE
from flows.settings import Settings
from flows.system import clock

# Garbage is collected once a day: an old snapshot may stay for one more day.
GC_DELAY = timedelta(days=1)
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a warehouse; times are in UTC, sizes in bytes. OPERATIONS.md describes each field.

    `damage` lists what cannot be read; counts that need it are None.
    """

    warehouse: str
    snapshot: dict[str, Any] | None
    snapshot_count: int
    oldest_snapshot_at: datetime | None
    documents: int | None
    stale: int | None
    rejects: int | None
    newest_file_at: datetime | None
    last_run: dict[str, Any] | None
    incidents: list[dict[str, Any]]
    last_locked_at: datetime | None
    lock: dict[str, Any] | None
    server: dict[str, Any] | None
    disk: dict[str, int | None]
    damage: list[str]
    is_compaction_due: bool
    rules_version: str
    software_version: str


class Finding(NamedTuple):
    """A problem or due work: its fixed name, its text, and the command that shows more or does it."""

    name: str
    text: str
    command: str

    def at(self, settings: Settings) -> "Finding":
        """The finding with the command as it is typed for this warehouse."""
        return self._replace(command=settings.command(self.command))


def problems(status: Status, settings: Settings) -> list[Finding]:
    """The problems; empty if there are none."""
    found = (*_damage(status), *_lasting(status), *_run(status, settings), *_surroundings(status, settings))
    return [finding.at(settings) for finding in found]


def due(status: Status, settings: Settings) -> list[Finding]:
    """Due work, each with its command; it is not a problem."""
    return [finding.at(settings) for finding in _due(status, settings)]


def _damage(status: Status) -> Iterator[Finding]:
    if status.damage:
        more = f", and {len(status.damage) - SHOWN} more" if len(status.damage) > SHOWN else ""
        yield Finding("damage", "; ".join(status.damage[:SHOWN]) + more, "verify")


def _lasting(status: Status) -> Iterator[Finding]:
    """Problems that the last run left; a later scan that found nothing to do has no row in `runs`."""
    run = status.last_run or {"status": "none", "withheld_count": 0, "ended_at": None}
    scanned = status.last_locked_at
    is_last = run["ended_at"] is not None and (scanned is None or scanned <= run["ended_at"])
    failed = [i["text"] for i in status.incidents if i["event"] == "failed"]
    withheld = [i["text"] for i in status.incidents if i["name"] == REMOVAL_NOTICE]
    if run["status"] == "failed" and (failed or is_last):
        yield Finding("last_run_failed", failed[-1] if failed else str(run["detail"]), "run")
    if withheld or (is_last and run["withheld_count"]):
        text = withheld[-1] if withheld else f"{run['withheld_count']:,} removals blocked"
        yield Finding("removals_withheld", text, "run --allow-removals")


def _run(status: Status, settings: Settings) -> Iterator[Finding]:
    run = status.last_run
    if run is None:
        return
    files = run["documents_added"] + run["documents_changed"] + run["rejected_count"]
    if run["rejected_count"] > settings.max_reject_share * files:
        rejected = f"{run['rejected_count']:,} of {files:,} files of the last run were rejected"
        yield Finding("many_rejects", rejected, "report rejects")


def _surroundings(status: Status, settings: Settings) -> Iterator[Finding]:
    newest = status.newest_file_at
    if settings.stale_hours and newest and clock.now() - newest >= timedelta(hours=settings.stale_hours):
        yield Finding("no_new_files", f"no new file since {newest:%Y-%m-%d %H:%M} UTC", "report days")
    free = status.disk["free"]
    if free is not None and free < settings.min_free_bytes:
        yield Finding("disk_full", f"{free:,} bytes are free; {settings.min_free_bytes:,} are needed", "gc")
    if status.server and status.server["answers"] is False:
        yield Finding("server_down", "`copydesk serve` was killed, or its server does not answer", "serve")


def _due(status: Status, settings: Settings) -> Iterator[Finding]:
    if status.is_compaction_due:
        yield Finding("compact", "many small files or dead rows", "compact")
    kept = timedelta(days=settings.keep_days) + GC_DELAY
    is_old = status.oldest_snapshot_at is not None and clock.now() - status.oldest_snapshot_at > kept
    if is_old and status.snapshot_count > settings.keep_snapshots:
        yield Finding("gc", f"the oldest of {status.snapshot_count:,} snapshots is older than keep_days", "gc")
    if status.stale:
        yield Finding("reprocess", f"documents cleaned by other rules: {status.stale:,}", "plan")
