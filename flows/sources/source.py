"""Reads one file of an inbox whole, or gives the reason for a reject."""

import errno
import hashlib
import os
from typing import NamedTuple

from flows.system.regular_file import open_regular

PIECE = 1 << 16
GONE = (errno.ENOENT, errno.ENOTDIR)


class Source(NamedTuple):
    """One content to refine, its file, and whether `documents` has it already.

    For a member of an archive, `place` is its place in the file; `bundle` is the uri of the archive, None if it is
    `uri` itself. `selection` is the number of the settings' selection for it.
    """

    uri: str
    doc_id: str
    byte_count: int
    is_stored: bool
    bundle: str | None = None
    place: int | None = None
    selection: int = 0


class Reject(NamedTuple):
    """One rejected file; doc_id is None if its bytes could not be read."""

    uri: str
    doc_id: str | None
    reason: str
    detail: str


class RejectedError(Exception):
    """A file that cannot be loaded, with the reason and details."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


def read_file(path: bytes, max_bytes: int) -> bytes:
    """Read a regular file; raises RejectedError with empty, too_long, vanished or unreadable."""
    try:
        handle = open_regular(path)
        try:
            raw = _read_all(handle, max_bytes)
        finally:
            os.close(handle)
    except OSError as error:
        raise refused_by(error) from error
    if not raw:
        raise RejectedError("empty", "0 bytes")
    return raw


def doc_id_of(raw: bytes) -> str:
    """The doc_id of a content: the lower-case hex sha256 of its bytes."""
    return hashlib.sha256(raw).hexdigest()


def too_long(byte_count: int, max_bytes: int) -> RejectedError:
    """The error for a file that is longer than the setting allows."""
    return RejectedError("too_long", f"{byte_count:,} bytes or more; max_file_bytes is {max_bytes:,}")


def _read_all(handle: int, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    count = 0
    while piece := os.read(handle, PIECE):
        pieces.append(piece)
        count += len(piece)
        if count > max_bytes:
            raise too_long(count, max_bytes)
    return b"".join(pieces)


def refused_by(error: OSError) -> RejectedError:
    """The error for a file that the disk could not read."""
    return RejectedError("vanished" if error.errno in GONE else "unreadable", error.strerror or str(error))
