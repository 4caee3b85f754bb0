"""Engines give every receipt, and leave no process behind."""

import pytest

from flows.engines.runners import AHEAD, DirectEngine, is_small
from flows.ingest.shard import Receipt, Shard
from flows.settings import settings_of
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Source


def shard(number: int, *sizes: int) -> Shard:
    sources = tuple(Source(f"{n}.txt", f"doc{n}", size, False) for n, size in enumerate(sizes))
    return Shard(number, 0, 1, "w", "s", sources, ArchiveLimits(1))


@pytest.mark.parametrize(
    ("shards", "small"),
    [
        ([shard(0, 5, 5)], True),
        ([shard(0, 9 << 20)], False),  # long texts are as much work as many
        ([shard(0, 5 << 20), shard(1, 5 << 20)], False),
        ([shard(0, *[1] * 1_001)], False),
        ([shard(0), shard(1), shard(2)], False),
    ],
)
def test_a_job_is_small_in_documents_and_in_bytes(shards: list[Shard], small: bool) -> None:
    assert is_small(shards) == small


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 20])
def test_each_shard_has_one_receipt(count: int, workers: int) -> None:
    engine = DirectEngine(settings_of(workers=workers), lambda one: Receipt(one.number, 0, 0, (), (), {}, {}))
    assert sorted(receipt.shard for receipt in engine.refine([shard(n) for n in range(count)])) == list(range(count))


def test_no_more_than_a_window_is_submitted() -> None:
    started: list[int] = []

    def note(one: Shard) -> Receipt:
        started.append(one.number)
        return Receipt(one.number, 0, 0, (), (), {}, {})

    receipts = DirectEngine(settings_of(workers=2), note).refine([shard(n) for n in range(50)])
    next(receipts)
    assert len(started) <= 3 * AHEAD * 2
    assert len(list(receipts)) == 49
