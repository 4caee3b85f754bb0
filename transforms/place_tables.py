"""The table of places and its indexes, from `data/places.parquet`."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.kept_values import kept

_DATA: Final = Path(__file__).with_name("data") / "places.parquet"


@dataclass(frozen=True, slots=True)
class _Index:
    """The rows of each key, in sorted Arrow arrays, which take far less memory than a dict."""

    keys: pa.StringArray
    rows: pa.Int64Array

    def find(self, folded: str) -> list[int]:
        start = stop = bisect_left(self.keys, folded, key=_text)
        while stop < len(self.keys) and _text(self.keys[stop]) == folded:
            stop += 1
        return list(self.rows[start:stop].to_pylist())


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The table of places, and its rows by key: `by_key` of places, `by_code` of regions' abbreviations."""

    table: pa.Table
    by_key: _Index
    by_code: _Index


@cache
def stored_places() -> _Gazetteer:
    """The places, loaded once."""
    table, *indexes = (pa.ipc.open_stream(stored).read_all().combine_chunks() for stored in _tables())
    return _Gazetteer(table, *(_Index(*(column.chunk(0) for column in index.columns)) for index in indexes))


@kept
def _tables() -> list[bytes]:
    """The table of places and its two indexes, each as an Arrow stream."""
    with pq.ParquetFile(_DATA, read_dictionary=["country", "admin1", "timezone", "kind"]) as file:
        table = file.read(use_threads=False).combine_chunks()
    rows = table.drop_columns(["keys", "codes", "admin1_code"])
    stored = [_streamed(rows), _streamed(_index(table["keys"])), _streamed(_index(table["codes"]))]
    pa.default_memory_pool().release_unused()  # decoding takes twice the memory that the result does
    return stored


def _index(column: pa.ChunkedArray) -> pa.Table:
    lists = column.combine_chunks()
    keys = lists.flatten()
    order = pc.sort_indices(keys)
    return pa.table({"keys": keys.take(order), "rows": lists.value_parent_indices().take(order)})


def _streamed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    made: bytes = sink.getvalue().to_pybytes()
    return made


def _text(scalar: pa.StringScalar) -> str:
    return str(scalar.as_py())
