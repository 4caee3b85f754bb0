"""Lists a seeds folder: every text file and archive with its name and its stamp, without reading any."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple, Protocol

import pyarrow as pa

from flows.sources.archives import kind_of, looks_like_member_path
from flows.sources.source import read_file, refused_by
from flows.sources.uris import relative_of, uri_of
from flows.system.regular_file import open_regular

SUFFIX = b".txt"
MISPLACED = "neither text nor archive"
LIKE_MEMBER = "named like a member of an archive"
NOT_FILES = ("link", "pipe, socket or device")
STAMP_COLUMNS = ("byte_count", "mtime_ns", "ctime_ns", "inode")
# Times are stored in nanoseconds, in 64 bits: from 1677 to 2262.
EARLIEST_NS, LATEST_NS = -(1 << 63), (1 << 63) - 1
FILES = pa.schema([("uri", pa.string()), *((name, pa.int64()) for name in STAMP_COLUMNS)])


class InboxMissingError(Exception):
    """The seeds root is missing, or is not a folder that can be listed."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """One complete listing of a root: `files` (FILES, sorted by uri) and what was left out.

    `unread` are the uris of what could not be listed; `skipped` counts what was skipped, by rule; `misdated` are the
    files whose times were clamped; `not_files` are skipped links, pipes, sockets and devices with the name of a text,
    and folders with the name of an archive and `!`, whose uris would be those of its members.
    """

    files: pa.Table
    unread: tuple[str, ...]
    skipped: dict[str, int]
    misdated: tuple[str, ...] = ()
    not_files: tuple[str, ...] = ()


class Opened(NamedTuple):
    """A file that is open for reading from any place; another stamp means another content."""

    file: IO[bytes]
    byte_count: int
    stamp: tuple[int, ...]


class Inbox(Protocol):
    """A source of texts, a folder or a bucket; uris are those of its listing.

    If `is_exact`, a stamp always changes with the content, whatever the clocks are.
    """

    is_exact: bool

    def list(self) -> Listing:
        """List the whole root; raises InboxMissingError."""

    def read(self, uri: str, max_bytes: int) -> bytes:
        """Read a whole file; raises RejectedError."""

    def open(self, uri: str) -> Opened:
        """Open a file; raises RejectedError."""

    def stamp(self, uri: str) -> tuple[int, ...]:
        """The current stamp of a file, as from `open`; raises RejectedError."""


class FolderInbox:
    """A folder of a local disk."""

    is_exact = False

    def __init__(self, root: str) -> None:
        self._root = root

    def list(self) -> Listing:
        """List the folder and all below it."""
        return list_folder(self._root)

    def read(self, uri: str, max_bytes: int) -> bytes:
        """Read a whole regular file."""
        return read_file(self._path(uri), max_bytes)

    def open(self, uri: str) -> Opened:
        """Open a regular file."""
        try:
            handle = open_regular(self._path(uri))
        except OSError as error:
            raise refused_by(error) from error
        seen = os.fstat(handle)
        return Opened(os.fdopen(handle, "rb"), seen.st_size, _stamp(seen))

    def stamp(self, uri: str) -> tuple[int, ...]:
        """The current stamp of the file with this name."""
        try:
            return _stamp(os.stat(self._path(uri)))
        except OSError as error:
            raise refused_by(error) from error

    def _path(self, uri: str) -> bytes:
        return os.path.join(os.fsencode(self._root), relative_of(uri))


@dataclass(slots=True)
class _Walk:
    """A listing so far, by columns, which is twice as fast as by rows."""

    root: bytes
    uris: list[str] = field(default_factory=list)
    byte_counts: list[int] = field(default_factory=list)
    mtimes: list[int] = field(default_factory=list)
    ctimes: list[int] = field(default_factory=list)
    inodes: list[int] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    not_files: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)


def list_folder(root: str) -> Listing:
    """List every text file and archive under a root; raises InboxMissingError if there is no such folder.

    Hidden names, other suffixes, pipes, sockets, devices, links to folders, links that leave the root and folders named
    like a member of an archive are skipped by rule. A subfolder that cannot be read is named, not fatal: its files stay
    as they were.
    """
    if not Path(root).is_dir():
        raise InboxMissingError(f"there is no folder {root!r} to load files from")
    look = _Walk(os.path.realpath(os.fsencode(root)))
    folders = [b""]
    while folders:
        folder = folders.pop()
        inside = folder + b"/" if folder else b""
        try:
            with os.scandir(os.path.join(look.root, folder)) as entries:
                for entry in entries:
                    _visit(look, inside, entry, folders)
        except OSError as error:
            if not folder:
                raise InboxMissingError(f"{root!r} cannot be listed: {error.strerror}") from error
            look.unread.append(uri_of(folder))
    misdated = _clamp(look.uris, look.mtimes, look.ctimes)
    inodes = pa.array(look.inodes, pa.uint64()).view(pa.int64())
    files = pa.table([look.uris, look.byte_counts, look.mtimes, look.ctimes, inodes], schema=FILES)
    return Listing(
        files.sort_by("uri"), tuple(sorted(look.unread)), look.skipped, misdated, tuple(sorted(look.not_files))
    )


def _visit(look: _Walk, inside: bytes, entry: "os.DirEntry[bytes]", folders: list[bytes]) -> None:
    """Classify one entry of the folder with the path `inside`: to visit, to list, or to skip."""
    name = entry.name
    if name.endswith(SUFFIX) and not name.startswith(b".") and entry.is_file(follow_symlinks=False):
        _add(look, inside + name, entry)  # the usual case: no further checks
    elif not name.startswith(b".") and entry.is_dir(follow_symlinks=False):
        if looks_like_member_path(name):
            _skip(look, LIKE_MEMBER)
            look.not_files.append(uri_of(inside + name + b"/"))
        else:
            folders.append(inside + name)
    elif rule := _left_out(look.root, entry):
        _skip(look, rule)
        if rule in NOT_FILES:
            look.not_files.append(uri_of(inside + name))
    else:
        _add(look, inside + name, entry)


def _skip(look: _Walk, rule: str) -> None:
    look.skipped[rule] = look.skipped.get(rule, 0) + 1


def is_taken(name: bytes) -> bool:
    """Whether a file of this name is a text or an archive."""
    return name.lower().endswith(SUFFIX) or kind_of(name) is not None


def _left_out(root: bytes, entry: "os.DirEntry[bytes]") -> str | None:
    """The rule by which an entry is skipped; None if it is to be listed."""
    if entry.name.startswith(b"."):
        return "hidden"
    if not is_taken(entry.name):
        return MISPLACED
    if entry.is_symlink():
        return None if _leads_to_a_file_inside(root, entry.path) else "link"
    return None if entry.is_file() else "pipe, socket or device"


def _add(look: _Walk, relative: bytes, entry: "os.DirEntry[bytes]") -> None:
    try:
        seen = entry.stat()
    except FileNotFoundError:
        return  # it vanished between two system calls, as if it had vanished before
    except OSError:
        look.unread.append(uri_of(relative))
        return
    look.uris.append(uri_of(relative))
    look.byte_counts.append(seen.st_size)
    look.mtimes.append(seen.st_mtime_ns)
    look.ctimes.append(seen.st_ctime_ns)
    look.inodes.append(seen.st_ino)


def _stamp(seen: os.stat_result) -> tuple[int, int, int, int]:
    return (seen.st_size, clamped(seen.st_mtime_ns), clamped(seen.st_ctime_ns), _signed(seen.st_ino))


def clamped(ns: int) -> int:
    """The nearest time that can be stored."""
    return min(max(ns, EARLIEST_NS), LATEST_NS)


def _clamp(uris: list[str], *columns: list[int]) -> tuple[str, ...]:
    """Clamp all times in place; returns the sorted uris of files with times out of range."""
    found: set[str] = set()
    for times in columns:
        if times and (min(times) < EARLIEST_NS or max(times) > LATEST_NS):
            found.update(uri for uri, ns in zip(uris, times, strict=True) if ns != clamped(ns))
            times[:] = map(clamped, times)
    return tuple(sorted(found))


def _leads_to_a_file_inside(root: bytes, link: bytes) -> bool:
    target = os.path.realpath(link)
    return target.startswith(os.path.join(root, b"")) and os.path.isfile(target)


def _signed(inode: int) -> int:
    """Fold an unsigned 64-bit inode into a signed one."""
    return inode - (1 << 64) if inode >= 1 << 63 else inode
