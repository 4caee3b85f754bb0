"""What a run has to do: the listing of a root held against what the warehouse has of its collection."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.inbox import STAMP, Listing, path_of
from flows.memory import SEEN, SETTLING_NS
from flows.reading import RefusedError, Reject, doc_id_of, read_file, too_long

FEWEST_WITHHELD = 20
PASSING = ("unreadable", "vanished")  # reasons that can end without a new stamp


class Arrival(NamedTuple):
    """One file that was added, or changed where `previous_doc_id` is given."""

    uri: str
    doc_id: str
    previous_doc_id: str | None
    byte_count: int
    mtime_ns: int


class Removal(NamedTuple):
    """One file that left, and the content it held."""

    uri: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between a root and its collection; `withheld` are removals that the guard holds back."""

    arrivals: tuple[Arrival, ...]
    removals: tuple[Removal, ...]
    withheld: tuple[Removal, ...]


def unsure(listing: Listing, memory: pa.Table, max_bytes: int) -> pa.Table:
    """Join the listing (sorted by uri) with what the last scan knew of each file: SEEN, doc_id null where unsure.

    A file is sure when its stamp is the remembered one and was settled; one rejected for its length is looked at
    again once the setting allows it.
    """
    joined = listing.files.join(memory, "uri", join_type="left outer", right_suffix="_seen").sort_by("uri")
    sure = joined["is_settled"]
    for name in STAMP:
        sure = pc.and_(sure, pc.equal(joined[name], joined[f"{name}_seen"]))
    allowed = pc.and_(pc.equal(joined["reason"], "too_long"), pc.less_equal(joined["byte_count"], max_bytes))
    sure = pc.fill_null(pc.and_not(pc.fill_null(sure, False), pc.fill_null(allowed, False)), False)
    for name in ("doc_id", "reason", "is_settled"):
        place = joined.schema.get_field_index(name)
        joined = joined.set_column(place, name, pc.if_else(sure, joined[name], pa.scalar(None, SEEN.field(name).type)))
    return joined.select(SEEN.names).cast(SEEN)


def hash_unsure(
    seen: pa.Table, root: str, max_bytes: int, scanned_ns: int, tick: Callable[[], object] = lambda: None
) -> tuple[pa.Table, list[Reject]]:
    """Read and hash what `unsure` left open (is_settled null); gives SEEN complete and the files refused.

    `scanned_ns` is when the listing began; `tick` is called once a file.
    """
    doc_ids, reasons, settled = (seen[name].to_pylist() for name in ("doc_id", "reason", "is_settled"))
    rejects: list[Reject] = []
    open_rows = pc.indices_nonzero(pc.is_null(seen["is_settled"]))
    for place, row in zip(open_rows.to_pylist(), seen.take(open_rows).to_pylist(), strict=True):
        try:
            if row["byte_count"] > max_bytes:
                raise too_long(row["byte_count"], max_bytes)
            doc_ids[place] = doc_id_of(read_file(path_of(root, row["uri"]), max_bytes))
        except RefusedError as refused:
            reasons[place] = refused.reason
            rejects.append(Reject(row["uri"], None, refused.reason, refused.detail))
        settled[place] = (
            reasons[place] not in PASSING and max(row["mtime_ns"], row["ctime_ns"]) < scanned_ns - SETTLING_NS
        )
        tick()
    return with_columns(seen, doc_id=doc_ids, reason=reasons, is_settled=settled), rejects


def with_columns(seen: pa.Table, **columns: list[object]) -> pa.Table:
    """Replace columns of a SEEN table."""
    for name, values in columns.items():
        seen = seen.set_column(SEEN.get_field_index(name), SEEN.field(name), pa.array(values, SEEN.field(name).type))
    return seen


def compare(seen: pa.Table, current: pa.Table, unread: Iterable[str], max_removed_share: float | None) -> Changes:
    """Hold the files that can be taken against `current` (uri, doc_id); a share of None lifts the guard.

    A renamed file is an addition and a removal, but no loss: the guard counts only contents that are gone. Where a
    folder could not be read, its files stay, and nothing else is inferred to be removed either.
    """
    taken = seen.filter(pc.is_null(seen["reason"]))
    both = taken.join(current, "uri", join_type="left outer", right_suffix="_held").sort_by("uri")
    new = both.filter(pc.fill_null(pc.not_equal(both["doc_id"], both["doc_id_held"]), True))
    columns = (new[name].to_pylist() for name in ("uri", "doc_id", "doc_id_held", "byte_count", "mtime_ns"))
    arrivals = tuple(Arrival(*row) for row in zip(*columns, strict=True))
    missing = current.join(seen.select(["uri"]), "uri", join_type="left anti").sort_by("uri")
    prefixes = tuple(f"{folder}/" for folder in unread)
    gone = [
        Removal(uri, doc_id)
        for uri, doc_id in zip(missing["uri"].to_pylist(), missing["doc_id"].to_pylist(), strict=True)
        if not uri.startswith(prefixes) and uri not in unread
    ]
    if not gone:
        return Changes(arrivals, (), ())
    here = set(taken["doc_id"].to_pylist())
    lost = tuple(removal for removal in gone if removal.doc_id not in here)
    renamed = tuple(removal for removal in gone if removal.doc_id in here)
    if prefixes:
        return Changes(arrivals, (), tuple(gone))
    if max_removed_share is not None and _too_many(len(lost), current.num_rows, max_removed_share):
        return Changes(arrivals, renamed, lost)
    return Changes(arrivals, tuple(gone), ())


def _too_many(lost: int, held: int, max_share: float) -> bool:
    return lost == held or (lost >= FEWEST_WITHHELD and lost > max_share * held)
