"""Rollback: a new snapshot with the contents of an older one."""

from dataclasses import replace
from itertools import chain

from schemas import TABLES, Lifetime
from warehouse.commit import RowsByTable, next_after, put_history, with_files
from warehouse.damage import refuse_damaged
from warehouse.snapshot import Snapshot, UnknownSnapshotError, new_commit_id
from warehouse.warehouse import Warehouse

# The documents and their results go back. Decisions of people and records of runs stay.
_FROM_SEEDS = ("arrivals", "documents", "rejects", "story_merges")
_STAYING = [t.name for t in TABLES.values() if t.lifetime is Lifetime.HISTORY and t.name not in _FROM_SEEDS]


def rollback(warehouse: Warehouse, number: int, rows: RowsByTable | None = None) -> Snapshot:
    """Add a snapshot with the contents of snapshot `number`; the decisions of people and the records of runs stay.

    `rows` are history rows to add. The next run loads again what differs from seeds/. Raises UnknownSnapshotError if
    the snapshot is no longer kept, DamagedError if one of its files is damaged.
    """
    store, commit_id = warehouse.store, new_commit_id()
    wanted = warehouse.snapshot(number)
    warehouse.refuse_lost(wanted)
    refuse_damaged(store, wanted.all_files)

    def successor(head: Snapshot) -> Snapshot:
        if number < head.swept.oldest:
            raise UnknownSnapshotError(f"snapshot {number} is being deleted; the oldest kept is {head.swept.oldest}")
        following = next_after(
            replace(wanted, number=head.number, swept=head.swept, lost=head.lost), commit_id, "rollback"
        )
        staying = {name: head.of(name) for name in _STAYING if head.of(name)}
        refuse_damaged(store, {*chain(*staying.values())} - {*wanted.all_files})
        more = put_history(store, rows or {}, commit_id, following.number)
        return replace(following, files=with_files({**wanted.files, **staying}, more))

    return warehouse.extend(successor)
