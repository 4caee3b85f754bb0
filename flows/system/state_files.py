"""The state directory: disposable files, written durably; a damaged one does no harm."""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from flows.system.regular_file import open_regular
from warehouse.disk import STAGING, DiskStore

MOST_BYTES = 1 << 20
DAY = 86_400


class StateStore(DiskStore):
    """The files of one state directory; anything else in the place of a file or a folder is moved aside."""

    def read(self, key: str, most: int = MOST_BYTES) -> bytes | None:
        """Read a file; None if it is missing, not a regular file, longer than `most` bytes, or unreadable."""
        try:
            with open(open_regular(self._root / key), "rb") as file:
                raw = file.read(most + 1)
        except OSError:
            return None
        return raw if len(raw) <= most else None

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted; empty without such a folder."""
        path = self._root / folder
        return sorted(os.listdir(path)) if path.is_dir() else []

    def folder(self, key: str) -> Path:
        """A folder, which is made if it is missing."""
        self._make_folder(self._root / key)
        return self._root / key

    def put_aside(self, key: str) -> None:
        """Rename whatever has a key, if anything does."""
        path = self._root / key
        if os.path.lexists(path):
            self._put_aside(path)

    def remove(self, key: str) -> None:
        """Remove a file, if it exists; after a power failure it may exist again."""
        path = self._root / key
        try:
            self._unlink(path)
        except IsADirectoryError:
            self._put_aside(path)

    def sweep(self) -> None:
        """Delete files that killed writers staged a day ago or earlier."""
        for name in self.names(STAGING):
            path = self._root / STAGING / name
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > DAY:
                    self._unlink(path)

    def _make_folder(self, path: Path) -> None:
        if self._root in path.parents and os.path.lexists(path) and not path.is_dir():
            self._put_aside(path)
        super()._make_folder(path)

    def _replace(self, source: Path, target: Path) -> None:
        if target.is_dir():
            self._put_aside(target)
        super()._replace(source, target)

    def _put_aside(self, path: Path) -> None:
        super()._replace(path, self._root / f"damaged-{secrets.token_hex(8)}-{path.name}")
