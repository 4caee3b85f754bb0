"""An embedded Prefect server: a process beside the run that lives as long as the run does, and no longer.

`python -m flows.engines.prefect_server` is that process. Prefect's own subprocess server is not used: it starts only
after Prefect is imported, asks no authentication, and outlives a run that is killed.
"""

import atexit
import gc
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol
from urllib.error import HTTPError

from flows.engines.prefect_access import HOST, LOOPBACK, drop_socks, find_announced, new_auth_string
from flows.engines.prefect_home import home_of, keep_days, mark_ready, prepare_home, ready_database
from flows.system.process_exit import exit_now

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

STARTUP_SECONDS = 120
SHUTDOWN_SECONDS = 5
READY = "ready"
SCHEDULES = "schedules"
HEALTH_SECONDS = 2
LOG, MOST_LOG_BYTES, LOG_SECONDS = "server.log", 4 << 20, 60.0
RETRIES = "2"  # a server of our own that was killed does not come back: its run fails in seconds, not in minutes


class ServerFailedError(RuntimeError):
    """The embedded server ended, or was not ready in time."""

    exit_code = 1


class PrefectServer(Protocol):
    """A server that a flow can run on."""

    def wait(self) -> None:
        """Wait until it answers."""

    def is_alive(self) -> bool:
        """Whether it has not ended for good."""

    def answers(self) -> bool:
        """Whether it can be reached now."""


class GivenServer:
    """The server that PREFECT_API_URL names: somebody else's to start and stop."""

    def __init__(self, url: str) -> None:
        self._url = url

    def wait(self) -> None:
        """Prefect itself waits for it, and complains of it."""

    def is_alive(self) -> bool:
        """It may come back."""
        return True

    def answers(self) -> bool:
        """Whether it says anything, be it that it refuses."""
        return bool(_health(self._url))


class EmbeddedServer:
    """A server on a free port of this machine, that begins to start at once.

    The environment is Prefect's already. It ends at the exit of this process, after what was registered
    to run then since: Prefect delivers its last events at exit.
    """

    def __init__(self, state_dir: Path, *, schedules: bool = False) -> None:
        self._state_dir = state_dir
        self._is_ready = False
        self._log = home_of(state_dir) / LOG
        self.auth_string = new_auth_string()
        self._log.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.engines.prefect_server", *([SCHEDULES] if schedules else [])],
                stdin=subprocess.PIPE,  # its end is how the server learns that this process has died
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PREFECT_SERVER_API_AUTH_STRING": self.auth_string},
                start_new_session=True,  # Ctrl-C is for the run, which still has to tell the server of it
            )
        atexit.register(self.stop)
        self.url = self._line()

    def wait(self) -> None:
        """Wait until it answers; raises ServerFailedError."""
        if not self._is_ready:
            self._line()
            mark_ready(self._state_dir)
        self._is_ready = True

    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self._process.poll() is None

    answers = is_alive

    def stop(self) -> None:
        """End the server; a second call does nothing."""
        atexit.unregister(self.stop)
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _line(self) -> str:
        line = _read_line(self._process.stdout, STARTUP_SECONDS) if self._process.stdout else ""
        if not line:
            self._process.kill()
            raise ServerFailedError(f"the embedded Prefect server did not start; see {self._log}")
        return line


_STARTED: dict[Path, EmbeddedServer] = {}


def find_server(
    state_dir: Path, say: Callable[[str], object], *, schedules: bool = False, days: float = 14
) -> PrefectServer:
    """Set Prefect's environment, and give the server of PREFECT_API_URL, that of `copydesk serve`, or start one.

    One that is started makes runs for schedules only where it is told to, and keeps its records for so many days. Call
    it before Prefect is imported. A second call for the same directory gives the same server.
    """
    if state_dir in _STARTED:
        return _STARTED[state_dir]
    home = prepare_home(state_dir)
    if url := os.environ.get("PREFECT_API_URL"):
        say(f"Running on the Prefect server at {url}.")
        return GivenServer(url)
    drop_socks(os.environ)
    if announced := find_announced(state_dir):
        os.environ.update(announced)
        url = announced["PREFECT_API_URL"]
        say(f"Running on the Prefect server of the `copydesk serve` at work here, {url}.")
        return GivenServer(url)
    keep_days(days)
    wait = "about ten seconds" if ready_database(home) else "about twenty seconds, this first time"
    say(f"Starting Prefect, {wait}.")
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", RETRIES)
    _STARTED[state_dir] = server = EmbeddedServer(state_dir, schedules=schedules)
    os.environ.update(PREFECT_API_URL=server.url, PREFECT_API_AUTH_STRING=server.auth_string)
    return server


