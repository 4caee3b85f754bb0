"""Proves that a warehouse keeps its laws, and that its data look sane."""

import hashlib
from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.questions import Answer, Question, broken, questions
from warehouse.snapshot import EMPTY, DataFile, Snapshot
from warehouse.store import Store
from warehouse.warehouse import Warehouse

SHOWN = 1_000
DOCUMENTS_AT_ONCE = 1_000
DOCUMENTS_A_SLICE = 50_000
EDITS_A_SLICE = 2_000_000


def verify(warehouse: Warehouse, at: int | None = None) -> list[Answer]:
    """What breaks a law of the format: `laws/*.sql`, and that files and bytes are what they are said to be.

    Empty for a sound warehouse. At most 1,000 rows a law, and that for each slice of a large warehouse.
    """
    snapshot = _snapshot(warehouse, at)
    files = list(_bad_files(warehouse.store, snapshot))
    found = [_answer("files", "Files of the snapshot that are missing or changed", files, ("path", "problem"))]
    if files:  # the views would only stumble over the same files
        return found
    laws, slices = questions("laws").values(), _slices(snapshot)
    of_files = [law for law in laws if _asks_for_files(law) or not slices]
    with warehouse.connect(snapshot.number or None) as database:
        bad = list(_bad_bytes(database))
        found = [_answer("bytes", "Documents whose text does not give back their bytes", bad, ("doc_id", "problem"))]
        found += broken(database, of_files, SHOWN)
    for only in slices:
        with warehouse.connect(snapshot.number or None, only) as database:
            found += broken(database, [law for law in laws if law not in of_files], SHOWN)
    return [answer for answer in found if answer.rows.num_rows]


def check(warehouse: Warehouse, at: int | None = None) -> list[Answer]:
    """What `checks/*.sql` find odd in the data; empty where nothing is. At most 1,000 rows a check."""
    with warehouse.connect(at) as database:
        return broken(database, questions("checks").values(), SHOWN)


def _slices(snapshot: Snapshot) -> list[str]:
    """Conditions on doc_id that cut the documents into parts whose texts and edits fit into memory; none for one."""
    counts = ((DOCUMENTS_A_SLICE, "articles"), (EDITS_A_SLICE, "edits"))
    parts = max(-(-sum(file.rows for file in snapshot.of(name)) // most) for most, name in counts)
    if parts <= 1:
        return []
    bounds = ["", *(f"{0x10000 * part // parts:04x}" for part in range(1, parts))]
    ends = [f" AND doc_id < '{end}'" for end in bounds[1:]]
    return [f"doc_id >= '{start}'{end}" for start, end in zip(bounds, [*ends, ""], strict=True)]


def _asks_for_files(law: Question) -> bool:
    """Whether a law speaks of files as well, which cannot be cut by document; such a law must read no texts."""
    return "current_documents" in law.sql


def _snapshot(warehouse: Warehouse, at: int | None) -> Snapshot:
    return warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY


def _bad_files(store: Store, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for files in (*snapshot.files.values(), snapshot.retired):
        for file in files:
            if problem := _file_problem(store, file):
                yield file.path, problem


def _file_problem(store: Store, file: DataFile) -> str | None:
    try:
        size = store.size(file.path)
        if size != file.bytes:
            return f"{size} bytes, the manifest says {file.bytes}"
        rows = pq.read_metadata(store.local_path(file.path) or pa.BufferReader(store.get(file.path))).num_rows
    except FileNotFoundError:
        return "missing"
    except pa.ArrowInvalid as error:
        return str(error)
    return None if rows == file.rows else f"{rows} rows, the manifest says {file.rows}"


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


def _answer(name: str, title: str, rows: list[tuple[str, str]], columns: tuple[str, str]) -> Answer:
    transposed = list(zip(*rows[:SHOWN], strict=True)) or [(), ()]
    arrays = [pa.array(values, pa.string()) for values in transposed]
    return Answer(name, title, pa.table(arrays, names=list(columns)))
