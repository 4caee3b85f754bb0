"""Garbage collection: deletes old snapshots, and files that no kept snapshot names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import NamedTuple

from warehouse.commit import next_after
from warehouse.disk import STAGING
from warehouse.reserve import keep_reserve, with_room
from warehouse.snapshot import LostSnapshotError, Snapshot, Sweep, UnknownSnapshotError, manifest_key, new_commit_id
from warehouse.store import Store
from warehouse.warehouse import Warehouse

GRACE = timedelta(hours=24)
KIND = "gc"

# Only files that our writers can have left are deleted; a foreign file stays.
_OURS = re.compile(rf"_data/[a-z_]+/[0-9]+-[A-Za-z0-9_.-]+\.parquet|{STAGING}/[0-9a-f]{{16}}-.+", re.DOTALL)


class Collected(NamedTuple):
    """What was deleted: the numbers of snapshots and files, and the total length of the files in bytes."""

    snapshots: int
    files: int
    bytes: int


NOTHING_COLLECTED = Collected(0, 0, 0)


def collect_garbage(
    warehouse: Warehouse, grace: timedelta = GRACE, keep_last: int = 10, keep_days: float = 7
) -> Collected:
    """Delete snapshots beyond the newest `keep_last` and `keep_days`, and then files that no snapshot names.

    A file younger than `grace` stays, because it may belong to a commit in progress. Ages are relative to now or to the
    newest snapshot, whichever is earlier: with a wrong clock things look younger, not older.

    Before anything is deleted, a commit declares it in its manifest. So a rollback or a slow writer that commits
    earlier is seen here, and one that commits later sees which files it cannot rely on. What needs no commit is deleted
    first, so that a full disk has room for the manifest; the reserve has the same purpose. Raises BrokenManifestError
    if a manifest is damaged: the files that it names are unknown.
    """
    head = warehouse.head()
    if head is None:
        return NOTHING_COLLECTED
    store = warehouse.store
    first = _delete(store, *_left_over(warehouse, head, grace))
    found: tuple[list[str], dict[str, int]] = [], {}

    def successor(head: Snapshot) -> Snapshot:
        nonlocal found
        now = _now(store, head)
        snapshots = _snapshots(warehouse, head.swept.oldest)
        oldest = _first_to_keep(snapshots, max(1, keep_last), now - timedelta(days=keep_days))
        found = _below(warehouse, oldest), dict(_garbage(store, snapshots, oldest, now - grace))
        if not any(found):
            return head
        swept = Sweep(head.number + 1, oldest, max(now - grace, head.swept.before))
        return replace(next_after(head, new_commit_id(), KIND), swept=swept)

    made = with_room(store, lambda: warehouse.add(successor))
    then = _delete(store, *found)
    if made.number > head.number:
        warehouse.show(made)
    keep_reserve(store)
    return Collected(*map(sum, zip(first, then, strict=True)))


def _left_over(warehouse: Warehouse, head: Snapshot, grace: timedelta) -> tuple[list[str], dict[str, int]]:
    """What can be deleted without a commit: the rest of what the last collection declared, and old staged files.

    Since that commit no writer may rely on the former, and the latter are never read.
    """
    store, swept = warehouse.store, head.swept
    garbage = _garbage(store, _snapshots(warehouse, swept.oldest), swept.oldest, swept.before)
    staged = _ours_before(store, f"{STAGING}/", _now(store, head) - grace)
    return _below(warehouse, swept.oldest), dict(chain(garbage, staged))


def _delete(store: Store, manifests: Sequence[str], files: Mapping[str, int]) -> Collected:
    """Delete manifests first, durably and oldest first, then their files: no manifest ever names a missing file."""
    store.delete(manifests)
    store.delete(files)
    return Collected(len(manifests), len(files), sum(files.values()))


def _now(store: Store, head: Snapshot) -> datetime:
    return min(datetime.now(UTC), head.created_at, store.modified_at(manifest_key(head.number)))


def _below(warehouse: Warehouse, oldest: int) -> list[str]:
    return [manifest_key(number) for number in warehouse.numbers() if number < oldest]


def _snapshots(warehouse: Warehouse, oldest: int) -> list[Snapshot]:
    """The snapshots from a number on; raises BrokenManifestError, because the files of a damaged one are unknown."""
    found = []
    for number in warehouse.numbers():
        with suppress(UnknownSnapshotError, LostSnapshotError):
            found += [warehouse.snapshot(number)] if number >= oldest else []
    return found


def _first_to_keep(snapshots: Sequence[Snapshot], keep_last: int, limit: datetime) -> int:
    """Number of the first snapshot to keep; all later ones stay too, without a gap.

    Snapshots that garbage collection added are not counted: they would displace snapshots with changes.
    """
    young = (s.number for s in snapshots if s.created_at >= limit)
    last = [s.number for s in snapshots if s.kind != KIND][-keep_last:]
    return min((*young, *last), default=snapshots[-1].number)


def _garbage(store: Store, snapshots: Sequence[Snapshot], oldest: int, limit: datetime) -> Iterator[tuple[str, int]]:
    """Data files stored before the limit that no snapshot from `oldest` on names, with their lengths in bytes."""
    named = {file.path for s in snapshots if s.number >= oldest for file in s.all_files}
    return ((key, size) for key, size in _ours_before(store, "_data/", limit) if key not in named)


def _ours_before(store: Store, folder: str, limit: datetime) -> Iterator[tuple[str, int]]:
    """Files of a folder that one of our writers stored before the limit, with their lengths in bytes."""
    for key in filter(_OURS.fullmatch, store.list(folder)):
        with suppress(FileNotFoundError):  # a staged file gets its final name, or another collection runs
            if store.modified_at(key) < limit:
                yield key, store.size(key)
