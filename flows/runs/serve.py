"""`copydesk serve`: the scheduled deployments on its own server, and a scan as soon as files arrive."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from flows.console import Console
from flows.engines.prefect_access import AUTHENTICATION, announced
from flows.engines.prefect_server import EmbeddedServer, PrefectServer, find_server
from flows.engines.worker_pool import fork_servers_kept
from flows.errors import DONE, FAILED, said
from flows.runs.run import Request, run
from flows.runs.watch import changes_of
from flows.settings import Settings
from flows.system.process_exit import skip_shutdown

if TYPE_CHECKING:
    from prefect.runner import Runner

POLL_SECONDS = 5
STOP_SECONDS = 40  # Prefect gives a running run 30 of them
CHECK_SECONDS = 1.0
AGAIN_SECONDS, MOST_SECONDS = 5.0, 300.0


class _Part(Protocol):
    """A part of the service: a process or a thread."""

    def is_alive(self) -> bool:
        """Whether it has not ended."""


def serve(settings: Settings, cron: str, console: Console, *, watch: bool) -> int:
    """Serve until SIGTERM or Ctrl-C; returns the exit code.

    Scheduled runs are separate processes: a running one has half a minute to end, and the next one does the rest. Scans
    for new files are done in this process, where everything is loaded, and finish first, unless a second signal comes.
    """
    server = find_server(settings.state_dir, console.say, schedules=True, days=settings.prefect_days)
    server.wait()
    with stopped_by_signals() as stop, announced(settings.state_dir), scheduled(settings, cron) as schedule:
        watching = ", and watching it" if watch else ""
        console.say(f"Serving {settings.seeds} on the schedule {cron!r}, times in {settings.timezone}{watching}.")
        say_where(server, settings.state_dir, console)
        # A signal would interrupt a query of the main thread.
        answering = threading.Thread(target=_answer_drops, args=(settings, console, stop))
        parts: list[_Part] = [server, schedule]
        if watch:
            answering.start()
            parts.append(answering)
        while all(part.is_alive() for part in parts) and not stop.wait(CHECK_SECONDS):
            pass
        is_asked_to_stop = stop.is_set()
        stop.set()
        if watch:
            answering.join()
    if not server.is_alive():
        skip_shutdown()
    if not is_asked_to_stop:
        console.warn("The Prefect server, the schedule or the watch ended; start again.")
    return DONE if is_asked_to_stop else FAILED


def say_where(server: PrefectServer, state_dir: Path, console: Console) -> None:
    """Print how to see the runs on our own server."""
    if isinstance(server, EmbeddedServer):
        page, password = server.url.removesuffix("/api"), (state_dir / AUTHENTICATION).absolute()
        console.say(f"Its runs are shown at {page}; the password is in {password}, which only you can read.")


def _answer_drops(settings: Settings, console: Console, stop: threading.Event) -> None:
    """Scan after the watch has begun, so that no file is missed, and then after every change."""
    is_due, pause = True, AGAIN_SECONDS
    with fork_servers_kept():
        for is_changed in changes_of(settings.seeds, stop):
            if not (is_due or is_changed):
                continue
            is_due = not _run(settings, console)
            if is_due:  # each failure sends a notification: not every few seconds
                stop.wait(pause)
            pause = min(2 * pause, MOST_SECONDS) if is_due else AGAIN_SECONDS


def _run(settings: Settings, console: Console) -> bool:
    """Run; returns whether it succeeded: the next run may succeed after a failure."""
    try:
        run(settings, Request(), console)
    except Exception as error:
        console.warn(f"the run failed: {said(error)}")
        return False
    return True


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Make an event that SIGTERM and SIGINT set; the second signal ends the process at once, in the middle of work."""
    stop = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)  # the server and the workers notice it, and end
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def scheduled(settings: Settings, cron: str) -> Iterator[threading.Thread]:
    """Maintain the deployments and start their runs, in the given thread, during the block."""
    loop = asyncio.new_event_loop()
    runner = loop.run_until_complete(_runner(settings, cron))
    keeping = loop.create_task(runner.start())

    def keep() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(keeping)

    async def end() -> None:
        await runner.astop() if runner.started else keeping.cancel()

    thread = threading.Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        if thread.is_alive():
            asyncio.run_coroutine_threadsafe(end(), loop)
        thread.join(STOP_SECONDS)


async def _runner(settings: Settings, cron: str) -> "Runner":
    from prefect.runner import Runner  # noqa: PLC0415 - after the environment was set

    from flows.runs.deployments import deployments, keep_settings  # noqa: PLC0415
    from flows.runs.missed_slots import catch_up  # noqa: PLC0415

    # A deployment that was paused at the end would stay paused until a person resumes it.
    runner = Runner("copydesk", pause_on_shutdown=False, query_seconds=POLL_SECONDS, limit=2)
    keep_settings(settings)
    await catch_up([await runner.aadd_deployment(made) for made in await deployments(cron, settings.timezone)])
    return runner
