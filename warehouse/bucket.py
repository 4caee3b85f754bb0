"""A store in an object store's bucket, by obstore; credentials come from the environment."""

import hashlib
import io
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import duckdb
import obstore
import pyarrow as pa
import pyarrow.dataset as ds
from obstore.exceptions import AlreadyExistsError, BaseError, GenericError, NotFoundError
from obstore.store import MemoryStore, from_url
from pyarrow.fs import FSSpecHandler, PyFileSystem

if TYPE_CHECKING:
    from obstore import ObjectMeta, ReadableFile
    from obstore.store import ObjectStore, RetryConfig

BucketError = BaseError
MEMORY = "memory"
PROBES = "_state/probes"
_SENDINGS, _AT_ONCE = 4, 10
# A restart of a server takes longer than obstore's ten attempts (four seconds); a wrong address should be reported
# within a minute.
RETRIES: "RetryConfig" = {
    "max_retries": 100,
    "retry_timeout": timedelta(seconds=60),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=2), "base": 2},
}


_T = TypeVar("_T")


class SharedWriteError(RuntimeError):
    """The store overwrites existing objects, so two writers could lose each other's commits."""


class ObjectStamp(NamedTuple):
    """A version of an object's content; `tag` is 63 bits of the hash of its ETag."""

    byte_count: int
    modified_ns: int
    tag: int


class ObjectFile(io.RawIOBase):
    """An object that is read in ranges from any place."""

    def __init__(self, source: "ReadableFile") -> None:
        self._source = source

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self._source.tell()

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into the buffer, at most its length; returns the number of bytes."""
        piece = bytes(self._source.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


class BucketStore:
    """One object per key below the URI; an object appears whole or not at all, so nothing is staged."""

    def __init__(self, uri: str) -> None:
        scheme, _, rest = uri.partition("://")
        self._uri = f"{scheme}://{rest.strip('/')}"
        self._store = MemoryStore() if scheme == MEMORY else from_url(uri, retry_config=RETRIES)

    def refuse_unless_conditional(self) -> None:
        """Test whether the store keeps the first of two objects of one key; raises SharedWriteError if it does not.

        Stores that do not support `If-None-Match` ignore it: the second of two commits would overwrite the first.
        """
        key = f"{PROBES}/{secrets.token_hex(8)}"
        try:
            if not self.put_if_absent(key, b"first") or self.put_if_absent(key, b"second"):
                raise SharedWriteError(f"{self._uri} does not support create-if-absent: it cannot store a warehouse")
        finally:
            self.delete([key])

    @property
    def root(self) -> str:
        """The URI that the store was opened with."""
        return self._uri

    def put(self, key: str, data: bytes) -> None:
        """Store the object, and replace any existing one."""
        obstore.put(self._store, key, data)

    def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store the object with `If-None-Match: *`.

        A request whose answer was lost is sent again and then finds its own object, so an object with our content
        counts as created here.
        """
        try:
            _retry(partial(obstore.put, self._store, key, data, mode="create"))
        except AlreadyExistsError:
            return self.get(key) == data
        return True

    def get(self, key: str) -> bytes:
        """Read the object."""
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(key) from error

    def list(self, prefix: str) -> list[str]:
        """All keys below the prefix, sorted."""
        pages = obstore.list(self._store, prefix.rstrip("/"))
        return sorted(entry["path"] for page in pages for entry in page)

    def sizes(self, prefix: str) -> dict[str, int]:
        """Lengths of all objects below the prefix."""
        pages = obstore.list(self._store, prefix.rstrip("/"))
        return {entry["path"]: entry["size"] for page in pages for entry in page}

    def delete(self, keys: Iterable[str]) -> None:
        """Remove the objects."""
        for key in keys:
            with suppress(NotFoundError, FileNotFoundError):
                _retry(partial(obstore.delete, self._store, key))

    def size(self, key: str) -> int:
        """Length of the object in bytes."""
        return int(self._describe(key)["size"])

    def modified_at(self, key: str) -> datetime:
        """The time of the object by the bucket's clock, in UTC."""
        return self._describe(key)["last_modified"]

    def local_path(self, key: str) -> Path | None:
        """An object has none."""
        del key
        return None

    def let_read(self, database: duckdb.DuckDBPyConnection) -> None:
        """Let DuckDB read the objects, with the same requests and credentials, and without an extension."""
        with suppress(duckdb.InvalidInputException):  # another root with this scheme may be registered
            database.register_filesystem(self._files())

    def dataset(self, keys: Sequence[str], schema: pa.Schema) -> ds.Dataset:
        """Read the objects, with the same requests and credentials."""
        name = self._uri.partition("://")[2]
        files = PyFileSystem(FSSpecHandler(self._files()))
        return ds.dataset([f"{name}/{key}" for key in keys], schema, "parquet", files)

    def _files(self) -> Any:
        scheme, _, name = self._uri.partition("://")
        return _files_in(self._store, scheme, name)

    def open(self, key: str) -> ObjectFile:
        """Open an object to be read in ranges; FileNotFoundError where it does not exist."""
        try:
            return ObjectFile(obstore.open_reader(self._store, key))
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(key) from error

    def describe(self, key: str) -> ObjectStamp:
        """The stamp of an object; raises FileNotFoundError if it does not exist."""
        return _stamp(self._describe(key))

    def describe_all(self) -> Iterator[tuple[str, ObjectStamp]]:
        """All objects with their stamps, in any order."""
        for page in obstore.list(self._store):
            for entry in page:
                yield entry["path"], _stamp(entry)

    def _describe(self, key: str) -> "ObjectMeta":
        try:
            return obstore.head(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(key) from error


def _retry(request: Callable[[], _T]) -> _T:
    """Send a request that changes something and may be repeated; up to three times if it fails quickly.

    After a broken connection obstore does not know whether the request was carried out, and repeats neither a deletion
    nor the creation of an object. A request that failed after more than ten seconds was repeated by obstore itself.
    """
    for sending in range(1, _SENDINGS):
        begin = time.monotonic()
        try:
            return request()
        except GenericError:
            if time.monotonic() - begin > _AT_ONCE:
                raise
            time.sleep(0.1 * 2**sending)
    return request()


def _files_in(store: "ObjectStore", scheme: str, name: str) -> Any:
    """The file system for DuckDB and Arrow; importing fsspec is slow."""
    from obstore.fsspec import FsspecStore  # noqa: PLC0415

    # Not a cached instance: its credentials and address may be old.
    make: Any = FsspecStore
    files = make(scheme, skip_instance_cache=True, retry_config=RETRIES)
    if scheme == MEMORY:
        files._construct_store = lambda _: store
        files._split_path = lambda path: ("", path.removeprefix(f"{MEMORY}://").removeprefix(f"{name}/"))
    return files


def open_bucket(uri: str) -> BucketStore:
    """Open a bucket by its URI. A store in memory lasts as long as the process, which shares it."""
    scheme, _, rest = uri.partition("://")
    return _in_memory(f"{scheme}://{rest.strip('/')}") if scheme == MEMORY else BucketStore(uri)


@cache
def _in_memory(uri: str) -> BucketStore:
    return BucketStore(uri)


def _stamp(seen: "ObjectMeta") -> ObjectStamp:
    tag = hashlib.sha256((seen["e_tag"] or "").encode()).digest()
    return ObjectStamp(seen["size"], int(seen["last_modified"].timestamp() * 1e9), int.from_bytes(tag[:8]) >> 1)
