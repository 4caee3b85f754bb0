"""The baseline of a collection: edits per document, and rejects per run."""

from datetime import UTC, datetime
from typing import NamedTuple

from warehouse.warehouse import Warehouse

BASELINE_RUNS = 20


class Baseline(NamedTuple):
    """The mean number of applied edits of `documents` live ones; the rejected share of `files` in recent runs.

    Both are 0 without documents or files.
    """

    documents: int
    edits_each: float
    files: int
    reject_share: float


_BASELINE = f"""
    WITH own AS (SELECT DISTINCT doc_id FROM current_documents WHERE collection = $collection),
    lately AS (
        SELECT documents_added + documents_changed + rejected_count AS files, rejected_count
        FROM runs SEMI JOIN (SELECT run_id FROM arrivals WHERE collection = $collection
                             UNION SELECT run_id FROM rejects WHERE collection = $collection) USING (run_id)
        WHERE kind = 'ingest' AND status <> 'failed'
        ORDER BY started_at DESC LIMIT {BASELINE_RUNS}
    )
    SELECT
        (SELECT count(*) FROM stored.articles SEMI JOIN own USING (doc_id)),
        (SELECT coalesce(avg(edit_count), 0) FROM stored.articles SEMI JOIN own USING (doc_id)),
        (SELECT coalesce(sum(files), 0) FROM lately),
        (SELECT coalesce(sum(rejected_count) / nullif(sum(files), 0), 0) FROM lately)
"""


def baseline(warehouse: Warehouse, collection: str, at: int) -> Baseline:
    """The baseline of a collection in snapshot `at`; 0 is the empty one before the first."""
    if not at:
        return Baseline(0, 0.0, 0, 0.0)
    with warehouse.connect(at) as database:
        ((documents, edits, files, share),) = database.execute(_BASELINE, {"collection": collection}).fetchall()
    return Baseline(int(documents), float(edits), int(files), float(share))


_NEWEST = """
    SELECT max(seen_at) FROM (
        SELECT seen_at FROM stored.arrivals WHERE collection = $collection AND status <> 'removed'
        UNION ALL SELECT seen_at FROM stored.rejects WHERE collection = $collection
    )
"""


def newest_file_at(warehouse: Warehouse, collection: str) -> datetime | None:
    """When the newest file of a collection was first seen, loaded or rejected, in UTC; None before the first."""
    if warehouse.head() is None:
        return None
    with warehouse.connect() as database:
        ((seen_at,),) = database.execute(_NEWEST, {"collection": collection}).fetchall()
    return seen_at.astimezone(UTC) if seen_at else None
