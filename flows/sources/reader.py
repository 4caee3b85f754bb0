"""Reads the bytes of a source: a file, or a member of an archive."""

import threading
from contextlib import suppress
from dataclasses import dataclass

from flows.sources.archive_formats import ArchiveLimits, Stream
from flows.sources.archives import is_ahead, open_stream, read_member
from flows.sources.folder import Inbox, Opened
from flows.sources.source import RejectedError, Source
from flows.sources.uris import relative_of


@dataclass(slots=True)
class _OpenArchive:
    """An open archive, and how far it is unpacked."""

    root: str
    uri: str
    opened: Opened
    stream: Stream

    def __del__(self) -> None:
        self.opened.file.close()


class _ArchiveCache(threading.local):
    """The archive that this thread read last.

    It is kept between shards: a stream can only be unpacked from its beginning, and a worker that processes the shards
    in order then unpacks it once.
    """

    archive: _OpenArchive | None = None


_cache = _ArchiveCache()


class Fetcher:
    """Reads the sources of one shard."""

    def __init__(self, root: str, inbox: Inbox, limits: ArchiveLimits) -> None:
        self._root, self._inbox, self._limits = root, inbox, limits
        self._checked: _OpenArchive | None = None

    def fetch(self, source: Source) -> bytes:
        """Read a source; raises RejectedError."""
        if source.place is None:
            return self._inbox.read(source.uri, self._limits.max_file_bytes)
        uri = source.bundle or source.uri
        archive = self._open(uri, source.place)
        return read_member(archive.opened.file, archive.stream, relative_of(uri), source.place, source.byte_count)

    def _open(self, uri: str, place: int) -> _OpenArchive:
        """Use the open archive if it is the right one, unchanged and not unpacked beyond the place."""
        archive = _cache.archive
        name = relative_of(uri)
        is_it = archive is not None and (archive.root, archive.uri) == (self._root, uri)
        if archive and is_it and is_ahead(archive.stream, name, place) and self._is_unchanged(archive):
            return archive
        opened = self._inbox.open(uri)
        stream = open_stream(opened.file, name, opened.byte_count, self._limits)
        _cache.archive = self._checked = _OpenArchive(self._root, uri, opened, stream)
        return _cache.archive

    def _is_unchanged(self, archive: _OpenArchive) -> bool:
        if archive is not self._checked:
            with suppress(RejectedError):
                if self._inbox.stamp(archive.uri) == archive.opened.stamp:
                    self._checked = archive
        return archive is self._checked
