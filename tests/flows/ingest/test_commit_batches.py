"""A plan is cut into commits and shards, and nothing is lost between them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.arrow_rows import ArrowRows
from flows.ingest.commit_batches import ShardsOf, cut, drop_rejected, shard_size, steps_of
from flows.ingest.diff import Arrival, Changes, Removal, arrivals_of
from flows.ingest.scan import Plan
from flows.ingest.scan_cache import SEEN
from flows.ingest.shard import Receipt
from flows.settings import Settings, settings_of
from flows.sources.source import Reject, Source
from warehouse.snapshot import EMPTY


def source(number: int, size: int = 1) -> Source:
    return Source(f"{number}.txt", f"doc{number}", size, False)


def arrived(*arrivals: Arrival) -> ArrowRows[Arrival]:
    return arrivals_of(list(zip(*arrivals, strict=True)) or [()] * len(Arrival._fields))


def plan(count: int, byte_count: int = 1, **changed: Any) -> Plan:
    arrivals = arrived(*(Arrival(f"{n}.txt", f"doc{n}", None, 1, 1) for n in range(count)))
    sources = pa.table(
        {
            "uri": pa.array([f"{n}.txt" for n in range(count)], pa.string()),
            "doc_id": pa.array([f"doc{n}" for n in range(count)], pa.string()),
            "byte_count": [byte_count] * count,
            "is_stored": [False] * count,
        }
    )
    empty = Plan(
        collection="wire",
        root="wire",
        head=EMPTY,
        scanned_ns=10**18,
        files_seen=count,
        skipped={},
        unread=(),
        misdated=(),
        not_files=(),
        changes=Changes(arrivals, (), ()),
        rejects=(),
        rejected={},
        sources=ArrowRows(Source, sources),
        stale=0,
        seen=SEEN.empty_table(),
        memory=Path("memory"),
        agreement="",
        is_up_to_date=False,
        stage_seconds={},
    )
    return replace(empty, **changed)


@pytest.fixture
def settings() -> Settings:
    return settings_of(commit_every=4, shard_documents=2)


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(1, 9), st.integers(1, 100))
def test_cutting_keeps_all_in_order_and_within_bounds(sizes: list[int], most: int, most_bytes: int) -> None:
    sources = [source(n, size) for n, size in enumerate(sizes)]
    pieces = cut(sources, most, most_bytes)
    assert [s for piece in pieces for s in piece] == sources
    for piece in pieces:
        assert 0 < len(piece) <= most
        assert len(piece) == 1 or sum(s.byte_count for s in piece) <= most_bytes


def test_pieces_are_about_equal() -> None:
    assert [len(piece) for piece in cut([source(n) for n in range(9)], 4, 100)] == [3, 3, 3]


def test_each_step_brings_the_arrivals_of_its_contents(settings: Settings) -> None:
    steps = steps_of(plan(10), settings)
    assert [len(step.arrivals) for step in steps] == [4, 4, 2]
    shards = list(ShardsOf(steps, settings, {}))
    for step in steps:
        own = [shard for shard in shards if shard.step == step.number]
        assert {a.doc_id for a in step.arrivals} == {s.doc_id for shard in own for s in shard.sources}
        assert {shard.commit_id for shard in own} == {step.commit_id}
    assert [shard.number for shard in shards] == list(range(len(shards)))


def test_long_texts_are_committed_and_spread_by_their_bytes() -> None:
    steps = steps_of(plan(60, byte_count=5 << 20), settings_of(workers=2))
    assert [len(step.sources) for step in steps] == [20, 20, 20]
    assert len(list(ShardsOf(steps, settings_of(workers=2), {}))) >= 6
    assert len(steps_of(plan(2, byte_count=500 << 20), settings_of())) == 2  # each has one document at least


def test_shards_are_the_same_each_time_they_are_asked_for(settings: Settings) -> None:
    shards = ShardsOf(steps_of(plan(10), settings), settings, {})
    assert list(shards) == list(shards)
    assert [len(shard.sources) for shard in shards] == [2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("count", "workers", "size"),
    [
        (900, 2, 1_000),  # not worth two
        (5_000, 2, 2_500),
        (5_000, 16, 1_000),
        (12_000, 2, 3_000),
        (20_000, 2, 5_000),
        (100_000, 16, 3_125),
        (1_000_000, 2, 5_000),
    ],
)
def test_shards_are_so_many_that_no_worker_idles(count: int, workers: int, size: int) -> None:
    assert shard_size(count, settings_of(workers=workers)) == size
    assert shard_size(count, settings_of(workers=workers, shard_documents=60)) == 60


def test_live_contents_come_first_and_removals_last(settings: Settings) -> None:
    renamed = Arrival("new.txt", "live", None, 1, 1)
    gone, reject = Removal("old.txt", "live"), Reject("bad.txt", None, "empty", "0 bytes")
    some = plan(5)
    changes = Changes(arrived(*some.changes.arrivals, renamed), (gone,), ())
    first, last = steps_of(replace(some, changes=changes, rejects=(reject,)), settings)
    assert renamed in first.arrivals
    assert (first.removals, last.removals) == ((), (gone,))
    assert (first.rejects, last.rejects) == ((reject,), ())


def test_without_anything_to_refine_there_is_one_step(settings: Settings) -> None:
    (step,) = steps_of(plan(0), settings)
    assert list(ShardsOf([step], settings, {})) == []


def receipt(*rejects: Reject) -> Receipt:
    return Receipt(0, 0, 1, (), rejects, {}, {})


def test_a_bad_content_is_a_reject_of_each_of_its_files(settings: Settings) -> None:
    arrivals = arrived(*(Arrival(uri, doc_id, None, 1, 1) for uri, doc_id in (("a", "x"), ("b", "x"), ("c", "y"))))
    (step,) = steps_of(plan(0, changes=Changes(arrivals, (), ())), settings)
    good, rejects = drop_rejected(step, [receipt(Reject("a", "x", "binary", "PDF"))])
    assert [a.uri for a in good] == ["c"]
    assert [r.uri for r in rejects] == ["a", "b"]


def test_a_file_that_vanished_says_nothing_of_its_twin(settings: Settings) -> None:
    arrivals = arrived(*(Arrival(uri, "x", None, 1, 1) for uri in ("a", "b")))
    (step,) = steps_of(plan(0, changes=Changes(arrivals, (), ())), settings)
    good, rejects = drop_rejected(step, [receipt(Reject("a", "x", "vanished", "gone"))])
    assert (good, rejects) == ([], [Reject("a", None, "vanished", "gone")])  # nor of the content
