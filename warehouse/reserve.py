"""Room on a full disk: a file that is kept for nothing else than to be deleted then."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from warehouse.disk import STAGING
from warehouse.publish import SCRIPT
from warehouse.store import Store

RESERVE = f"{STAGING}/reserve"
# A manifest of 4,000 files; after a compaction a warehouse has some hundred.
BYTES = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
T = TypeVar("T")


def keep_reserve(store: Store) -> None:
    """Put the reserve there where it is not, unless there is no room for it; a bucket needs none.

    Random bytes, since a file system may store zeros in no space at all.
    """
    path = store.local_path(RESERVE)
    if path and not path.exists():
        with suppress(OSError):
            store.put(RESERVE, os.urandom(BYTES))


def with_room(store: Store, commit: Callable[[], T]) -> T:
    """Commit; where the disk is full, delete the reserve and try once more.

    A warehouse without a reserve gives the published script for it, which is made again after the collection.
    """
    try:
        return commit()
    except OSError as error:
        reserve = store.local_path(RESERVE)
        if error.errno not in _FULL or not reserve:
            raise
        store.delete([RESERVE if reserve.exists() else SCRIPT])
    return commit()
