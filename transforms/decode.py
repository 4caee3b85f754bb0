"""From the bytes of a file to its text, and how it was decoded."""

from typing import NamedTuple

from transforms.legacy_encodings import find_encoding
from transforms.mixed import decode_mixed, is_cut
from transforms.utf_16 import find_byte_order


class Decoded(NamedTuple):
    """The decoded text, every CR and LF kept; a byte order mark is not part of it."""

    text: str
    encoding: str
    """Python's name of the codec: `text.encode(encoding)` gives the bytes back, or `bytes` holds them."""
    how: str
    """`utf-8`, `cesu-8`, `bom` (a byte order mark), `detected`, `utf-8 with N broken bytes` or `utf-8 and CODEC`."""
    bytes: bytes | None
    """The file's bytes, only where the text does not encode back to them."""


class Undecodable(ValueError):  # noqa: N818 - named for what the file is
    """Bytes that are not text: `reason` is `empty`, `binary` or `undecodable`, `detail` explains it to a person."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


# UTF-32 comes before UTF-16, whose little-endian mark it begins with. These codecs drop the mark and write it again, in
# the machine's byte order; a text in the other order keeps its bytes.
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC_NUMBERS = {
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"PK\x03\x04": "ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "office document",
    b"\x1f\x8b": "gzip",
    b"BZh91AY": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"7z\xbc\xaf": "7-Zip archive",
    b"Rar!": "RAR archive",
    b"\x89PNG": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF87a": "GIF image",
    b"GIF89a": "GIF image",
    b"\x7fELF": "ELF program",
    b"SQLite format 3\x00": "SQLite database",
    b"PAR1": "Parquet",
}
_MARKS = tuple(mark for mark, _ in _BYTE_ORDER_MARKS)
_MAGIC = tuple(_MAGIC_NUMBERS)
# All of C0 but white space. A wire's STX and ETX, or a stray NUL, are kept: DuckDB and Parquet hold them exactly.
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"
_MOST_CONTROLS = 0.02
_INVISIBLE = "\x00\u200b\u200c\u200d\u2060\ufeff"
_MOST_BROKEN = 0.01


def _reject_empty(text: str) -> None:
    if not text.strip().strip(_INVISIBLE).strip():
        raise Undecodable("empty", "only white space" if text else "no text")


def _is_binary(raw: bytes) -> bool:
    """Whether more than 2 % of the bytes are control characters."""
    return len(raw) - len(raw.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(raw)


def _finish(raw: bytes, text: str, encoding: str, how: str) -> Decoded:
    """Check a text that was not plain UTF-8; keep the bytes where encoding it does not restore them."""
    _reject_empty(text)
    if _is_binary(text.encode()):
        raise Undecodable("binary", f"control characters, read as {encoding}")
    exact = text.encode(encoding, "replace") == raw
    return Decoded(text, encoding, how, None if exact else raw)


def _decode_marked(raw: bytes) -> Decoded:
    encoding = next(encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark))
    try:
        return _finish(raw, raw.decode(encoding), encoding, "bom")
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and (repaired := _decode_mixed_or_legacy(raw, encoding)):
            return repaired
        if error.reason == "truncated data":
            return _finish(raw, raw.decode(encoding, "replace"), encoding, "bom")
        raise Undecodable("undecodable", f"byte {error.start} does not fit the byte order mark of {encoding}") from None


def _decode_unmarked(raw: bytes) -> Decoded:
    encoding = find_byte_order(raw)
    if encoding is None:
        raise Undecodable("binary", "control characters")
    return _finish(raw, raw.decode(encoding, "replace"), encoding, "detected")


def _decode_mixed_or_legacy(raw: bytes, encoding: str) -> Decoded | None:
    """Decode UTF-8 with a few broken bytes, each sequence of them as U+FFFD; None for other encodings.

    It is UTF-8 if at least as many characters beyond ASCII are whole as broken, and at most 1 % of the bytes are
    broken, or if only its ends are cut. Text in another encoding has almost no whole ones.
    """
    text = raw.decode(encoding, "replace")
    marks = text.count("\ufffd") - raw.count("\ufffd".encode())
    bytes_a_mark = 3
    broken = len(raw) - (len(text.encode(encoding)) - bytes_a_mark * marks)
    whole = len(text) - len(text.encode("ascii", "ignore")) - marks
    if (broken > _MOST_BROKEN * len(raw) or whole < marks) and not is_cut(raw):
        return None
    return _finish(raw, text, encoding, f"utf-8 with {broken} broken byte{'s' * (broken != 1)}")


def _decode_pairs(raw: bytes) -> Decoded | None:
    """Decode CESU-8: UTF-8 with emoji as pairs of surrogates, as some databases and Java write it."""
    try:
        text = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return _finish(raw, text, "utf-8", "cesu-8")


def _decode_legacy(raw: bytes) -> Decoded:
    if paired := _decode_pairs(raw):
        return paired
    if not is_cut(raw) and (mixed := decode_mixed(raw)):
        text, encoding = mixed
        return _finish(raw, text, "utf-8", f"utf-8 and {encoding}")
    if repaired := _decode_mixed_or_legacy(raw, "utf-8"):
        return repaired
    if found := find_encoding(raw):
        return _finish(raw, raw.decode(found), found, "detected")
    raise Undecodable("undecodable", "neither UTF-8 nor any other encoding known here")


def decode(raw: bytes) -> Decoded:
    r"""Decode a file's bytes: as UTF-8, else by the byte order mark, else by the letters.

    Raises Undecodable for a file of white space alone, for a binary file (by its magic number, or more than 2 % control
    characters), and for text in an unknown encoding. The text never has a lone surrogate.

    >>> decode("café".encode()).how
    'utf-8'
    >>> decode(b"Le caf\xe9 du port est ferm\xe9 depuis l'\xe9t\xe9.").encoding
    'windows-1252'
    """
    if raw.startswith(_MAGIC):
        name = next(name for magic, name in _MAGIC_NUMBERS.items() if raw.startswith(magic))
        raise Undecodable("binary", name)
    if raw.startswith(_MARKS):
        return _decode_marked(raw)
    if _is_binary(raw):
        return _decode_unmarked(raw)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _decode_legacy(raw)
    _reject_empty(text)
    return Decoded(text, "utf-8", "utf-8", None)
