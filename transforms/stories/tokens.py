"""Interns the words of clean bodies: each token has an ordinal, a stem, and the rarity of the stem in English."""

import re
from array import array
from functools import cache
from importlib.resources import files
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from transforms.gazetteer import unaccented

RARITY_STEPS: Final = 16
"""Rarities are whole numbers of sixteenths of a natural logarithm."""
UNKNOWN: Final = 8 * RARITY_STEPS
"""The rarity of a word that the table lacks, which is the highest: one text in 3,000 has it."""
COMMON: Final = RARITY_STEPS
"""A word of at most this rarity, in every third text, is not a term."""
PARAGRAPH: Final = "¶"
"""The token between two paragraphs."""
CAPITAL, OPENS, ENDS, MONTH, SHORT_NUMBER = 1, 2, 4, 8, 16
"""Flags of a token: it begins with a capital, a quotation opens before it, a sentence ends after it, it is a month, or
it is a number of two digits."""

_WORD = re.compile(r"[^\W\d_][\w’'-]+|\d[\d.,]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_POSSESSIVE = re.compile(r"[’']s?$")
_SEPARATORS = re.compile(r"[.,]")
_OPENERS = "“”‘’«»„\"'([-–"
_CLOSERS = "“”‘’«»\"')]"
_SHORTENED = frozenset("Mr. Mrs. Ms. Dr. Gen. Sen. Rep. Gov. Col. Lt. Sgt. Capt. Prof. St. No. vs.".split())
# Words of a wire's tables and notices. They are rare in English as a whole, so they would be the rarest words of a
# text.
_SHORTHAND = frozenset("reuter dlrs qtly oper revs shrs mths avge incl prev corp blah".split())
# `May` is too short for a term.
_MONTHS = frozenset("January February March April June July August September October November December".split())
_SUFFIXES = ("ing", "ed", "es", "s")
_SHORTEST = 4
# Letters that systems exchange when they spell a foreign name; vowels differ most.
_ONE_SOUND = str.maketrans({**dict.fromkeys("aeiouyjh’'-"), **dict(zip("cqxwz", "kkkvs", strict=True))})
_REPEATED = re.compile(r"(.)\1+")
_FEWEST_CONSONANTS = 3
_MOST_TOKENS = 1 << 17


def stem(word: str) -> str:
    """Remove the English ending of a word in lower case: `stem("ministers")` is `minister`."""
    for suffix in _SUFFIXES if word.endswith(_SUFFIXES) else ():
        if len(word) > len(suffix) + 3 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word


def stem_hash(word: str) -> int:
    """The hash of a stem, in 32 bits."""
    return crc32(word.encode())


def _without_possessive(word: str) -> str:
    return word if word.isalpha() else _POSSESSIVE.sub("", word)


def consonants(word: str) -> str:
    """The consonants of a word in lower case, by their sound: translations spell a foreign name in different ways.

    >>> consonants("khabibulin"), consonants("xabibullin"), consonants("müller"), consonants("mueller")
    ('kbln', 'kbln', 'mlr', 'mlr')
    """
    sounds = unaccented(word).replace("ph", "f").translate(_ONE_SOUND)
    # A search costs a tenth of a substitution, and few words have a repeated consonant.
    return _REPEATED.sub(r"\1", sounds) if _REPEATED.search(sounds) else sounds


@cache
def _rarities() -> dict[int, int]:
    with files("transforms").joinpath("data", "frequencies.parquet").open("rb") as file:
        table = pq.read_table(file)
    return dict(zip(table["stem"].to_pylist(), table["rarity"].to_pylist(), strict=True))


class TokenTable(dict[str, int]):
    """The ordinals of the tokens seen so far, and the attributes of each; a dictionary is the fastest cache.

    A token without a term has the stem -1. Stems have their own ordinals, which are valid in this process only.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._flags, self._stems = array("B"), array("i")
        self._hashes, self._rarity = array("I"), array("B")
        self._by_hash: dict[tuple[int, bool], int] = {}

    @property
    def flags(self) -> npt.NDArray[np.uint8]:
        """The flags of each token."""
        return np.array(self._flags)

    @property
    def stems(self) -> npt.NDArray[np.int64]:
        """The stem of each token."""
        return np.array(self._stems, np.int64)

    @property
    def hashes(self) -> npt.NDArray[np.uint32]:
        """The hash of each stem."""
        return np.array(self._hashes, np.uint32)

    @property
    def rarities(self) -> npt.NDArray[np.uint8]:
        """The rarity of each stem, 0 for a number."""
        return np.array(self._rarity)

    def __missing__(self, token: str) -> int:
        """Add a token."""
        found = _WORD.search(token)
        word = found.group() if found else ""
        if word in ("", token):
            printed, stemmed = _without_possessive(word), self._stem(word)
        else:  # a word has many tokens, each with other marks around it
            bare = self[word]
            printed, stemmed = self.words[bare], self._stems[bare]
        self[token] = ordinal = len(self)
        self.words.append(printed)
        self._flags.append(_print_of(token, word))
        self._stems.append(stemmed)
        return ordinal

    def _stem(self, word: str) -> int:
        if word[:1].isdigit():
            return -1 if _YEAR.fullmatch(word) else self._place(stem_hash("#" + _SEPARATORS.sub("", word)), 0)
        lower = _without_possessive(word.lower())
        hashed, rarity = _hash_and_rarity(stem(lower))
        is_none = len(lower) < _SHORTEST or rarity <= COMMON or lower in _SHORTHAND or word in _MONTHS
        return -1 if is_none else self._place(hashed, rarity)

    def _place(self, hashed: int, rarity: int) -> int:
        # A number is never the stem of a word with the same hash: the result would depend on which came first.
        found = self._by_hash.setdefault((hashed, not rarity), len(self._hashes))
        if found == len(self._hashes):
            self._hashes.append(hashed)
            self._rarity.append(rarity)
        return found


def _hash_and_rarity(stemmed: str) -> tuple[int, int]:
    """A stem that the table lacks has the hash of its consonants, if they are enough."""
    hashed = stem_hash(stemmed)
    if (rarity := _rarities().get(hashed)) is not None:
        return hashed, rarity
    sounds = consonants(stemmed)
    return stem_hash(f"~{sounds}") if len(sounds) >= _FEWEST_CONSONANTS else hashed, UNKNOWN


def _print_of(token: str, word: str) -> int:
    of_date = MONTH * (word in _MONTHS) | SHORT_NUMBER * (len(word) == 2 and word.isdigit())
    of_word = of_date | CAPITAL * word[:1].isupper()
    if token == word:  # no mark is around it
        return of_word
    closed = token.rstrip(_CLOSERS)
    ends = token == PARAGRAPH or (closed.endswith((".", "!", "?", ":")) and not _is_shortened(closed.lstrip(_OPENERS)))
    return of_word | OPENS * (token[0] in _OPENERS) | ENDS * ends


def _is_shortened(token: str) -> bool:
    """Whether the stop belongs to a title, an initial or `U.S.`."""
    return token in _SHORTENED or token[1:2] == "."


_KNOWN: list[TokenTable] = []


def token_table() -> TokenTable:
    """The words seen so far in this process; a new empty set if there are too many."""
    if not _KNOWN or len(_KNOWN[0]) > _MOST_TOKENS:
        _KNOWN[:] = [TokenTable()]
    return _KNOWN[0]
