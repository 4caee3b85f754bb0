"""The end of the process, without the interpreter's shutdown, which takes a fifth of a short command's time."""

import atexit
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

_IS_HURRIED = threading.Event()


def skip_shutdown() -> None:
    """Let this process end without the minutes in which Prefect tries to reach a missing server."""
    _IS_HURRIED.set()


@contextmanager
def preserving_exit_code() -> Iterator[None]:
    """Keep the exit code of the block, and exit with it at the very end, without the interpreter's shutdown.

    The shutdown searches the whole process for garbage, for 0.07 seconds. Prefect's threads outlive the flow and keep
    references to objects, about which DuckDB would print forty lines on standard error. The handler is registered
    before Prefect is imported, so it runs after all of Prefect's handlers, which stop its server.
    """
    code = [0]
    atexit.register(_leave, code)
    try:
        yield
    except SystemExit as leaving:
        code[0] = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        raise
    except BaseException:
        code[0] = 1
        raise
    finally:
        if _IS_HURRIED.is_set():
            exit_now(code[0])


def _leave(code: Sequence[int]) -> None:
    exit_now(code[0])


def exit_now(code: int = 0) -> None:
    """End the process at once; earlier handlers have closed everything important."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # it is None if it was closed before the start
            with suppress(OSError):
                stream.flush()
    os._exit(code)
