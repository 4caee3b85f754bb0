"""The evidence that links a document with its story, as terms and days that a person can read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from transforms.stories.similarity import ONE, UNDATED, Texts, all_likenesses
from transforms.stories.terms import BETWEEN, INDEXED

SHOWN = 5
_AT_ONCE = 256
_DAY = 86_400_000_000


class Membership(NamedTuple):
    """A document's place in a story: its ordinal, its similarity to the nearest other one, and the shared stems."""

    text: int
    similarity: float
    nearest: int


def places(texts: Texts, story: list[int]) -> list[Membership]:
    """Find the nearest other text for each text of a story; of equal ones the first."""
    square = all_likenesses(texts, story)
    nearest = square.argmax(axis=1)
    return [
        Membership(text, round(min(square[n, nearest[n]] / ONE, 1.0), 4), story[nearest[n]])
        for n, text in enumerate(story)
    ]


def shared_words(texts: Texts, found: Sequence[Membership], words: Sequence[str]) -> Iterator[str]:
    """Describe the heaviest terms that each text shares with the nearest one, as printed in `words`, and their days.

    `Holm, Tarn, Weir, 2,500, bridge; 1 day apart`. Empty if they share no heavy terms.
    """
    for first in range(0, len(found), _AT_ONCE):
        some = found[first : first + _AT_ONCE]
        one, other = np.array([place.text for place in some]), np.array([place.nearest for place in some])
        same = texts.stems[one, :INDEXED, None] == texts.stems[other, None, :]
        products = texts.weights[one, :INDEXED] * (same * texts.weights[other, None, :].astype(np.int64)).sum(axis=2)
        best = np.argsort(-products, axis=1, kind="stable")[:, :SHOWN]
        for place, ranks, counts in zip(some, best.tolist(), np.take_along_axis(products, best, 1), strict=True):
            printed = words[place.text].split(BETWEEN)
            shown = [printed[rank] for rank in ranks[: np.count_nonzero(counts)]]
            yield "; ".join(filter(None, (", ".join(shown), _apart(texts, place.text, place.nearest))))


def _apart(texts: Texts, one: int, other: int) -> str:
    ends = texts.earliest[[one, other]], texts.latest[[one, other]]
    if any(UNDATED in end for end in ends):
        return ""
    days = round(max(0, int(ends[0].max() - ends[1].min())) / _DAY)
    return "same day" if not days else f"{days} day{'s' * (days > 1)} apart"
