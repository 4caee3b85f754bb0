"""The n-th call of the file system fails: below one folder, in this process, as SQLite tests itself."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)
BY_PATH = ("open", "replace", "rename", "link", "unlink", "mkdir", "listdir", "scandir", "stat")
BY_HANDLE = ("read", "write", "fsync", "pread", "fstat")


@dataclass
class Faults:
    """Counts the file calls below a folder, and lets the one of number `at` fail, all after it too where `lasting`."""

    folder: Path
    at: int = -1
    error: int = errno.EIO
    is_lasting: bool = False
    calls: list[str] = field(default_factory=list)

    def met(self, name: str, path: object) -> None:
        """Count a call, and raise where it is to fail."""
        where = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if not where.startswith(str(self.folder)):
            return
        number = len(self.calls)
        self.calls.append(f"{name} {os.path.relpath(where, self.folder)}")
        if number == self.at or (self.is_lasting and number > self.at >= 0):
            raise OSError(self.error, os.strerror(self.error), where)

    def by_path(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, counted."""

        def counted(path: object = ".", *more: Any, **named: Any) -> Any:
            self.met(name, path)
            return call(path, *more, **named)

        return counted

    def by_handle(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call on an open file, counted; a write that fails has written half."""

        def counted(handle: int, *more: Any) -> Any:
            try:
                self.met(name, _path_of(handle))
            except OSError:
                if name == "write":
                    call(handle, more[0][: len(more[0]) // 2])
                raise
            return call(handle, *more)

        return counted

    def opened(self, path: object, mode: str = "r", *more: Any, **named: Any) -> Any:
        """Open a file whose reads and writes are counted as well."""
        self.met("open", path if not isinstance(path, int) else _path_of(path))
        file = _OPEN(path, mode, *more, **named)
        return _Counted(file, self) if "b" in mode else file


class _Counted:
    """A file in which each read and write is a call that may fail."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_Counted":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def read(self, *size: int) -> Any:
        self._faults.met("read", _path_of(self._file.fileno()))
        return self._file.read(*size)

    def write(self, data: Any) -> int:
        try:
            self._faults.met("write", _path_of(self._file.fileno()))
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return int(self._file.write(data))


_OPEN, _READLINK = builtins.open, os.readlink


def _path_of(handle: int) -> str:
    return _READLINK(f"/proc/self/fd/{handle}").removesuffix(" (deleted)")


@contextmanager
def failing(faults: Faults) -> Iterator[Faults]:
    """Let file calls of this process fail for as long as the block lasts."""
    calls = {name: faults.by_path(name, getattr(os, name)) for name in BY_PATH}
    calls |= {name: faults.by_handle(name, getattr(os, name)) for name in BY_HANDLE}
    with patch.multiple(os, **calls), patch.object(io, "open", faults.opened), patch("builtins.open", faults.opened):
        yield faults
