"""`copydesk reprocess`: refines stored documents again by today's rules; new files go first."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from datetime import time as clock_time
from time import perf_counter
from typing import Any, NamedTuple

from flows.console import Console
from flows.errors import BLOCKED, DONE, UsageError, after_commit
from flows.ingest.boilerplate import with_boilerplate
from flows.ingest.commit_batches import ShardPosition, cut, shard_size, shards_of
from flows.ingest.job import Engine, Progress, Tally, new_run_id
from flows.ingest.lock import RunLock
from flows.ingest.recorded_job import RecordedJob
from flows.ingest.reviewed import reviews_in
from flows.ingest.rule_overrides import overrides_due, refuse_unknown_overrides
from flows.ingest.run_memory import limited_memory
from flows.ingest.run_records import Run
from flows.runs.incidents import Incidents, reporting_failure
from flows.runs.run import Request, answer_asked, do, find_server, show_to_readers
from flows.runs.summary import print_rejects
from flows.settings import Settings
from flows.sources.source import Source
from flows.system import clock
from transforms.rules import CATALOGUE
from transforms.version import rules_version
from warehouse import Change, DataFile, Warehouse, new_commit_id
from warehouse.damage import naming_damage, refuse_damaged
from warehouse.stale import StaleQuery, find_stale

TURN_SECONDS = 0.5
REJECT_NOTICE = "reprocess rejects"


class Scope(NamedTuple):
    """The selection of documents: those that the rules can change, of these paths, or seen since that day."""

    rules: tuple[str, ...] = ()
    path: str | None = None
    since: date | None = None


def refuse_unknown_rules(settings: Settings, scope: Scope) -> None:
    """Raise UsageError for an unknown rule in the settings or in the scope."""
    refuse_unknown_overrides(settings)
    if unknown := {code.upper() for code in scope.rules} - {rule.code for rule in CATALOGUE}:
        raise UsageError(f"no rule has the code {', '.join(sorted(unknown))}; `copydesk rules` lists them")


def reprocess(settings: Settings, scope: Scope, console: Console, *, direct: bool = False) -> int:
    """Refine stale documents again, and commit in steps; returns the exit code.

    An interrupted backfill continues: a document of today's rules is not stale. Between two steps the run lock is free,
    and requested scans are done first.
    """
    with reporting_failure(settings, console.warn, "reprocess") as incidents:
        with limited_memory(settings) as limited:
            code = _reprocess(limited, scope, console, incidents, direct=direct)
        if code == DONE:
            incidents.end(("reprocess", REJECT_NOTICE))
        return code


def _reprocess(settings: Settings, scope: Scope, console: Console, incidents: Incidents, *, direct: bool) -> int:
    warehouse, chosen = Warehouse(settings.warehouse), with_boilerplate(settings, console.warn)
    with naming_damage(warehouse):
        sources = stale_sources(warehouse, chosen, scope)
    if not sources:
        console.say("Nothing to do: none of these documents was cleaned by older rules or decisions.")
        return DONE
    if head := warehouse.head():  # the documents to clean must be the stored ones
        refuse_damaged(warehouse.store, head.of("documents"))
    server = None if direct else find_server(settings, console)
    version = rules_version(*settings.selections[0])
    run = Run(new_run_id(), "direct" if direct else "prefect", clock.now(), "", version)
    lock, tally = RunLock(settings.state_dir), Tally()
    steps = cut(sources, settings.commit_every, float("inf"))
    code = DONE
    with after_commit(lambda: tally.number):
        for number, group in enumerate(steps):
            with _waiting_for_lock(lock):
                step = ReprocessJob(chosen, run, group, number, tally, is_last=group is steps[-1])
                with step.recorded(), console.working(step.run.run_id, step.total) as progress:
                    do(step, progress, server)
            console.say(f"{tally.documents:,} of {len(sources):,} documents done, snapshot {tally.number}.")
            code = max(code, answer_asked(lock, settings, Request(direct=direct), console).code)
        print_rejects(console, tally.rejects, settings)
        show_to_readers(settings, tally)
        if not step.withheld:
            return code
        incidents.begin(REJECT_NOTICE, "withheld", run.run_id, step.withheld, run.run_id)
    return max(code, BLOCKED)


def stale_sources(warehouse: Warehouse, settings: Settings, scope: Scope) -> list[Source]:
    """The documents of a scope; raises UsageError for an unknown rule."""
    refuse_unknown_rules(settings, scope)
    codes = {code.upper() for code in scope.rules}
    rules = [rule for rule in CATALOGUE if rule.code in codes]
    anywhere = any(not rule.triggers for rule in rules)
    choice = StaleQuery(
        rules_version(*settings.selections[0]),
        overrides_due(settings),
        () if anywhere else tuple(sorted(codes)),
        () if anywhere else tuple(trigger for rule in rules for trigger in rule.triggers),
        scope.path,
        datetime.combine(scope.since, clock_time(), UTC) if scope.since else None,
    )
    return [
        Source(stale.uri, stale.doc_id, stale.byte_count, is_stored=True, selection=stale.due)
        for stale in find_stale(warehouse, choice)
    ]


@contextmanager
def _waiting_for_lock(lock: RunLock) -> Iterator[None]:
    """Take the run lock, after waiting for its holder."""
    while True:
        with lock.held() as is_ours:
            if is_ours:
                yield
                return
        time.sleep(TURN_SECONDS)


class ReprocessJob(RecordedJob):
    """One step of a backfill: one commit. The tally is that of the whole backfill."""

    kind = "reprocess"

    def __init__(
        self, settings: Settings, run: Run, sources: Sequence[Source], number: int, tally: Tally, *, is_last: bool
    ) -> None:
        super().__init__(settings, run, tally)
        self.name, self.total = f"{run.run_id}-{number}", len(sources)
        self._number, self._sources, self._is_last = number, sources, is_last
        self._commit_id = new_commit_id()
        most = shard_size(len(sources), settings)
        place = ShardPosition(number, self._commit_id, 0, None)
        self.shards = shards_of(sources, settings, most, place, reviews_in(self._warehouse))

    @property
    def withheld(self) -> str:
        """The reason why the backfill ends with exit 3 at its last step; empty if it does not."""
        is_many = self._is_last and self.tally.reject_share > self.settings.max_reject_share
        return f"documents rejected: {len(self.tally.rejects):,}" if is_many else ""

    def work(self, engine: Engine, progress: Progress) -> Tally:
        """Refine the step's documents and commit them."""
        start = perf_counter()
        head = self._warehouse.head()
        files: list[DataFile] = []
        for receipt in engine.refine(self.shards):
            self.tally.add(receipt)
            files += receipt.files
            self.tally.rejects += receipt.rejects
            progress(receipt.done_count)
        self.tally.refuse_to_fail_on_all()
        change = Change(
            commit_id=self._commit_id,
            run_key=self._key(),
            kind=self.kind,
            files=files,
            whole=self._catalogue(),
            base=head.number if head else 0,
        )
        self._commit(engine, self._number, change, self._row("done" if self._is_last else "step"))
        self.tally.work_seconds += perf_counter() - start
        return self.tally

    def counts(self) -> dict[str, Any]:
        """The columns of `runs` with counts; files do not change."""
        return {"rejected_count": len(self.tally.rejects), "stage_seconds": dict(self.tally.seconds)}

    def _key(self) -> str:
        """The key of the work: these documents, as this backfill found them, under today's rules."""
        work = (self.kind, self.run.run_id, self._number, [source.doc_id for source in self._sources])
        return hashlib.sha256(repr(work).encode()).hexdigest()
