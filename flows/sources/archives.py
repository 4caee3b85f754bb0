"""Archives: which files are archives, how members are named, and which are loaded or refused."""

import re
from collections.abc import Iterator
from typing import IO, Literal, NamedTuple

from flows.sources.archive_formats import (
    BROKEN,
    ArchiveLimits,
    Entry,
    Stream,
    json_entries,
    read_json_line,
    read_span,
    read_whole,
    read_zipped,
    tar_entries,
    zip_entries,
)
from flows.sources.source import RejectedError, doc_id_of
from flows.sources.uris import uri_of

Kind = Literal["text", "zip", "tar", "lines"]
MEMBER_SEPARATOR = "!/"
# Notes about an archive as a whole that is not refused: its members are its content.
NOTES = ("no_members", "duplicate_name")
LONGEST_NAME = 4_096

_KINDS: dict[bytes, Kind] = {
    b".txt.gz": "text",
    b".zip": "zip",
    b".tar.gz": "tar",
    b".tgz": "tar",
    b".jsonl": "lines",
    b".jsonl.gz": "lines",
}
ENDINGS = tuple(suffix.decode() for suffix in (b".txt", *_KINDS))
_GZIPPED = (b".gz", b".tgz")
_SLASHES = re.compile(rb"[/\\]")
_DRIVE = re.compile(rb"[A-Za-z]:")


class Member(NamedTuple):
    """One document of an archive, or a reject; `uri` is that of the archive if the whole is rejected.

    doc_id, place and byte_count are None if `reason` is given.
    """

    uri: str
    place: int | None = None
    byte_count: int | None = None
    doc_id: str | None = None
    reason: str | None = None
    detail: str = ""


def kind_of(name: bytes) -> Kind | None:
    """The format of an archive with this file name; None for other files."""
    lower = name.lower()
    return next((kind for suffix, kind in _KINDS.items() if lower.endswith(suffix)), None)


def looks_like_member_path(folder: bytes) -> bool:
    """Whether the uris below a folder would look like members of an archive."""
    return folder.endswith(b"!") and kind_of(folder[:-1]) is not None


def open_stream(file: IO[bytes], name: bytes, packed: int, limits: ArchiveLimits) -> Stream:
    """The unpacked bytes of an archive; for a .zip, its bytes as they are."""
    return Stream(file, name.lower().endswith(_GZIPPED), packed, limits)


def list_members(file: IO[bytes], uri: str, packed: int, limits: ArchiveLimits) -> list[Member]:
    """Find and hash all members of an archive of `packed` bytes, one row for each uri, in the order of the uris.

    Raises RejectedError if the archive is damaged or exceeds the limits: then nothing of it is loaded.
    """
    found: dict[str, Member] = {}
    doubles: list[str] = []
    try:
        for member in _members(file, uri, packed, limits):
            if member.uri in found:
                doubles.append(member.uri)
            found[member.uri] = member
    except BROKEN as error:
        raise RejectedError("broken_bundle", f"{type(error).__name__}: {error}"[:200]) from error
    if doubles:
        have = "member has" if len(doubles) == 1 else "members have"
        detail = f"{len(doubles):,} {have} the name of a later one, which is loaded; the first: {doubles[0]}"
        found[uri] = Member(uri, reason="duplicate_name", detail=detail[:300])
    elif not found:
        found[uri] = Member(uri, reason="no_members", detail="nothing in it that can be loaded")
    return [found[name] for name in sorted(found)]


def _members(file: IO[bytes], uri: str, packed: int, limits: ArchiveLimits) -> Iterator[Member]:
    name = uri.encode()
    kind = kind_of(name)
    stream = open_stream(file, name, packed, limits)
    if kind == "text":
        yield _taken(uri, 0, read_whole(stream))
    elif kind == "lines":
        yield from (_named(uri, entry, is_line=True) for entry in json_entries(stream))
    else:
        for packed_entry in tar_entries(stream) if kind == "tar" else zip_entries(file, packed, limits):
            entry = packed_entry._replace(name=_plain(packed_entry.name))
            if not _is_passed_over(entry.name):
                yield _named(uri, entry)


def _named(uri: str, entry: Entry, *, is_line: bool = False) -> Member:
    """Read one entry under its name, or give the reason for a reject."""
    own = uri + MEMBER_SEPARATOR + uri_of(entry.name[:LONGEST_NAME].replace(b"\0", b"%00"))
    try:
        _refuse_name(entry.name, is_line)
        return _taken(own, entry.place, entry.read())
    except RejectedError as refused:
        if refused.reason.startswith(("bundle_", "broken_bundle")):
            raise
        return Member(own, reason=refused.reason, detail=refused.detail)


def _taken(uri: str, place: int, raw: bytes) -> Member:
    if not raw:
        return Member(uri, reason="empty", detail="0 bytes")
    return Member(uri, place, len(raw), doc_id_of(raw))


def _plain(name: bytes) -> bytes:
    """Remove the prefix that `tar` writes before a relative name."""
    while name.startswith(b"./"):
        name = name[2:]
    return name


def _is_passed_over(name: bytes) -> bool:
    """Whether a member is skipped by rule, like a file: hidden, or not a text."""
    if any(part.startswith(b".") and part != b".." for part in _SLASHES.split(name)):
        return True
    return not name.lower().endswith(b".txt") and kind_of(name) is None


def _refuse_name(name: bytes, is_line: bool) -> None:
    if len(name) > LONGEST_NAME or b"\0" in name:
        raise RejectedError("unsafe_name", "a name too long, or with a NUL in it")
    if name.startswith((b"/", b"\\")) or _DRIVE.match(name) or b".." in _SLASHES.split(name):
        raise RejectedError("unsafe_name", "an absolute name, or one that leads out of its archive")
    if not is_line and kind_of(name):
        raise RejectedError("nested_bundle", "an archive within an archive is not opened")


def is_ahead(stream: Stream, name: bytes, place: int) -> bool:
    """Whether a place of an archive can be read without unpacking it from the beginning."""
    return kind_of(name) == "zip" or stream.tell() <= place


def read_member(file: IO[bytes], stream: Stream, name: bytes, place: int, byte_count: int) -> bytes:
    """Read a member where `list_members` found it; raises RejectedError, and ValueError if the stream is past it."""
    kind = kind_of(name)
    try:
        if kind == "zip":
            return read_zipped(file, place, byte_count)
        if kind == "tar":
            return read_span(stream, place, byte_count)
        return read_json_line(stream, place) if kind == "lines" else read_whole(stream)
    except BROKEN as error:
        raise RejectedError("changed_while_read", f"{type(error).__name__}: {error}"[:200]) from error
