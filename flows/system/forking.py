"""Forking a process that may hold databases: a DuckDB connection cannot be closed in a process without its threads."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_garbage() -> Iterator[None]:
    """Fork within this block: the child never collects the garbage of its parent.

    A child that does not leave the block calls `keep_garbage` first of all.
    """
    parent, was_enabled = os.getpid(), gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if os.getpid() != parent:
            keep_garbage()
        elif was_enabled:
            gc.enable()


def keep_garbage() -> None:
    """Collect garbage from now on, but none that there is already."""
    gc.freeze()
    gc.enable()
