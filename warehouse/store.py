"""The interface of a store, which keeps bytes under names: a folder or a bucket."""

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
    """A flat store of keys such as `_data/articles/17-0.parquet`; keys are `/`-separated and relative to the root.

    A key has its whole content or does not exist, also after a crash; `put` and `put_if_absent` return when the content
    is durable.
    """

    @property
    def root(self) -> str:
        """The root for DuckDB: an absolute path, or a URI."""

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes, and replace existing ones."""

    def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store the bytes only if the key does not exist; returns whether this call created it."""

    def refuse_unless_conditional(self) -> None:
        """Raise SharedWriteError if `put_if_absent` is not atomic in this store."""

    def get(self, key: str) -> bytes:
        """Read all bytes; raises FileNotFoundError if the key does not exist."""

    def list(self, prefix: str) -> list[str]:
        """All keys under a folder, at any depth, sorted; `prefix` ends with a slash."""

    def sizes(self, prefix: str) -> dict[str, int]:
        """Lengths in bytes of all keys under a folder, at any depth, by key; `prefix` ends with a slash."""

    def delete(self, keys: Iterable[str]) -> None:
        """Remove the keys, durably; a missing key is not an error."""

    def size(self, key: str) -> int:
        """Length in bytes; raises FileNotFoundError if the key does not exist."""

    def modified_at(self, key: str) -> datetime:
        """When the key was written, by the store's clock, in UTC; raises FileNotFoundError if it does not exist."""

    def let_read(self, database: "duckdb.DuckDBPyConnection") -> None:
        """Let DuckDB read the files below the root, by paths that begin with it."""

    def dataset(self, keys: Sequence[str], schema: "pa.Schema") -> "ds.Dataset":
        """Parquet files as one Arrow dataset with these columns; a column that a file lacks is null there."""

    def local_path(self, key: str) -> Path | None:
        """The path of the key on this machine's disk; None in a bucket."""


def open_store(uri: str | Path) -> Store:
    """Open a root: a path, a file: URI, or a URI for obstore (`s3://bucket/prefix`, `gs://…`, `memory:///`)."""
    scheme, separator, rest = str(uri).partition("://")
    if not separator:
        return DiskStore(Path(uri))
    if scheme == "file":
        return DiskStore(Path(rest))
    # Imported only if needed: obstore is slow to load.
    from warehouse.bucket import open_bucket  # noqa: PLC0415

    return open_bucket(str(uri))


def digest(store: Store, key: str) -> str:
    """The sha256 of a key's bytes, in hex; raises FileNotFoundError if the key does not exist."""
    path = store.local_path(key)
    if path is None:
        return hashlib.sha256(store.get(key)).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def exclusively(store: Store, key: str) -> AbstractContextManager[None]:
    """Hold a lock among the processes of this machine; no lock in a bucket."""
    return store.locked(key) if isinstance(store, DiskStore) else nullcontext()


def let_read(database: "duckdb.DuckDBPyConnection", root: str) -> None:
    """Let DuckDB read the files below the root of a bucket; it reads a folder anyway."""
    open_store(root).let_read(database)
