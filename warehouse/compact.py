"""Compaction: the same live rows in fewer, larger, sorted files, as another snapshot."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import inf
from time import monotonic
from typing import NamedTuple

import duckdb

from schemas import TABLES, Lifetime, Table
from warehouse.catalog import (
    RETIRED_COLUMNS,
    Scan,
    columns_of,
    live_rows,
    open_memory,
    parquet_scan,
    scope_of,
    with_dead_rows,
)
from warehouse.commit import RowsByTable, next_after, put_history, put_retired, swept_away, with_files
from warehouse.damage import refuse_damaged
from warehouse.parquet import group_rows, put_stream
from warehouse.snapshot import RETIRED, DataFile, Snapshot, commits_of, listed, new_commit_id
from warehouse.store import Store
from warehouse.warehouse import Warehouse

# Files are merged with others of similar size, so that a row is rewritten once per tier and not at every merge.
TIERS = (16 << 20, 128 << 20)
# For a sort, on one thread: beyond it DuckDB spills, and 50 MB of Parquet take 1.1 GiB instead of 2.5. Long texts do
# not spill: if they do not fit, fewer files are sorted at once, and a single one with all memory of the machine.
SORTING_MEMORY = ("768MB", "80%")
_GROWING_TABLES = [t for t in TABLES.values() if t.lifetime in {Lifetime.DOCUMENT, Lifetime.HISTORY}]
_DOCUMENT_TABLES = [t for t in _GROWING_TABLES if any(column.name == "_commit" for column in t.stored)]


class Thresholds(NamedTuple):
    """The limits from which compaction is worth its cost.

    More than `files` files of a table in one tier are merged. If more than `dead_rows` versions, and more than
    `dead_share` of all, are dead, files with more than that share of dead rows are rewritten.
    """

    files: int = 16
    dead_rows: int = 1_000
    dead_share: float = 0.2


DEFAULT = Thresholds()
THOROUGH = Thresholds(files=1, dead_rows=0, dead_share=0.0)


class Merge(NamedTuple):
    """Files of a table, and the new files with their live rows."""

    table: str
    inputs: frozenset[DataFile]
    outputs: tuple[DataFile, ...]


def compact(
    warehouse: Warehouse,
    budget_seconds: float = inf,
    due: Thresholds = DEFAULT,
    rows: RowsByTable | None = None,
    base: Snapshot | None = None,
) -> Snapshot | None:
    """Merge what is due, start no merge after the time budget, and commit; None if nothing was due or done.

    `rows` are history rows to add to the commit; `base` is the newest snapshot, if the caller has it. A concurrent
    commit does no harm: what it retired stays retired. If it rewrote or removed one of our files, our files are left to
    gc, and None is returned.
    """
    base = base or warehouse.head()
    if base is None:
        return None
    deadline, work = monotonic() + budget_seconds, _Work(warehouse.store, base, new_commit_id())
    if (found := work.worthwhile(due, rows or {})) is None:
        return None
    merges: list[Merge] = []
    for table, inputs in found:
        if merges and monotonic() >= deadline:
            break
        merges += work.merge(table, inputs, f"{len(merges):04d}")
    made = warehouse.extend(lambda head: work.replaced(head, merges, rows or {}))
    return made if made.commit_id == work.commit_id else None


def is_due(warehouse: Warehouse, added: Container[str] = ()) -> bool:
    """Whether `compact` would merge anything; `added` are the history tables to which it adds rows."""
    base = warehouse.head()
    return base is not None and _Work(warehouse.store, base, 0).worthwhile(DEFAULT, added) is not None


@dataclass(frozen=True, slots=True)
class _Work:
    """One compaction of the snapshot `base`."""

    store: Store
    base: Snapshot
    commit_id: int

    @property
    def _scan(self) -> Scan:
        return partial(parquet_scan, self.store.root)

    def worthwhile(self, due: Thresholds, added: Container[str]) -> list[tuple[Table, list[DataFile]]] | None:
        """Files to merge; None if nothing is due.

        The rows that every compaction adds to the tables `added` do not cause the next one.
        """
        found = list(self.due_files(due))
        return found if any(t.name not in added for t, _ in found) or len(self.base.retired) > due.files else None

    def due_files(self, due: Thresholds) -> Iterator[tuple[Table, list[DataFile]]]:
        """Files to merge, by table; at a time about as many as fill two of the largest files."""
        dead = sum(file.rows for file in self.base.retired)
        stored = sum(file.rows for file in self.base.of("articles"))
        is_wasteful = dead > max(due.dead_rows, due.dead_share * stored)
        for table in _GROWING_TABLES:
            files = self.base.of(table.name)
            chosen = _overfull_tiers(files, due.files)
            if is_wasteful and table in _DOCUMENT_TABLES:
                suspects = with_dead_rows(self.base, files)
                chosen |= {file for file in suspects if self._dead_share(table, file) > due.dead_share}
            yield from ((table, group) for group in _cut([file for file in files if file in chosen]))

    def _dead_share(self, table: Table, file: DataFile) -> float:
        columns = {name: sql for name, sql in columns_of(table).items() if name in RETIRED_COLUMNS}
        with self._with_retired(self.base) as database:
            query = f"SELECT count(*) FROM ({self._live_rows(table, [file], columns)})"
            ((live,),) = database.execute(query).fetchall()
        return 1 - int(live) / max(1, file.rows)

    def merge(self, table: Table, inputs: Sequence[DataFile], part: str) -> list[Merge]:
        """Rewrite the live rows of some files, sorted by date if the table has one, then by key.

        If they do not fit into the memory of a sort, each half is written separately. Raises DamagedError for a changed
        file: otherwise the damage would get a valid hash.
        """
        refuse_damaged(self.store, inputs)
        little, all_there_is = SORTING_MEMORY
        try:
            return [self._merge(table, inputs, part, little)]
        except duckdb.OutOfMemoryException:
            if len(inputs) == 1:
                return [self._merge(table, inputs, part, all_there_is)]
        middle = len(inputs) // 2
        halves = (inputs[:middle], f"{part}a"), (inputs[middle:], f"{part}b")
        return [merge for half, name in halves for merge in self.merge(table, half, name)]

    def _merge(self, table: Table, inputs: Sequence[DataFile], part: str, memory: str) -> Merge:
        columns = {**self.base.columns.get(table.name, {}), **columns_of(table)}
        order = [*(["dateline_on"] if "dateline_on" in columns else []), *table.key]
        with self._with_retired(self.base) as database:
            database.execute(f"SET memory_limit = '{memory}'; SET threads = 1").fetchall()
            query = f"FROM ({self._live_rows(table, inputs, columns)}) ORDER BY {', '.join(order)}"
            batches = database.sql(query).to_arrow_reader(group_rows(table))
            outputs = put_stream(self.store, table.name, batches, self.commit_id, part, most_bytes=TIERS[-1])
        # Some commits of the inputs may have no rows left. A reader then searches for dead rows without finding any; no
        # harm.
        commits = listed(commits_of(inputs))
        return Merge(table.name, frozenset(inputs), tuple(replace(file, commits=commits) for file in outputs))

    def replaced(self, head: Snapshot, merges: Sequence[Merge], rows: RowsByTable) -> Snapshot:
        """The head with the merged files in place of their inputs; the head itself if that is no longer possible."""
        ours = [file for merge in merges for file in merge.outputs]
        if not set(self.base.retired) <= set(head.retired) or swept_away(self.store, head, ours, self.base.number):
            return head
        files = dict(head.files)
        for table, inputs, outputs in merges:
            held = files.get(table, ())
            if not inputs <= set(held):
                return head
            files[table] = (*(file for file in held if file not in inputs), *outputs)
        merged = replace(next_after(head, self.commit_id, "compact"), files=files)
        more = put_history(self.store, rows, self.commit_id, merged.number)
        return replace(merged, files=with_files(files, more), retired=self._still_needed(merged))

    def _still_needed(self, snapshot: Snapshot) -> tuple[DataFile, ...]:
        """The retired versions that still have a row in some file, in one file."""
        scans = [
            f"SELECT doc_id, _commit, '{scope_of(t)}' AS scope FROM {self._scan(files, RETIRED_COLUMNS)}"
            for t in _DOCUMENT_TABLES
            if (files := with_dead_rows(snapshot, snapshot.of(t.name)))
        ]
        if not scans:
            return ()
        holders = " UNION ALL ".join(scans)
        with self._with_retired(snapshot) as database:
            kept = f"SELECT DISTINCT * FROM ({holders}) SEMI JOIN stored.{RETIRED} USING (doc_id, _commit, scope)"
            found = database.sql(f"{kept} ORDER BY ALL").to_arrow_table()
        return tuple(put_retired(self.store, found, self.commit_id, snapshot.number))

    def _live_rows(self, table: Table, files: Sequence[DataFile], columns: dict[str, str]) -> str:
        some = replace(self.base, files={table.name: tuple(files)})
        return live_rows(some, table, columns, self._scan)

    def _with_retired(self, snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
        database = open_memory(self.store.root)
        retired = self._scan(snapshot.retired, RETIRED_COLUMNS)
        database.execute(f"CREATE SCHEMA stored; CREATE TABLE stored.{RETIRED} AS FROM {retired}").fetchall()
        return database


def _overfull_tiers(files: Sequence[DataFile], most: int) -> set[DataFile]:
    """The files of tiers with more than `most` files."""
    tiers = ([file for file in files if low <= file.bytes < high] for low, high in pairwise((0, *TIERS)))
    return {file for tier in tiers if len(tier) > most for file in tier}


def _cut(files: Sequence[DataFile]) -> Iterator[list[DataFile]]:
    group: list[DataFile] = []
    for file in files:
        if group and sum(f.bytes for f in group) + file.bytes > 2 * TIERS[-1]:
            yield group
            group = []
        group.append(file)
    if group:
        yield group
