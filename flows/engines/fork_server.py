"""The process that workers are forked from: it prepares once what each would load, and shares the memory."""

import atexit
import gc
import os
import signal
import stat
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import recv_handle, send_handle

from flows.system.forking import keep_garbage, keeping_garbage
from flows.system.process_exit import exit_now

STOPPED_SECONDS = 5
Prepare = Callable[[], object]
Serve = Callable[[Connection], object]
# Their threads hold locks, or are needed, and do not exist in a forked process.
THREADED = ("prefect", "obstore")


class ForkServer:
    """A process that forks workers and waits for them; its methods may be called from any thread.

    `prepare` runs once, before the first fork, and must not leave a thread that a worker needs.
    `serve` is the work of a worker on its pipe.

    The standard library's fork server is not used: it is started instead of forked, which takes 0.7 more CPU seconds;
    the CPU time of its workers is not counted for the run; it needs a socket in some folder, and only private calls end
    it.
    """

    def __init__(self, prepare: Prepare, serve: Serve) -> None:
        self._pipe, theirs = Pipe()
        start = _fork_itself if may_fork() else _spawn
        self._process = start(theirs, prepare, serve)
        with keeping_garbage(), _without_interrupts():
            self._process.start()
        theirs.close()  # so that its end closes the pipe
        self._lock = threading.Lock()

    def fork(self) -> tuple[int, Connection]:
        """Fork a worker: its process id, and the pipe to it; EOFError or OSError if the fork server has ended."""
        ours, theirs = Pipe()
        with theirs, self._lock:
            self._pipe.send(None)
            send_handle(self._pipe, theirs.fileno(), self._process.pid)
            return self._pipe.recv(), ours

    def end(self, worker: int) -> int | None:
        """Kill a worker unless it has ended, and return its exit code; None at a second call."""
        with self._lock, suppress(EOFError, OSError):
            self._pipe.send(worker)
            code: int | None = self._pipe.recv()
            return code
        with suppress(ProcessLookupError):  # if the fork server has ended
            os.kill(worker, signal.SIGKILL)
        return None

    def close(self) -> None:
        """End the fork server; its workers must have ended."""
        self._pipe.close()
        self._process.join(STOPPED_SECONDS)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Block Ctrl-C in this thread and the processes that it starts: a new one gets it while it still imports."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def may_fork() -> bool:
    """Whether this process can be forked as it is: no other thread may hold a lock at that moment.

    It saves the imports of a new process, 0.4 s.
    """
    return threading.active_count() == 1 and not any(name in sys.modules for name in THREADED)


def _fork_itself(pipe: Connection, prepare: Prepare, serve: Serve) -> BaseProcess:
    return get_context("fork").Process(target=_shut_in, args=(pipe, prepare, serve), daemon=True)


def _spawn(pipe: Connection, prepare: Prepare, serve: Serve) -> BaseProcess:
    resource_tracker.ensure_running()  # at its start it unblocks Ctrl-C
    return get_context("spawn").Process(target=_supervise, args=(pipe, prepare, serve), daemon=True)


def _shut_in(pipe: Connection, prepare: Prepare, serve: Serve) -> None:
    """Close the run's open files, including its lock and its end of the pipe, and serve."""
    keep_garbage()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"):
        handle = int(name)
        with suppress(OSError):  # that of the listing itself
            # Through a pipe of multiprocessing each process sees that the other has ended.
            if handle > 2 and handle not in (pipe.fileno(), nowhere) and not stat.S_ISFIFO(os.fstat(handle).st_mode):
                os.dup2(nowhere, handle)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _supervise(pipe, prepare, serve)


def _supervise(pipe: Connection, prepare: Prepare, serve: Serve) -> None:
    """Fork and end workers on request, until the run ends or is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which ends its workers itself
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # where it is ignored, the exit status of workers is lost
    atexit.register(exit_now)
    gc.disable()  # almost nothing of what is prepared is garbage, and one collection takes 0.1 s
    prepare()
    gc.freeze()  # the garbage collector of a worker would touch each object, and so copy all shared memory
    gc.enable()
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
    """Fork a worker, which serves the received pipe."""
    handle = recv_handle(pipe)
    worker = os.fork()
    if not worker:
        code = 1
        try:
            pipe.close()  # so that the end of the fork server ends it
            serve(Connection(handle))
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            exit_now(code)
    os.close(handle)
    return worker


def _end(worker: int) -> int:
    os.kill(worker, signal.SIGKILL)  # its process id is not reused before it is waited for
    _, status = os.waitpid(worker, 0)
    return os.waitstatus_to_exitcode(status)
