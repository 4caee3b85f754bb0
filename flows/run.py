"""One `copydesk run`: lock, scan, work, and the scans that others asked for meanwhile."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.correct import take_kept
from flows.ending import hurry
from flows.failures import DONE, WITHHELD, after_commit
from flows.inbox import InboxMissingError
from flows.lock import RunLock, Wanted
from flows.notify import tell_outcome, told_of_failure
from flows.scan import Plan, ScanOptions, remember_agreement, scan
from flows.selection import refuse_unknown, stale_documents
from flows.setting_types import is_bucket
from flows.settings import Settings
from flows.show import Progress, Show
from transforms.version import rules_version
from warehouse import Warehouse
from warehouse.damage import naming_damage

if TYPE_CHECKING:
    from flows.crew import Work
    from flows.job import Job, Tally
    from flows.prefect_server import PrefectServer


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked of a run, beside the settings."""

    direct: bool = False
    rehash: bool = False
    allow_removals: bool = False


def dry_run(settings: Settings, request: Request, show: Show) -> int:
    """Say what a run would do; writes nothing."""
    options = ScanOptions(rehash=request.rehash, allow_removals=request.allow_removals, keep=False)
    with show.reading() as tick:
        plan = scan(settings, options, tick)
    show.plan(plan)
    return DONE


def run(settings: Settings, request: Request, show: Show) -> int:
    """Run once, and again for whoever asked while this run held the lock; gives the exit code.

    Raises InboxMissingError where the root is missing, UsageError for a rule that there is not.
    """
    with told_of_failure(settings, show.warn):
        refuse_unknown(settings)
        if not is_bucket(settings.seeds) and not Path(settings.seeds).is_dir():
            raise InboxMissingError(f"there is no folder {settings.seeds!r} to take files from")
        root = settings.seeds if is_bucket(settings.seeds) else os.path.abspath(settings.seeds)
        own = Wanted(root, settings.collection_name)
        lock = RunLock(settings.state_dir)
        lock.ask(own)
        return answer_asked(lock, settings, request, show, own)


def answer_asked(lock: RunLock, settings: Settings, request: Request, show: Show, own: Wanted | None = None) -> int:
    """Do the scans that are asked for, while any is; leave them to another run that holds the lock."""
    code = DONE
    while lock.is_asked():
        with lock.held() as is_ours:
            if not is_ours:
                show.say("Another run is at work on this warehouse; it scans again before it ends.")
                return code
            while wanted := lock.take():
                code = max(code, _answer(wanted, own, settings, request, show))
    return code


def _answer(wanted: Wanted, own: Wanted | None, settings: Settings, request: Request, show: Show) -> int:
    """Do one scan and its work; what was lifted for this run holds for its own root alone."""
    chosen = settings.model_copy(update=wanted._asdict())
    if wanted == own:
        return run_once(chosen, request, show)
    try:
        return run_once(chosen, Request(direct=request.direct), show)
    except InboxMissingError as error:
        show.warn(f"{error}; another run had asked for it")
        return DONE


def run_once(settings: Settings, request: Request, show: Show) -> int:
    """Scan and, where there is work, do it; the caller holds the lock."""
    with naming_damage(Warehouse(settings.warehouse)):
        code, made = _take(settings, request, show)
    with after_commit(lambda: made):
        if made:
            from flows import upkeep  # noqa: PLC0415 - not needed, and slow, where there is nothing to do

            # Merging takes much memory: the plan is forgotten by now, and what it took is given back.
            pa.default_memory_pool().release_unused()
            upkeep.after_run(settings, show)
        take_kept(settings, show.say)
    return code


def _take(settings: Settings, request: Request, show: Show) -> tuple[int, int | None]:
    """Scan and work; gives the exit code, and the number of the newest snapshot that was made."""
    options = ScanOptions(rehash=request.rehash, allow_removals=request.allow_removals)
    # Found, or begun to start, once and where there is work: a start takes as long as hashing thousands of files.
    server = cache(lambda: None if request.direct else find_server(settings, show))
    with show.reading() as tick:
        plan = scan(settings, options, tick, server)
    show.left_out(plan)
    if not plan.is_idle:
        return _work(plan, settings, show, server)
    stale = 0 if plan.is_agreed else stale_documents(settings)
    show.idle(plan, settings, stale)
    if not (plan.is_agreed or stale or plan.changes.withheld):
        remember_agreement(plan)
    if plan.base:  # a run before this one may have died between its commit and the publication
        Warehouse(settings.warehouse).publish()
    return WITHHELD if plan.changes.withheld else DONE, None


def _work(
    plan: Plan, settings: Settings, show: Show, find: Callable[[], "PrefectServer | None"]
) -> tuple[int, int | None]:
    Warehouse(settings.warehouse).refuse_unless_safe()
    server = find()
    from flows.ingest import Ingest, begin  # noqa: PLC0415 - not needed, and slow, where there is nothing to do

    record = begin(plan, "prefect" if server else "direct", rules_version(settings.select, settings.ignore))
    ingest = Ingest(plan, settings, record)
    with after_commit(lambda: ingest.tally.number):
        with ingest.recorded(), show.working(ingest) as progress:
            tally = do(ingest, progress, server)
        show.summary(ingest, tally)
        show.stale(stale_documents(settings))
        is_withheld = tally.reject_share > settings.max_reject_share or bool(plan.changes.withheld)
        tell_outcome(ingest, tally, is_withheld, show.warn)
        show_to_readers(settings, tally)
    return WITHHELD if is_withheld else DONE, tally.number


def show_to_readers(settings: Settings, tally: "Tally") -> None:
    """Publish what could not be published when it was committed; raises UnpublishedError where it still cannot."""
    if tally.snapshot and not tally.is_published:
        Warehouse(settings.warehouse).show(tally.snapshot)


def find_server(settings: Settings, show: Show) -> "PrefectServer":
    """Find or begin to start the Prefect server; see `flows.prefect_server`."""
    from flows import prefect_server  # noqa: PLC0415

    return prefect_server.find_server(settings.state_dir, show.say, days=settings.prefect_days)


def do(job: "Job", progress: Progress, server: "PrefectServer | None") -> "Tally":
    """Do a job as a flow on the server, or directly where there is none."""
    from flows.runners import DirectEngine, refiner  # noqa: PLC0415

    # Before Prefect is imported: its threads would be in the way.
    with refiner(job.settings, job.total) as refine:
        if server is None:
            return job.work(DirectEngine(job.settings, refine), progress)
        return _do_as_flow(job, progress, server, refine)


def _do_as_flow(job: "Job", progress: Progress, server: "PrefectServer", refine: "Work") -> "Tally":
    from flows.ingest_flow import run_as_flow  # noqa: PLC0415 - two seconds, while the server starts
    from flows.prefect_server import ServerFailedError  # noqa: PLC0415

    server.wait()
    try:
        return run_as_flow(job, progress, refine)
    except Exception as error:
        if server.answers():
            raise
        hurry()
        raise ServerFailedError("the Prefect server does not answer any more; run again") from error
