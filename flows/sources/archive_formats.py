"""The formats of archives: lists the members of one, and reads a member again by its offset."""

import gzip
import json
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, NamedTuple, Self, cast

from flows.settings import Settings
from flows.sources.source import PIECE, RejectedError, too_long

TEXT_FIELDS = ("text", "body", "content")
_JSON_KINDS = {
    "NoneType": "null",
    "bool": "true or false",
    "str": "a string",
    "list": "an array",
    "dict": "an object",
}
_NO_ARRAY = "an array; each line needs an object of its own, without brackets around the lines"
# Small archives of one repeated sentence are not an attack.
RATIO_FREE_BYTES = 1 << 24
# Errors of the three libraries for invalid bytes; zipfile raises NotImplementedError for an unknown compression.
# OSError comes from the disk.
BROKEN = (
    *(gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error),
    *(EOFError, ValueError, OverflowError, RecursionError, NotImplementedError),
)

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_UNIX = 3


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """The limits of an archive; `max_ratio` is unpacked bytes for each packed one.

    `text_field` and `id_field` name the fields of a .jsonl line; empty means the first of TEXT_FIELDS, and no id.
    """

    max_file_bytes: int
    max_members: int = 1_000_000
    max_bytes: int = 20_000_000_000
    max_ratio: int = 200
    text_field: str = ""
    id_field: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits of the settings."""
        most = (settings.max_bundle_members, settings.max_bundle_bytes, settings.max_bundle_ratio)
        return cls(settings.max_file_bytes, *most, settings.text_field, settings.id_field)

    def check(self, packed: int, unpacked: int) -> None:
        """Raise RejectedError if so many packed bytes give too many unpacked ones."""
        if unpacked > self.max_bytes:
            raise RejectedError("bundle_too_large", f"unpacks to more than {self.max_bytes:,} bytes")
        if unpacked > max(self.max_ratio * packed, RATIO_FREE_BYTES):
            raise RejectedError("bundle_ratio", f"{packed:,} bytes unpack to more than {self.max_ratio} times as many")

    def check_count(self, count: int) -> None:
        """Raise RejectedError if an archive has too many members."""
        if count > self.max_members:
            raise RejectedError("too_many_members", f"more than {self.max_members:,} members")


class Entry(NamedTuple):
    """One member of an archive, under its name in the archive.

    `place` is where `read_at` finds it: in a zip, its header; else its offset in the unpacked stream. `read` returns
    the document's bytes, raises RejectedError, and must be called before the next entry is requested.
    """

    name: bytes
    place: int
    read: Callable[[], bytes]


class Stream:
    """The unpacked bytes of a file, forward only, within the limits."""

    def __init__(self, file: IO[bytes], is_packed: bool, packed: int, limits: ArchiveLimits) -> None:
        self.limits = limits
        self._packed = packed
        self._file = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if is_packed else file
        self._most = max(2 * limits.max_file_bytes, 1 << 20)

    def tell(self) -> int:
        """The number of unpacked bytes so far."""
        return self._file.tell()

    def read(self, count: int) -> bytes:
        """Read at most `count` bytes; raises RejectedError for more than any member or header may have."""
        if not 0 <= count <= self._most:
            raise RejectedError("broken_bundle", f"a header of {count:,} bytes")
        piece = self._file.read(count)
        self.limits.check(self._packed, self._file.tell())
        return piece

    def readline(self) -> bytes:
        """Read a line; of a line that is too long for a text, only the beginning."""
        line = self._file.readline(self._most + 1)
        self.limits.check(self._packed, self._file.tell())
        return line

    def seek(self, place: int) -> int:
        """Skip bytes up to a place ahead; ValueError for a place already passed."""
        if place < self.tell():
            raise ValueError("a stream cannot go back")
        while (ahead := place - self.tell()) > 0 and self.read(min(PIECE, ahead)):
            pass
        return self.tell()


def zip_entries(file: IO[bytes], packed: int, limits: ArchiveLimits) -> Iterator[Entry]:
    """List the members of a .zip by its directory."""
    with zipfile.ZipFile(file) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    limits.check_count(len(infos))
    limits.check(packed, sum(info.file_size for info in infos))
    for info in infos:
        # orig_filename is as stored; filename stops at a NUL
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _NAME_IS_UTF8 else "cp437", "surrogateescape")
        yield Entry(name, info.header_offset, lambda info=info: _checked(file, info, limits))  # type: ignore[misc]


def _checked(file: IO[bytes], info: zipfile.ZipInfo, limits: ArchiveLimits) -> bytes:
    if info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16):
        _refuse_no_file()
    if info.file_size > limits.max_file_bytes:
        raise too_long(info.file_size, limits.max_file_bytes)
    try:
        raw = read_zipped(file, info.header_offset, info.file_size)
    except (zlib.error, struct.error) as error:
        raise RejectedError("broken_member", str(error)) from error
    if zlib.crc32(raw) != info.CRC:
        raise RejectedError("broken_member", "its checksum does not match its bytes")
    return raw


def read_zipped(file: IO[bytes], place: int, byte_count: int) -> bytes:
    """Read the member of a .zip whose local header is at `place`; never more than `byte_count` and a byte."""
    file.seek(place)
    mark, _, flags, method, _, _, _, _, _, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if mark != b"PK\3\4":
        raise RejectedError("broken_member", "no member begins there")
    if flags & _ENCRYPTED:
        raise RejectedError("encrypted", "a member with a password")
    file.seek(name_bytes + extra_bytes, 1)
    if method == zipfile.ZIP_STORED:
        return file.read(byte_count)
    if method != zipfile.ZIP_DEFLATED:
        raise RejectedError("unknown_compression", f"method {method}; only stored and deflated can be read")
    return _inflated(file, byte_count)


def _inflated(file: IO[bytes], byte_count: int) -> bytes:
    unpacker, pieces, count = zlib.decompressobj(-zlib.MAX_WBITS), list[bytes](), 0
    packed = file.read(PIECE)
    while packed and not unpacker.eof and count <= byte_count:
        piece = unpacker.decompress(packed, byte_count + 1 - count)
        pieces.append(piece)
        count += len(piece)
        packed = unpacker.unconsumed_tail or file.read(PIECE)
    return b"".join(pieces)


def tar_entries(stream: Stream) -> Iterator[Entry]:
    """List the members of a tar archive; a link, a device and a sparse file cannot be read."""
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r:", errors="surrogateescape", encoding="utf-8") as tar:
        count = 0
        while info := tar.next():
            cast("Any", tar).members.clear()  # it would keep all members in memory
            count += 1
            stream.limits.check_count(count)
            name = info.name.encode("utf-8", "surrogateescape")
            if not info.isdir() and (not info.isreg() or info.issparse()):
                yield Entry(name, info.offset, _refuse_no_file)
            elif info.isreg():
                place, size = info.offset_data, info.size
                yield Entry(name, place, lambda place=place, size=size: _span(stream, place, size))  # type: ignore[misc]


def _span(stream: Stream, place: int, byte_count: int) -> bytes:
    if byte_count > stream.limits.max_file_bytes:
        raise too_long(byte_count, stream.limits.max_file_bytes)
    stream.seek(place)
    return stream.read(byte_count)


def json_entries(stream: Stream) -> Iterator[Entry]:
    """List JSON lines; the name of a line is its id, if an id field is set and the line has it, else its number."""
    number, place = 0, 0
    while line := stream.readline():
        number += 1
        whole = line
        while not whole.endswith(b"\n") and (whole := stream.readline()):
            line = b""  # cut, because it is too long for a text
        stream.limits.check_count(number)
        if line.strip() or whole != line:
            yield _json_entry(line, str(number), place, stream.limits)
        place = stream.tell()


def _json_entry(line: bytes, number: str, place: int, limits: ArchiveLimits) -> Entry:
    try:
        record = _record(line, limits)
    except RejectedError as refused:
        return Entry(number.encode(), place, lambda refused=refused: _refuse(refused))  # type: ignore[misc]
    name = record.get(limits.id_field) if limits.id_field else None
    named = str(name) if isinstance(name, str | int) and name != "" else number
    return Entry(named.encode("utf-8", "surrogatepass"), place, lambda: _text(record, limits))


def _refuse(refused: RejectedError) -> bytes:
    raise refused


def _refuse_no_file() -> bytes:
    raise RejectedError("not_a_file", "a link, a device or a sparse file; pack the file itself")


def _record(line: bytes, limits: ArchiveLimits) -> dict[str, Any]:
    if not line or len(line) > 2 * limits.max_file_bytes:
        raise too_long(2 * limits.max_file_bytes, limits.max_file_bytes)
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise RejectedError("not_json", "nested too deeply") from error
    except ValueError as error:
        is_array = line.lstrip().startswith(b"[")
        raise RejectedError("not_json", _NO_ARRAY if is_array else str(error)[:200]) from error
    if not isinstance(record, dict):
        problem = _NO_ARRAY if isinstance(record, list) else f"{_json_kind(record)}, where an object is needed"
        raise RejectedError("not_json", problem)
    return record


def _json_kind(value: object) -> str:
    return _JSON_KINDS.get(type(value).__name__, "a number")


def _text(record: dict[str, Any], limits: ArchiveLimits) -> bytes:
    fields = (limits.text_field,) if limits.text_field else TEXT_FIELDS
    text = next((record[field] for field in fields if isinstance(record.get(field), str)), None)
    if text is None:
        raise RejectedError("no_text_field", _why_no_text(record, fields))
    try:
        raw: bytes = text.encode()
    except UnicodeEncodeError as error:
        raise RejectedError("not_unicode", "the text contains half of a surrogate pair") from error
    if len(raw) > limits.max_file_bytes:
        raise too_long(len(raw), limits.max_file_bytes)
    return raw


def _why_no_text(record: dict[str, Any], fields: Sequence[str]) -> str:
    for field in fields:
        if field in record:
            return f"{field} is {_json_kind(record[field])}, not a text"
    return f"no field {', '.join(fields)}; the line has {', '.join(record)[:200] or 'none'}"


def read_json_line(stream: Stream, place: int) -> bytes:
    """Read the text of the JSON line that begins at `place`."""
    stream.seek(place)
    return _text(_record(stream.readline(), stream.limits), stream.limits)


def read_span(stream: Stream, place: int, byte_count: int) -> bytes:
    """Read so many unpacked bytes from `place`."""
    return _span(stream, place, byte_count)


def read_whole(stream: Stream) -> bytes:
    """Read the one text of a .txt.gz."""
    most = stream.limits.max_file_bytes
    pieces, count = list[bytes](), 0
    while piece := stream.read(PIECE):
        pieces.append(piece)
        count += len(piece)
        if count > most:
            raise too_long(count, most)
    return b"".join(pieces)
