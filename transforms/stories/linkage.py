"""Which texts are one story: average linkage inside each component of texts that are alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from transforms.stories.likeness import ALIKE, ONE, Integers, Numbers, Texts, all_likenesses, in_time

MOST_TOGETHER: Final = 2_000
"""A component of more texts is cut: links below a bar are dropped, and the bar rises until the parts are small."""
_RISE = 0.05


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of texts that are alike, by their ordinals, and how much."""

    left: Integers
    right: Integers
    strength: Numbers

    def within(self, chosen: "np.typing.NDArray[np.bool_]") -> "Links":
        """Some of them."""
        return Links(self.left[chosen], self.right[chosen], self.strength[chosen])


def components(count: int, links: Links, least: float = 0.0) -> Iterator[list[int]]:
    """Groups of two or more texts that links connect, each in order, none of more than `MOST_TOGETHER`."""
    for group in _connected(count, links):
        if len(group) <= MOST_TOGETHER:
            yield group
            continue
        bar = max(least, ALIKE) + _RISE
        inside = np.zeros(count, np.bool_)
        inside[group] = True
        yield from components(count, links.within(inside[links.left] & (links.strength >= bar * ONE)), bar)


def _connected(count: int, links: Links) -> list[list[int]]:
    """Groups of texts that links connect, in the order of their first texts."""
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


def stories(texts: Texts, component: list[int]) -> list[list[int]]:
    """Part a component into stories, of one text or more; a function of the set of its texts.

    The two parts whose texts are most alike on average are joined while that is enough; of equals, the first ones.
    """
    members = np.asarray(component)
    left, right = np.meshgrid(members, members, indexing="ij")
    sums = in_time(texts, left.ravel(), right.ravel(), all_likenesses(texts, component).ravel()).reshape(left.shape)
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
