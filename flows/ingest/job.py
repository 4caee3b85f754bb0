"""The interface of engines, and the counts of a run."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flows.ingest.shard import FAILED, WORST, Receipt, RefineError, Shard
from flows.sources.source import Reject
from flows.system import clock
from warehouse import Snapshot, UnpublishedError
from warehouse.linking import Linked

# Called with the number of documents done since the last call.
Progress = Callable[[int], object]


class Engine(Protocol):
    """Runs the work: it yields receipts in any order, and may wrap a commit."""

    name: str

    def refine(self, shards: Iterable[Shard]) -> Iterator[Receipt]:
        """Refine all shards, a bounded number at a time; they may be iterated more than once."""

    def commit(self, commit: Callable[[], Snapshot], step: int) -> Snapshot:
        """Make a commit."""

    def link(self, link: Callable[[], Linked], step: int) -> Linked:
        """Link the documents of a commit, inside it."""


@dataclass(slots=True)
class Tally:
    """The results of a run: counts of files, CPU seconds by stage, and the newest snapshot.

    `wall_seconds` begin with the scan, `work_seconds` when the engine is ready.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    documents: int = 0
    rejects: list[Reject] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    fixes: Counter[str] = field(default_factory=Counter)
    edits: int = 0
    worst: list[tuple[int, str]] = field(default_factory=list)
    snapshot: Snapshot | None = None
    is_published: bool = True
    work_seconds: float = 0.0
    wall_seconds: float = 0.0

    @property
    def reject_share(self) -> float:
        """The rejected files of the run; a backfill works on documents, so no file arrives."""
        rejected = len(self.rejects)
        return rejected / max(1, rejected + (self.added + self.changed or self.documents))

    def add(self, receipt: Receipt) -> None:
        """Count the results of a shard; its rejects wait for the commit."""
        self.documents += receipt.document_count
        self.fixes.update(receipt.fixes)
        self.edits += receipt.edits
        self.worst = sorted((*self.worst, *receipt.worst), reverse=True)[:WORST]
        self.spend(receipt.stage_seconds)

    def refuse_to_fail_on_all(self) -> None:
        """Raise RefineError if no text at all could be refined: then the texts are not the cause."""
        failed = [reject for reject in self.rejects if reject.reason == FAILED]
        if len(failed) > 1 and not self.documents:
            raise RefineError(f"all of {len(failed):,} documents failed, the last with {failed[-1].detail}")

    def commit(self, commit: Callable[[], Snapshot]) -> Snapshot:
        """Make a commit; if it succeeds but is not published, the run continues and publishes at its end."""
        try:
            made, self.is_published = commit(), True
        except UnpublishedError as error:
            made, self.is_published = error.snapshot, False
        return made

    @property
    def number(self) -> int | None:
        """The newest snapshot's number; None before the first commit."""
        return self.snapshot.number if self.snapshot else None

    def spend(self, seconds: Mapping[str, float]) -> None:
        """Count CPU seconds by stage."""
        for stage, spent in seconds.items():
            self.seconds[stage] += spent


def new_run_id() -> str:
    """32 hexadecimal digits that begin with the time, so that ids sort by it."""
    return f"{int(clock.now().timestamp() * 1_000):012x}{secrets.token_hex(10)}"
