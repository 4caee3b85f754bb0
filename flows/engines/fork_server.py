"""The process that workers are forked from: what each would do first is done once, and its memory is shared."""

import atexit
import gc
import os
import signal
import stat
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import recv_handle, send_handle

from flows.system.process_exit import exit_now

STOPPED_SECONDS = 5
Prepare = Callable[[], object]
Serve = Callable[[Connection], object]
# Their threads hold locks, or are needed, and do not come along when a process is forked.
THREADED = ("prefect", "obstore")


class ForkServer:
    """A process that forks workers and waits for them; its methods may be called from any thread.

    `prepare` is done once, before the first is forked, and must leave no thread behind that a worker would need.
    `serve` is what a worker does with its pipe.

    The standard library's fork server is not used: it is started, not forked, which takes 0.7 CPU seconds more; the CPU
    time of its workers does not count as the run's; it needs a socket in some folder, and only private calls end it.
    """

    def __init__(self, prepare: Prepare, serve: Serve) -> None:
        self._pipe, theirs = Pipe()
        start = _fork_itself if may_fork() else _spawn
        self._process = start(theirs, prepare, serve)
        self._process.start()
        theirs.close()  # so that its death ends the pipe
        self._lock = threading.Lock()

    def fork(self) -> tuple[int, Connection]:
        """Fork a worker: its process id, and the pipe to it; EOFError or OSError where the nursery has died."""
        ours, theirs = Pipe()
        with theirs, self._lock:
            self._pipe.send(None)
            send_handle(self._pipe, theirs.fileno(), self._process.pid)
            return self._pipe.recv(), ours

    def end(self, worker: int) -> int | None:
        """Kill a worker where it has not ended yet, and give its exit code, once: None at a second call."""
        with self._lock, suppress(EOFError, OSError):
            self._pipe.send(worker)
            code: int | None = self._pipe.recv()
            return code
        with suppress(ProcessLookupError):  # where the nursery has died
            os.kill(worker, signal.SIGKILL)
        return None

    def close(self) -> None:
        """End the nursery; its workers must have ended."""
        self._pipe.close()
        self._process.join(STOPPED_SECONDS)


def may_fork() -> bool:
    """Whether this process can be forked as it is: no other thread may hold a lock just then.

    It saves what a new process takes to import once more, four tenths of a second.
    """
    return threading.active_count() == 1 and not any(name in sys.modules for name in THREADED)


def _fork_itself(pipe: Connection, prepare: Prepare, serve: Serve) -> BaseProcess:
    return get_context("fork").Process(target=_shut_in, args=(pipe, prepare, serve), daemon=True)


def _spawn(pipe: Connection, prepare: Prepare, serve: Serve) -> BaseProcess:
    return get_context("spawn").Process(target=_supervise, args=(pipe, prepare, serve), daemon=True)


def _shut_in(pipe: Connection, prepare: Prepare, serve: Serve) -> None:
    """Let go of the run's open files, its lock and its end of the pipe among them, and nurse."""
    gc.freeze()  # what the run left to collect stays: a DuckDB connection cannot be closed without its threads
    nowhere = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"):
        handle = int(name)
        with suppress(OSError):  # the listing's own
            # By a pipe of multiprocessing's each process learns that the other has ended.
            if handle > 2 and handle not in (pipe.fileno(), nowhere) and not stat.S_ISFIFO(os.fstat(handle).st_mode):
                os.dup2(nowhere, handle)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _supervise(pipe, prepare, serve)


def _supervise(pipe: Connection, prepare: Prepare, serve: Serve) -> None:
    """Fork a worker or end one, as it is asked, until the run ends or is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers itself
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # where it is ignored, nobody learns how a worker ended
    atexit.register(exit_now)
    prepare()
    gc.collect()
    gc.freeze()  # a worker's collector would touch each object, and so make a copy of all that is shared
    workers: set[int] = set()
    with suppress(EOFError, ConnectionError):  # the run has ended
        while True:
            asked: int | None = pipe.recv()
            if asked is None:
                worker = _fork(pipe, serve)
                workers.add(worker)
                pipe.send(worker)
            else:
                pipe.send(_end(asked) if asked in workers else None)
                workers.discard(asked)


def _fork(pipe: Connection, serve: Serve) -> int:
    """Fork a worker, which serves the pipe that is sent."""
    handle = recv_handle(pipe)
    worker = os.fork()
    if not worker:
        code = 1
        try:
            pipe.close()  # so that the death of the nursery ends it
            serve(Connection(handle))
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            exit_now(code)
    os.close(handle)
    return worker


def _end(worker: int) -> int:
    os.kill(worker, signal.SIGKILL)  # it has its number until it is waited for
    _, status = os.waitpid(worker, 0)
    return os.waitstatus_to_exitcode(status)
