"""The sentences of texts as hashes of their rarer words: two that differ in marks and small words alone are one."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.stories.tokens import ENDS, TokenTable

FEWEST: Final = 2
"""Terms that a sentence has at least; those with fewer are too short to know them by."""
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)


class Sentences(NamedTuple):
    """How many sentences each of many texts has, and the hashes of all, in their order."""

    counts: npt.NDArray[np.int64]
    hashes: npt.NDArray[np.uint32]


def sentences_of(known: TokenTable, tokens: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Sentences:
    """Hash the sentences of texts, given as the tokens of all and how many each has."""
    owners = np.repeat(np.arange(len(lengths)), lengths)
    ends = known.flags[tokens] & ENDS != 0
    stems = known.stems[tokens]
    is_term = stems >= 0
    # A number for each sentence, which grows where one ends and where a text does.
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
