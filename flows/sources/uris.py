"""How a path within a root is spelt as a uri, and read again."""

from urllib.parse import unquote_to_bytes


def uri_of(relative: bytes) -> str:
    """Spell a relative path as a uri: only `%` and bytes that are not UTF-8 are percent-escaped."""
    if b"%" in relative:
        relative = relative.replace(b"%", b"%25")
    try:
        return relative.decode()
    except UnicodeDecodeError:
        spelled = relative.decode("utf-8", "surrogateescape")
        return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in spelled)


def relative_of(uri: str) -> bytes:
    """Find the path again that `uri_of` spelt."""
    return unquote_to_bytes(uri)
