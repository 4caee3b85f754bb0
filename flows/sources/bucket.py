"""An inbox in an object store's bucket."""

import io
from pathlib import PurePosixPath

import pyarrow as pa

from flows.sources.archives import looks_like_member_path
from flows.sources.folder import FILES, LIKE_MEMBER, MISPLACED, InboxMissingError, Listing, Opened, clamped, is_taken
from flows.sources.source import RejectedError, too_long
from flows.sources.uris import relative_of, uri_of
from warehouse.bucket import BucketError, BucketStore, ObjectStamp, open_bucket


class BucketInbox:
    """The objects below a URI; an object's ETag is its stamp."""

    is_exact = True

    def __init__(self, root: str) -> None:
        self._root = root
        self._store: BucketStore = open_bucket(root)

    def list(self) -> Listing:
        """List all objects; a bucket without objects below the URI cannot be distinguished from a mistyped one."""
        skipped: dict[str, int] = {}
        misdated = []
        rows = []
        try:
            for key, stamp in self._store.describe_all():
                rule = _left_out(key)
                if rule:
                    skipped[rule] = skipped.get(rule, 0) + 1
                else:
                    rows.append((uri_of(key.encode()), *_columns(stamp)))
                    if stamp.modified_ns != clamped(stamp.modified_ns):
                        misdated.append(rows[-1][0])
        except BucketError as error:
            raise InboxMissingError(f"{self._root!r} cannot be listed: {error}") from error
        if not rows and not skipped:
            raise InboxMissingError(f"there are no files below {self._root!r}")
        rows.sort()
        columns = list(zip(*rows, strict=True)) or [()] * len(FILES)
        return Listing(pa.table(columns, schema=FILES), (), skipped, tuple(sorted(misdated)))

    def read(self, uri: str, max_bytes: int) -> bytes:
        """Read a whole object."""
        key = _key(uri)
        try:
            if (count := self._store.size(key)) > max_bytes:
                raise too_long(count, max_bytes)
            raw = self._store.get(key)
        except FileNotFoundError as error:
            raise RejectedError("vanished", "the object no longer exists") from error
        except BucketError as error:
            raise RejectedError("unreadable", str(error)[:200]) from error
        if not raw:
            raise RejectedError("empty", "0 bytes")
        return raw

    def open(self, uri: str) -> Opened:
        """Open an object; it is read in ranges."""
        try:
            raw = self._store.open(_key(uri))
        except FileNotFoundError as error:
            raise RejectedError("vanished", "the object no longer exists") from error
        stamp = _columns(self._store.describe(_key(uri)))
        return Opened(io.BufferedReader(raw, 1 << 20), stamp[0], stamp)

    def stamp(self, uri: str) -> tuple[int, ...]:
        """The current stamp of the object."""
        try:
            return _columns(self._store.describe(_key(uri)))
        except FileNotFoundError as error:
            raise RejectedError("vanished", "the object no longer exists") from error


def _key(uri: str) -> str:
    return relative_of(uri).decode()


def _columns(stamp: ObjectStamp) -> tuple[int, int, int, int]:
    """The stamp in the columns of a file's stamp: the ETag takes the place of the inode."""
    modified_ns = clamped(stamp.modified_ns)
    return (stamp.byte_count, modified_ns, modified_ns, stamp.tag)


def _left_out(key: str) -> str | None:
    path = PurePosixPath(key)
    if any(part.startswith(".") for part in path.parts):
        return "hidden"
    if any(looks_like_member_path(part.encode()) for part in path.parts[:-1]):
        return LIKE_MEMBER
    return None if is_taken(path.name.encode()) else MISPLACED
