"""Maintenance of the warehouse: what is due after a run, and the commands that merge, collect or roll back."""

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from flows.console import Console
from flows.errors import said
from flows.ingest.job import new_run_id
from flows.ingest.run_records import Columns, Run, run_row, run_rows
from flows.settings import Settings
from flows.system import clock
from flows.system.state_files import DAY, StateStore
from transforms.version import rules_version
from warehouse import Snapshot, Warehouse
from warehouse.compact import DEFAULT, THOROUGH, Thresholds, compact
from warehouse.damage import naming_damage
from warehouse.gc import Collected, collect_garbage
from warehouse.rollback import rollback

COLLECTED = "collected"


def after_run(settings: Settings, console: Console, snapshot: Snapshot | None = None) -> None:
    """Do what is due, within the time budget; the run is already committed, so an error here does not fail the run.

    `snapshot` is the one of the run.
    """
    try:
        if settings.upkeep_seconds:
            merge(settings, settings.upkeep_seconds, DEFAULT, snapshot)
        if _is_gc_due(settings.state_dir):
            collect(settings)
    except Exception as error:
        console.warn(f"maintenance is postponed to the next run: {said(error)}")


def merge(
    settings: Settings, budget_seconds: float, due: Thresholds = THOROUGH, base: Snapshot | None = None
) -> Snapshot | None:
    """Merge small files and drop dead rows of the newest snapshot, or of `base`; None if nothing is due."""
    warehouse = Warehouse(settings.warehouse)
    with naming_damage(warehouse):
        return compact(warehouse, budget_seconds, due, _record("compact", settings), base)


def collect(settings: Settings) -> Collected:
    """Delete old snapshots and the files that only they named."""
    warehouse, state = Warehouse(settings.warehouse), StateStore(settings.state_dir)
    collected = collect_garbage(warehouse, keep_last=settings.keep_snapshots, keep_days=settings.keep_days)
    with suppress(OSError):  # the collection is done; without its mark the next one is earlier
        state.put(COLLECTED, b"")
        state.sweep()
    return collected


def go_back(settings: Settings, number: int) -> Snapshot:
    """Add a snapshot with the contents of an older one; raises UnknownSnapshotError if it is no longer kept."""
    return rollback(Warehouse(settings.warehouse), number, _record("rollback", settings))


def _record(kind: str, settings: Settings) -> Mapping[str, Columns]:
    """The row of `runs` for what was done."""
    version = rules_version(*settings.selections[0])
    run = Run(new_run_id(), "direct", clock.now(), settings.collection_name, version)
    return {"runs": run_rows([run_row(run, "done") | {"kind": kind}])}


def _is_gc_due(state_dir: Path) -> bool:
    """Whether garbage was last collected a day ago or more, by a mark file that may be lost."""
    mark = state_dir / COLLECTED
    return not mark.exists() or abs(time.time() - mark.stat().st_mtime) >= DAY
