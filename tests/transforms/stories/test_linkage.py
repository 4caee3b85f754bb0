"""Which texts are one story, and that no order of them changes it."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from transforms.stories import linkage
from transforms.stories.linkage import Links, connected, stories
from transforms.stories.similarity import ONE, UNDATED, WINDOW, Texts, all_likenesses, compare
from transforms.stories.terms import UNIT, Packed, terms_of

BODIES = [
    "A ferry sank off Tarn on Monday, and 41 people were saved by fishermen, the harbour master Ole Brandt said.",
    "Fishermen saved 41 people when a ferry went down near Tarn, harbour master Brandt said on Monday.",
    "The ferry that sank off Tarn had 41 people aboard; fishermen saved all, said Ole Brandt, the harbour master.",
    "The central bank of Norland raised its rate to 4.25 percent, its governor Ida Falk told parliament.",
    "Norland's central bank raised the rate to 4.25 percent, governor Falk told parliament in Oster.",
    "A museum in Lund showed 300 clocks.",
]


def texts(bodies: Sequence[str], days: Sequence[int | None] = ()) -> Texts:
    found = terms_of(bodies)
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    at = [
        UNDATED if day is None else int((noon + timedelta(days=day)).timestamp()) * 1_000_000
        for day in days or [None] * len(bodies)
    ]
    bounds = np.array(at, np.int64)
    none = np.zeros(0, np.uint32), np.zeros(0, np.uint16)
    terms = Packed(found.counts, found.stems, found.weights)
    return Texts.of(terms, Packed(np.zeros_like(found.counts), *none), bounds, bounds)


def links(given: Texts) -> Links:
    left, right = np.triu_indices(len(given.earliest), 1)
    return linkage.links(given, left, right)


def partition(bodies: Sequence[str], days: Sequence[int | None] = ()) -> set[frozenset[str]]:
    given = texts(bodies, days)
    return {frozenset(bodies[n] for n in story) for story in stories(given, links(given))}


def test_texts_of_one_event_are_one_story() -> None:
    assert partition(BODIES) == {frozenset(BODIES[:3]), frozenset(BODIES[3:5])}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_texts_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(BODIES, len(BODIES))
    assert partition(shuffled) == partition(BODIES)


@pytest.mark.parametrize(
    ("days", "is_one"), [((0, 0), True), ((0, 3), True), ((0, 4), False), ((4, 0), False), ((None, 9), True)]
)
def test_dated_texts_are_linked_within_the_window(days: tuple[int | None, int | None], is_one: bool) -> None:
    assert timedelta(days=3) // timedelta(microseconds=1) == WINDOW
    assert (partition(BODIES[:2], days) == {frozenset(BODIES[:2])}) is is_one


def test_both_ways_to_score_agree() -> None:
    given = texts(BODIES)
    square = all_likenesses(given, range(len(BODIES)))
    left, right = np.triu_indices(len(BODIES), 1)
    assert compare(given, left, right).likeness.tolist() == square[left, right].tolist()
    assert len(compare(given, left[:0], right[:0]).likeness) == 0


def test_a_text_is_like_itself_and_unlike_an_empty_one() -> None:
    given = texts([BODIES[0], BODIES[0], ""])
    found = compare(given, np.array([0, 0]), np.array([1, 2])).likeness / UNIT**2
    assert found.tolist() == [pytest.approx(1, abs=1e-3), 0]


def test_few_shared_words_link_the_same_text_alone() -> None:
    """Flashes that have a line of their wire in common, and nothing else."""
    flashes = [f"*** {text}\nDum dum didum." for text in ("GRANITE FELL", "HARBOURS CLOSE EARLY", "Ida Falk resigns")]
    assert partition(flashes) == set()
    given = texts([flashes[0]] * 2)
    assert stories(given, links(given)) == [[0, 1]]


def test_a_chain_of_texts_is_not_one_story() -> None:
    """Each is like the next, and the first is unlike the last: the mean decides, not the chain."""
    subjects = [f"Arva Brin{c} Calder{c} Dorn{c} Esker{c}" for c in "abcdefgh"]
    chain = [f"They met {one} and {other}." for one, other in pairwise(subjects)]
    given = texts(chain)
    assert connected(len(chain), links(given)) == [list(range(len(chain)))]
    assert max(map(len, stories(given, links(given)))) < len(chain)


def test_a_component_too_large_is_cut_where_its_links_are_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    given = texts([BODIES[0]] * 4)
    strength = np.array([0.9, 0.46, 0.9]) * ONE
    chain = Links(np.arange(3), np.arange(1, 4), strength, strength)
    assert stories(given, chain) == [[0, 1, 2, 3]]
    monkeypatch.setattr(linkage, "MOST_TOGETHER", 3)
    assert stories(given, chain) == [[0, 1], [2, 3]]
