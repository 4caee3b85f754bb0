"""The run lock: one run at a time; a kill releases it, and other runs leave requests for a scan."""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flows.setting_types import is_bucket
from flows.settings import Settings
from flows.system.state_files import StateStore
from warehouse.disk import open_lock

_FOLDER = "wanted"
_MARK = re.compile("[0-9a-f]{16}")
_LOCKS = Path("/proc/locks")


class ScanRequest(NamedTuple):
    """A requested scan."""

    seeds: str
    collection: str


class Holder(NamedTuple):
    """The process that holds the lock, and since when (UTC)."""

    pid: int
    since: datetime


def wanted_by(settings: Settings) -> ScanRequest:
    """The scan of a root and a collection, independent of the working folder."""
    root = settings.seeds if is_bucket(settings.seeds) else os.path.abspath(settings.seeds)
    return ScanRequest(root, settings.collection_name)


class RunLock:
    """The lock of one state directory.

    A process that wants a scan first leaves a request and then tries the lock. The holder takes the requests before it
    scans, and checks for new ones after it released the lock. So each request is served: by the process that left it,
    or by the holder.
    """

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "run.lock"
        self._state = StateStore(state_dir)
        self._requests: dict[str, ScanRequest] = {}

    def taken_at(self) -> datetime | None:
        """When the lock was last taken (UTC), which is when the last scan began; None if it never was."""
        try:
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except OSError:
            return None

    def holder(self) -> Holder | None:
        """The holder of the lock, by the kernel's list; None without a holder, or if the system has no such list.

        The lock is not tried: a run that begins at that moment would see another run.
        """
        since = self.taken_at()
        if since is None or not _LOCKS.exists():
            return None
        inode = self._path.stat().st_ino
        found = re.search(rf"(?m)^\d+: FLOCK +\S+ +WRITE (\d+) \S+:{inode} ", _LOCKS.read_text("ascii"))
        return Holder(int(found[1]), since) if found else None

    def ask(self, wanted: ScanRequest) -> None:
        """Leave a request; two requests for the same scan are one."""
        mark = json.dumps(wanted).encode()
        name = _name(mark)
        self._requests[name] = wanted
        self._state.put(f"{_FOLDER}/{name}", mark)

    def is_asked(self) -> bool:
        """Whether there is any request."""
        return bool(self._names())

    def take(self) -> ScanRequest | None:
        """Remove and return one request, None without one; only the holder may call it.

        A damaged request is ignored, unless it is our own, which is known by its name.
        """
        for name in self._names():
            mark = self._state.read(f"{_FOLDER}/{name}")
            self._state.remove(f"{_FOLDER}/{name}")
            if mark is not None and _name(mark) == name:
                return ScanRequest(*json.loads(mark))
            if name in self._requests:
                return self._requests[name]
        return None

    def _names(self) -> list[str]:
        return [name for name in self._state.names(_FOLDER) if _MARK.fullmatch(name)]

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Try to take the lock, without waiting; yields whether this process holds it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = open_lock(self._path)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                os.utime(handle)
                yield True
        finally:
            os.close(handle)


def _name(mark: bytes) -> str:
    return hashlib.sha256(mark).hexdigest()[:16]
