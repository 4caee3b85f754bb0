"""A store in an object store's bucket, by obstore."""

from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import from_url


class BucketStore:
    """One object per key below the URI; an object appears whole or not at all, so nothing is staged."""

    def __init__(self, uri: str) -> None:
        self._uri = uri.rstrip("/")
        self._store = from_url(uri)

    @property
    def root(self) -> str:
        """The URI the store was opened by."""
        return self._uri

    def put(self, key: str, data: bytes) -> None:
        """Store the object in place of any that was there."""
        obstore.put(self._store, key, data)

    def put_if_absent(self, key: str, data: bytes) -> bool:
        """Store the object with `If-None-Match: *`.

        A request whose answer got lost is sent again and then meets its own object; so content that equals ours
        counts as created here.
        """
        try:
            obstore.put(self._store, key, data, mode="create")
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

    def delete(self, key: str) -> None:
        """Remove the object."""
        try:
            obstore.delete(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return

    def size(self, key: str) -> int:
        """Length of the object in bytes."""
        try:
            return int(obstore.head(self._store, key)["size"])
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotFoundError(key) from error

    def local_path(self, key: str) -> Path | None:
        """An object has none."""
        del key
        return None
