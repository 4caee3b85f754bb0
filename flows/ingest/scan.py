"""One scan: lists a root, hashes files that may have changed, and plans the work; without Prefect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.ingest.arrow_rows import ArrowRows
from flows.ingest.diff import (
    MOMENTARY,
    NO_CHANGES,
    Arrival,
    Changes,
    compare,
    hash_files,
    looked_up,
    split_unchanged,
    with_reasons,
)
from flows.ingest.rule_overrides import rules_in_force, stale_documents
from flows.ingest.scan_cache import cache_path, fingerprint_of, load_cache, note_root, save_cache
from flows.settings import Settings
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.inboxes import open_inbox
from flows.sources.source import Reject, Source
from flows.system import clock
from warehouse import Snapshot, Warehouse, lookup
from warehouse.damage import refuse_damaged, refuse_lost_head
from warehouse.snapshot import EMPTY

if TYPE_CHECKING:
    import duckdb

NO_SOURCES = ArrowRows(Source, NO_CHANGES.arrivals.columns)

Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one run.

    `head` is the compared snapshot; `rejects` are new rejects, `rejected` those that the warehouse knows (uri to
    doc_id); `sources` are the contents to refine; `stage_seconds` are CPU seconds. `stale` is the number of documents
    cleaned by other rules. `agreement` identifies the snapshot and the rules; `is_up_to_date` is whether an earlier
    scan found exactly these files in that snapshot, cleaned by these rules.
    """

    collection: str
    root: str
    head: Snapshot
    scanned_ns: int
    files_seen: int
    skipped: dict[str, int]
    unread: tuple[str, ...]
    misdated: tuple[str, ...]
    not_files: tuple[str, ...]
    changes: Changes
    rejects: tuple[Reject, ...]
    rejected: dict[str, str | None]
    sources: ArrowRows[Source]
    stale: int
    seen: pa.Table
    memory: Path
    agreement: str
    is_up_to_date: bool
    stage_seconds: dict[str, float]

    @property
    def base(self) -> int:
        """The number of that snapshot; 0 before the first."""
        return self.head.number

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to commit."""
        return not (self.changes.arrivals or self.changes.removals or self.rejects)


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What the operator can turn off for one run: trust in the cache, and the guard on removals.

    `keep` is whether the cache of this scan is kept; a dry run writes nothing at all.
    """

    rehash: bool = False
    allow_removals: bool = False
    keep: bool = True


def scan(
    settings: Settings, options: ScanOptions, tick: Tick = lambda _: None, foresee: Callable[[], object] = lambda: None
) -> Plan:
    """Plan a run; raises InboxMissingError. `tick` is called with the number of files to read, then with -1 for each.

    `foresee` is called before any file is read if new names show that there will be work. Only the scan cache is
    written.
    """
    started = thread_time()
    scanned_ns = int(clock.now().timestamp() * 1e6) * 1_000
    inbox = open_inbox(settings.seeds)
    listing = inbox.list()
    path = cache_path(settings.state_dir, settings.collection_name, settings.seeds)
    memory = load_cache(path)
    known, new = split_unchanged(listing, memory.slice(0, 0) if options.rehash else memory, settings.max_file_bytes)
    listed = thread_time()
    tick(new.num_rows)
    if _has_new_names(new, memory):
        foresee()
    found, rejects = hash_files(new, inbox, ArchiveLimits.of(settings), scanned_ns, lambda: tick(-1))
    seen = pa.concat_tables([known, found]).sort_by("uri") if found.num_rows else known
    is_same = not found.num_rows and known.num_rows == memory.num_rows
    unread, skipped, misdated, not_files = listing.unread, listing.skipped, listing.misdated, listing.not_files
    del listing, known, new, found  # of a million new files, a quarter of a gigabyte
    hashed = thread_time()
    warehouse = Warehouse(settings.warehouse)
    head = warehouse.head()
    agreement = f"{head.commit_id if head else 0} {rules_in_force(settings)}"
    is_up_to_date = is_same and fingerprint_of(memory) == agreement
    refuse_lost_head(warehouse.store, head)
    if head and not is_up_to_date:  # the decision about new files must use the stored state
        refuse_damaged(warehouse.store, (*head.of("arrivals"), *head.of("rejects")))
    if options.keep and not seen.equals(memory):
        save_cache(path, seen)
        note_root(path, settings.collection_name, settings.seeds)
    if is_up_to_date:  # no query is needed; DuckDB alone takes 50 ms to start
        found = _Comparison(seen, NO_CHANGES, {}, NO_SOURCES, 0)
    else:
        with warehouse.stored("arrivals", "rejects", "articles", "documents", "reviews", of=head or EMPTY) as database:
            found = _compare(database, seen, unread, settings, options)
        if options.keep and not found.seen.equals(seen):
            save_cache(path, found.seen)
    return Plan(
        collection=settings.collection_name,
        root=settings.seeds,
        head=head or EMPTY,
        scanned_ns=scanned_ns,
        files_seen=found.seen.num_rows,
        skipped=skipped,
        unread=unread,
        misdated=misdated,
        not_files=not_files,
        changes=found.changes,
        rejects=tuple(r for r in rejects if not is_known(r, found.rejected)),
        rejected=found.rejected,
        sources=found.sources,
        stale=found.stale,
        seen=found.seen,
        memory=path,
        agreement=agreement,
        is_up_to_date=is_up_to_date,
        stage_seconds={"scan": listed - started + thread_time() - hashed, "hash": hashed - listed},
    )


