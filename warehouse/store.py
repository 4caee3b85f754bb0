"""What the warehouse asks of a place that keeps bytes under names, be it a folder or a bucket."""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from warehouse.disk import DiskStore

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    import pyarrow.dataset as ds


class Store(Protocol):
    """A flat space of keys such as `_data/articles/17-0.parquet`; keys are `/`-separated and relative to the root.

    A key shows its whole content or does not exist, whatever is killed; `put` and `put_if_absent` return when the
    content is durable.
    """

    @property
    def root(self) -> str:
        """The root as DuckDB reads it: an absolute path, or a URI."""

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes, in place of any that were there."""

    def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store the bytes only where the key does not exist; say whether this call created it."""

    def refuse_unless_conditional(self) -> None:
        """Raise SharedWriteError where `put_if_absent` does not keep its word."""

    def get(self, key: str) -> bytes:
        """Read all bytes; FileNotFoundError where the key does not exist."""

    def list(self, prefix: str) -> list[str]:
        """All keys under a folder, at any depth, sorted; `prefix` ends with a slash."""

    def sizes(self, prefix: str) -> dict[str, int]:
        """Lengths in bytes of all keys under a folder, at any depth, by key; `prefix` ends with a slash."""

    def delete(self, keys: Iterable[str]) -> None:
        """Remove the keys, durably; a missing one is no error."""

    def size(self, key: str) -> int:
        """Length in bytes; FileNotFoundError where the key does not exist."""

    def modified_at(self, key: str) -> datetime:
        """When the key was written, by the store's clock, in UTC; FileNotFoundError where it does not exist."""

    def let_read(self, database: "duckdb.DuckDBPyConnection") -> None:
        """Let DuckDB read the files below the root, by the paths that begin with it."""

    def dataset(self, keys: Sequence[str], schema: "pa.Schema") -> "ds.Dataset":
        """Parquet files as one Arrow dataset with these columns; a column that a file lacks is null there."""

    def local_path(self, key: str) -> Path | None:
        """Where the key lies on this machine's disk; None in a bucket."""


def open_store(uri: str | Path) -> Store:
    """Open a root: a path, a file: URI, or what obstore takes (`s3://bucket/prefix`, `gs://…`, `memory:///`)."""
    scheme, separator, rest = str(uri).partition("://")
    if not separator:
        return DiskStore(Path(uri))
    if scheme == "file":
        return DiskStore(Path(rest))
    # Imported only where it is needed: obstore takes a while to load.
    from warehouse.bucket import open_bucket  # noqa: PLC0415

    return open_bucket(str(uri))


def digest(store: Store, key: str) -> str:
    """The sha256 of a key's bytes, in hex; FileNotFoundError where the key does not exist."""
    path = store.local_path(key)
    if path is None:
        return hashlib.sha256(store.get(key)).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def exclusively(store: Store, key: str) -> AbstractContextManager[None]:
    """Hold a lock among the processes of this machine; in a bucket there is none to hold."""
    return store.locked(key) if isinstance(store, DiskStore) else nullcontext()


def let_read(database: "duckdb.DuckDBPyConnection", root: str) -> None:
    """Let DuckDB read what lies below a store's root; a folder it reads anyway."""
    open_store(root).let_read(database)
