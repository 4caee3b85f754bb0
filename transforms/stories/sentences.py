"""Sentences as hashes of their rarer words: sentences that differ only in punctuation and common words are equal."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.stories.tokens import ENDS, TokenTable

FEWEST: Final = 2
"""The least number of terms of a sentence; shorter ones are not distinctive."""
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)


class Sentences(NamedTuple):
    """The number of sentences of each text, and the hashes of all sentences in order."""

    counts: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint32]


def sentences_of(known: TokenTable, tokens: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Sentences:
    """Hash the sentences of texts, given as the tokens of all texts and the number of tokens of each."""
    owners = np.repeat(np.arange(len(lengths)), lengths)
    ends = known.flags[tokens] & ENDS != 0
    stems = known.stems[tokens]
    is_term = stems >= 0
    # A number for each sentence, which grows at the end of each sentence and each text.
    numbers = (np.cumsum(ends) - ends + owners)[is_term]
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    sizes = np.diff(starts, append=len(numbers))
    # A sum of mixed hashes does not depend on the order of the words.
    mixed = known.hashes[stems[is_term]].astype(np.uint64) * _MIXER
    mixed ^= mixed >> np.uint64(29)
    sums = np.add.reduceat(mixed, starts) if len(starts) else mixed
    kept = sizes >= FEWEST
    counts = np.bincount(owners[is_term][starts][kept], minlength=len(lengths))
    return Sentences(counts, (sums[kept] >> np.uint64(16)).astype(np.uint32))
