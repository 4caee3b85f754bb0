"""Garbage collection: takes away old snapshots, and files that no kept snapshot names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from warehouse.disk import STAGING
from warehouse.snapshot import Snapshot, manifest_key
from warehouse.store import Store, exclusively
from warehouse.warehouse import Warehouse

LOCK = "_state/gc.lock"
GRACE = timedelta(hours=24)

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
    """
    store = warehouse.store
    with exclusively(store, LOCK):
        head = warehouse.head()
        if head is None:
            return Collected(0, 0, 0)
        now = min(datetime.now(UTC), head.created_at, store.modified_at(manifest_key(head.number)))
        first = _first_to_keep(warehouse.snapshots(), max(1, keep_last), now - timedelta(days=keep_days))
        expired = [number for number in warehouse.numbers() if number < first]
        # The manifests go first, durably and oldest first, then what they named: none ever names a missing file.
        store.delete([manifest_key(number) for number in expired])
        garbage = list(_garbage(store, warehouse.snapshots(), now - grace))
        freed = sum(store.size(key) for key in garbage)
        store.delete(garbage)
        return Collected(len(expired), len(garbage), freed)


def _first_to_keep(snapshots: Sequence[Snapshot], keep_last: int, limit: datetime) -> int:
    """Number of the first snapshot to keep; all after it stay too, so that no gap arises."""
    young = (s.number for s in snapshots if s.created_at >= limit)
    return min((*young, *(s.number for s in snapshots[-keep_last:])))


def _garbage(store: Store, snapshots: Iterable[Snapshot], limit: datetime) -> Iterator[str]:
    named = {f.path for s in snapshots for files in (*s.files.values(), s.retired) for f in files}
    for key in (*store.list("_data/"), *store.list(f"{STAGING}/")):
        if key not in named and _OURS.fullmatch(key) and store.modified_at(key) < limit:
            yield key
