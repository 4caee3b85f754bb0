"""Proves that a warehouse keeps its laws, and that its data look sane."""

import hashlib
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from warehouse.damage import bad_files, find_damage, refuse_no_warehouse
from warehouse.questions import Answer, Question, broken, questions
from warehouse.snapshot import EMPTY, BrokenManifestError, Snapshot
from warehouse.warehouse import Warehouse

SHOWN = 1_000
PROBLEM = ("path", "problem")
DOCUMENTS_AT_ONCE = 1_000
DOCUMENTS_A_SLICE = 50_000
EDITS_A_SLICE = 2_000_000


def verify(warehouse: Warehouse, at: int | None = None) -> list[Answer]:
    """What breaks a law of the format: `laws/*.sql`, and that files and bytes are what they are said to be.

    Without `at`, the files are those of all kept snapshots, their manifests and the published ones. Empty for a sound
    warehouse; raises NotAWarehouseError for none. At most 1,000 rows a law, and that for each slice of a large
    warehouse.
    """
    if at is None and not warehouse.numbers():
        refuse_no_warehouse(warehouse)
    files, snapshot = _bad_files(warehouse, at)
    if snapshot is None or files:  # the views would only stumble over the same files
        return [_answer("files", "Files that are missing or changed; `copydesk repair` repairs them", files, PROBLEM)]
    return _broken_laws(warehouse, snapshot)


def without_hash(warehouse: Warehouse) -> list[str]:
    """Files of the newest snapshot that format 1 wrote: of these no more than length and rows can be verified."""
    return [file.path for file in (warehouse.head() or EMPTY).all_files if file.sha256 is None]


def _bad_files(warehouse: Warehouse, at: int | None) -> tuple[list[tuple[str, str]], Snapshot | None]:
    """The damaged files as rows, and the snapshot whose laws are to be proved: None where it cannot be read."""
    if at is not None:
        snapshot = warehouse.snapshot(at)
        return list(bad_files(warehouse.store, snapshot.all_files).items()), snapshot
    try:
        head = warehouse.head()
    except BrokenManifestError:
        head = None
    return find_damage(warehouse, head or EMPTY).rows(), head


def _broken_laws(warehouse: Warehouse, snapshot: Snapshot) -> list[Answer]:
    laws, slices = questions("laws").values(), _slices(snapshot)
    of_files = [law for law in laws if _asks_for_files(law) or not slices]
    with warehouse.connect(snapshot.number) as database:
        bad = list(_bad_bytes(database))
        found = [_answer("bytes", "Documents whose text does not give back their bytes", bad, ("doc_id", "problem"))]
        found += broken(database, of_files, SHOWN)
    for only in slices:
        with warehouse.connect(snapshot.number, only) as database:
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
