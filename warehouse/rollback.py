"""Rollback: a new snapshot with the contents of an older one."""

from dataclasses import replace
from itertools import chain

from schemas import TABLES, Lifetime
from warehouse.commit import RowsByTable, next_after, put_history, with_files
from warehouse.damage import refuse_damaged
from warehouse.snapshot import Snapshot, UnknownSnapshotError, new_commit_id
from warehouse.warehouse import Warehouse

# What was taken from seeds/ goes back, with what was made of it. What people decided and what runs did stays said.
_FROM_SEEDS = ("arrivals", "documents", "rejects", "story_merges")
_STAYING = [t.name for t in TABLES.values() if t.lifetime is Lifetime.HISTORY and t.name not in _FROM_SEEDS]


def rollback(warehouse: Warehouse, number: int, rows: RowsByTable | None = None) -> Snapshot:
    """Add a snapshot that shows what snapshot `number` shows, but keeps the decisions of people and the record of runs.

    `rows` are history rows to add with it. The next run takes again what differs from seeds/. Raises
    UnknownSnapshotError where the snapshot is kept no more, DamagedError where a file that it would show is damaged.
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
