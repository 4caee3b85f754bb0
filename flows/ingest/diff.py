"""The work of a run: the listing of a root compared with the collection in the warehouse."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.ingest.arrow_rows import BATCH, ArrowRows
from flows.ingest.scan_cache import SEEN, SETTLING_NS
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.archives import MEMBER_SEPARATOR, NOTES, Member, kind_of, list_members
from flows.sources.folder import FILES, STAMP_COLUMNS, Inbox, Listing
from flows.sources.source import Reject, RejectedError, doc_id_of, refused_by, too_long
from flows.sources.uris import relative_of

FEWEST_WITHHELD = 20
FIRST_NAMES = 5
PASSING = ("unreadable", "vanished")  # reasons that can end without a new stamp
MOMENTARY = (*PASSING, "changed_while_read")  # reasons that are about the file at that time, not about its content


class Arrival(NamedTuple):
    """One file that was added or, with a `previous_doc_id`, changed."""

    uri: str
    doc_id: str
    previous_doc_id: str | None
    byte_count: int
    mtime_ns: int
    bundle: str | None = None
    place: int | None = None


_ARRIVALS = pa.schema(
    [
        ("uri", pa.string()),
        ("doc_id", pa.string()),
        ("previous_doc_id", pa.string()),
        ("byte_count", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("bundle", pa.string()),
        ("place", pa.int64()),
    ]
)


def arrivals_of(columns: Iterable[Any]) -> ArrowRows[Arrival]:
    """Arrivals of their columns."""
    return ArrowRows(Arrival, pa.table(list(columns), schema=_ARRIVALS))


class Removal(NamedTuple):
    """One removed file, and its content."""

    uri: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a root and its collection; `withheld` are removals that the guard blocks."""

    arrivals: ArrowRows[Arrival]
    removals: tuple[Removal, ...]
    withheld: tuple[Removal, ...]

    @property
    def withheld_text(self) -> str:
        """How many removals are blocked, and the first names; empty for none."""
        names = ", ".join(removal.uri for removal in self.withheld[:FIRST_NAMES])
        more = ", …" if len(self.withheld) > FIRST_NAMES else ""
        return f"{len(self.withheld)} removals blocked: {names}{more}" if self.withheld else ""

    @property
    def withheld_mark(self) -> str:
        """A digest of the set of removals that are blocked."""
        return hashlib.sha256(repr(sorted(self.withheld)).encode()).hexdigest()[:16]


NO_CHANGES = Changes(arrivals_of([()] * len(_ARRIVALS)), (), ())


def split_unchanged(listing: Listing, memory: pa.Table, max_bytes: int) -> tuple[pa.Table, pa.Table]:
    """Separate the listing (sorted by uri) into what the last scan knew (SEEN) and the files to read (FILES).

    A file is unchanged if its stamp is the remembered one and was settled; a file rejected for its length is read again
    when the setting allows it. An archive is unchanged with all its members or not at all.
    """
    if _is_unchanged(listing.files, memory):
        return memory, listing.files.slice(0, 0)
    file = pc.coalesce(memory["bundle"], memory["uri"])
    now = listing.files.select(STAMP_COLUMNS).take(pc.index_in(file, value_set=listing.files["uri"]))
    sure = memory["is_settled"]
    for name in STAMP_COLUMNS:
        sure = pc.and_(sure, pc.fill_null(pc.equal(memory[name], now[name]), False))
    own_bytes = pc.coalesce(memory["content_bytes"], memory["byte_count"])
    allowed = pc.and_(pc.equal(memory["reason"], "too_long"), pc.less_equal(own_bytes, max_bytes))
    sure = pc.and_not(sure, pc.fill_null(allowed, False))
    sure = pc.and_not(sure, pc.is_in(file, value_set=file.filter(pc.invert(sure))))
    is_known = pc.is_in(listing.files["uri"], value_set=file.filter(sure))
    return memory.filter(sure), listing.files.filter(pc.invert(is_known))


def _is_unchanged(files: pa.Table, memory: pa.Table) -> bool:
    """Whether the cache is of exactly these files, all settled: the common case, without a cost for each file."""
    if memory.num_rows != files.num_rows or memory["bundle"].null_count < memory.num_rows:
        return False
    is_sure = pc.all(memory["is_settled"]).as_py() and not pc.any(pc.equal(memory["reason"], "too_long")).as_py()
    return bool(is_sure and memory.select(FILES.names).equals(files))


def hash_files(
    files: pa.Table, inbox: Inbox, limits: ArchiveLimits, scanned_ns: int, tick: Callable[[], object] = lambda: None
) -> tuple[pa.Table, list[Reject]]:
    """Read and hash files (FILES) and the members of archives; returns SEEN and the rejects.

    `scanned_ns` is when the listing began; `tick` is called once for each file.
    """
    rejects: list[Reject] = []
    batches = [SEEN.empty_table()]
    rows: list[dict[str, Any]] = []
    for file in (file for batch in files.to_batches(BATCH) for file in batch.to_pylist()):
        is_settled = inbox.is_exact or max(file["mtime_ns"], file["ctime_ns"]) < scanned_ns - SETTLING_NS
        for member in _documents(file["uri"], file["byte_count"], inbox, limits):
            if member.reason:
                rejects.append(Reject(member.uri, None, member.reason, member.detail))
            rows.append(file | _row(member, file["uri"], is_settled and member.reason not in PASSING, limits))
            if len(rows) == BATCH:
                batches.append(pa.Table.from_pylist(rows, SEEN))
                rows.clear()
        tick()
    return pa.concat_tables([*batches, pa.Table.from_pylist(rows, SEEN)]), rejects


