"""Reserved disk space: a file that is deleted when the disk is full, so that a commit can be completed."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from warehouse.disk import STAGING
from warehouse.publish import SCRIPT
from warehouse.store import Store

RESERVE = f"{STAGING}/reserve"
# A manifest of 4,000 files; after a compaction a warehouse has about a hundred.
BYTES = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
T = TypeVar("T")


def keep_reserve(store: Store) -> None:
    """Create the reserve if it is missing and there is room for it; a bucket needs none.

    It has random bytes, because a file system may store zeros without using space.
    """
    path = store.local_path(RESERVE)
    if path and not path.exists():
        with suppress(OSError):
            store.put(RESERVE, os.urandom(BYTES))


def with_room(store: Store, commit: Callable[[], T]) -> T:
    """Commit; if the disk is full, delete the reserve and try once more.

    Without a reserve the published script is deleted instead; it is made again after the collection.
    """
    try:
        return commit()
    except OSError as error:
        reserve = store.local_path(RESERVE)
        if error.errno not in _FULL or not reserve:
            raise
        store.delete([RESERVE if reserve.exists() else SCRIPT])
    return commit()
