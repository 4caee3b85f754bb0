"""One run at a time on a warehouse: a lock that a kill releases, and marks by which others ask for a scan."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Wanted(NamedTuple):
    """A scan that was asked for."""

    seeds: str
    collection: str


class RunLock:
    """The lock of one state directory.

    Whoever wants a scan leaves a mark first and then tries the lock. The holder takes the marks before it scans and
    looks for new ones after it let go. So each mark is answered: by the one who left it, or by the holder.
    """

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "run.lock"
        self._marks = state_dir / "wanted"

    def ask(self, wanted: Wanted) -> None:
        """Leave a mark; two marks for the same scan are one."""
        self._marks.mkdir(parents=True, exist_ok=True)
        mark = json.dumps(wanted)
        name = hashlib.sha256(mark.encode()).hexdigest()[:16]
        beside = self._marks / f".{name}.{os.getpid()}"
        beside.write_text(mark, "utf-8")
        beside.replace(self._marks / name)

    def is_asked(self) -> bool:
        """Whether any mark is there."""
        return any(self._names())

    def take(self) -> Wanted | None:
        """Take one mark away and give what it asks for, None where there is none; only the holder may."""
        for mark in self._names():
            wanted = Wanted(*json.loads(mark.read_text("utf-8")))
            mark.unlink()
            return wanted
        return None

    def _names(self) -> list[Path]:
        return sorted(m for m in self._marks.glob("*") if not m.name.startswith(".")) if self._marks.is_dir() else []

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Try to hold the lock, without waiting; gives whether this process does."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)
