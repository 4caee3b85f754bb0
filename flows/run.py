"""One `copydesk run`: lock, scan, work, and the scans that others asked for meanwhile."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.failures import DONE, WITHHELD
from flows.inbox import InboxMissingError
from flows.lock import RunLock, Wanted
from flows.scan import Plan, ScanOptions, scan
from flows.settings import Settings
from flows.show import Progress, Show
from transforms.version import rules_version
from warehouse import Warehouse

if TYPE_CHECKING:
    from flows.ingest import Ingest, Tally
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

    Raises InboxMissingError where the root is missing.
    """
    if not Path(settings.seeds).is_dir():
        raise InboxMissingError(f"there is no folder {settings.seeds!r} to take files from")
    own = Wanted(os.path.abspath(settings.seeds), settings.collection_name)
    lock = RunLock(settings.state_dir)
    lock.ask(own)
    code = DONE
    while lock.is_asked():
        with lock.held() as is_ours:
            if not is_ours:
                show.say("Another run is at work on this warehouse; it scans again before it ends.")
                return code
            while wanted := lock.take():
                code = max(code, _answer(wanted, own, settings, request, show))
    return code


def _answer(wanted: Wanted, own: Wanted, settings: Settings, request: Request, show: Show) -> int:
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
    options = ScanOptions(rehash=request.rehash, allow_removals=request.allow_removals)
    with show.reading() as tick:
        plan = scan(settings, options, tick)
    show.left_out(plan)
    if plan.is_idle:
        show.idle(plan, settings, _stale(settings))
        return WITHHELD if plan.changes.withheld else DONE
    return _work(plan, settings, request, show)


def _stale(settings: Settings) -> int:
    """How many documents other rules than today's have cleaned."""
    return Warehouse(settings.warehouse).stale(rules_version(settings.select, settings.ignore))


def _work(plan: Plan, settings: Settings, request: Request, show: Show) -> int:
    server = None if request.direct else _find_server(settings.state_dir, show)
    from flows.ingest import Ingest, begin  # noqa: PLC0415 - not needed, and slow, where there is nothing to do

    record = begin(plan, "direct" if request.direct else "prefect", rules_version(settings.select, settings.ignore))
    ingest = Ingest(plan, settings, record)
    with ingest.recorded(), show.working(ingest) as progress:
        tally = _directly(ingest, progress) if server is None else _as_flow(ingest, progress, server)
    show.summary(ingest, tally)
    too_many = tally.reject_share > settings.max_reject_share
    return WITHHELD if too_many or plan.changes.withheld else DONE


def _directly(ingest: "Ingest", progress: Progress) -> "Tally":
    from flows.runners import DirectEngine  # noqa: PLC0415

    return ingest.work(DirectEngine(ingest.settings), progress)


def _find_server(state_dir: Path, show: Show) -> "PrefectServer":
    from flows.prefect_server import find_server  # noqa: PLC0415

    return find_server(state_dir, show.say)


def _as_flow(ingest: "Ingest", progress: Progress, server: "PrefectServer") -> "Tally":
    from flows.ingest_flow import run_as_flow  # noqa: PLC0415 - two seconds, while the server starts

    server.wait()
    return run_as_flow(ingest, progress)
