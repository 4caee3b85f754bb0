"""Detects legacy encodings by the letters of their languages."""

from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.alphabets import ALPHABETS
from transforms.latin import decodes, find_latin, first_fit


class SingleByte(NamedTuple):
    """A family of encodings with one byte for each character, and the letters beyond ASCII of its languages."""

    encodings: tuple[str, ...]
    alphabets: tuple[str, ...]
    weight: float = 1.0


class MultiByte(NamedTuple):
    """An East Asian encoding, and characters that are at least a known share of any running text in it."""

    encoding: str
    common: frozenset[str]
    least_share: float


# Lowercase letters and common marks distinguish an encoding from similar ones. If most letters are capitals, or many
# marks are rare, it is the wrong one.
_CAPITAL = 0.8
_RARE_MARK = 0.6
# Text in Latin letters has its other letters one by one; in other scripts they are in runs.
_LEAST_IN_RUNS = 0.5
_FEWEST_IN_RUNS = 8
# East Asian text has at least this share of bytes beyond ASCII.
_LEAST_EAST_ASIAN = 0.3
_JUDGED_BYTES = 20_000

_MARKS = frozenset("‘’‚“”„‹›«»–—…•€§\u00a0")
_RARE_MARKS = frozenset("©®™°·£№\u00ad")

# The table is sorted, the most common encodings first: of two that fit equally well, the first is chosen.
# Letters, vowel points, and the marks of abbreviation and number.
_HEBREW = "".join(map(chr, range(0x05B0, 0x05EB))) + "׳״₪"
_CYRILLIC = tuple(ALPHABETS[language] for language in ("ru", "uk", "sr", "mk", "be"))
_OTHER_SCRIPTS = (
    SingleByte(("windows-1255",), (_HEBREW,)),
    SingleByte(("windows-1251",), _CYRILLIC),
    SingleByte(("koi8-r",), _CYRILLIC[:1]),
    SingleByte(("koi8-u",), _CYRILLIC[1:2]),
    SingleByte(("iso-8859-5", "cp866"), _CYRILLIC),
    SingleByte(("windows-1253", "iso-8859-7"), (ALPHABETS["el"],)),
    SingleByte(("windows-1256", "iso-8859-6"), ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ،؛؟ـًٌٍَُِّْ",)),
    SingleByte(("cp874",), ("กขคงจชซญดตถทนบปผฝพฟมยรลวศษสหอฮะัาำิีึืุูเแโใไ็่้์",)),
)
_SIMPLIFIED = frozenset("的一是在了不有人这中大国上个到说和为地们年会以发来时要出对就日行分后成政市报部家民经")
_TRADITIONAL = frozenset("的一是在了不有人這中大國上個到說和為地們年會以發來時要出對就日行分後成政市報部家民經")
_HANGUL = frozenset("이다는의을에가고한로하지은서를도인기사대자시정과으나해라어아일부")
_KANA = frozenset(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F5))))
_MULTI_BYTE = (
    MultiByte("gb18030", _SIMPLIFIED, 0.05),
    MultiByte("cp932", _KANA, 0.25),
    MultiByte("euc-jp", _KANA, 0.25),
    MultiByte("cp949", _HANGUL, 0.2),
    MultiByte("cp950", _TRADITIONAL, 0.05),
)


def _weigh(byte: int, encoding: str, alphabet: str) -> float:
    """How well a byte in some encoding fits a language: 1 for its letters and marks, less for the rest."""
    character = bytes([byte]).decode(encoding, "replace")
    if character in alphabet or character in _MARKS:
        return 1.0
    if character in alphabet.upper():
        return _CAPITAL
    return _RARE_MARK if character in _RARE_MARKS else 0.0


@cache
def _weigh_all(families: tuple[SingleByte, ...]) -> tuple[list[str], NDArray[np.float64]]:
    """Make the table of encodings, one a row, and their 128 weights, one for each byte beyond ASCII."""
    encodings: list[str] = []
    rows: list[list[float]] = []
    for family in families:
        for encoding, alphabet in product(family.encodings, family.alphabets):
            encodings.append(encoding)
            rows.append([family.weight * _weigh(byte, encoding, alphabet) for byte in range(0x80, 0x100)])
    return encodings, np.array(rows)


def _find_other_script(raw: bytes) -> str | None:
    codes = np.frombuffer(raw, np.uint8)
    encodings, weights = _weigh_all(_OTHER_SCRIPTS)
    counts = np.bincount(codes, minlength=256)[0x80:]
    return first_fit(raw, encodings, weights @ counts / counts.sum())


def _find_single_byte(raw: bytes) -> str | None:
    """Find a single-byte encoding: bytes beyond ASCII that are in runs are of another script than Latin."""
    high = np.frombuffer(raw, np.uint8) >= 0x80
    high_count = np.count_nonzero(high)
    pairs = high[1:] & high[:-1]
    paired_count = np.count_nonzero(pairs)
    if paired_count >= max(_FEWEST_IN_RUNS, _LEAST_IN_RUNS * high_count):
        return _find_other_script(raw)
    has_runs = bool((pairs[1:] & pairs[:-1]).any()) and paired_count >= _LEAST_IN_RUNS * high_count
    return find_latin(raw) if high_count < len(high) and not has_runs else None


def _find_multi_byte(raw: bytes) -> str | None:
    foreign = b"\n".join(line for line in raw[: 50 * _JUDGED_BYTES].split(b"\n") if not line.isascii())[:_JUDGED_BYTES]
    if len(foreign.translate(None, bytes(range(0x80)))) < _LEAST_EAST_ASIAN * len(foreign):
        return None
    best, best_fit = None, 1.0
    for encoding, common, least_share in _MULTI_BYTE:
        letters = [c for c in foreign.decode(encoding, "ignore") if c > "\u024f" and c.isalpha()]
        fit = sum(map(common.__contains__, letters)) / (least_share * max(len(letters), 1))
        if fit > best_fit and decodes(raw, encoding):
            best, best_fit = encoding, fit
    return best


def find_encoding(raw: bytes) -> str | None:
    """Find the encoding of bytes that are not UTF-8: the name of a codec that decodes them without errors, or None.

    The letters decide: for the languages of each encoding, the share of bytes beyond ASCII that are in the alphabet.
    `raw` has at least one byte beyond ASCII.
    """
    return _find_multi_byte(raw) or _find_single_byte(raw)
