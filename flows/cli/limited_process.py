"""Runs untrusted work, such as a query, in a process with limited time, memory and files."""

import ctypes
import os
import resource
import select
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import NamedTuple, NoReturn

from flows.cli.landlock import restrict
from flows.errors import DONE, FAILED, reporting_errors
from flows.system.forking import keeping_garbage

_SET_PDEATHSIG = 1
# Files that Python, DuckDB and Arrow read: libraries, the description of the machine, host names, time zones.
_SYSTEM = (
    "/usr /lib /lib64 /proc/self /proc/meminfo /proc/cpuinfo /proc/stat /sys/devices/system /sys/fs/cgroup"
    " /dev/zero /dev/urandom /etc/ld.so.cache /etc/localtime /etc/timezone"
).split()


class LimitError(Exception):
    """A query needs more time or memory than allowed."""

    exit_code = 1


class Limits(NamedTuple):
    """The limits of a process: wall-clock seconds, bytes of memory beyond its parent's, and files and folders."""

    seconds: float
    memory_bytes: int
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    has_network: bool = False


def run_limited(work: Callable[[], int], limits: Limits) -> int:
    """Do the work in a child process within the limits; returns its exit code, or 1 if it was stopped.

    The output of the work is printed at once; its errors are reported like those of a command. It may write into its
    own temporary folder, which is deleted, and into open files; not into any other file if the kernel has Landlock. The
    caller must not have opened a database: threads do not survive the fork.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    with tempfile.TemporaryDirectory(prefix="copydesk-query-") as scratch:
        parent, child = os.getpid(), _fork()
        if not child:
            _be_the_child(work, limits, Path(scratch), parent)
        try:
            return _wait(child, limits)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise


def make_limited(work: Callable[[], str], limits: Limits) -> tuple[int, str]:
    """Do work that makes a text in a child process within the limits; returns its exit code and the text."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="") as made:

        def write() -> int:
            made.write(work())
            made.flush()
            return DONE

        code = run_limited(write, limits)
        made.seek(0)
        return code, made.read() if code == DONE else ""


def _fork() -> int:
    with keeping_garbage(), warnings.catch_warnings():
        # Python cannot know that the child uses none of the missing threads.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _be_the_child(work: Callable[[], int], limits: Limits, scratch: Path, parent: int) -> NoReturn:
    code: object = FAILED
    try:
        with reporting_errors():
            _end_with(parent)
            _give_up_rights(limits, scratch)
            code = _work(work, limits)
            sys.stdout.flush()
    except SystemExit as leaving:
        code = leaving.code
    finally:
        with suppress(Exception):  # a failed output was already reported
            sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else FAILED)


def _work(work: Callable[[], int], limits: Limits) -> int:
    try:
        return work()
    except MemoryError:
        # Without the error as its context, which would keep the memory in use.
        raise LimitError(f"the query takes more than {limits.memory_bytes:,} bytes (setting query_bytes)") from None


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel was called
        os._exit(FAILED)


def _give_up_rights(limits: Limits, scratch: Path) -> None:
    tempfile.tempdir = str(scratch)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = limits.memory_bytes + _data_bytes()
    most = most if hard < 0 else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    python = (sys.prefix, sys.base_prefix, *filter(None, sys.path), str(Path(__file__).parents[2]))
    readable = (*map(Path, (*_SYSTEM, *python)), *limits.readable)
    restrict(readable, (scratch, Path(os.devnull), *limits.writable), has_network=limits.has_network)


def _data_bytes() -> int:
    """The memory of this process so far, most of it shared with its parent."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()


def _wait(child: int, limits: Limits) -> int:
    ended = _ended(child, limits.seconds)
    if not ended:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if not ended:
        return _stopped(f"the query was stopped after {limits.seconds:g} seconds (setting query_seconds)")
    if code < 0:
        name = signal.Signals(-code).name
        if name == "SIGPIPE":
            return 128 - code
        return _stopped(f"the query's process died of {name}; it may take {limits.memory_bytes:,} bytes (query_bytes)")
    return code


def _ended(child: int, seconds: float) -> bool:
    handle = os.pidfd_open(child)
    try:
        return bool(select.select([handle], [], [], None if seconds == inf else seconds)[0])
    finally:
        os.close(handle)


def _stopped(why: str) -> int:
    print(f"copydesk: {why}", file=sys.stderr)
    return FAILED
