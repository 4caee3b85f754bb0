"""Reviews of single edits, as rows of the warehouse, and the edits that can be reviewed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from warehouse.allow_list import refuse_unless_reading
from warehouse.commit import Change
from warehouse.snapshot import Snapshot, new_commit_id
from warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

AROUND = 400
DECISIONS = ("accept", "reject", "withdraw")
_VIEWS = Path(__file__).with_name("views")


class EditReview(NamedTuple):
    """One decision on one change, given by `start`, `stop`, `before` and `after`, trimmed to the smallest span.

    `edit` and `codes` are those of the edit when it was decided; `decision` is one of DECISIONS.
    """

    doc_id: str
    edit: int
    codes: tuple[str, ...]
    decision: str
    start: int
    stop: int
    before: str
    after: str
    note: str | None
    decided_by: str
    decided_at: datetime

    @property
    def change(self) -> tuple[str, int, int, str, str]:
        """The change that it decides."""
        return self.doc_id, self.start, self.stop, self.before, self.after


class Proposal(NamedTuple):
    """One edit that a person can review, with the text around it and the offset of that text in the document."""

    uri: str
    doc_id: str
    edit: int
    start: int
    before: str
    after: str
    codes: list[str]
    rule: str
    text: str
    text_start: int


class ReviewQuery(NamedTuple):
    """The selection of edits for review.

    `where` is a condition on articles in SQL; `code` a code, the beginning of one, or a family; `action` is fix,
    suggest, or empty for both.
    """

    size: int
    where: str | None = None
    code: str = ""
    action: str = ""


def propose_edits(database: "duckdb.DuckDBPyConnection", wanted: ReviewQuery) -> list[Proposal]:
    """Draw random edits without a decision; the same ones until one of them is decided.

    Edits of one document are together. Raises warehouse.allow_list.RefusedQueryError and duckdb.Error for a bad
    condition.
    """
    asked = f"SELECT doc_id FROM articles WHERE ({wanted.where or 'true'}\n)"
    refuse_unless_reading(database, asked)
    rows = database.execute(
        f"""
        SELECT uri, doc_id, edit, start, before, after, codes, coalesce(name, message),
            substr(text, greatest(start - {AROUND}, 0) + 1, least(start, {AROUND}) + stop - start + {AROUND}),
            greatest(start - {AROUND}, 0)
        FROM (
            SELECT edits.*, name
            FROM edits LEFT JOIN (SELECT code, name, family FROM rules) AS rule ON codes[1] = code
            SEMI JOIN ({asked}) USING (doc_id)
            -- A decided change that is not applied yet is within the edit, or is the edit.
            ANTI JOIN (SELECT doc_id, start, stop FROM last_reviews WHERE decision <> 'withdraw') AS decided
                ON edits.doc_id = decided.doc_id AND edits.start <= decided.start AND decided.stop <= edits.stop
            WHERE action IN ('fix', 'suggest')
                AND after IS NOT NULL
                AND decided_by IS NULL
                AND ($action = '' OR action = $action)
                AND ($code = '' OR family = $code OR len(list_filter(codes, lambda c: starts_with(c, $code))) > 0)
            ORDER BY md5(edits.doc_id || edit)
            LIMIT $size
        )
        JOIN (SELECT doc_id, text FROM documents) USING (doc_id)
        JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
        ORDER BY uri, start, edit
        """,
        {"size": wanted.size, "code": wanted.code, "action": wanted.action},
    ).fetchall()
    return [Proposal(*row) for row in rows]


def show_digests(database: "duckdb.DuckDBPyConnection") -> None:
    """The suffix of `rules_version` for decisions of people; needs stored `reviews`."""
    for name in ("last_reviews", "review_digests"):
        body = (_VIEWS / f"{name}.sql").read_text("utf-8")
        database.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {body}").fetchall()


def rulings(warehouse: Warehouse, of: Snapshot | None = None) -> list[tuple[Any, ...]]:
    """Valid decisions on any document, in the head or another snapshot.

    Rows of doc_id, digest, start, stop, before, after, whether it is accepted, and decided_by.
    """
    head = of or warehouse.head()
    if head is None or not head.of("reviews"):
        return []
    with warehouse.stored("reviews", of=head) as database:
        show_digests(database)
        return database.execute("""
            SELECT doc_id, digest, start, stop, before, after, decision = 'accept', decided_by
            FROM last_reviews JOIN review_digests USING (doc_id)
            WHERE decision <> 'withdraw'
            ORDER BY doc_id, start, stop
        """).fetchall()


def waiting_documents(warehouse: Warehouse) -> int:
    """The number of current documents with decisions that are not applied yet."""
    head = warehouse.head()
    if head is None or not head.of("reviews"):
        return 0
    with warehouse.connect() as database:
        query = "SELECT count(DISTINCT doc_id) FROM reviews WHERE standing = 'waiting'"
        ((count,),) = database.execute(query).fetchall()
        return int(count)


def recorded(warehouse: Warehouse) -> list[EditReview]:
    """All decisions of the warehouse, in the order of their commits."""
    with warehouse.stored("reviews") as database:
        rows = database.execute(f"""
            SELECT {", ".join(EditReview._fields)} FROM stored.reviews ORDER BY _snapshot, _ordinal
        """).fetchall()
    return [_review(row) for row in rows]


def _review(row: Sequence[Any]) -> EditReview:
    review = EditReview(*row)
    return review._replace(codes=tuple(review.codes))


def record_reviews(warehouse: Warehouse, reviews: Iterable[EditReview]) -> list[EditReview]:
    """Commit those decisions, in order, that the warehouse does not have; returns them."""
    old = {(*review.change, review.decided_by, review.decided_at) for review in recorded(warehouse)}
    new = [r for r in dict.fromkeys(reviews) if (*r.change, r.decided_by, r.decided_at) not in old]
    if new:
        columns: dict[str, list[Any]] = {name: [getattr(r, name) for r in new] for name in EditReview._fields}
        columns |= {"codes": [list(r.codes) for r in new], "_ordinal": list(range(len(new)))}
        # The head is part of the key, so that lost decisions can be recorded again.
        key = hashlib.sha256(repr(("review", warehouse.numbers()[-1:], columns)).encode()).hexdigest()
        warehouse.commit(Change(commit_id=new_commit_id(), run_key=key, kind="review", rows={"reviews": columns}))
    return new


def decided_last(warehouse: Warehouse) -> dict[tuple[str, int, int, str, str], tuple[str, str | None]]:
    """The last decision and its note on each decided change, by doc_id, start, stop, before and after."""
    with warehouse.stored("reviews") as database:
        show_digests(database)
        query = "SELECT doc_id, start, stop, before, after, decision, note FROM last_reviews"
        return {row[:5]: row[5:] for row in database.execute(query).fetchall()}


def ledger_of(database: "duckdb.DuckDBPyConnection", doc_ids: Iterable[str]) -> list[tuple[Any, ...]]:
    """Edits of current documents that can be decided, with their decisions: needs `edits`, `reviews`.

    Rows of doc_id, edit, start, before, after, codes.
    """
    database.register("asked", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
    return database.execute("""
        SELECT doc_id, edit, start, before, after, codes FROM stored.reviews SEMI JOIN asked USING (doc_id)
        UNION ALL
        SELECT doc_id, edit, start, before, after, codes
        FROM stored.edits SEMI JOIN asked USING (doc_id)
        WHERE action IN ('fix', 'suggest') AND after IS NOT NULL
    """).fetchall()
