"""What lies in a seeds root: every text file with its name and its stamp, without reading any."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pyarrow as pa

SUFFIX = b".txt"
STAMP = ("byte_count", "mtime_ns", "ctime_ns", "inode")
FILES = pa.schema([("uri", pa.string()), *((name, pa.int64()) for name in STAMP)])


class InboxMissingError(Exception):
    """The seeds root is not there, or is no folder that can be listed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One complete look at a root: `files` (FILES, sorted by uri) and what was left out.

    `unread` names, as uris, what could not be listed; `skipped` counts what a rule leaves out, by that rule.
    """

    files: pa.Table
    unread: tuple[str, ...]
    skipped: dict[str, int]


@dataclass(slots=True)
class _Look:
    """A listing in the making."""

    root: bytes
    found: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)


def uri_of(relative: bytes) -> str:
    """Spell a relative path as a uri: only `%` and bytes that are not UTF-8 are percent-escaped."""
    relative = relative.replace(b"%", b"%25")
    try:
        return relative.decode()
    except UnicodeDecodeError:
        spelt = relative.decode("utf-8", "surrogateescape")
        return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in spelt)


def path_of(root: str, uri: str) -> bytes:
    """Find the file again that `uri_of` spelt."""
    return os.path.join(os.fsencode(root), unquote_to_bytes(uri))


def list_inbox(root: str) -> Listing:
    """List every text file under a root; raises InboxMissingError where there is no such folder.

    Hidden names, names that do not end in .txt, pipes, sockets, devices, links to folders and links that leave the
    root are skipped by rule. A subfolder that cannot be read is named, not fatal: its files stay as they were.
    """
    if not Path(root).is_dir():
        raise InboxMissingError(f"there is no folder {root!r} to take files from")
    look = _Look(os.path.realpath(os.fsencode(root)))
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(look.root, folder)) as entries:
                for entry in entries:
                    _take(look, folder, entry, folders)
        except OSError as error:
            if not folder:
                raise InboxMissingError(f"{root!r} cannot be listed: {error.strerror}") from error
            look.unread.append(uri_of(folder))
    look.found.sort()
    columns = list(zip(*look.found, strict=True)) or [()] * len(FILES)
    return Listing(pa.table(columns, schema=FILES), tuple(sorted(look.unread)), look.skipped)


def _take(look: _Look, folder: bytes, entry: "os.DirEntry[bytes]", folders: list[bytes]) -> None:
    """Sort one entry of a folder: a folder to visit, a file to list, or something to skip."""
    relative = folder + b"/" + entry.name if folder else entry.name
    if not entry.name.startswith(b".") and entry.is_dir(follow_symlinks=False):
        folders.append(relative)
    elif rule := _left_out(look.root, entry):
        look.skipped[rule] = look.skipped.get(rule, 0) + 1
    else:
        _list(look, relative, entry)


def _left_out(root: bytes, entry: "os.DirEntry[bytes]") -> str | None:
    """Name the rule by which an entry is skipped; None where it is to be listed."""
    if entry.name.startswith(b"."):
        return "hidden"
    if not entry.name.lower().endswith(SUFFIX):
        return "not .txt"
    if entry.is_symlink():
        return None if _leads_to_a_file_inside(root, entry.path) else "link"
    return None if entry.is_file() else "pipe, socket or device"


def _list(look: _Look, relative: bytes, entry: "os.DirEntry[bytes]") -> None:
    try:
        seen = entry.stat()
    except FileNotFoundError:
        return  # it vanished between two system calls: the same as if it had before
    except OSError:
        look.unread.append(uri_of(relative))
        return
    stamp = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, _signed(seen.st_ino))
    look.found.append((uri_of(relative), *stamp))


def _leads_to_a_file_inside(root: bytes, link: bytes) -> bool:
    target = os.path.realpath(link)
    return target.startswith(os.path.join(root, b"")) and os.path.isfile(target)


def _signed(inode: int) -> int:
    """Fold an unsigned 64-bit inode into a signed one."""
    return inode - (1 << 64) if inode >= 1 << 63 else inode
