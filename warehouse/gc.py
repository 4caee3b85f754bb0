"""Garbage collection: takes away old snapshots, and files that no kept snapshot names."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from warehouse.commit import after
from warehouse.disk import STAGING
from warehouse.snapshot import Snapshot, Sweep, manifest_key, new_commit_id
from warehouse.store import Store
from warehouse.warehouse import Warehouse

GRACE = timedelta(hours=24)
KIND = "gc"

# Only what a writer of ours can have left is taken; a foreign file stays.
_OURS = re.compile(rf"_data/[a-z_]+/[0-9]+-[A-Za-z0-9_.-]+\.parquet|{STAGING}/[0-9a-f]{{16}}-.+", re.DOTALL)


class Collected(NamedTuple):
    """What was taken away: how many snapshots, how many files, and how long these were together."""

    snapshots: int
    files: int
    bytes: int


def collect_garbage(
    warehouse: Warehouse, grace: timedelta = GRACE, keep_last: int = 10, keep_days: float = 7
) -> Collected:
    """Delete snapshots beyond the newest `keep_last` and `keep_days`, and then files that no snapshot names.

    A file younger than `grace` stays, since it may belong to a commit that is under way. Ages are reckoned from now or
    from the newest snapshot, whichever is earlier: a clock that went wrong makes things look younger, not older.

    What will go is settled by a commit, which says so in its manifest, before anything goes. So a rollback or a slow
    writer that commits earlier is seen here, and one that commits later sees what it cannot count on any more.
    """
    store = warehouse.store
    if warehouse.head() is None:
        return Collected(0, 0, 0)
    expired: list[str] = []
    garbage: dict[str, int] = {}

    def successor(head: Snapshot) -> Snapshot:
        now = min(datetime.now(UTC), head.created_at, store.modified_at(manifest_key(head.number)))
        snapshots = [s for s in warehouse.snapshots() if s.number >= head.swept.oldest]
        oldest = _first_to_keep(snapshots, max(1, keep_last), now - timedelta(days=keep_days))
        kept = [s for s in snapshots if s.number >= oldest]
        expired[:] = [manifest_key(number) for number in warehouse.numbers() if number < oldest]
        garbage.clear()
        garbage.update(_garbage(store, kept, now - grace))
        if not expired and not garbage:
            return head
        swept = Sweep(head.number + 1, oldest, max(now - grace, head.swept.before))
        return replace(after(head, new_commit_id(), KIND), swept=swept)

    warehouse.extend(successor)
    # The manifests go first, durably and oldest first, then what they named: none ever names a missing file.
    store.delete(expired)
    store.delete(garbage)
    return Collected(len(expired), len(garbage), sum(garbage.values()))


def _first_to_keep(snapshots: Sequence[Snapshot], keep_last: int, limit: datetime) -> int:
    """Number of the first snapshot to keep; all after it stay too, so that no gap arises.

    What garbage collection itself added is not counted: it would drive out snapshots that differ.
    """
    young = (s.number for s in snapshots if s.created_at >= limit)
    last = [s.number for s in snapshots if s.kind != KIND][-keep_last:]
    return min((*young, *last), default=snapshots[-1].number)


def _garbage(store: Store, kept: Sequence[Snapshot], limit: datetime) -> Iterator[tuple[str, int]]:
    """Files stored before the limit that none of these snapshots names, with their lengths."""
    named = {f.path for s in kept for files in (*s.files.values(), s.retired) for f in files}
    for key in (*store.list("_data/"), *store.list(f"{STAGING}/")):
        if key not in named and _OURS.fullmatch(key):
            with suppress(FileNotFoundError):  # a staged file is given its name, or a rival collects too
                if store.modified_at(key) < limit:
                    yield key, store.size(key)
