"""Damaged UTF-8: cut at an end, or with a part in a Windows encoding."""

import re

from transforms.latin import find_latin

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SEQUENCES = re.compile(rb"((?:" + _SEQUENCE.pattern + rb")+)")
_ENDS = re.compile(rb"\A[\x80-\xbf]{1,3}|(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
# The characters of a text in Latin letters beyond ASCII: letters, marks, currency signs.
_LATIN = re.compile("[\u00a0-\u024f\u2000-\u20bf\u2122\ufeff]")


def is_cut(raw: bytes) -> bool:
    """Whether bytes are UTF-8 except for partial characters at their ends."""
    try:
        core = _ENDS.sub(b"", raw).decode()
    except UnicodeDecodeError:
        return False
    return not core.isascii()


def _stand_in(sequence: re.Match[bytes]) -> bytes:
    """A letter or a space that replaces a sequence, of the same kind as its character."""
    return b"a" if sequence[0].decode("utf-8", "replace").isalpha() else b" "


def decode_mixed(raw: bytes) -> tuple[str, str] | None:
    """Decode a text in Latin letters, partly UTF-8 and partly in a Windows encoding: the text, and that encoding.

    None if it has no UTF-8 or other scripts than Latin, or if the rest is in no known encoding.
    """
    whole = b"".join(_SEQUENCE.findall(raw)).decode("utf-8", "replace")
    if not whole or not all(map(_LATIN.match, whole)):
        return None
    encoding = find_latin(_SEQUENCE.sub(_stand_in, raw))
    if encoding is None or not encoding.startswith("windows"):
        return None
    parts = _SEQUENCES.split(raw)
    return "".join(part.decode("utf-8" if n % 2 else encoding) for n, part in enumerate(parts)), encoding
