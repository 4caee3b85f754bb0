"""One `copydesk run`: lock, scan, work, and the scans that other runs requested meanwhile."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from flows.console import Console
from flows.errors import BLOCKED, DONE, after_commit
from flows.ingest.boilerplate import with_boilerplate
from flows.ingest.lock import RunLock, ScanRequest, wanted_by
from flows.ingest.rule_overrides import refuse_unknown_overrides, stale_documents
from flows.ingest.run_memory import limited_memory
from flows.ingest.run_records import RunJournal
from flows.ingest.scan import Plan, ScanOptions, save_fingerprint, scan
from flows.ingest.scan_cache import cache_path
from flows.runs.corrections import record_kept_corrections
from flows.runs.incidents import Incidents, reporting_failure
from flows.runs.kept_decisions import why_ignored
from flows.runs.reviews import record_kept_reviews as take_reviews
from flows.runs.run_notices import (
    DECISIONS_NOTICE,
    REMOVAL_NOTICE,
    UNREAD_NOTICE,
    report_killed,
    report_outcome,
    report_recovered,
    report_stale,
)
from flows.runs.summary import print_idle, print_left_out, print_plan, print_stale, print_summary, unread_text
from flows.setting_types import is_bucket
from flows.settings import Settings
from flows.sources.folder import InboxMissingError
from flows.system.compiled_patterns import COMPILED_PATTERNS, CompiledPatterns
from flows.system.kept_file import kept_path
from flows.system.process_exit import skip_shutdown
from transforms.version import rules_version
from warehouse import Snapshot, Warehouse
from warehouse.damage import naming_damage

if TYPE_CHECKING:
    from flows.engines.prefect_server import PrefectServer
    from flows.engines.worker_pool import Work
    from flows.ingest.job import Progress, Tally
    from flows.ingest.recorded_job import RecordedJob


@dataclass(frozen=True, slots=True)
class Request:
    """The options of a run on the command line, besides the settings."""

    direct: bool = False
    rehash: bool = False
    allow_removals: bool = False


class Outcome(NamedTuple):
    """The result of a run: exit code, message, and the run and the newest snapshot that it made, if any."""

    code: int
    text: str
    run_id: str | None = None
    snapshot: Snapshot | None = None


SKIPPED = Outcome(DONE, "another run is using this warehouse and scans again before it ends")


def dry_run(settings: Settings, request: Request, console: Console) -> int:
    """Print what a run would do; writes nothing."""
    options = ScanOptions(rehash=request.rehash, allow_removals=request.allow_removals, keep=False)
    with console.reading() as tick:
        plan = scan(with_boilerplate(settings, console.warn), options, tick)
    print_plan(console, plan)
    return DONE


def run(settings: Settings, request: Request, console: Console) -> int:
    """Do `attempt`, and print the reason for exit 3 at the end; returns the exit code."""
    outcome = attempt(settings, request, console)
    if outcome.code == BLOCKED:
        stands = f"snapshot {outcome.snapshot.number} is committed; " if outcome.snapshot else ""
        console.warn(f"Exit {BLOCKED}: {stands}{outcome.text}")
    return outcome.code


def attempt(settings: Settings, request: Request, console: Console) -> Outcome:
    """Run once, and again for requests of others while this run held the lock; SKIPPED if another run does it.

    Raises InboxMissingError if the root is missing, UsageError for an unknown rule.
    """
    if _seems_mistyped(settings):  # the warehouse is not unwell because of it
        refuse_missing(settings)
    with reporting_failure(settings, console.warn):
        refuse_unknown_overrides(settings)
        refuse_missing(settings)
        own = wanted_by(settings)
        lock = RunLock(settings.state_dir)
        lock.ask(own)
        with limited_memory(settings) as limited:
            return answer_asked(lock, limited, request, console, own)


def refuse_missing(settings: Settings) -> None:
    """Raise InboxMissingError if the root of the files is a folder that does not exist."""
    if not is_bucket(settings.seeds) and not Path(settings.seeds).is_dir():
        raise InboxMissingError(f"there is no folder {settings.seeds!r} to load files from")


def _seems_mistyped(settings: Settings) -> bool:
    """Whether the root is an option of the command line and was never scanned."""
    scanned = cache_path(settings.state_dir, settings.collection_name, settings.seeds)
    return settings.is_flag("seeds") and not scanned.exists()


def answer_asked(
    lock: RunLock, settings: Settings, request: Request, console: Console, own: ScanRequest | None = None
) -> Outcome:
    """Do requested scans as long as there are any; leave them to another run that holds the lock."""
    outcome = SKIPPED
    while lock.is_asked():
        with lock.held() as is_ours:
            if not is_ours:
                console.say("Another run is using this warehouse; it scans again before it ends.")
                return outcome
            while wanted := lock.take():
                outcome = max(_answer(wanted, own, settings, request, console), outcome, key=lambda each: each.code)
    return outcome


def _answer(
    wanted: ScanRequest, own: ScanRequest | None, settings: Settings, request: Request, console: Console
) -> Outcome:
    """Do one scan and its work; the options of this run apply to its own root only."""
    chosen = settings.model_copy(update=wanted._asdict())
    if wanted == own:
        return run_once(chosen, request, console)
    try:
        return run_once(chosen, Request(direct=request.direct), console)
    except InboxMissingError as error:
        text = f"{error}; another run had requested it"
        console.warn(text)
        with suppress(InboxMissingError), reporting_failure(chosen, console.warn):
            raise
        return Outcome(DONE, text)


def run_once(settings: Settings, request: Request, console: Console) -> Outcome:
    """Scan and, if there is work, do it; the caller holds the lock."""
    settings = with_boilerplate(settings, console.warn)
    incidents = Incidents(settings, console.warn)
    report_killed(incidents, RunJournal(settings.state_dir))
    # First, so that new documents are cleaned with the existing decisions of people.
    ignored = [why_ignored(take_reviews, settings, console.say)]
    with naming_damage(Warehouse(settings.warehouse)):
        outcome = _take(settings, request, console, incidents)
    with after_commit(lambda: outcome.snapshot.number if outcome.snapshot else None):
        if outcome.snapshot:
            from flows.runs import maintenance as upkeep  # noqa: PLC0415 - slow, and not needed without work

            # Merging needs much memory: the plan is freed by now.
            pa.default_memory_pool().release_unused()
            upkeep.after_run(settings, console, outcome.snapshot)
        with naming_damage(Warehouse(settings.warehouse)):
            ignored.append(why_ignored(record_kept_corrections, settings, console.say))
        outcome = _blocked_by(outcome, filter(None, ignored), incidents, DECISIONS_NOTICE)
        if outcome.code == DONE:
            report_recovered(incidents, outcome.run_id)
        report_stale(incidents, settings)
    return outcome


def _take(settings: Settings, request: Request, console: Console, incidents: Incidents) -> Outcome:
    """Scan and work; unreadable files end with exit 3."""
    options = ScanOptions(rehash=request.rehash, allow_removals=request.allow_removals)
    # Found or started once, and only if there is work: a start takes as long as hashing thousands of files.
    server = cache(lambda: None if request.direct else find_server(settings, console))
    with console.reading() as tick:
        plan = scan(settings, options, tick, server)
    print_left_out(console, plan, settings)
    outcome = _act(plan, settings, console, server, incidents)
    return _blocked_by(outcome, [unread_text(plan)] if plan.unread else [], incidents, UNREAD_NOTICE)


def _blocked_by(outcome: Outcome, problems: Iterable[str], incidents: Incidents, notice: str) -> Outcome:
    """The outcome with exit 3 if there are problems, which are reported under a name."""
    if not (text := "; ".join(problems)):
        return outcome
    incidents.begin(notice, "withheld", text, text, outcome.run_id)
    return outcome._replace(code=BLOCKED, text=f"{outcome.text}; {text}" if outcome.code else text)


def _act(
    plan: Plan, settings: Settings, console: Console, server: Callable[[], "PrefectServer | None"], incidents: Incidents
) -> Outcome:
    changes = plan.changes
    is_news = bool(changes.withheld) and incidents.is_news(REMOVAL_NOTICE, changes.withheld_mark)
    if is_news or not plan.is_idle:
        return _work(plan, settings, console, server, incidents, must_record=is_news)
    if not (plan.is_up_to_date or plan.stale or plan.changes.withheld):
        save_fingerprint(plan)
    if plan.base:  # an earlier run may have been killed between its commit and the publication
        Warehouse(settings.warehouse).publish(plan.head)
    print_idle(console, plan, settings, plan.stale)
    if not changes.withheld:
        return Outcome(DONE, "nothing to do")
    incidents.begin(REMOVAL_NOTICE, "withheld", changes.withheld_mark, changes.withheld_text)
    return Outcome(BLOCKED, changes.withheld_text)


def _work(
    plan: Plan,
    settings: Settings,
    console: Console,
    find: Callable[[], "PrefectServer | None"],
    incidents: Incidents,
    *,
    must_record: bool,
) -> Outcome:
    Warehouse(settings.warehouse).refuse_unless_safe()
    server = find()
    with COMPILED_PATTERNS.in_use():
        from flows.ingest.ingest import Ingest, begin  # noqa: PLC0415 - slow, and not needed without work

    record = begin(plan, "prefect" if server else "direct", rules_version(*settings.selections[0]))
    ingest = Ingest(plan, settings, record, must_record=must_record)
    with after_commit(lambda: ingest.tally.number):
        with ingest.recorded(), console.working(ingest.run.run_id, ingest.total) as progress:
            tally = do(ingest, progress, server)
        print_summary(console, ingest, tally)
        if plan.stale or settings.overrides:  # otherwise none is stale: a run cleans by the due rules
            print_stale(console, settings, stale_documents(settings))
        report_outcome(ingest, tally, incidents, console.warn)
        show_to_readers(settings, tally)
    counts = f"{tally.added} added, {tally.changed} changed, {tally.removed} removed, {len(tally.rejects)} rejected"
    return Outcome(BLOCKED if ingest.withheld else DONE, ingest.withheld or counts, record.run_id, tally.snapshot)


def show_to_readers(settings: Settings, tally: "Tally") -> None:
    """Publish a snapshot that could not be published at its commit; raises UnpublishedError if it fails again."""
    if tally.snapshot and not tally.is_published:
        Warehouse(settings.warehouse).show(tally.snapshot)


def find_server(settings: Settings, console: Console) -> "PrefectServer":
    """Find the Prefect server, or begin to start it; see `flows.engines.prefect_server`."""
    from flows.engines import prefect_server  # noqa: PLC0415

    return prefect_server.find_server(settings.state_dir, console.say, days=settings.prefect_days)


def do(job: "RecordedJob", progress: "Progress", server: "PrefectServer | None") -> "Tally":
    """Do a job as a flow on the server, or directly without one."""
    from flows.engines.runners import DirectEngine, refiner  # noqa: PLC0415

    # Before Prefect is imported: its threads would prevent a fork.
    with refiner(job.settings, job.total) as refine:
        if server is None:
            return job.work(DirectEngine(job.settings, refine), progress)
        return _do_as_flow(job, progress, server, refine)


def _do_as_flow(job: "RecordedJob", progress: "Progress", server: "PrefectServer", refine: "Work") -> "Tally":
    with CompiledPatterns(kept_path("prefect_client")).in_use():
        from flows.engines.prefect_flow import run_as_flow  # noqa: PLC0415 - two seconds, while the server starts
    from flows.engines.prefect_server import ServerFailedError  # noqa: PLC0415

    server.wait()
    try:
        return run_as_flow(job, progress, refine)
    except Exception as error:
        if server.answers():
            raise
        skip_shutdown()
        raise ServerFailedError(server.silence) from error
