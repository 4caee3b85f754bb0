"""Detects the encoding of Latin text: by the letters of each language, and by the neighbours of each byte."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.alphabets import ALPHABETS, COMMON_WORDS


class Family(NamedTuple):
    """Encodings, the languages that are written in them, and the prior weight of the family."""

    encodings: tuple[str, ...]
    languages: tuple[str, ...]
    weight: float = 1.0


# The share of the bytes beyond ASCII that must be letters of one language, or marks, in usual positions.
_LEAST_SCORE = 0.75
_CAPITAL = 0.95
_RARE_CAPITAL = 0.7
_RARE_CAPITALS = frozenset("ÒÔÕÐ")
_RARE_MARK = 0.95
_SPACE = 0.82
_WEST = ("fr", "de", "es", "pt", "it", "nl", "sv", "da", "is", "ca", "fi")
_CENTRE = ("cs", "pl", "hu", "sk", "ro", "hr")
# Of two that fit equally well, the first is taken.
_FAMILIES = (
    Family(("windows-1252", "iso-8859-15"), _WEST),
    Family(("windows-1250", "iso-8859-2"), _CENTRE, 0.98),
    Family(("windows-1254",), ("tr",), 0.98),
    Family(("windows-1257",), ("lt", "lv", "et"), 0.97),
    # Files of old Macs, and of DOS: only if no Windows encoding fits the text.
    Family(("mac_roman", "cp850"), _WEST, 0.92),
    Family(("cp852",), _CENTRE, 0.92),
)
# An English text has names of all Western Europe; for another language its own alphabet counts.
_NAMES = "".join(sorted({*"".join(ALPHABETS[language] for language in _WEST), *"šž"}))
_NAMED = 0.9
_NAMED_ELSEWHERE = 0.85
_OTHER_LANGUAGE = 0.93
_COMMON_SHARE = 0.05
_FEWEST_COMMON = 3
_JUDGED_BYTES = 20_000
_WORD = re.compile(rb"[A-Za-z]+")

_KINDS = {
    "apostrophe": "’´",
    "opening": "„‚¿¡‘",
    "quote": "“”«»‹›",
    "dash": "–",
    "free": "—…",
    "amount": "€£¥¢",
    "degree": "°ºª",
    "fraction": "½¼¾²³¹±×‰",
    "sign": "©®™§·•¬¦†",
    "blank": "\u00a0\u00ad",
}
_KIND_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}
_RARE = frozenset("©®™°£¥¢½¼¾²³¹±×‰·•´¬¦†")
# The neighbours of a byte: a space or mark, a lowercase letter, a capital, a digit, something beyond ASCII.
_SIDES = " aA1é"
_SIDE_OF = np.array([0] * 48 + [3] * 10 + [0] * 7 + [2] * 26 + [0] * 6 + [1] * 26 + [0] * 5 + [4] * 128)


# By kind: how well it fits between two neighbours, from 1 (usual) to 0.1 (never). The first line with both neighbours
# counts.
_FITS = {
    "small": (
        ("1", _SIDES, 0.1),
        (_SIDES, "1", 0.1),
        (_SIDES, "A", 0.3),
        ("aAé", _SIDES, 1.0),
        (_SIDES, "aé", 1.0),
        (_SIDES, _SIDES, 0.8),
    ),
    "capital": (("a1", _SIDES, 0.1), (_SIDES, "1", 0.1), ("Aé", _SIDES, 1.0), (_SIDES, "aAé", 1.0), (" ", " ", 0.6)),
    "opening": (("aA1", _SIDES, 0.1), (_SIDES, _SIDES, 1.0)),
    "quote": (("aA1", "aA1", 0.1), ("é", "aA1", 0.4), (_SIDES, _SIDES, 1.0)),
    "sign": (("aA1", "aA1", 0.1), (_SIDES, "é", 0.4), (_SIDES, _SIDES, 1.0)),
    "dash": (("a", "a", 0.93), (_SIDES, _SIDES, 1.0)),
    "free": ((_SIDES, _SIDES, 1.0),),
    "amount": (("1", _SIDES, 1.0), (_SIDES, "1", 1.0), (" ", " ", 0.8), (_SIDES, _SIDES, 0.1)),
    "degree": (("1", _SIDES, 1.0), (" aé", " A1", 0.9), (_SIDES, _SIDES, 0.1)),
    "fraction": (("1", _SIDES, 1.0), (_SIDES, "aA", 0.1), ("aA", " ", 1.0), ("aA", _SIDES, 0.3), (_SIDES, _SIDES, 1.0)),
    "blank": (("a", "a", 0.5), (_SIDES, _SIDES, 1.0)),
    "apostrophe": ((" ", " ", 0.5), (_SIDES, _SIDES, 1.0)),
    "": ((_SIDES, _SIDES, 0.0),),
}


def _fit(kind: str, before: str, after: str) -> float:
    return next(fit for befores, afters, fit in _FITS[kind] if before in befores and after in afters)


def _weigh(character: str, alphabet: str) -> tuple[str, float]:
    """The kind of a character, and its weight in an alphabet."""
    if character in alphabet:
        return "small", 1.0
    if character.lower() in alphabet:
        return "capital", _RARE_CAPITAL if character in _RARE_CAPITALS else _CAPITAL
    kind = _KIND_OF.get(character, "")
    return kind, _SPACE if kind == "blank" else _RARE_MARK if character in _RARE else 1.0


def _alphabets(family: Family, spoken: str | None) -> Iterator[tuple[str, float]]:
    """The alphabets of a family, each with its weight for a text in a language, if that is known."""
    if family.languages is _WEST:
        yield _NAMES, 1.0 if spoken == "en" else _NAMED_ELSEWHERE if spoken else _NAMED
    for language in family.languages:
        yield ALPHABETS[language], 1.0 if spoken in (None, language) else _OTHER_LANGUAGE


@cache
def _table(spoken: str | None) -> tuple[list[str], NDArray[np.float64]]:
    """Make the table of encodings, one a row, and their weights: 25 pairs of neighbours for each byte beyond ASCII."""
    encodings: list[str] = []
    rows: list[list[float]] = []
    sides = list(product(_SIDES, _SIDES))
    for family in _FAMILIES:
        for encoding, (alphabet, share) in product(family.encodings, _alphabets(family, spoken)):
            marks = [_weigh(bytes([byte]).decode(encoding, "replace"), alphabet) for byte in range(0x80, 0x100)]
            weight = family.weight * share
            encodings.append(encoding)
            rows.append([weight * mark * _fit(kind, *pair) for kind, mark in marks for pair in sides])
    return encodings, np.array(rows)


def _language(raw: bytes) -> str | None:
    """The Western language whose everyday words are frequent in a text, if there is one."""
    words = Counter(_WORD.findall(raw[:_JUDGED_BYTES].lower()))
    counts = {language: sum(words[w.encode()] for w in common.split()) for language, common in COMMON_WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    is_sure = counts[best] >= max(_FEWEST_COMMON, _COMMON_SHARE * words.total())
    return best if is_sure and best in ("en", *_WEST) else None


def decodes(raw: bytes, encoding: str) -> bool:
    """Whether all bytes are defined in an encoding."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def first_fit(raw: bytes, encodings: Sequence[str], scores: NDArray[np.float64]) -> str | None:
    """The encoding with the highest score in which all bytes are defined; None if the score is too low."""
    for row in map(int, np.argsort(-scores, kind="stable")):
        if scores[row] < _LEAST_SCORE:
            return None
        if decodes(raw, encodings[row]):
            return encodings[row]
    return None


def find_latin(raw: bytes) -> str | None:
    """Find the encoding of a text in Latin letters, in which it decodes without errors; else None.

    For each encoding, every byte beyond ASCII is judged as the character that it would be: whether the language uses
    it, and whether its neighbours are usual. An English text is taken for Western European, unless its letters are
    evidence for another encoding.
    """
    codes = np.frombuffer(raw, np.uint8)
    sides = np.pad(_SIDE_OF[codes], 1)
    where = np.flatnonzero(codes >= 0x80)
    cells = (codes[where].astype(int) - 0x80) * 25 + sides[where] * 5 + sides[where + 2]
    encodings, weights = _table(_language(raw))
    scores = weights @ np.bincount(cells, minlength=128 * 25) / max(len(where), 1)
    return first_fit(raw, encodings, scores)
