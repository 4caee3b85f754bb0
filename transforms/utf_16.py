"""Detects UTF-16 without a byte order mark: only one byte order gives a known script."""

import numpy as np
from numpy.typing import NDArray

_LEAST_SHARE = 0.9
# A file in a single-byte encoding is mostly printable ASCII; half of the bytes of UTF-16 are not.
_MOST_ASCII = 0.8
_FEWEST_UNITS = 8
_SCRIPTS = (
    (0x80, 0x250),  # Latin
    (0x370, 0x400),  # Greek
    (0x400, 0x530),  # Cyrillic
    (0x530, 0x590),  # Armenian
    (0x590, 0x600),  # Hebrew
    (0x600, 0x780),  # Arabic
    *((start, start + 0x80) for start in range(0x900, 0x1000, 0x80)),  # India, Sri Lanka, Thailand, Laos, Tibet
    (0x1000, 0x10A0),  # Burmese
    (0x10A0, 0x1100),  # Georgian
    (0x1200, 0x13A0),  # Ethiopic
    (0x1780, 0x1800),  # Khmer
)
# Kana and Chinese characters, Hangul: two bytes of ASCII also look like one of them.
_EAST_ASIAN = ((0x3000, 0xA000), (0xAC00, 0xD7A4))
_PLAIN = ((0x20, 0x7F), (0x9, 0xE), (0x2010, 0x2040), (0xFF00, 0xFF66))


def _count(units: NDArray[np.uint16], low: int, high: int) -> int:
    return int(np.count_nonzero((units >= low) & (units < high)))


def _share_of_one_script(units: NDArray[np.uint16], scripts: tuple[tuple[int, int], ...]) -> float:
    """The share of code units that are ASCII, marks, or of the most frequent other script."""
    plain = sum(_count(units, *span) for span in _PLAIN)
    return (plain + max(_count(units, *span) for span in scripts)) / len(units)


def _may_be_east_asian(raw: bytes) -> bool:
    """Whether bytes are not UTF-8: ASCII with control characters is UTF-8, East Asian UTF-16 is not."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return False


def find_byte_order(raw: bytes) -> str | None:
    """The codec of bytes that are such text, `utf-16-le` or `utf-16-be`; None for other bytes."""
    codes = np.frombuffer(raw, np.uint8)
    count = len(raw) // 2
    if count < _FEWEST_UNITS or np.count_nonzero((codes >= 0x20) & (codes < 0x7F)) > _MOST_ASCII * len(raw):
        return None
    scripts = _SCRIPTS + _EAST_ASIAN if _may_be_east_asian(raw) else _SCRIPTS
    shares = {
        codec: _share_of_one_script(np.frombuffer(raw, order, count).astype(np.uint16), scripts)
        for codec, order in (("utf-16-le", "<u2"), ("utf-16-be", ">u2"))
    }
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _LEAST_SHARE else None
