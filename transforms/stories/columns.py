"""Converts the terms of documents to columns of `story_terms`, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.stories.similarity import UNDATED, Texts
from transforms.stories.terms import BETWEEN, INDEXED, Integers, Packed, compared, terms_of

_TERM = np.dtype([("stem", "<u4"), ("weight", "<u2")])


def story_terms(bodies: Sequence[str], metadata: Mapping[str, Any] | pa.RecordBatch) -> dict[str, pa.Array]:
    """Make the columns of `story_terms` except doc_id; `metadata` has headline, earliest_at and latest_at."""
    found = terms_of(list(map(compared, bodies, metadata["headline"].to_pylist())))
    few = np.minimum(found.counts, INDEXED)
    ends = np.cumsum(few).tolist()
    heavy = np.arange(found.counts.sum()) - np.repeat(np.cumsum(found.counts) - found.counts, found.counts) < INDEXED
    return {
        "_words": pa.array([BETWEEN.join(found.words[a:b]) for a, b in zip([0, *ends], ends, strict=False)]),
        "_heavy": pack_terms(Packed(few, found.stems[heavy], found.weights[heavy])),
        "_more": pack_terms(Packed(found.counts - few, found.stems[~heavy], found.weights[~heavy])),
        "_sentences": pa.ListArray.from_arrays(
            pa.array(np.append(0, np.cumsum(found.sentences.counts)).astype(np.int32)),
            pa.array(found.sentences.hashes.view(np.int32)),
        ),
        "_earliest_at": metadata["earliest_at"],
        "_latest_at": metadata["latest_at"],
    }


def pack_terms(terms: Packed) -> pa.Array:
    """Pack the terms of each document: six bytes for each term, the hash of its stem and its weight, little-endian."""
    made = np.empty(len(terms.stems), _TERM)
    made["stem"], made["weight"] = terms.stems, terms.weights
    ends = np.append(0, np.cumsum(terms.counts)) * _TERM.itemsize
    buffers = [None, pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(made.tobytes())]
    return pa.Array.from_buffers(pa.binary(), len(terms.counts), buffers)


def unpack_terms(column: pa.ChunkedArray) -> Packed:
    """Unpack the bytes of `pack_terms`."""
    counts, terms = [np.zeros(0, np.int64)], [np.zeros(0, _TERM)]
    for part in column.chunks:
        if len(part):
            ends = np.frombuffer(part.buffers()[1], np.int32, len(part) + 1, part.offset * 4) // _TERM.itemsize
            counts.append(np.diff(ends).astype(np.int64))
            terms.append(np.frombuffer(part.buffers()[2] or b"", _TERM, ends[-1])[ends[0] :])
    joined = np.concatenate(terms)
    return Packed(np.concatenate(counts), joined["stem"].copy(), joined["weight"].copy())


def texts_from_rows(rows: pa.Table) -> Texts:
    """Make the texts of rows of `story_terms`, in their order."""
    heavy, more = unpack_terms(rows["_heavy"]), unpack_terms(rows["_more"])
    return Texts.of(heavy, more, _instants(rows["_earliest_at"]), _instants(rows["_latest_at"]))


def _instants(column: pa.ChunkedArray) -> Integers:
    found: Integers = pc.fill_null(column.cast(pa.int64()), UNDATED).to_numpy()
    return found
