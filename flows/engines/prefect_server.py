"""An embedded Prefect server: a process that ends with its run.

`python -m flows.engines.prefect_server` is that process. Prefect's own subprocess server is not used: it starts only
after Prefect is imported, needs no authentication, and keeps running after a run is killed.
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
from flows.system.compiled_patterns import CompiledPatterns
from flows.system.kept_file import kept_path
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
RETRIES = "2"  # our own killed server does not restart: its run fails in seconds instead of minutes


class ServerFailedError(RuntimeError):
    """The embedded server ended, or was not ready in time."""

    exit_code = 1


class PrefectServer(Protocol):
    """A server for flows; `silence` says what to do if it does not answer."""

    silence: str

    def wait(self) -> None:
        """Wait until it answers."""

    def is_alive(self) -> bool:
        """Whether it still runs or will be started again."""

    def answers(self) -> bool:
        """Whether it can be reached now."""


class GivenServer:
    """The server that PREFECT_API_URL names; others start and stop it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.silence = (
            f"no Prefect server answers at {url} (PREFECT_API_URL); start it, unset the variable,"
            " or run without Prefect: --direct"
        )

    def wait(self) -> None:
        """Nothing to do: Prefect itself waits for it, and reports failures."""

    def is_alive(self) -> bool:
        """Always true: it may restart."""
        return True

    def answers(self) -> bool:
        """Whether it answers, even with a refusal."""
        return bool(_health(self._url))


class EmbeddedServer:
    """A server on a free port of this machine, which starts at once.

    The environment must be set for Prefect. The server ends at the exit of this process, after all exit handlers that
    were registered later: Prefect delivers its last events at exit.
    """

    silence = "the Prefect server no longer answers; run again"

    def __init__(self, state_dir: Path, *, schedules: bool = False) -> None:
        self._state_dir = state_dir
        self._is_ready = False
        self._log = home_of(state_dir) / LOG
        self.auth_string = new_auth_string()
        self._log.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.engines.prefect_server", *([SCHEDULES] if schedules else [])],
                stdin=subprocess.PIPE,  # its end shows the server that this process has ended
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PREFECT_SERVER_API_AUTH_STRING": self.auth_string},
                start_new_session=True,  # Ctrl-C is for the run, which must still report it to the server
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
        """Whether its process is running."""
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
    """Set Prefect's environment, and return the server of PREFECT_API_URL or of `copydesk serve`, or start one.

    A started server makes scheduled runs only on request, and keeps its records for so many days. Call this before
    Prefect is imported. A second call for the same directory returns the same server.
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
        say(f"Running on the Prefect server of the running `copydesk serve`, {url}.")
        return GivenServer(url)
    keep_days(days)
    wait = "about ten seconds" if ready_database(home) else "about twenty seconds the first time"
    say(f"Starting Prefect, {wait}.")
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", RETRIES)
    _STARTED[state_dir] = server = EmbeddedServer(state_dir, schedules=schedules)
    os.environ.update(PREFECT_API_URL=server.url, PREFECT_API_AUTH_STRING=server.auth_string)
    return server


def is_healthy(url: str) -> bool:
    """Whether a Prefect server at an address answers that it is healthy."""
    return _health(url) == b"true"


def _health(url: str) -> bytes:
    """The health answer of a server; empty if none answers."""
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
    """Run the server: print the address, then that it is ready, and end when standard input ends."""
    listener = socket.socket()
    listener.bind((HOST, 0))
    origin = f"http://{HOST}:{listener.getsockname()[1]}"
    print(f"{origin}/api", flush=True)
    os.environ.update(PREFECT_SERVER_CORS_ALLOWED_ORIGINS=origin, PREFECT__SERVER_FINAL="1")
    if SCHEDULES in sys.argv:
        os.environ.update(PREFECT_UI_API_URL=f"{origin}/api", PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT="false")
        os.environ["PREFECT_UI_STATIC_DIRECTORY"] = str(Path(os.environ["PREFECT_HOME"]) / "ui")
    else:
        os.environ.update(PREFECT_UI_ENABLED="0", PREFECT__SERVER_EPHEMERAL="1")  # without the services for schedules
    gc.disable()  # imported modules are not garbage: collecting there takes a sixth of the start
    import uvicorn  # noqa: PLC0415 - the address is printed before the slow part

    server = uvicorn.Server(uvicorn.Config(_guarded_app, factory=True, log_level="error", lifespan="on"))
    threading.Thread(target=_announce_when_ready, args=(server,), daemon=True).start()
    threading.Thread(target=_end_with_the_run, args=(server,), daemon=True).start()
    threading.Thread(target=_keep_log_small, daemon=True).start()
    server.run(sockets=[listener])
    exit_now()  # the run waits for it, and the interpreter's shutdown takes a second


def _guarded_app() -> "ASGIApp":
    """Prefect's application, only for requests to names of this machine, as a protection against DNS rebinding."""
    with CompiledPatterns(kept_path("prefect_server")).in_use():
        from prefect.server.api.server import create_app  # noqa: PLC0415 - slow
        from prefect.server.services import perpetual_services  # noqa: PLC0415
        from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415

        for service in perpetual_services._PERPETUAL_SERVICES:
            if "vacuum" in service.function.__name__:  # Prefect deletes old records only in a server for schedules
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
    """Begin a new file if the log of the handle is long; one older file is kept."""
    if os.fstat(handle).st_size <= most:
        return
    path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        os.dup2(log.fileno(), handle)


def _end_with_the_run(server: "uvicorn.Server") -> None:
    sys.stdin.read()
    server.should_exit = True
    time.sleep(SHUTDOWN_SECONDS)
    os._exit(0)  # an open connection would keep it running


if __name__ == "__main__":
    serve_prefect()
