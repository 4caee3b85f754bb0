"""The index finds all pairs that a look at every two documents finds, in whatever parts it works."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from transforms.stories import candidates
from transforms.stories.candidates import Postings
from transforms.stories.columns import pack_terms, unpack_terms
from transforms.stories.terms import Packed

LEAST = 900
NOTHING = Packed(np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint16))


def made(seed: int, count: int = 40) -> Packed:
    """Documents of up to eight of thirty stems; some have none."""
    chance = np.random.default_rng(seed)
    counts = chance.integers(0, 9, count)
    stems = np.concatenate([chance.choice(30, size, replace=False) for size in counts])
    return Packed(counts, stems.astype(np.uint32) * 7_919, chance.integers(1, 40, len(stems)).astype(np.uint16))


def by_hand(terms: Packed, asking: list[int], most: int) -> set[frozenset[int]]:
    ends = np.cumsum(terms.counts)
    stems, weights = np.split(terms.stems, ends[:-1]), np.split(terms.weights.astype(int), ends[:-1])
    rows = [dict(zip(s.tolist(), w.tolist(), strict=True)) for s, w in zip(stems, weights, strict=True)]
    uses = {stem: sum(stem in row for row in rows) for row in rows for stem in row}
    return {
        frozenset((a, b))
        for a, b in combinations(range(len(rows)), 2)
        if {a, b} & {*asking}
        and sum(rows[a][s] * rows[b][s] for s in rows[a].keys() & rows[b].keys() if uses[s] <= most) >= LEAST
    }


@pytest.mark.parametrize("at_once", [1, 50, 1 << 22])
@pytest.mark.parametrize("most", [5, 1_000])
def test_pairs_are_those_of_a_look_at_every_two(monkeypatch: pytest.MonkeyPatch, at_once: int, most: int) -> None:
    monkeypatch.setattr(candidates, "_SHARED_AT_ONCE", at_once)
    monkeypatch.setattr(candidates, "MOST_TEXTS", most)
    for seed, asking in ((1, [*range(40)]), (2, [3, 17, 39]), (3, [])):
        terms, asks = made(seed), np.isin(np.arange(40), asking)
        found = Postings.of(terms, asks, NOTHING).pairs(asks, LEAST).T.tolist()
        expected = by_hand(terms, asking, most)
        assert len(found) == len(expected)
        assert set(map(frozenset, found)) == expected
        assert most < 1_000 or bool(expected) is bool(asking)


def test_pairs_among_some_leave_out_the_others() -> None:
    terms, some = made(4), np.arange(40) < 20
    found = Postings.of(terms, some, NOTHING).pairs(some, LEAST, among=some).T.tolist()
    assert set(map(frozenset, found)) == {pair for pair in by_hand(terms, [*range(20)], 1_000) if max(pair) < 20}


def test_stems_that_find_none_count_where_others_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_TEXTS", 2)
    monkeypatch.setattr(candidates, "FOUND", 50)
    often, rare, rarer = 11, 22, 33
    stems = np.array([often, rare, often, rare, often, rarer, often, rarer], np.uint32)
    weights = np.array([30, 10, 30, 10, 30, 5, 30, 5], np.uint16)
    everyone = np.ones(4, np.bool_)
    found = Postings.of(Packed(np.full(4, 2), stems, weights), everyone, NOTHING).pairs(everyone, LEAST + 50)
    assert found.T.tolist() == [[0, 1]]


def test_stems_that_become_frequent_or_rare_upset_their_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_TEXTS", 2)
    one, two = 11, 22
    live = Packed(np.array([1, 1, 1, 2]), np.array([one, one, one, two, 33], np.uint32), np.ones(5, np.uint16))
    gone = Packed(np.array([1, 1]), np.array([two, two], np.uint32), np.ones(2, np.uint16))
    found = Postings.of(live, np.array([False, False, True, False]), gone)
    assert (found.barred().tolist(), found.freed().tolist()) == ([True, True, True, False], [False, False, False, True])


def test_terms_come_back_from_bytes() -> None:
    terms = made(5)
    column = pack_terms(terms)
    whole = unpack_terms(pa.chunked_array([column[:7], column[7:7], column[7:]]))
    assert [part.tolist() for part in whole] == [part.tolist() for part in terms]
    assert len(unpack_terms(pa.chunked_array([], pa.binary())).counts) == 0
