"""Watches a folder for changes; the scan finds out what changed."""

import os
from collections.abc import Iterator
from threading import Event

from watchfiles import watch

# Files that arrive together are one event.
QUIET_MS = 300
CHECK_MS = 1_000


def changes_of(folder: str, stop: Event) -> Iterator[bool]:
    """Yield True after a change, and False about once a second without changes, until the event is set.

    Temporary files of editors and copiers count too: a scan loads what it can, and their last change is another event.
    A folder that is missing, or replaced by another one, as by mounting, is a change; the watch continues on the new
    one.
    """
    is_other = False
    while not stop.is_set():
        watched = _identity(folder)
        try:
            for is_changed in _changes_below(folder, stop):
                yield is_changed or is_other
                is_other = _identity(folder) != watched
                if is_other:
                    break
        except FileNotFoundError:
            is_other = True
            yield True
            stop.wait(CHECK_MS / 1_000)


def _changes_below(folder: str, stop: Event) -> Iterator[bool]:
    """Watch the folder that has this name now, even if it is renamed."""
    nudges = watch(
        folder,
        watch_filter=None,
        debounce=4 * QUIET_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=CHECK_MS,
        yield_on_timeout=True,
    )
    return map(bool, nudges)


def _identity(folder: str) -> tuple[int, int] | None:
    """Device and inode of the folder; None if it is missing."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino
