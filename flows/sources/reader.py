"""The bytes of a source: a file's own, or what is packed in it."""

import threading
from contextlib import suppress
from dataclasses import dataclass

from flows.sources.archive_formats import ArchiveLimits, Stream
from flows.sources.archives import is_ahead, open_stream, read_member
from flows.sources.folder import Inbox, Opened
from flows.sources.source import RejectedError, Source
from flows.sources.uris import relative_of


@dataclass(slots=True)
class _Held:
    """A bundle that is open, and how far it has been unpacked."""

    root: str
    uri: str
    opened: Opened
    stream: Stream

    def __del__(self) -> None:
        self.opened.file.close()


class _Shelf(threading.local):
    """The bundle that this thread read last.

    Kept between shards: what is packed as one stream can only be unpacked from its beginning, and a worker that takes
    the shards in their order so unpacks it once.
    """

    held: _Held | None = None


_shelf = _Shelf()


class Fetcher:
    """Reads the sources of one shard."""

    def __init__(self, root: str, inbox: Inbox, limits: ArchiveLimits) -> None:
        self._root, self._inbox, self._limits = root, inbox, limits
        self._trusted: _Held | None = None

    def fetch(self, source: Source) -> bytes:
        """Read a source; raises RejectedError."""
        if source.place is None:
            return self._inbox.read(source.uri, self._limits.max_file_bytes)
        uri = source.bundle or source.uri
        held = self._hold(uri, source.place)
        return read_member(held.opened.file, held.stream, relative_of(uri), source.place, source.byte_count)

    def _hold(self, uri: str, place: int) -> _Held:
        """Take the open bundle where it is the right one, unchanged and not unpacked beyond the place."""
        held = _shelf.held
        name = relative_of(uri)
        is_it = held is not None and (held.root, held.uri) == (self._root, uri)
        if held and is_it and is_ahead(held.stream, name, place) and self._trusts(held):
            return held
        opened = self._inbox.open(uri)
        stream = open_stream(opened.file, name, opened.byte_count, self._limits)
        _shelf.held = self._trusted = _Held(self._root, uri, opened, stream)
        return _shelf.held

    def _trusts(self, held: _Held) -> bool:
        if held is not self._trusted:
            with suppress(RejectedError):
                if self._inbox.stamp(held.uri) == held.opened.stamp:
                    self._trusted = held
        return held is self._trusted