def is_healthy(url: str) -> bool:
    """Whether a Prefect server answers at an address, and finds itself well."""
    return _health(url) == b"true"


def _health(url: str) -> bytes:
    """What a server says of its health; nothing where none answers."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=HEALTH_SECONDS) as answer:
            return bytes(answer.read())
    except HTTPError as refusal:
        return str(refusal).encode()
    except (OSError, ValueError, HTTPException):
        return b""


def _read_line(stream: IO[str], seconds: float) -> str:
    """Read a line; empty at the end of the stream or of the time."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        return stream.readline().strip() if selector.select(seconds) else ""


def serve_prefect() -> None:
    """Be the server: tell the address, then that it is ready, and end when standard input does."""
    listener = socket.socket()
    listener.bind((HOST, 0))
    origin = f"http://{HOST}:{listener.getsockname()[1]}"
    print(f"{origin}/api", flush=True)
    os.environ.update(PREFECT_SERVER_CORS_ALLOWED_ORIGINS=origin, PREFECT__SERVER_FINAL="1")
    if SCHEDULES in sys.argv:
        os.environ.update(PREFECT_UI_API_URL=f"{origin}/api", PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT="false")
        os.environ["PREFECT_UI_STATIC_DIRECTORY"] = str(Path(os.environ["PREFECT_HOME"]) / "ui")
    else:
        os.environ.update(PREFECT_UI_ENABLED="0", PREFECT__SERVER_EPHEMERAL="1")  # without what looks after schedules
    gc.disable()  # what is imported stays: looking for garbage in it takes a sixth of the start
    import uvicorn  # noqa: PLC0415 - the address is told before the slow part

    server = uvicorn.Server(uvicorn.Config(_guarded_app, factory=True, log_level="error", lifespan="on"))
    threading.Thread(target=_announce_when_ready, args=(server,), daemon=True).start()
    threading.Thread(target=_end_with_the_run, args=(server,), daemon=True).start()
    threading.Thread(target=_keep_log_small, daemon=True).start()
    server.run(sockets=[listener])
    exit_now()  # the run waits for it, and taking the interpreter apart takes a second


def _guarded_app() -> "ASGIApp":
    """Give Prefect's application, for requests to the names of this machine alone: no page can rebind its own."""
    from prefect.server.api.server import create_app  # noqa: PLC0415 - slow
    from prefect.server.services import perpetual_services  # noqa: PLC0415
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415

    for service in perpetual_services._PERPETUAL_SERVICES:
        if "vacuum" in service.function.__name__:  # Prefect trims in a server for schedules alone
            service.run_in_ephemeral = True
    return TrustedHostMiddleware(create_app(), LOOPBACK)


def _announce_when_ready(server: "uvicorn.Server") -> None:
    while not server.started:
        time.sleep(0.02)
    print(READY, flush=True)
    gc.freeze()
    gc.enable()


def _keep_log_small() -> None:
    while True:
        roll_log(sys.stderr.fileno(), Path(os.environ["PREFECT_HOME"]) / LOG)
        time.sleep(LOG_SECONDS)


def roll_log(handle: int, path: Path, most: int = MOST_LOG_BYTES) -> None:
    """Begin a new file where the log that is written by the handle is long; one older file stays."""
    if os.fstat(handle).st_size <= most:
        return
    path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        os.dup2(log.fileno(), handle)


def _end_with_the_run(server: "uvicorn.Server") -> None:
    sys.stdin.read()
    server.should_exit = True
    time.sleep(SHUTDOWN_SECONDS)
    os._exit(0)  # a connection that nobody closes would keep it


if __name__ == "__main__":
    serve_prefect()
