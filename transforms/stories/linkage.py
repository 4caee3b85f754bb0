"""Clusters texts into stories: average linkage inside each component of similar texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
import numpy.typing as npt

from transforms.stories.copies import LIKELY
from transforms.stories.similarity import ALIKE, ONE, Floats, Integers, Texts, compare, strengths

LEAST_SHARED: Final = round(0.2 * ONE)
"""Texts whose heaviest terms have at least this product may be similar; no pair of one story is known with less."""
MOST_TOGETHER: Final = 2_000
"""A component of more texts is split: links below a threshold are dropped, which rises until the parts are small."""
_RISE = 0.05


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of similar texts, by their ordinals, with their similarity and the strength of their link."""

    left: Integers
    right: Integers
    likeness: Floats
    strength: Floats

    def within(self, chosen: npt.NDArray[np.bool_]) -> "Links":
        """A subset of the pairs."""
        return Links(self.left[chosen], self.right[chosen], self.likeness[chosen], self.strength[chosen])

    @property
    def likely(self) -> "Links":
        """The pairs that are similar enough to be copies."""
        return self.within(self.likeness >= LIKELY * ONE)


def links(texts: Texts, left: Integers, right: Integers) -> Links:
    """The links among pairs of texts: similar enough for a story or, whatever their days, for copies."""
    found = compare(texts, left, right)
    strength = strengths(texts, left, right, found)
    made = Links(left, right, found.likeness, strength)
    return made.within((strength >= ALIKE * ONE) | (found.likeness >= LIKELY * ONE))


def connected(count: int, links: Links) -> list[list[int]]:
    """Connected groups of two or more of `count` texts, each sorted, in the order of their first texts."""
    parents = list(range(count))

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = n = parents[parents[n]]
        return n

    for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True):
        first, second = sorted((root(a), root(b)))
        parents[second] = first
    groups: dict[int, list[int]] = {}
    for n in sorted({*links.left.tolist(), *links.right.tolist()}):
        groups.setdefault(root(n), []).append(n)
    return list(groups.values())


def stories(texts: Texts, links: Links) -> list[list[int]]:
    """Divide texts into stories of two or more; the result does not depend on the order of the texts."""
    count = len(texts.earliest)
    strong = links.within(links.strength >= ALIKE * ONE)
    pairs = {*zip(strong.left.tolist(), strong.right.tolist(), strict=True)}
    return [
        story
        for group in connected(count, links)
        for component in _small(count, links, group, ALIKE)
        for story in (_averaged(texts, component) if len(component) > 2 else [component])
        if len(story) > 2 or (len(story) == 2 and (len(component) > 2 or not pairs.isdisjoint(permutations(story))))
    ]


def _small(count: int, links: Links, group: list[int], bar: float) -> Iterator[list[int]]:
    """Split a component that is too large."""
    if len(group) <= MOST_TOGETHER:
        yield group
        return
    inside = np.zeros(count, np.bool_)
    inside[group] = True
    bar += _RISE
    strong = links.within(inside[links.left] & (links.strength >= bar * ONE))
    for part in connected(count, strong):
        yield from _small(count, strong, part, bar)


def _averaged(texts: Texts, component: list[int]) -> list[list[int]]:
    """Divide a component into stories of one text or more; the result does not depend on the order of its texts.

    The two parts with the strongest average links are merged as long as these are strong enough; of equal ones, the
    first.
    """
    above = np.triu_indices(len(component), 1)
    left, right = (np.asarray(component)[side] for side in above)
    sums = np.zeros((len(component), len(component)))
    sums[above] = strengths(texts, left, right, compare(texts, left, right))
    sums += sums.T
    parts: list[list[int]] = [[n] for n in component]
    sizes = np.ones(len(parts))
    means = sums.copy()
    best = means.argmax(axis=1)
    rows = np.arange(len(parts))
    while True:
        tops = means[rows, best]
        one = int(tops.argmax())
        if tops[one] < ALIKE * ONE:
            return [sorted(part) for part in parts if part]
        kept, gone = sorted((one, int(best[one])))
        parts[kept] += parts[gone]
        parts[gone] = []
        sizes[kept] += sizes[gone]
        sums[kept] += sums[gone]
        sums[:, kept] = sums[kept]
        sums[kept, kept] = 0
        means[kept] = sums[kept] / (sizes * sizes[kept])
        means[kept, kept] = 0
        means[:, kept] = means[kept]
        means[gone] = means[:, gone] = sums[gone] = sums[:, gone] = 0
        stale = (best == kept) | (best == gone)
        stale[kept] = True
        best[stale] = means[stale].argmax(axis=1)
        higher = means[:, kept] > means[rows, best]
        best[higher] = kept
