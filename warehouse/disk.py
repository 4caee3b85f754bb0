"""A store in a local folder: a file is visible only when complete, and a write is reported only when durable."""

import ctypes
import errno
import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    import pyarrow.dataset as ds

STAGING = "_staging"

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


class DiskStore:
    """Write to `_staging/`, flush, move to the final name, flush the folder.

    Every change of the file system is one call of a method below `# steps`, so that a subclass can record the steps,
    stop before one of them, or replay them up to any point.
    """

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.abspath(root))

    @property
    def root(self) -> str:
        """Absolute path of the folder; it need not exist yet."""
        return str(self._root)

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes under the key by renaming a flushed file."""
        with self.replacing(key) as staged:
            self._write(staged, data)

    @contextmanager
    def replacing(self, key: str) -> Iterator[Path]:
        """Give a path for a new file; at the end of the block it gets the name of the key, durably."""
        target = self._root / key
        with self._staged(target) as staged:
            yield staged
            self._flush(staged)
            self._replace(staged, target)
        self._flush_folder(target.parent)

    def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store the bytes by a hard link, which the kernel refuses if the name exists."""
        target = self._root / key
        with self._staged(target) as staged:
            self._write(staged, data)
            self._flush(staged)
            created = self._publish_if_absent(staged, target)
            if created:
                self._flush_folder(target.parent)
            with suppress(OSError):  # the write is done: a file that cannot be removed is left to gc
                self._unlink(staged)
        return created

    def refuse_unless_conditional(self) -> None:
        """No check is needed: link(2) is atomic, or fails at the first call."""

    def get(self, key: str) -> bytes:
        """Read the file."""
        return (self._root / key).read_bytes()

    def list(self, prefix: str) -> list[str]:
        """All keys under a folder, sorted; none if the folder does not exist."""
        found = []
        for folder, _, names in os.walk(self._root / prefix):
            relative = Path(folder).relative_to(self._root).as_posix()
            found += [f"{relative}/{name}" for name in names]
        return sorted(found)

    def sizes(self, prefix: str) -> dict[str, int]:
        """Lengths in bytes of the files under a folder; a file that disappears meanwhile is left out."""
        found = {}
        for key in self.list(prefix):
            with suppress(FileNotFoundError):
                found[key] = self.size(key)
        return found

    def delete(self, keys: Iterable[str]) -> None:
        """Remove the files, then flush their folders once."""
        paths = [self._root / key for key in keys]
        for path in paths:
            self._unlink(path)
        for folder in sorted({path.parent for path in paths if path.parent.is_dir()}):
            self._flush_folder(folder)

    def size(self, key: str) -> int:
        """Length of the file in bytes."""
        return (self._root / key).stat().st_size

    def modified_at(self, key: str) -> datetime:
        """The modification time of the file."""
        return datetime.fromtimestamp((self._root / key).stat().st_mtime, UTC)

    def let_read(self, database: "duckdb.DuckDBPyConnection") -> None:
        """DuckDB reads a disk by itself."""

    def dataset(self, keys: Sequence[str], schema: "pa.Schema") -> "ds.Dataset":
        """Read the files of the folder."""
        import pyarrow.dataset as ds  # noqa: PLC0415 - 30 ms, and only questions need it

        return ds.dataset([str(self._root / key) for key in keys], schema, format="parquet")

    def local_path(self, key: str) -> Path:
        """The path of the file, whether it exists or not."""
        return self._root / key

    @contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """Hold an exclusive lock named by a key; the kernel releases it when the process ends in any way."""
        path = self._root / key
        self._make_folder(path.parent)
        handle = open_lock(path)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _staged(self, target: Path) -> Iterator[Path]:
        """Give a unique path for the content of target; it is removed on failure."""
        staged = self._root / STAGING / f"{secrets.token_hex(8)}-{target.name}"
        self._make_folder(staged.parent)
        self._make_folder(target.parent)
        try:
            yield staged
        except BaseException as error:
            # The partial file must not continue to fill a full disk.
            with suppress(OSError):
                self._unlink(staged)
            if isinstance(error, OSError):
                error.filename = error.filename or str(target)
            raise

    # steps

    def _make_folder(self, path: Path) -> None:
        if path.is_dir():
            return
        self._make_folder(path.parent)
        path.mkdir(exist_ok=True)
        self._flush_folder(path.parent)

    def _write(self, path: Path, data: bytes) -> None:
        with path.open("xb") as file:
            file.write(data)

    def _flush(self, path: Path) -> None:
        with path.open("rb") as file:
            os.fsync(file.fileno())

    def _flush_folder(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def _publish_if_absent(self, source: Path, target: Path) -> bool:
        """Give the name target to the file source, unless the name exists; source may be gone afterwards."""
        try:
            os.link(source, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return rename_without_replacing(source, target)
        return True

    def _unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)


def open_lock(path: Path) -> int:
    """Open a file for locking, and create it if needed; a folder or a read-only file works too."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except (IsADirectoryError, PermissionError):
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        path.unlink()  # a link to itself, which no process can have opened
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def rename_without_replacing(source: Path, target: Path) -> bool:
    """Rename atomically if the target does not exist: for file systems without hard links (FAT, some FUSE).

    Returns False if the target exists. Raises OSError if the kernel or the file system does not support it: such a disk
    cannot store a warehouse with several writers, because a commit could be lost.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
        return True
    code = ctypes.get_errno()
    if code == errno.EEXIST:
        return False
    raise OSError(code, f"{os.strerror(code)}: this file system can neither link nor rename without replacing", target)
