"""The warehouse: reads a snapshot, stores parts, and makes commits, from any number of processes at once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from schemas import TABLES, Table
from warehouse.catalog import open_memory, script, stored_views
from warehouse.commit import Change, next_snapshot
from warehouse.parquet import put_part
from warehouse.publish import publish
from warehouse.snapshot import (
    EMPTY,
    FOLDER,
    BrokenManifestError,
    DataFile,
    LostSnapshotError,
    Snapshot,
    UnknownSnapshotError,
    dump,
    load,
    manifest_key,
    manifest_numbers,
)
from warehouse.store import open_store

if TYPE_CHECKING:
    import duckdb

# A commit is tried again only after a concurrent commit succeeded. So many failures mean a faulty store, not a queue.
ATTEMPTS = 100


class ContendedError(RuntimeError):
    """Concurrent commits won every attempt, or the store refuses keys that it does not have."""

    exit_code = 1


class UnpublishedError(RuntimeError):
    """The snapshot is committed, but the published files do not show it yet."""

    exit_code = 3

    def __init__(self, snapshot: Snapshot, why: str) -> None:
        super().__init__(snapshot, why)
        self.snapshot, self.why = snapshot, why

    def __str__(self) -> str:
        """Describe the state in one line."""
        return (
            f"committed as snapshot {self.snapshot.number}, but not published ({self.why}); the next run publishes it"
        )


class Warehouse:
    """A warehouse at a root, a path or a URI. Nothing is created before the first write; a missing root is empty.

    >>> Warehouse("memory:///example").head() is None
    True
    """

    def __init__(self, uri: str | Path) -> None:
        self.store = open_store(uri)

    def refuse_unless_safe(self) -> None:
        """Raise SharedWriteError if the store would let one writer's commit overwrite another's."""
        self.store.refuse_unless_conditional()

    def head(self) -> Snapshot | None:
        """The newest snapshot; None if nothing was committed yet."""
        numbers = self.numbers()
        return self.snapshot(numbers[-1]) if numbers else None

    def newest(self, known: Snapshot) -> Snapshot:
        """The newest snapshot; `known` itself if it is the newest, so that no manifest is read twice."""
        number = max(self.numbers(), default=0)
        return known if number == known.number else self.snapshot(number)

    def snapshot(self, number: int) -> Snapshot:
        """One snapshot; raises UnknownSnapshotError, and BrokenManifestError for a damaged one."""
        key = manifest_key(number)
        try:
            data = self.store.get(key)
        except FileNotFoundError:
            raise UnknownSnapshotError(
                f"there is no snapshot {number}; `copydesk snapshots` lists those that are kept"
            ) from None
        return load(data, f"{self.store.root}/{key}")

    def refuse_lost(self, snapshot: Snapshot) -> None:
        """Raise LostSnapshotError if a repair found damaged files of an older snapshot."""
        try:
            head = self.head()
        except BrokenManifestError:  # an older snapshot can still be queried
            return
        if head and not {file.path for file in snapshot.all_files}.isdisjoint(head.lost):
            raise LostSnapshotError(f"snapshot {snapshot.number} cannot be shown any more: its files were damaged")

    def snapshots(self, after: int = 0) -> list[Snapshot]:
        """The snapshots of higher numbers that are still kept and can be read, oldest first."""
        found = []
        for number in self.numbers():
            with suppress(FileNotFoundError, BrokenManifestError):
                found += [self.snapshot(number)] if number > after else []
        return found

    def numbers(self) -> list[int]:
        """Numbers of all kept snapshots, in order."""
        return manifest_numbers(self.store.list(FOLDER))

    def put(self, table: Table, batches: Sequence[pa.RecordBatch], commit_id: int, part: str) -> DataFile:
        """Store one part of a coming commit, from any process; see `warehouse.parquet.put_part`."""
        return put_part(self.store, table, batches, commit_id, part)

    def commit(self, change: Change) -> Snapshot:
        """Add a snapshot that holds the change, publish it and return it.

        If a concurrent commit adds one first, the change is computed again on that one. A change whose run_key the head
        knows is already in the warehouse: the head is returned. Raises InvalidChangeError, OutdatedChangeError,
        ContendedError; the warehouse is then as it was.
        """
        base = change.base if change.base is not None else max(self.numbers(), default=0)

        def successor(head: Snapshot) -> Snapshot:
            if change.run_key in head.run_keys:
                return head
            rivals = [rival.commit_id for rival in self.snapshots(after=base)]
            return next_snapshot(self.store, head, change, rivals, database)

        with open_memory(self.store.root) as database:
            snapshot = self.add(successor)
            self.show(snapshot, database)
        return snapshot

    def extend(self, successor: Callable[[Snapshot], Snapshot]) -> Snapshot:
        """Add the snapshot that `successor` makes of the head, publish and return it; raises as `add` and `show`."""
        snapshot = self.add(successor)
        self.show(snapshot)
        return snapshot

    def add(self, successor: Callable[[Snapshot], Snapshot], *, over_broken: bool = False) -> Snapshot:
        """Add the snapshot that `successor` makes of the head, unpublished, and return it.

        If a concurrent commit adds one first, it is made again from that one; if `successor` returns the head itself,
        nothing is added. With `over_broken`, an unreadable head is replaced by the newest readable one. Raises
        ContendedError, BrokenManifestError and what `successor` raises; the warehouse is then as it was.
        """
        for _ in range(ATTEMPTS):
            head = self._head_to_follow(over_broken)
            snapshot = successor(head)
            if snapshot is head or self._publish_if_absent(snapshot):
                return snapshot
        raise ContendedError(f"no commit in {ATTEMPTS} attempts at {self.store.root}")

    def _publish_if_absent(self, snapshot: Snapshot) -> bool:
        """Create the manifest unless its key exists: the commit point."""
        if not self.store.put_if_absent(manifest_key(snapshot.number), dump(snapshot)):
            return False
        # If this writer was suspended until gc deleted the head that it read, the number is free again, far below the
        # newest
        # one, and the commit would never be visible.
        return all(later.swept.oldest <= snapshot.number for later in self.snapshots(after=snapshot.number))

    def _head_to_follow(self, over_broken: bool) -> Snapshot:
        try:
            return self.head() or EMPTY
        except BrokenManifestError:
            if not over_broken:
                raise
            return replace([EMPTY, *self.snapshots()][-1], number=self.numbers()[-1])

    def show(self, snapshot: Snapshot, database: "duckdb.DuckDBPyConnection | None" = None) -> None:
        """Publish a committed snapshot or a later one; raises UnpublishedError if that fails.

        `database` is one in memory; by default one is opened if needed.
        """
        try:
            publish(self.store, snapshot, self.newest, database)
        except Exception as error:
            why = (
                f"{error.filename!r}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
            )
            raise UnpublishedError(snapshot, why or type(error).__name__) from error

    def publish(self, head: Snapshot | None = None) -> None:
        """Update `warehouse.duckdb`, `warehouse.sql` and `FORMAT.md` to the newest snapshot.

        `head` is the newest snapshot, if the caller has read it.
        """
        publish(self.store, head or self.head() or EMPTY, self.newest)

    def connect(self, at: int | None = None, only: str = "") -> "duckdb.DuckDBPyConnection":
        """Open a database in memory that shows the newest snapshot, or number `at`, independent of later commits.

        `only` is a condition on doc_id that limits articles, documents and all rows that belong to them.
        """
        snapshot = self.snapshot(at) if at is not None else self.head() or EMPTY
        if at is not None:
            self.refuse_lost(snapshot)
        database = open_memory(self.store.root)
        database.execute("RESET disabled_optimizers").fetchall()  # user queries keep DuckDB's own optimizer
        database.execute(script(snapshot, self.store.root, only)).fetchall()
        return database

    def stored(self, *names: str, of: Snapshot | None = None) -> "duckdb.DuckDBPyConnection":
        """Open a database with the stored rows of a few tables of the head, or of another snapshot.

        It is cheaper than one with all relations.

        Joins are executed as they are written: the right side is held in memory, and should be the small one.
        """
        database = open_memory(self.store.root)
        snapshot = of or self.head() or EMPTY
        for statement in stored_views(snapshot, self.store.root, [TABLES[name] for name in names]):
            database.execute(statement).fetchall()
        return database
