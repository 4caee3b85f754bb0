"""What links a document with its story, in words that a person understands."""

from typing import NamedTuple

import numpy as np

from transforms.stories.likeness import ONE, UNDATED, Texts, all_likenesses

SHOWN = 5
_DAY = 86_400_000_000


class Place(NamedTuple):
    """A document's place in a story: its ordinal, how like it is to the nearest other, and by which stems."""

    text: int
    similarity: float
    nearest: int


def places(texts: Texts, story: list[int]) -> list[Place]:
    """Find for each text of a story the nearest other one; of equals the first."""
    square = all_likenesses(texts, story)
    nearest = square.argmax(axis=1)
    return [
        Place(text, round(min(square[n, nearest[n]] / ONE, 1.0), 4), story[nearest[n]]) for n, text in enumerate(story)
    ]


def shared_words(texts: Texts, one: int, other: int, words: list[str]) -> str:
    """Name the heaviest terms that two texts share, as the first prints them in `words`, and their days.

    `Holm, Tarn, Weir, 2,500, bridge; 1 day apart`. Empty where they share none of the heavy ones.
    """
    weights = dict(zip(texts.stems[other].tolist(), texts.weights[other].tolist(), strict=True))
    own = zip(texts.stems[one].tolist(), texts.weights[one].tolist(), words, strict=False)
    products = [weight * weights.get(stem, 0) for stem, weight, _ in own]
    best = [n for n in np.argsort([-p for p in products], kind="stable")[:SHOWN] if products[n]]
    return "; ".join(filter(None, (", ".join(words[n] for n in best), _apart(texts, one, other))))


def _apart(texts: Texts, one: int, other: int) -> str:
    ends = texts.earliest[[one, other]], texts.latest[[one, other]]
    if any(UNDATED in end for end in ends):
        return ""
    days = round(max(0, int(ends[0].max() - ends[1].min())) / _DAY)
    return "same day" if not days else f"{days} day{'s' * (days > 1)} apart"
