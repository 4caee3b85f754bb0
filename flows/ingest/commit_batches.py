"""Divides a plan into steps, one for each commit, and selects what can be committed after the shards of a step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import pyarrow.compute as pc

from flows.ingest.arrow_rows import ArrowRows
from flows.ingest.diff import MOMENTARY, Arrival, Removal
from flows.ingest.rule_overrides import by_selection, with_selections
from flows.ingest.scan import Plan
from flows.ingest.shard import Receipt, Shard
from flows.settings import Settings
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Reject, Source
from transforms.review import Review
from warehouse import new_commit_id

# More documents, or more bytes, than this are worth another worker.
SMALL = 1_000
SMALL_BYTES = 8 << 20
# Long texts: a commit has about so many bytes if `commit_every` documents have more.
COMMIT_BYTES = 96 << 20


@dataclass(frozen=True, slots=True)
class Step:
    """The content of one commit: the sources that are refined for it, and the arrivals that wait for them."""

    number: int
    commit_id: int
    sources: ArrowRows[Source]
    arrivals: ArrowRows[Arrival]
    removals: tuple[Removal, ...]
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class ShardsOf:
    """The shards of some steps, made during iteration, one step at a time."""

    steps: Sequence[Step]
    settings: Settings
    reviews: Mapping[str, Review]

    def __iter__(self) -> Iterator[Shard]:
        """Yield the shards in order, numbered from 0."""
        first = 0
        most = shard_size(sum(len(step.sources) for step in self.steps), self.settings)
        for step in self.steps:
            sources, root = with_selections(step.sources, self.settings), self.settings.seeds
            where = ShardPosition(step.number, step.commit_id, first, root)
            shards = shards_of(sources, self.settings, most, where, self.reviews)
            yield from shards
            first += len(shards)


def steps_of(plan: Plan, settings: Settings) -> list[Step]:
    """Divide the work into commits of `commit_every` documents, or of COMMIT_BYTES on average, of about equal size.

    Arrivals with a live content come first and removals last, so that a renamed document is not retired and refined
    again. There is at least one step.
    """
    arrivals, sources = plan.changes.arrivals, plan.sources
    byte_count = pc.sum(sources.columns["byte_count"], min_count=0).as_py()
    count = max(-(-len(sources) // settings.commit_every), min(len(sources), byte_count // COMMIT_BYTES)) or 1
    each = -(-len(sources) // count) or 1
    source = pc.index_in(arrivals.columns["doc_id"], value_set=sources.columns["doc_id"])
    step = pc.divide(pc.fill_null(source, 0), each)
    in_order = arrivals.columns.take(pc.sort_indices(step))
    ends = [0, *accumulate(pc.sum(pc.equal(step, number), min_count=0).as_py() for number in range(count))]
    return [
        Step(
            number,
            new_commit_id(),
            sources[number * each : (number + 1) * each],
            ArrowRows(Arrival, in_order)[ends[number] : ends[number + 1]],
            plan.changes.removals if number == count - 1 else (),
            plan.rejects if number == 0 else (),
        )
        for number in range(count)
    ]


def cut(sources: Sequence[Source], most: int, most_bytes: float) -> list[list[Source]]:
    """Divide into pieces of at most `most` sources, about equal, and of at most `most_bytes` unless one has more."""
    if not sources:
        return []
    most = -(-len(sources) // -(-len(sources) // most))
    pieces: list[list[Source]] = [[]]
    size = 0
    for source in sources:
        if pieces[-1] and (len(pieces[-1]) == most or size + source.byte_count > most_bytes):
            pieces.append([])
            size = 0
        pieces[-1].append(source)
        size += source.byte_count
    return pieces


def shard_size(count: int, settings: Settings) -> int:
    """The most documents of a shard: as in the settings, or fewer, so that no worker is idle."""
    rounds = -(-count // (settings.shard_documents * settings.workers)) or 1
    return min(settings.shard_documents, max(SMALL, -(-count // (rounds * settings.workers))))


class ShardPosition(NamedTuple):
    """The context of shards: the step and id of their commit, the number of the first, and the root of their files."""

    step: int
    commit_id: int
    first: int
    root: str | None


def shards_of(
    sources: Sequence[Source], settings: Settings, most: int, place: ShardPosition, reviews: Mapping[str, Review]
) -> tuple[Shard, ...]:
    """Divide the sources of one commit into shards with one selection of rules and at most `most` documents.

    `reviews` are the decisions of people, by doc_id; a shard has those of its documents.
    """
    each = sum(source.byte_count for source in sources) / settings.workers
    most_bytes = min(settings.shard_bytes, max(SMALL_BYTES, each))
    pieces = [
        (selection, piece)
        for selection, some in by_selection(sources, settings)
        for piece in cut(some, most, most_bytes)
    ]
    return tuple(
        Shard(
            number=number,
            step=place.step,
            commit_id=place.commit_id,
            warehouse=settings.warehouse,
            root=place.root,
            sources=tuple(piece),
            reviews={s.doc_id: reviews[s.doc_id] for s in piece if s.doc_id in reviews} if reviews else {},
            limits=ArchiveLimits.of(settings),
            **selection._asdict(),
            text_seconds=settings.text_seconds,
        )
        for number, (selection, piece) in enumerate(pieces, place.first)
    )


def drop_rejected(step: Step, receipts: Sequence[Receipt]) -> tuple[list[Arrival], list[Reject]]:
    """Separate the arrivals of a step into those to commit and rejects, a row for each file of a bad content.

    A file that vanished or changed meanwhile is no evidence about other files of the same content: they wait for the
    next run. Such a reject has no doc_id, because its content was not refused.
    """
    refused = {r.doc_id: r for receipt in receipts for r in receipt.rejects}
    arrivals = [a for a in step.arrivals if a.doc_id not in refused]
    rejects = list(step.rejects)
    for arrival in step.arrivals:
        reject = refused.get(arrival.doc_id)
        if reject and reject.reason not in MOMENTARY:
            rejects.append(reject._replace(uri=arrival.uri))
        elif reject and reject.uri == arrival.uri:
            rejects.append(reject._replace(doc_id=None))
    return arrivals, rejects
