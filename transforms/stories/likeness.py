"""How alike texts are: the cosine of their terms, as whole numbers, and what their times make of it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.stories.terms import UNIT

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

ALIKE: Final = 0.45
"""Texts of one story are so alike on average; see DECISIONS.md for the measurement."""
ALIKE_IN_TIME: Final = 0.4
"""Enough where both are dated, and within the window."""
WINDOW: Final = 3 * 86_400_000_000
"""Microseconds between the bounds of two texts beyond which they are not linked."""
UNDATED: Final = np.iinfo(np.int64).min
ONE: Final = float(UNIT) ** 2
"""The likeness of a text to itself. Likenesses are whole numbers, so that no order of sums changes one."""

_SHARED_AT_ONCE = 4_096
_PAIRS_AT_ONCE = 8_192


class Texts(NamedTuple):
    """Texts in the order of their ids: where each one's terms begin (and the last one's end), and its bounds.

    Bounds are microseconds since 1970, `UNDATED` for none.
    """

    firsts: Integers
    stems: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]
    earliest: Integers
    latest: Integers


def likenesses(texts: Texts, left: Integers, right: Integers) -> Numbers:
    """The likeness of pairs of texts, by their ordinals."""
    parts = [
        _pairs(texts, left[n : n + _PAIRS_AT_ONCE], right[n : n + _PAIRS_AT_ONCE])
        for n in range(0, len(left), _PAIRS_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _pairs(texts: Texts, left: Integers, right: Integers) -> Numbers:
    """The same for a few pairs: a stem that stands twice in a pair's terms is one that both have."""
    sides = np.concatenate([left, right])
    counts = texts.firsts[sides + 1] - texts.firsts[sides]
    pairs = np.repeat(np.tile(np.arange(len(left)), 2), counts)
    places = (
        np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(texts.firsts[sides], counts)
    )
    packed = np.sort(pairs << 48 | texts.stems[places].astype(np.int64) << 16 | texts.weights[places])
    twice = np.flatnonzero(packed[1:] >> 16 == packed[:-1] >> 16)
    products = (packed[twice] & UNIT) * (packed[twice + 1] & UNIT)
    return np.bincount(packed[twice] >> 48, products, len(left)).astype(np.float64)


def all_likenesses(texts: Texts, members: Sequence[int]) -> Numbers:
    """The likeness of every two of some texts, as a square; 0 on the diagonal."""
    chosen = np.asarray(members)
    counts = texts.firsts[chosen + 1] - texts.firsts[chosen]
    rows = np.repeat(np.arange(len(chosen)), counts)
    places = np.concatenate([np.arange(texts.firsts[n], texts.firsts[n + 1]) for n in members])
    _, columns, uses = np.unique(texts.stems[places], return_inverse=True, return_counts=True)
    shared = uses[columns] > 1
    rows, weights = rows[shared], texts.weights[places][shared].astype(np.float64)
    _, columns = np.unique(columns[shared], return_inverse=True)
    found = np.zeros((len(chosen), len(chosen)))
    for first in range(0, int(columns.max(initial=-1)) + 1, _SHARED_AT_ONCE):
        here = (columns >= first) & (columns < first + _SHARED_AT_ONCE)
        matrix = np.zeros((len(chosen), _SHARED_AT_ONCE))
        matrix[rows[here], columns[here] - first] = weights[here]
        found += matrix @ matrix.T
    np.fill_diagonal(found, 0)
    return found


def in_time(texts: Texts, left: Integers, right: Integers, found: Numbers) -> Numbers:
    """What likenesses count: nothing beyond the window, more within it, as they are where a text has no bounds."""
    dated = (texts.earliest != UNDATED) & (texts.latest != UNDATED)
    both = dated[left] & dated[right]
    later = texts.earliest[right] - WINDOW > texts.latest[left]
    apart = both & (later | (texts.earliest[left] - WINDOW > texts.latest[right]))
    return np.where(apart, 0.0, np.where(both, np.floor(found * (ALIKE / ALIKE_IN_TIME)), found))
