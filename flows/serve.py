"""`copydesk serve`: the scheduled deployments on a server of its own, and a scan as soon as files land."""

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from flows.failures import DONE, FAILED, UsageError
from flows.prefect_server import announced, find_server
from flows.run import Request, run
from flows.settings import Settings, is_bucket
from flows.show import Show
from flows.watch import changes_of

EVERY_QUARTER = "*/15 * * * *"
POLL_SECONDS = 5
STOP_SECONDS = 20
CHECK_SECONDS = 1.0
AGAIN_SECONDS = 5.0


def serve(settings: Settings, cron: str, show: Show, *, watch: bool) -> int:
    """Serve until SIGTERM or Ctrl-C, which let a run under way end; a second one does not. Gives the exit code.

    Cron runs are processes of their own; scans that dropped files ask for are done in this one, which is warm.
    """
    if watch and (is_bucket(settings.seeds) or not Path(settings.seeds).is_dir()):
        raise UsageError(f"--watch needs a folder; {settings.seeds!r} is none. Without it, the schedule scans")
    server = find_server(settings.state_dir, show.say, schedules=True)
    server.wait()
    with stopped_by_signals() as stop, announced(settings.state_dir), scheduled(settings, cron):
        show.say(f"Serving {settings.seeds} on the schedule {cron!r}{', and watching it' if watch else ''}.")
        # A signal would break into a query of the main thread.
        answering = threading.Thread(target=_answer_drops, args=(settings, show, stop))
        if watch:
            answering.start()
        while server.is_alive() and (answering.is_alive() or not watch) and not stop.wait(CHECK_SECONDS):
            pass
        is_asked_to_stop = stop.is_set()
        stop.set()
        if watch:
            answering.join()
    if not is_asked_to_stop:
        show.warn("The Prefect server or the watch ended; start again.")
    return DONE if is_asked_to_stop else FAILED


def _answer_drops(settings: Settings, show: Show, stop: threading.Event) -> None:
    """Scan once the watch has begun, so that nothing lands in between, and then whenever something changed."""
    is_due = True
    for is_changed in changes_of(settings.seeds, stop):
        if is_due or is_changed:
            is_due = not _run(settings, show)


def _run(settings: Settings, show: Show) -> bool:
    """Run; gives whether it could: a failure is told, and tried again after a while."""
    try:
        run(settings, Request(), show)
    except Exception as error:  # whatever fails in one run, the next one may do
        show.warn(f"the run failed: {type(error).__name__}: {error}")
        time.sleep(AGAIN_SECONDS)
        return False
    return True


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set; the second signal interrupts."""
    stop = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def scheduled(settings: Settings, cron: str) -> Iterator[None]:
    """Keep the deployments and start their runs, in a thread, for as long as the block lasts."""
    loop = asyncio.new_event_loop()
    ready: list[Callable[[], object]] = []
    is_ready = threading.Event()
    failed: list[BaseException] = []

    def keep() -> None:
        task = loop.create_task(_keep(settings, cron, is_ready.set))
        ready.append(task.cancel)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        except Exception as error:
            failed.append(error)
        is_ready.set()

    thread = threading.Thread(target=keep, daemon=True)
    thread.start()
    is_ready.wait()
    if failed:
        raise failed[0]
    try:
        yield
    finally:
        loop.call_soon_threadsafe(ready[0])
        thread.join(STOP_SECONDS)


async def _keep(settings: Settings, cron: str, is_ready: Callable[[], object]) -> None:
    from prefect.runner import Runner  # noqa: PLC0415 - after the environment was set

    from flows.deploy import deployments  # noqa: PLC0415

    # A deployment that was paused at the end would stay so until somebody resumed it.
    runner = Runner("copydesk", pause_on_shutdown=False, query_seconds=POLL_SECONDS, limit=2)
    chosen = settings.model_dump(exclude_unset=True, mode="json")
    for deployment in await deployments(cron, chosen):
        await runner.aadd_deployment(deployment)
    is_ready()
    await runner.start()