def _documents(uri: str, byte_count: int, inbox: Inbox, limits: ArchiveLimits) -> list[Member]:
    """Hash one file: a row for a plain file, one for each member of an archive, one for a refused file."""
    try:
        if kind_of(relative_of(uri)) is None:
            if byte_count > limits.max_file_bytes:
                raise too_long(byte_count, limits.max_file_bytes)
            return [Member(uri, doc_id=doc_id_of(inbox.read(uri, limits.max_file_bytes)))]
        opened = inbox.open(uri)
        try:
            return list_members(opened.file, uri, opened.byte_count, limits)
        except OSError as error:
            raise refused_by(error) from error
        finally:
            opened.file.close()
    except RejectedError as refused:
        return [Member(uri, reason=refused.reason, detail=refused.detail)]


def _row(member: Member, file: str, is_settled: bool, limits: ArchiveLimits) -> dict[str, Any]:
    is_whole = member.uri == file
    is_packed = not is_whole or kind_of(relative_of(file)) is not None
    # Of a text that is too long to unpack, it is only known that it is longer than allowed.
    own_bytes = limits.max_file_bytes + 1 if is_packed and member.reason == "too_long" else member.byte_count
    return {
        "uri": member.uri,
        "doc_id": member.doc_id,
        "reason": member.reason,
        "is_settled": is_settled,
        "bundle": file if is_packed else None,
        "place": member.place,
        "content_bytes": own_bytes,
    }


def with_reasons(seen: pa.Table, reasons: pa.ChunkedArray) -> pa.Table:
    """Give the rows of a SEEN table a reason if they have none."""
    place = SEEN.get_field_index("reason")
    return seen.set_column(place, SEEN.field(place), pc.coalesce(seen["reason"], reasons))


def looked_up(keys: pa.ChunkedArray, found: Mapping[str, str | None]) -> pa.ChunkedArray:
    """The value of each key in a mapping; null for a missing one."""
    values = pa.array(found.values(), pa.string())
    return values.take(pc.index_in(keys, value_set=pa.array(found, pa.string())))


def compare(seen: pa.Table, current: pa.Table, unread: Iterable[str], max_removed_share: float | None) -> Changes:
    """Compare the valid files with `current` (uri, doc_id); a share of None lifts the guard.

    A renamed file is an addition and a removal, but no loss: the guard counts only lost contents. If a folder could not
    be read, its files stay, and no other file is taken to be removed either. The members of a refused archive stay as
    they were.
    """
    named = seen.select(["uri", "doc_id", "byte_count", "mtime_ns", "bundle", "place", "content_bytes"])
    taken = named.filter(pc.is_null(seen["reason"]))
    if taken.select(current.column_names).equals(current.sort_by("uri")):
        return NO_CHANGES  # the common case, with almost no cost for each file
    held = current["doc_id"].take(pc.index_in(taken["uri"], value_set=current["uri"]))
    is_new = pc.fill_null(pc.not_equal(taken["doc_id"], held), True)
    new = taken.filter(is_new)
    own_bytes = pc.coalesce(new["content_bytes"], new["byte_count"])
    where = (new[name] for name in ("mtime_ns", "bundle", "place"))
    arrivals = arrivals_of([new["uri"], new["doc_id"], held.filter(is_new), own_bytes, *where])
    missing = current.filter(pc.invert(pc.is_in(current["uri"], value_set=seen["uri"]))).sort_by("uri")
    prefixes = tuple(name + mark for name in unread for mark in ("/", MEMBER_SEPARATOR))
    shut = tuple(bundle + MEMBER_SEPARATOR for bundle in refused_bundles(seen))
    gone = [
        Removal(uri, doc_id)
        for uri, doc_id in zip(missing["uri"].to_pylist(), missing["doc_id"].to_pylist(), strict=True)
        if not uri.startswith((*prefixes, *shut)) and uri not in unread
    ]
    if not gone:
        return Changes(arrivals, (), ())
    here = set(taken["doc_id"].to_pylist())
    lost = tuple(removal for removal in gone if removal.doc_id not in here)
    renamed = tuple(removal for removal in gone if removal.doc_id in here)
    if prefixes:
        return Changes(arrivals, (), tuple(gone))
    if max_removed_share is not None and is_too_many(len(lost), current.num_rows, max_removed_share):
        return Changes(arrivals, renamed, lost)
    return Changes(arrivals, tuple(gone), ())


def refused_bundles(seen: pa.Table) -> list[str]:
    """Uris of archives that were refused as a whole."""
    refused = pc.and_(pc.equal(seen["bundle"], seen["uri"]), pc.is_valid(seen["reason"]))
    rows = seen.filter(pc.fill_null(refused, False))
    return [row["uri"] for row in rows.select(["uri", "reason"]).to_pylist() if row["reason"] not in NOTES]


def is_too_many(lost: int, held: int, max_share: float) -> bool:
    """Whether so many of the held files disappeared that a person must confirm their removal."""
    return lost == held or (lost >= FEWEST_WITHHELD and lost > max_share * held)
