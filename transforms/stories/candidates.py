"""Finds documents that may be similar: the product of their heaviest terms is above a bound, by an inverted index.

The index finds documents that share rarer terms; their product then counts all heavy terms.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.stories.similarity import ONE, UNDATED, Texts, compare
from transforms.stories.terms import Integers, Packed

Chosen = npt.NDArray[np.bool_]

MOST_TEXTS: Final = 300
"""A stem of more documents is not used to find candidates: there would be too many."""
FOUND: Final = round(0.1 * ONE)
"""Two documents are found if the product of their other stems is at least this."""
_SHARED_AT_ONCE: Final = 1 << 22


class Postings(NamedTuple):
    """The heaviest terms of all documents.

    Stems are numbers here; `uses` says how many documents have each one, `before` how many had it before the commit.
    """

    counts: Integers
    stems: npt.NDArray[np.int32]
    weights: npt.NDArray[np.uint16]
    uses: Integers
    before: Integers

    @classmethod
    def of(cls, live: Packed, is_fresh: Chosen, gone: Packed) -> "Postings":
        """Number the stems of the documents that are live after a commit; `gone` are those that it removes."""
        encoded = pa.array(np.concatenate([live.stems, gone.stems])).dictionary_encode()
        numbers = encoded.indices.to_numpy()
        stems, left = numbers[: len(live.stems)], numbers[len(live.stems) :]
        fresh = stems[np.repeat(is_fresh, live.counts)]
        uses, added, taken = (np.bincount(some, minlength=len(encoded.dictionary)) for some in (stems, fresh, left))
        return cls(live.counts, stems, live.weights, uses, uses - added + taken)

    def freed(self) -> Chosen:
        """The documents with a stem that too many had before the commit, but not after it."""
        return self._holders((self.before > MOST_TEXTS) & (self.uses <= MOST_TEXTS))

    def barred(self) -> Chosen:
        """The documents with a stem that too many have only since the commit."""
        return self._holders((self.uses > MOST_TEXTS) & (self.before <= MOST_TEXTS))

    def _holders(self, some: Chosen) -> Chosen:
        found = np.zeros(len(self.counts), np.bool_)
        if some.any():
            found[np.repeat(np.arange(len(self.counts)), self.counts)[some[self.stems]]] = True
        return found

    def pairs(self, asking: Chosen, least: int, among: Chosen | None = None) -> Integers:
        """Find pairs of a document in `asking` and any other one (`among` some) whose product is `least` or more.

        Returns two rows of ordinals; each pair comes once. At most about four million shared terms are in memory at a
        time.
        """
        found = self._sharing(asking, min(FOUND, least), among)
        return found[:, self._products(found) >= least]

    def _products(self, pairs: Integers) -> npt.NDArray[np.float64]:
        """The products of pairs of documents, over all their heaviest terms."""
        chosen = np.zeros(len(self.counts), np.bool_)
        chosen[pairs] = True
        held, counts = np.repeat(chosen, self.counts), self.counts[chosen]
        is_term = np.arange(counts.max(initial=1)) < counts[:, None]
        stems = np.full(is_term.shape, len(self.uses), np.int32)
        weights = np.zeros(is_term.shape, np.uint16)
        stems[is_term], weights[is_term] = self.stems[held], self.weights[held]
        undated = np.full(len(counts), UNDATED)
        left, right = (np.cumsum(chosen) - 1)[pairs]
        return compare(Texts(stems, weights, len(self.uses), undated, undated), left, right).likeness

    def _sharing(self, asking: Chosen, least: int, among: Chosen | None) -> Integers:
        """Find pairs by the stems that few documents have."""
        sought = np.zeros(len(self.uses), np.bool_)
        sought[self.stems[np.repeat(asking, self.counts)]] = True
        sought &= self.uses <= MOST_TEXTS
        kept = np.flatnonzero(sought[self.stems])
        owners = np.repeat(np.arange(len(self.counts)), self.counts)[kept]
        if among is not None:
            kept, owners = kept[among[owners]], owners[among[owners]]
        found = list(_shared(owners, self.stems[kept], self.weights[kept], asking, least))
        return np.concatenate([np.zeros((2, 0), np.int64), *found], axis=1)


def _shared(
    owners: Integers, stems: npt.NDArray[np.int32], weights: npt.NDArray[np.uint16], asking: Chosen, least: int
) -> Iterator[Integers]:
    """Join postings, in the order of their documents, with those of the asking documents; some documents at a time.

    An asking document is joined with the asking documents before it.
    """
    asks = np.flatnonzero(asking[owners])
    asks = asks[np.argsort(stems[asks], kind="stable")]
    sizes = np.bincount(stems[asks], minlength=int(stems.max(initial=0)) + 1)
    firsts = np.cumsum(sizes) - sizes
    partners = sizes[stems]
    partners[asks] = np.arange(len(asks)) - firsts[stems[asks]]
    bits = len(asking).bit_length()
    names, heavy = owners[asks].astype(np.uint64) << np.uint64(32), weights[asks].astype(np.uint64)
    for start, stop in _cuts(owners, partners, bits):
        counts = partners[start:stop]
        # For each shared term: its index among the asking ones, and the pair, packed with the product for one plain
        # sort.
        places = np.repeat(firsts[stems[start:stop]] - np.cumsum(counts) + counts, counts)
        places += np.arange(len(places))
        shared = np.repeat(weights[start:stop].astype(np.uint64), counts) * heavy[places]
        shared |= names[places]
        shared |= np.repeat((owners[start:stop] - owners[start]).astype(np.uint64) << np.uint64(32 + bits), counts)
        yield _summed(shared, bits, least) + np.array([[0], [owners[start]]])


def _cuts(owners: Integers, partners: Integers, bits: int) -> Iterator[tuple[int, int]]:
    """Split postings between documents, so that a part has few shared terms, and its documents fit into 32 - bits."""
    ends, start = np.cumsum(partners), 0
    while start < len(owners):
        many = np.searchsorted(ends, ends[start] - partners[start] + _SHARED_AT_ONCE, "right")
        stop = min(int(many), int(np.searchsorted(owners, owners[start] + (1 << 32 - bits))))
        if stop < len(owners):
            whole = int(np.searchsorted(owners, owners[stop]))
            stop = whole if whole > start else int(np.searchsorted(owners, owners[start], "right"))
        yield start, stop
        start = stop


def _summed(shared: npt.NDArray[np.uint64], bits: int, least: int) -> Integers:
    """Sum the products of shared terms by pair; returns pairs with enough: the asking document and the other."""
    if not len(shared):
        return np.zeros((2, 0), np.int64)
    shared.sort()
    pair = (shared >> np.uint64(32)).astype(np.int64)
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
    alike = pair[starts[np.add.reduceat(shared & np.uint64(0xFFFFFFFF), starts) >= least]]
    return np.array([alike & (1 << bits) - 1, alike >> bits])
