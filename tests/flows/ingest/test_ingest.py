"""The driver counts what it commits, and does not end well where an engine loses a shard."""

from collections.abc import Callable, Iterable, Iterator
from time import thread_time

import pytest

from flows.ingest.ingest import Ingest, begin
from flows.ingest.job import Tally, new_run_id
from flows.ingest.scan import ScanOptions, scan
from flows.ingest.shard import Receipt, Shard, refine_shard
from flows.settings import settings_of
from flows.sources.source import Reject
from tests.flows.conftest import Newsroom
from warehouse import Snapshot
from warehouse.linking import Linked


class Backwards:
    """An engine that gives receipts in the opposite order, and loses some."""

    name = "backwards"

    def __init__(self, lost: int = 0) -> None:
        self._lost = lost
        self.steps: list[int] = []

    def refine(self, shards: Iterable[Shard]) -> Iterator[Receipt]:
        yield from map(refine_shard, list(shards)[self._lost :][::-1])

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        self.steps.append(step)
        return commit()

    def link(self, link: Callable[[], Linked], step: int) -> Linked:
        return link()


@pytest.fixture
def ingest(newsroom: Newsroom) -> Ingest:
    newsroom.drop(**{f"story{n}": f"The council met on Monday, for the {n}th time this year." for n in range(5)})
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), commit_every=2, shard_documents=1)
    plan = scan(settings, ScanOptions())
    return Ingest(plan, settings, begin(plan, "backwards", "rules-1"))


def test_commits_keep_their_order_whatever_the_receipts_do(ingest: Ingest, newsroom: Newsroom) -> None:
    engine, begun = Backwards(), thread_time()
    tally = ingest.work(engine)
    assert 0 < tally.seconds["commit"] <= thread_time() - begun
    assert engine.steps == [0, 1, 2]
    assert (tally.added, tally.documents) == (5, 5)
    assert tally.snapshot is not None
    assert newsroom.values("SELECT count(*) FROM articles") == [5]


def test_a_lost_shard_is_a_failure(ingest: Ingest, newsroom: Newsroom) -> None:
    with pytest.raises(RuntimeError, match="lost shards of 3 steps"), ingest.recorded():
        ingest.work(Backwards(lost=1))
    assert newsroom.number == 0
    newsroom.run()
    assert newsroom.values("SELECT status FROM runs ORDER BY run_id") == ["failed", "done"]


def test_the_share_of_rejects_is_of_the_files_worked_on() -> None:
    assert Tally().reject_share == 0
    tally = Tally(added=2, changed=1, rejects=[Reject("a", None, "empty", "0 bytes")])
    assert tally.reject_share == 0.25


def test_run_ids_sort_by_time() -> None:
    ids = [new_run_id() for _ in range(3)]
    assert {len(run_id) for run_id in ids} == {32}
    assert [run_id[:12] for run_id in ids] == sorted(run_id[:12] for run_id in ids)
