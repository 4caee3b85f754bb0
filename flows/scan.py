"""One scan: lists a root, hashes what may have changed, and plans the work; Prefect has no part in it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

import pyarrow as pa

from flows.changes import PASSING, Arrival, Changes, compare, look_at, unsure, with_columns
from flows.inboxes import open_inbox
from flows.memory import memory_path, recall, remember
from flows.reading import Reject, Source
from flows.settings import Settings
from warehouse import Warehouse

Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run has to do.

    `base` is the snapshot it was held against; `rejects` are those that the warehouse does not know yet, `rejected`
    those that it does (uri to doc_id); `sources` are the contents to refine; `stage_seconds` are CPU seconds.
    """

    collection: str
    root: str
    base: int
    scanned_ns: int
    files_seen: int
    skipped: dict[str, int]
    unread: tuple[str, ...]
    changes: Changes
    rejects: tuple[Reject, ...]
    rejected: dict[str, str | None]
    sources: tuple[Source, ...]
    seen: pa.Table
    memory: Path
    stage_seconds: dict[str, float]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to commit."""
        return not (self.changes.arrivals or self.changes.removals or self.rejects)


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What the operator may lift for one run: trust in the memory, and the guard on removals.

    `keep` is whether the memory of this scan is kept; a dry run writes nothing at all.
    """

    rehash: bool = False
    allow_removals: bool = False
    keep: bool = True


def scan(settings: Settings, options: ScanOptions, tick: Tick = lambda _: None) -> Plan:
    """Plan a run; raises InboxMissingError. `tick` is told the number of files to read, once, then 1 a file as -1.

    Writes nothing but the memory of what it saw.
    """
    started = thread_time()
    scanned_ns = time.time_ns()
    inbox = open_inbox(settings.seeds)
    listing = inbox.list()
    path = memory_path(settings.state_dir, settings.collection_name, settings.seeds)
    memory = recall(path)
    known, new = unsure(listing, memory.slice(0, 0) if options.rehash else memory, settings.max_file_bytes)
    listed = thread_time()
    tick(new.num_rows)
    found, rejects = look_at(new, inbox, settings.limits, scanned_ns, lambda: tick(-1))
    seen = pa.concat_tables([known, found]).sort_by("uri") if found.num_rows else known
    hashed = thread_time()
    warehouse = Warehouse(settings.warehouse)
    head = warehouse.head()
    rejected = warehouse.rejected(settings.collection_name) if head else {}
    if not options.rehash:
        seen = reject_again(seen, rejected)
    if options.keep and not seen.equals(memory):
        remember(path, seen)
    current = warehouse.current_files(settings.collection_name)
    share = None if options.allow_removals else settings.max_removed_share
    changes = compare(seen, current, listing.unread, share)
    return Plan(
        collection=settings.collection_name,
        root=settings.seeds,
        base=head.number if head else 0,
        scanned_ns=scanned_ns,
        files_seen=seen.num_rows,
        skipped=listing.skipped,
        unread=listing.unread,
        changes=changes,
        rejects=tuple(r for r in rejects if not is_known(r, rejected)),
        rejected=rejected,
        sources=sources_of(changes.arrivals, warehouse),
        seen=seen,
        memory=path,
        stage_seconds={"scan": listed - started + thread_time() - hashed, "hash": hashed - listed},
    )


def is_known(reject: Reject, rejected: dict[str, str | None]) -> bool:
    """Whether the warehouse holds this very reject as the file's newest one."""
    return reject.uri in rejected and rejected[reject.uri] == reject.doc_id


def reject_again(seen: pa.Table, rejected: dict[str, str | None]) -> pa.Table:
    """Mark contents that the warehouse knows as rejected, for where the memory was lost."""
    refused = {(uri, doc_id) for uri, doc_id in rejected.items() if doc_id}
    if not refused:
        return seen
    rows = zip(*(seen[name].to_pylist() for name in ("uri", "doc_id", "reason")), strict=True)
    return with_columns(
        seen, reason=[reason or ("rejected" if (uri, doc_id) in refused else None) for uri, doc_id, reason in rows]
    )


def remember_rejects(plan: Plan, rejects: list[Reject]) -> None:
    """Keep rejects that stay until their file changes, so that the next scan does not try them again."""
    lasting = {r.uri: r.reason for r in rejects if r.doc_id and r.reason not in (*PASSING, "changed_while_read")}
    if lasting:
        rows = zip(plan.seen["uri"].to_pylist(), plan.seen["reason"].to_pylist(), strict=True)
        remember(plan.memory, with_columns(plan.seen, reason=[reason or lasting.get(uri) for uri, reason in rows]))


def sources_of(arrivals: tuple[Arrival, ...], warehouse: Warehouse) -> tuple[Source, ...]:
    """Contents of the arrivals that have no live article, each once, read from its first file."""
    first = {a.doc_id: a for a in reversed(arrivals)}
    if not first:
        return ()
    live, stored = warehouse.known(first)
    return tuple(
        _source(first[doc_id], doc_id in stored)
        for doc_id in dict.fromkeys(a.doc_id for a in arrivals)
        if doc_id not in live
    )


def _source(arrival: Arrival, is_stored: bool) -> Source:
    return Source(arrival.uri, arrival.doc_id, arrival.byte_count, is_stored, arrival.bundle, arrival.place)
