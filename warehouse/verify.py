"""Verifies the invariants of a warehouse, and checks its data for anomalies."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

import duckdb
import pyarrow as pa

from warehouse.catalog import literal
from warehouse.damage import bad_files, find_damage, refuse_no_warehouse
from warehouse.decisions import impossible_values
from warehouse.named_queries import NamedQuery, Result, named_queries, violations
from warehouse.snapshot import EMPTY, BrokenManifestError, Snapshot
from warehouse.warehouse import Warehouse

SHOWN = 1_000
PROBLEM = ("path", "problem")
PROBLEM_OF_DOCUMENT = ("doc_id", "problem")
DOCUMENTS_AT_ONCE = 1_000
DOCUMENTS_A_SLICE = 50_000
EDITS_A_SLICE = 2_000_000
# SQL counts code points from the start of the text for each row: 300,000 edits of a long text would take minutes.
OF_PLACES = ("edits_quote_the_text", "undo_restores_the_text", "spans_quote_the_text", "quotes_have_their_words")
_LONG_DOCUMENTS = """
    SELECT doc_id FROM articles JOIN documents USING (doc_id) LEFT JOIN (
        SELECT doc_id, count(*) AS span_count
        FROM (SELECT doc_id FROM stored.mentions UNION ALL SELECT doc_id FROM stored.quotes)
        GROUP BY doc_id
    ) USING (doc_id)
    WHERE (edit_count + flag_count + coalesce(span_count, 0))::BIGINT * char_count > ?
"""
_SPANS = """
    SELECT start, stop, text FROM mentions WHERE doc_id = $1
    UNION ALL SELECT speaker_start, speaker_stop, speaker FROM quotes WHERE doc_id = $1 AND speaker IS NOT NULL
    UNION ALL SELECT cue_start, cue_stop, cue FROM quotes WHERE doc_id = $1 AND cue IS NOT NULL