class _Comparison(NamedTuple):
    """Compare the seen files with the warehouse: returns them with known rejects marked, and the parts of `Plan`."""

    seen: pa.Table
    changes: Changes
    rejected: dict[str, str | None]
    sources: ArrowRows[Source]
    stale: int


def _compare(
    database: "duckdb.DuckDBPyConnection",
    seen: pa.Table,
    unread: Sequence[str],
    settings: Settings,
    options: ScanOptions,
) -> _Comparison:
    rejected = lookup.rejected(database, settings.collection_name, MOMENTARY)
    if not options.rehash:
        seen = reject_again(seen, rejected)
    current = lookup.current_files(database, settings.collection_name)
    share = None if options.allow_removals else settings.max_removed_share
    changes = compare(seen, current, unread, share)
    sources = sources_of(changes.arrivals, database)
    return _Comparison(seen, changes, rejected, sources, stale_documents(settings, database))


def _has_new_names(files: pa.Table, memory: pa.Table) -> bool:
    """Whether the last scan did not see a file."""
    if not files.num_rows:
        return False
    names = pc.coalesce(memory["bundle"], memory["uri"])
    return not pc.all(pc.is_in(files["uri"], names), min_count=0).as_py()


def is_known(reject: Reject, rejected: dict[str, str | None]) -> bool:
    """Whether the warehouse has exactly this reject as the file's newest one."""
    return reject.uri in rejected and rejected[reject.uri] == reject.doc_id


def reject_again(seen: pa.Table, rejected: dict[str, str | None]) -> pa.Table:
    """Mark contents that the warehouse knows as rejected, in case the cache was lost."""
    contents = {uri: doc_id for uri, doc_id in rejected.items() if doc_id}
    if not contents:
        return seen
    is_refused = pc.equal(seen["doc_id"], looked_up(seen["uri"], contents))
    return with_reasons(seen, pc.if_else(is_refused, "rejected", None))


def remember_rejects(plan: Plan, rejects: list[Reject]) -> None:
    """Store rejects that are valid until their file changes, so that the next scan does not try them again."""
    lasting = {r.uri: r.reason for r in rejects if r.doc_id and r.reason not in MOMENTARY}
    if lasting:
        save_cache(plan.memory, with_reasons(plan.seen, looked_up(plan.seen["uri"], lasting)))


def save_fingerprint(plan: Plan) -> None:
    """Store that the files are those of the snapshot: the next scan then needs no query; see `Plan.is_up_to_date`."""
    save_cache(plan.memory, plan.seen, plan.agreement)


def sources_of(arrivals: ArrowRows[Arrival], database: "duckdb.DuckDBPyConnection") -> ArrowRows[Source]:
    """Contents of the arrivals without a live article, each once, with its first file."""
    if not arrivals:
        return NO_SOURCES
    numbered = arrivals.columns.append_column("row", pa.array(range(len(arrivals)), pa.int64()))
    firsts = numbered.group_by("doc_id").aggregate([("row", "min")])["row_min"].sort()
    first = arrivals.columns.take(firsts)
    live, stored = (pa.array(ids, pa.string()) for ids in lookup.known_documents(database, first["doc_id"].to_pylist()))
    first = first.append_column("is_stored", pc.is_in(first["doc_id"], stored))
    first = first.filter(pc.invert(pc.is_in(first["doc_id"], live)))
    return ArrowRows(Source, first.select(["uri", "doc_id", "byte_count", "is_stored", "bundle", "place"]))
