"""Finds versions of one text within a story: most sentences of one are in the other."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np

SentenceHashes = frozenset[int]
"""The hashes of a text's sentences, which `transforms.stories.terms` makes from their rarer words."""

LEAST_KEPT: Final = 0.6
"""One of two versions has at least this share of its sentences in the other."""


class Version(NamedTuple):
    """A version of a text: the ordinal of the first version, and a number that identifies its wording."""

    text: int
    chain: int
    wording: int


def are_versions(one: SentenceHashes, other: SentenceHashes) -> bool:
    """Whether one of two texts has most sentences of the other."""
    fewest = min(len(one), len(other))
    return fewest > 0 and len(one & other) >= LEAST_KEPT * fewest


def versions(story: Iterable[int], sentences: Sequence[SentenceHashes]) -> list[Version]:
    """The texts of a story, in their order, that are versions of others in it; depends on the set of texts alone."""
    found: list[list[int]] = []
    for text in story:
        mine = [any(are_versions(sentences[text], sentences[other]) for other in group) for group in found]
        joined = [*chain.from_iterable(group for group, is_mine in zip(found, mine, strict=True) if is_mine), text]
        found = [*(group for group, is_mine in zip(found, mine, strict=True) if not is_mine), joined]
    return [Version(text, min(group), _wording(sentences[text])) for group in found if len(group) > 1 for text in group]


def _wording(sentences: SentenceHashes) -> int:
    return crc32(np.sort(np.fromiter(sentences, np.int64, len(sentences))).tobytes())
