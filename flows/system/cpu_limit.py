"""Limits the CPU time of a block, even inside a regular expression."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# It comes again where the first one fell into code that swallows exceptions, as a destructor does.
_AGAIN_SECONDS = 1.0


class DeadlineError(Exception):
    """The block was not done in its time."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the block by a DeadlineError after `seconds` of processor time; a busy or stopped machine takes none away.

    Only the main thread can be ended so: in any other the block has no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise DeadlineError(f"not done after {seconds:,.1f} seconds")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
