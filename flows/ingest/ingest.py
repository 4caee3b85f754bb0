"""The driver of a run: submits shards, collects receipts, commits every step; the same with and without Prefect."""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from flows.ingest.commit_batches import SMALL, ShardsOf, Step, drop_rejected, steps_of
from flows.ingest.diff import Arrival, Removal
from flows.ingest.job import Engine, Progress, Tally, new_run_id
from flows.ingest.recorded_job import RecordedJob
from flows.ingest.reviewed import reviews_in
from flows.ingest.run_records import Columns, Run, arrival_rows, reject_rows
from flows.ingest.scan import Plan, is_known, remember_rejects
from flows.ingest.shard import Receipt, Shard
from flows.settings import Settings
from flows.sources.source import Reject
from flows.system import clock
from warehouse import Change


def begin(plan: Plan, engine: str, rules_version: str) -> Run:
    """Start the record of a run."""
    started_at = datetime.fromtimestamp(plan.scanned_ns / 1e9, UTC)
    return Run(new_run_id(), engine, started_at, plan.collection, rules_version)


class Ingest(RecordedJob):
    """One run of a plan."""

    kind = "ingest"

    def __init__(self, plan: Plan, settings: Settings, run: Run, *, must_record: bool = False) -> None:
        """Prepare the run; `must_record` is whether it writes its row even without changes."""
        super().__init__(settings, run, Tally())
        self.plan, self._must_record = plan, must_record
        self.name, self.total = run.run_id, len(plan.sources)
        self.steps = steps_of(plan, settings)
        # All shards of all steps; those of a large job are made during iteration.
        shards = ShardsOf(self.steps, settings, reviews_in(self._warehouse, plan.head))
        self.shards: Iterable[Shard] = shards if self.total > SMALL else tuple(shards)
        self.tally.spend(plan.stage_seconds)

    @property
    def withheld(self) -> str:
        """The reason why the run ends with exit 3; empty if it does not."""
        return "; ".join(filter(None, (self.rejected_text, self.plan.changes.withheld_text)))

    @property
    def rejected_text(self) -> str:
        """A message if more files were rejected than the settings allow; else empty."""
        share = self.tally.reject_share
        is_many = share > self.settings.max_reject_share
        return f"documents rejected: {len(self.tally.rejects):,}, {share:.0%} of this run" if is_many else ""

    def work(self, engine: Engine, progress: Progress = lambda _: None) -> Tally:
        """Do the run."""
        start = perf_counter()
        self._work(engine, progress)
        remember_rejects(self.plan, self.tally.rejects)
        self.tally.work_seconds = perf_counter() - start
        self.tally.wall_seconds = (clock.now() - self.run.started_at).total_seconds()
        return self.tally

    def _work(self, engine: Engine, progress: Progress) -> None:
        receipts: dict[int, list[Receipt]] = {step.number: [] for step in self.steps}
        waiting = deque(self.steps)
        self._finish_complete(waiting, receipts, engine)
        for receipt in engine.refine(self.shards):
            receipts[receipt.step].append(receipt)
            progress(receipt.done_count)
            self._finish_complete(waiting, receipts, engine)
        if waiting:
            raise RuntimeError(f"the {engine.name} engine lost shards of {len(waiting)} steps")

    def _finish_complete(self, waiting: deque[Step], receipts: dict[int, list[Receipt]], engine: Engine) -> None:
        """Commit, in their order, the steps with all their receipts."""
        while waiting and sum(map(_accounted, receipts[waiting[0].number])) == len(waiting[0].sources):
            step = waiting.popleft()
            self._finish(step, receipts.pop(step.number), engine)

    def _finish(self, step: Step, receipts: Sequence[Receipt], engine: Engine) -> None:
        """Commit a step with all its receipts, unless it changes nothing."""
        arrivals, rejects = drop_rejected(step, receipts)
        news = [r for r in rejects if not is_known(r, self.plan.rejected)]
        self._count(arrivals, step.removals, news, receipts)
        is_last = step is self.steps[-1]
        if not (arrivals or step.removals or news or (is_last and (self.tally.snapshot or self._must_record))):
            return
        status = "withheld" if self.plan.changes.withheld else "done"
        row = self._row(status if is_last else "step", (is_last and self.withheld) or None)
        change = Change(
            commit_id=step.commit_id,
            run_key=self._key(step),
            kind=self.kind,
            files=[file for receipt in receipts for file in receipt.files],
            rows=self._rows(arrivals, step.removals, news),
            whole=self._catalogue() if self.tally.snapshot is None else {},
            base=self.plan.base,
        )
        self._commit(engine, step.number, change, row)

    def _count(
        self,
        arrivals: Sequence[Arrival],
        removals: Sequence[Removal],
        rejects: Sequence[Reject],
        receipts: Sequence[Receipt],
    ) -> None:
        changed = sum(a.previous_doc_id is not None for a in arrivals)
        self.tally.changed += changed
        self.tally.added += len(arrivals) - changed
        self.tally.removed += len(removals)
        self.tally.rejects.extend(rejects)
        for receipt in receipts:
            self.tally.add(receipt)
        self.tally.refuse_to_fail_on_all()

    def counts(self) -> dict[str, Any]:
        """The columns of `runs` with counts."""
        tally = self.tally
        return {
            "files_seen": self.plan.files_seen,
            "documents_added": tally.added,
            "documents_changed": tally.changed,
            "documents_removed": tally.removed,
            "rejected_count": len(tally.rejects),
            "withheld_count": len(self.plan.changes.withheld),
            "stage_seconds": dict(tally.seconds),
        }

    def _rows(
        self, arrivals: Sequence[Arrival], removals: Sequence[Removal], rejects: Sequence[Reject]
    ) -> dict[str, Columns]:
        rows = {}
        if arrivals or removals:
            rows["arrivals"] = arrival_rows(self.run, self.plan.scanned_ns, arrivals, removals)
        if rejects:
            rows["rejects"] = reject_rows(self.run, self.plan.scanned_ns, rejects)
        return rows

    def _key(self, step: Step) -> str:
        """The key of the work of a step: the replaced and new contents, the rules and the snapshot.

        The snapshot is part of it, because a file that changes back and forth causes the same replacement again.
        """
        work = (self.plan.collection, self.plan.base, self.run.rules_version, step.number)
        moved = (tuple(step.arrivals), step.removals, step.rejects)
        return hashlib.sha256(repr((work, moved)).encode()).hexdigest()


def _accounted(receipt: Receipt) -> int:
    return receipt.document_count + len(receipt.rejects)
