"""Record batches in, one Parquet file under its key out."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Table
from warehouse.snapshot import FORMAT_VERSION, DataFile
from warehouse.store import Store

# Measured in the design (warehouse.md, section 7): zstd above 3 costs more time than it saves space; small row groups
# make looking up one document 4 to 5 times cheaper where a row holds a whole text.
LEVEL = 3
LONG_TEXT_ROWS = 2_048
NARROW_ROWS = 122_880

_PART = re.compile(r"[A-Za-z0-9_.-]+")


def put_part(store: Store, table: Table, batches: Sequence[pa.RecordBatch], commit_id: int, part: str) -> DataFile:
    """Store one part of what a commit brings to a table; it stays unseen until the commit names it.

    `part` tells the files of one commit apart. Raises ValueError where a batch has another schema than the table.
    """
    if not _PART.fullmatch(part):
        raise ValueError(f"part {part!r}: letters, digits, '_', '.' and '-' only")
    rows = pa.Table.from_batches(batches, schema=table.schema)
    group_rows = LONG_TEXT_ROWS if table.long_text else NARROW_ROWS
    return put_rows(store, table.name, rows, commit_id, part, group_rows=group_rows)


def put_rows(
    store: Store, name: str, rows: pa.Table, commit_id: int, part: str, *, group_rows: int = NARROW_ROWS
) -> DataFile:
    """Store rows as one Parquet file; its key-value metadata name the table, the commit and the format."""
    stamp = {"table": name, "commit_id": str(commit_id), "format_version": str(FORMAT_VERSION)}
    sink = pa.BufferOutputStream()
    pq.write_table(
        rows.replace_schema_metadata(stamp),
        sink,
        compression="zstd",
        compression_level=LEVEL,
        row_group_size=group_rows,
    )
    data = sink.getvalue().to_pybytes()
    key = f"_data/{name}/{commit_id}-{part}.parquet"
    store.put(key, data)
    return DataFile(name, key, rows.num_rows, len(data), (commit_id,))
