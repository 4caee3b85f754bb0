"""What the warehouse asks of a place that keeps bytes under names, be it a folder or a bucket."""

from pathlib import Path
from typing import Protocol

from warehouse.disk import DiskStore


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

    def get(self, key: str) -> bytes:
        """Read all bytes; FileNotFoundError where the key does not exist."""

    def list(self, prefix: str) -> list[str]:
        """All keys under a folder, at any depth, sorted; `prefix` ends with a slash."""

    def delete(self, key: str) -> None:
        """Remove the key; a missing one is no error."""

    def size(self, key: str) -> int:
        """Length in bytes; FileNotFoundError where the key does not exist."""

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
    from warehouse.bucket import BucketStore  # noqa: PLC0415

    return BucketStore(str(uri))
