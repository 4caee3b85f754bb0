"""The similarity of texts: the cosine of their terms, as integers; and the strength of the link."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.stories.terms import UNIT, Packed

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

ALIKE: Final = 0.43
"""Texts of one story have links of at least this strength on average; see DECISIONS.md for the measurement."""
_DOUBT = 0.75
WINDOW: Final = 3 * 86_400_000_000
"""Texts with a larger distance of their bounds are not linked. In microseconds."""
UNDATED: Final = np.iinfo(np.int64).min
ONE: Final = float(UNIT) ** 2
"""The similarity of a text to itself. Similarities are integers, so that they do not depend on the order of sums."""

_PAIRS_AT_ONCE = 8_192
_CELLS = 1 << 21


class Texts(NamedTuple):
    """Texts in the order of their ids: one row of terms for each, the heaviest first, and their bounds.

    Stems are numbers below `vocabulary`; `vocabulary` with the weight 0 fills rows up. Bounds are microseconds since
    1970, `UNDATED` for none.
    """

    stems: npt.NDArray[np.int32]
    weights: npt.NDArray[np.uint16]
    vocabulary: int
    earliest: Integers
    latest: Integers

    @classmethod
    def of(cls, heavy: Packed, more: Packed, earliest: Integers, latest: Integers) -> "Texts":
        """Number the stems of texts and put them into rows: first the heavy terms of each, then the others."""
        counts = heavy.counts + more.counts
        encoded = pa.array(np.concatenate([heavy.stems, more.stems])).dictionary_encode()
        stems = np.full((len(counts), counts.max(initial=1)), len(encoded.dictionary), np.int32)
        weights = np.zeros(stems.shape, np.uint16)
        ranks = np.arange(stems.shape[1])
        is_heavy = ranks < heavy.counts[:, None]
        numbers = encoded.indices.to_numpy()
        for place, some, part in (
            (is_heavy, heavy, numbers[: len(heavy.stems)]),
            (~is_heavy & (ranks < counts[:, None]), more, numbers[len(heavy.stems) :]),
        ):
            stems[place], weights[place] = part, some.weights
        return cls(stems, weights, len(encoded.dictionary), earliest, latest)


class Pairs(NamedTuple):
    """The similarities of pairs of texts, and the numbers of terms that they share."""

    likeness: Floats
    shared: Integers


def compare(texts: Texts, left: Integers, right: Integers) -> Pairs:
    """Compare pairs of texts, by their ordinals; each left text is laid out once, some of them side by side."""
    found = Pairs(np.zeros(len(left)), np.zeros(len(left), np.int64))
    order = np.argsort(left, kind="stable")
    starts = np.flatnonzero(np.diff(left[order], prepend=-1))
    ranks = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    width = texts.vocabulary + 1
    rows = min(max(1, _CELLS // width), len(starts))
    table = np.zeros(rows * width, np.int64)
    for first in range(0, len(starts), rows or 1):
        some = left[order[starts[first : first + rows]]]
        cells = texts.stems[some] + (np.arange(len(some)) * width)[:, None]
        table[cells] = texts.weights[some]
        start, stop = np.searchsorted(ranks, [first, first + rows])
        for at in range(start, stop, _PAIRS_AT_ONCE):
            places = slice(at, min(at + _PAIRS_AT_ONCE, stop))
            few = order[places]
            others = right[few]
            cells_of_others = texts.stems[others] + ((ranks[places] - first) * width)[:, None]
            products = table[cells_of_others] * texts.weights[others]
            found.likeness[few] = products.sum(axis=1)
            found.shared[few] = np.count_nonzero(products, axis=1)
        table[cells] = 0
    return found


def all_likenesses(texts: Texts, members: Sequence[int]) -> Floats:
    """The similarities of all pairs of some texts, as a square matrix; 0 on the diagonal."""
    chosen = np.asarray(members)
    one, other = np.triu_indices(len(chosen), 1)
    found = np.zeros((len(chosen), len(chosen)))
    found[one, other] = found[other, one] = compare(texts, chosen[one], chosen[other]).likeness
    return found


def strengths(texts: Texts, left: Integers, right: Integers, found: Pairs) -> Floats:
    """The strength of the links of pairs: less with few shared terms; 0 outside the window, if both are dated.

    The reason: `Blah blah blah.` below two headlines is one shared term, and the rarest that they have.
    """
    doubted = np.floor(found.likeness * found.shared / (found.shared + _DOUBT))
    dated = (texts.earliest != UNDATED) & (texts.latest != UNDATED)
    later = texts.earliest[right] - WINDOW > texts.latest[left]
    apart = dated[left] & dated[right] & (later | (texts.earliest[left] - WINDOW > texts.latest[right]))
    return np.where(apart, 0.0, doubted)
