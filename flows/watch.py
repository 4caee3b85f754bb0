"""Noticing that something changed in a folder; what changed is for the scan to find out."""

from collections.abc import Iterator
from threading import Event

from watchfiles import watch

# Files that land together are one nudge.
QUIET_MS = 300
CHECK_MS = 1_000


def changes_of(folder: str, stop: Event) -> Iterator[bool]:
    """Give True after something changed, and False about once a second while nothing does, until the event is set.

    Editors' and copiers' files under way count too: a scan takes what it can, and their last change nudges again.
    """
    nudges = watch(
        folder,
        watch_filter=None,
        debounce=4 * QUIET_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=CHECK_MS,
        yield_on_timeout=True,
    )
    for changed in nudges:
        yield bool(changed)
