"""The terms of documents as columns of `story_terms`, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.stories.likeness import UNDATED, Texts
from transforms.stories.terms import INDEXED, Integers, compared, terms_of


def story_terms(bodies: Sequence[str], metadata: Mapping[str, Any] | pa.RecordBatch) -> dict[str, pa.Array]:
    """Give the columns of `story_terms` but doc_id; `metadata` holds headline, earliest_at and latest_at."""
    found = terms_of(list(map(compared, bodies, metadata["headline"].to_pylist())))
    ranks = np.arange(found.counts.sum()) - np.repeat(np.cumsum(found.counts) - found.counts, found.counts)
    heavy = ranks < INDEXED
    few = np.minimum(found.counts, INDEXED)
    stems, weights = found.stems.view(np.int32), found.weights.astype(np.int32)
    return {
        "words": _lists(few, pa.array(found.words, pa.string())),
        "_stems": _lists(few, pa.array(stems[heavy])),
        "_weights": _lists(few, pa.array(weights[heavy])),
        "_more_stems": _lists(found.counts - few, pa.array(stems[~heavy])),
        "_more_weights": _lists(found.counts - few, pa.array(weights[~heavy])),
        "_sentences": _lists(found.sentences.counts, pa.array(found.sentences.hashes.view(np.int32))),
        "_earliest_at": metadata["earliest_at"],
        "_latest_at": metadata["latest_at"],
    }


def _lists(counts: Integers, values: pa.Array) -> pa.ListArray:
    offsets = np.append(0, np.cumsum(counts)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def texts_of(rows: pa.Table) -> Texts:
    """Give the texts of rows of `story_terms`, in their order."""
    columns = {name: rows[name].combine_chunks() for name in ("_stems", "_weights", "_more_stems", "_more_weights")}
    few, more = (columns[name].value_lengths().to_numpy(zero_copy_only=False) for name in ("_stems", "_more_stems"))
    firsts = np.append(0, np.cumsum(few + more)).astype(np.int64)
    # The heavy terms of all texts, then the others of all: sorted by their texts, the heavy ones of each stay first.
    owners = np.concatenate([np.repeat(np.arange(len(few)), few), np.repeat(np.arange(len(more)), more)])
    order = np.argsort(owners, kind="stable")
    stems = np.concatenate([columns[name].flatten().to_numpy() for name in ("_stems", "_more_stems")])[order]
    weights = np.concatenate([columns[name].flatten().to_numpy() for name in ("_weights", "_more_weights")])[order]
    return Texts(firsts, stems.view(np.uint32), weights.astype(np.uint16), *map(_instants, _bounds(rows)))


def _bounds(rows: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    return rows["_earliest_at"], rows["_latest_at"]


def _instants(column: pa.ChunkedArray) -> Integers:
    found: Integers = pc.fill_null(column.cast(pa.int64()), UNDATED).to_numpy()
    return found
