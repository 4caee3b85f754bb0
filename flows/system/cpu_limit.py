"""Limits the CPU time of a block, even inside a regular expression."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# It is repeated in case the first one was raised in code that swallows exceptions, such as a destructor.
_AGAIN_SECONDS = 1.0


class DeadlineError(Exception):
    """The block exceeded its time."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the block with a DeadlineError after `seconds` of CPU time; a busy or suspended machine does not count.

    Only the main thread can be stopped so: in other threads the block has no limit.
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