"""
_WORDS = "SELECT start, stop, text FROM stored.quotes WHERE doc_id = ?"
MOST_STEPS = 100_000_000
Say = Callable[[str], object]


def verify(warehouse: Warehouse, at: int | None = None, say: Say = lambda _: None) -> list[Result]:
    """The violations of invariants of the format: `invariants/*.sql`, and the presence and hashes of files.

    Without `at`, the files are those of all kept snapshots, their manifests and the published ones. Empty for an intact
    warehouse; raises NotAWarehouseError if there is none. `say` gets a message about the next step. At most 1,000 rows
    for each invariant, and for each slice of a large warehouse.
    """
    if at is None and not warehouse.numbers():
        refuse_no_warehouse(warehouse)
    say("files")
    files, snapshot = _bad_files(warehouse, at)
    if snapshot is None or files:  # the views would fail on the same files
        return [_answer("files", "Files that are missing or changed; `copydesk repair` repairs them", files, PROBLEM)]
    return _violations(warehouse, snapshot, say)


def without_hash(warehouse: Warehouse) -> list[str]:
    """Files of the newest snapshot in format 1: only their length and number of rows can be verified."""
    return [file.path for file in (warehouse.head() or EMPTY).all_files if file.sha256 is None]


def _bad_files(warehouse: Warehouse, at: int | None) -> tuple[list[tuple[str, str]], Snapshot | None]:
    """The damaged files as rows, and the snapshot to verify: None if it cannot be read."""
    if at is not None:
        snapshot = warehouse.snapshot(at)
        return list(bad_files(warehouse.store, snapshot.all_files).items()), snapshot
    try:
        head = warehouse.head()
    except BrokenManifestError:
        head = None
    return find_damage(warehouse, head or EMPTY).rows(), head


def _violations(warehouse: Warehouse, snapshot: Snapshot, say: Say) -> list[Result]:
    laws, slices = [*named_queries("invariants").values(), impossible_values()], _slices(snapshot)
    of_files = [law for law in laws if _needs_files(law)]
    of_places = [law for law in laws if law.name in OF_PLACES]
    with warehouse.connect(snapshot.number) as database:
        say("the bytes of texts")
        bad = list(_bad_bytes(database))
        found = [_answer("bytes", "Documents whose text does not restore their bytes", bad, PROBLEM_OF_DOCUMENT)]
        found += violations(database, of_files, SHOWN)
        long = [doc_id for (doc_id,) in database.execute(_LONG_DOCUMENTS, [MOST_STEPS]).fetchall()]
        say(f"the edits of {len(long):,} long documents")
        bad = list(_bad_ledgers(database, long))
        found.append(_answer("ledger", "Long documents whose rows differ from the raw text", bad, PROBLEM_OF_DOCUMENT))
    for number, only in enumerate(slices or [""], 1):
        say(f"invariants, part {number} of {len(slices) or 1}")
        with warehouse.connect(snapshot.number, only) as database:
            found += violations(database, [law for law in laws if law not in (*of_files, *of_places)], SHOWN)
        with warehouse.connect(snapshot.number, _without(long, only)) as database:
            found += violations(database, of_places, SHOWN)
    return [answer for answer in found if answer.rows.num_rows]


def check(warehouse: Warehouse, at: int | None = None) -> list[Result]:
    """The anomalies that `checks/*.sql` find in the data; empty if there are none. At most 1,000 rows a check."""
    with warehouse.connect(at) as database:
        return violations(database, named_queries("checks").values(), SHOWN)


def _slices(snapshot: Snapshot) -> list[str]:
    """Conditions on doc_id that split the documents into parts that fit into memory; none for one part."""
    counts = ((DOCUMENTS_A_SLICE, "articles"), (EDITS_A_SLICE, "edits"))
    parts = max(-(-sum(file.rows for file in snapshot.of(name)) // most) for most, name in counts)
    if parts <= 1:
        return []
    bounds = ["", *(f"{0x10000 * part // parts:04x}" for part in range(1, parts))]
    ends = [f" AND doc_id < '{end}'" for end in bounds[1:]]
    return [f"doc_id >= '{start}'{end}" for start, end in zip(bounds, [*ends, ""], strict=True)]


def _without(doc_ids: Sequence[str], only: str) -> str:
    listed = ", ".join(map(literal, doc_ids))
    return " AND ".join(filter(None, (only, f"doc_id NOT IN ({listed})" if doc_ids else "")))


def _bad_ledgers(database: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The invariants of OF_PLACES for documents that take SQL too long, in time linear in edits and text."""
    of_texts = "SELECT text, body FROM documents JOIN articles USING (doc_id) WHERE doc_id = ?"
    of_edits = "SELECT start, stop, before, after, applied FROM edits WHERE doc_id = ? ORDER BY start, stop"
    for doc_id in doc_ids:
        ((text, body),) = database.execute(of_texts, [doc_id]).fetchall()
        if problem := _ledger_problem(text, body, database.execute(of_edits, [doc_id]).fetchall()):
            yield doc_id, problem
        for start, stop, found in database.execute(_SPANS, [doc_id]).fetchall():
            if start is None or text[start:stop] != found:
                yield doc_id, f"a mention, speaker or cue is not the raw text from {start} to {stop}"
        for start, stop, words in database.execute(_WORDS, [doc_id]).fetchall():
            if words not in text[start:stop] and words not in body:
                yield doc_id, f"the quotation from {start} to {stop} has words that the text lacks"


def _ledger_problem(text: str, body: str, edits: Sequence[tuple[int, int, str, str | None, bool]]) -> str | None:
    pieces: list[str] = []
    kept = place = 0  # `kept` is the position in the body, `place` that in the raw text
    for start, stop, before, after, applied in edits:
        if not 0 <= start <= stop <= len(text) or text[start:stop] != before:
            return f"an edit's before is not the raw text from {start} to {stop}"
        if applied:
            pieces += (body[kept : kept + start - place], before)
            kept += start - place + len(after or "")
            place = stop
    undone = "".join(pieces) + body[kept:]
    return None if undone == text else "the raw text is not restored when the edits are undone"


def _needs_files(law: NamedQuery) -> bool:
    """Whether an invariant also reads files, which cannot be split by document; it must not read texts."""
    return "current_documents" in law.sql


def _bad_bytes(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    documents = database.sql("SELECT doc_id, text, encoding, bytes FROM documents").to_arrow_reader(DOCUMENTS_AT_ONCE)
    for batch in documents:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if problem := _bytes_problem(*row):
                yield row[0], problem


def _bytes_problem(doc_id: str, text: str, encoding: str, kept: bytes | None) -> str | None:
    try:
        data = text.encode(encoding) if kept is None else kept
    except (LookupError, UnicodeEncodeError) as error:
        return str(error)
    found = hashlib.sha256(data).hexdigest()
    return None if found == doc_id else f"sha256 of the bytes is {found}"


def _answer(name: str, title: str, rows: list[tuple[str, str]], columns: tuple[str, str]) -> Result:
    transposed = list(zip(*rows[:SHOWN], strict=True)) or [(), ()]
    arrays = [pa.array(values, pa.string()) for values in transposed]
    return Result(name, title, pa.table(arrays, names=list(columns)))
