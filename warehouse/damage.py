"""Finds the files of a warehouse that are missing or changed."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pyarrow as pa

from warehouse.publish import published_problems, published_snapshot
from warehouse.snapshot import BrokenManifestError, DataFile, LostSnapshotError, Snapshot, load, manifest_key
from warehouse.store import Store, digest
from warehouse.warehouse import Warehouse

_DUCKDB = ("duckdb", "_duckdb")
# Errors of a query and not of its files: for them no file is read again.
_OF_QUERIES = frozenset(
    f"{kind}Exception"
    for kind in (
        *("Parser", "Syntax", "Binder", "Catalog", "Permission", "Conversion", "OutOfRange", "NotImplemented"),
        *("Interrupt", "OutOfMemory"),
    )
)
# A pipe that was closed, a full disk or a missing right is no damage. Arrow's errors have no number.
_OF_FILES = (None, errno.ENOENT, errno.EIO)
WAY_ON = "`copydesk repair` repairs the warehouse"


class DamagedError(RuntimeError):
    """A file of the warehouse is missing or damaged; nothing was changed."""

    exit_code = 1


class NotAWarehouseError(FileNotFoundError):
    """No snapshot was ever committed at this root."""

    exit_code = 2


class Damage(NamedTuple):
    """The problem of each file, by its key in the store.

    `manifests` are those of kept snapshots, `data` are files of the checked snapshot, `older` are files of other kept
    snapshots only, `published` are the three published files.
    """

    manifests: dict[str, str]
    data: dict[str, str]
    older: dict[str, str]
    published: dict[str, str]

    def __bool__(self) -> bool:
        """Whether any file has a problem."""
        return any(self)

    def rows(self) -> list[tuple[str, str]]:
        """All problems, as rows of path and problem."""
        return [row for part in self for row in part.items()]


def find_damage(warehouse: Warehouse, head: Snapshot) -> Damage:
    """Read every file that a query may open, and compare it with its hash."""
    store = warehouse.store
    known = {file.path for file in head.all_files} | set(head.lost)
    older = {file.path: file for other in warehouse.snapshots() for file in other.all_files if file.path not in known}
    bad = bad_files(store, older.values())
    # Garbage collection may have deleted some of these snapshots in the meantime.
    kept = {file.path for other in warehouse.snapshots() for file in other.all_files} if bad else set()
    return Damage(
        dict(_bad_manifests(warehouse, head.swept.oldest)),
        bad_files(store, head.all_files),
        {path: problem for path, problem in bad.items() if path in kept},
        published_problems(store, head),
    )


def bad_files(store: Store, files: Iterable[DataFile]) -> dict[str, str]:
    """The files that are missing or changed, by path, with the problem."""
    return {file.path: problem for file in files if (problem := _problem(store, file))}


def refuse_damaged(store: Store, files: Iterable[DataFile]) -> None:
    """Raise DamagedError if one of the files is missing or changed: results from it would be wrong."""
    if bad := bad_files(store, files):
        (path, problem), *more = bad.items()
        others = f", and {len(more)} more files" if more else ""
        raise DamagedError(f"{store.root}/{path} is damaged ({problem}){others}; {WAY_ON}")


def refuse_no_warehouse(warehouse: Warehouse) -> None:
    """Raise DamagedError for a root that lost its manifests, NotAWarehouseError for one that never had any."""
    if published_snapshot(warehouse.store):
        raise DamagedError(f"{warehouse.store.root} has lost all its manifests; {WAY_ON}")
    raise NotAWarehouseError(
        f"{warehouse.store.root} is not a warehouse: no snapshot was ever committed there; `copydesk run` does"
    )


@contextmanager
def naming_damage(warehouse: Warehouse) -> Iterator[None]:
    """Raise DamagedError, which says what to do, if the block cannot read and a snapshot is damaged."""
    try:
        yield
    except Exception as error:
        refuse_if_unreadable(warehouse, error)
        raise


def refuse_if_unreadable(warehouse: Warehouse, error: Exception) -> None:
    """Raise DamagedError if an error is one of reading, and a file of the newest or an older snapshot is damaged."""
    if not _is_of_reading(error):
        return
    newest = set(head.all_files) if (head := warehouse.head()) else set()
    refuse_damaged(warehouse.store, newest)
    refuse_damaged(warehouse.store, {file for older in warehouse.snapshots() for file in older.all_files} - newest)


def _is_of_reading(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _OF_FILES
    kind = type(error)
    return isinstance(error, pa.ArrowInvalid) or (kind.__module__ in _DUCKDB and kind.__name__ not in _OF_QUERIES)


def refuse_lost_head(store: Store, head: Snapshot | None) -> None:
    """Raise DamagedError if a later snapshot was published than the newest with a manifest."""
    published = published_snapshot(store)
    if published and published.number > (head.number if head else 0):
        raise DamagedError(f"{store.root}/{manifest_key(published.number)} is damaged (missing); {WAY_ON}")


def _bad_manifests(warehouse: Warehouse, oldest: int) -> Iterator[tuple[str, str]]:
    """The unreadable manifests, and the missing ones that garbage collection did not delete, from `oldest` on."""
    numbers, published = warehouse.numbers(), published_snapshot(warehouse.store)
    newest = max([*numbers, published.number if published else 0])
    for number in sorted({*numbers, *range(max([oldest, *numbers[:1]]), newest + 1)}):
        key = manifest_key(number)
        try:
            load(warehouse.store.get(key), key)
        except LostSnapshotError:
            continue
        except FileNotFoundError:
            yield key, "missing"
        except (OSError, BrokenManifestError) as error:
            yield key, str(error.__cause__ or error)


def _problem(store: Store, file: DataFile) -> str | None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - 12 ms, and only damage needs it

    try:
        size = store.size(file.path)
        if size != file.bytes:
            return f"{size} bytes; the manifest has {file.bytes}"
        if file.sha256 is not None:
            return None if digest(store, file.path) == file.sha256 else "its sha256 differs from the manifest"
        rows = pq.read_metadata(store.local_path(file.path) or pa.BufferReader(store.get(file.path))).num_rows
    except FileNotFoundError:
        return "missing"
    except (OSError, pa.ArrowInvalid) as error:
        return str(error)
    return None if rows == file.rows else f"{rows} rows; the manifest has {file.rows}"
