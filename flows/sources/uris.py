"""Encodes a path within a root as a uri, and decodes it."""

from urllib.parse import unquote_to_bytes


def uri_of(relative: bytes) -> str:
    r"""Encode a relative path as a uri: only `%` and bytes that are not UTF-8 are percent-escaped.

    >>> uri_of(b"news/100%.txt"), uri_of(b"caf\xe9.txt")
    ('news/100%25.txt', 'caf%E9.txt')
    """
    if b"%" in relative:
        relative = relative.replace(b"%", b"%25")
    try:
        return relative.decode()
    except UnicodeDecodeError:
        spelled = relative.decode("utf-8", "surrogateescape")
        return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in spelled)


def relative_of(uri: str) -> bytes:
    """Decode a uri of `uri_of` to the path."""
    return unquote_to_bytes(uri)
