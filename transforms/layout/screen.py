"""One scan of a text for the phrases that readers look for: most texts hold none of them, and need no closer look."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

# Of a phrase with more ways to print it than these only the beginning is looked for.
_MOST_WAYS = 8
# A byte of these is no letter of ASCII. What is behind it is for the closer look.
_NO_LETTERS = re.compile(rb"[^a-z0-9\n\r\v\f\x80-\xff]*(?:[\n\r\v\f\x80-\xff]|\Z)")


class Literal(NamedTuple):
    """A phrase in small letters: of which kind it is, and where it stands.

    `is_word`: no letter stands before it. `is_last`: none follows in its paragraph.
    """

    text: str
    kind: str
    is_word: bool = False
    is_last: bool = False


class Screen:
    """Phrases of several kinds, ready to be looked for in one pass over a text."""

    def __init__(self, literals: Iterable[Literal]) -> None:
        owners: dict[bytes, list[Literal]] = {}
        for literal in literals:
            for printed, is_whole in _ways(literal.text):
                # What is looked for without its end says nothing about what follows.
                asked = literal if is_whole and literal.text.isascii() else Literal(literal.text, literal.kind)
                owners.setdefault(printed.encode(), []).append(asked)
        self._owners = list(owners.values())
        self._automaton = BytesAhoCorasick(list(owners), implementation=Implementation.DFA)

    def kinds_in(self, text: str) -> set[str]:
        """The kinds of which a text may hold a phrase; of every other kind it surely holds none."""
        found: set[str] = set()
        # Bytes have their small letters in a third of the time of code points, where not all are ASCII.
        if not text.isascii():
            text = text.replace("’", "'").replace("\xa0", " ").replace("İ", "i")
        lowered = text.encode(errors="replace").lower()
        for number, start, stop in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            for _, kind, is_word, is_last in self._owners[number]:
                if kind in found or (is_word and lowered[max(start - 1, 0) : start].isalpha()):
                    continue
                if not is_last or _NO_LETTERS.match(lowered, stop):
                    found.add(kind)
        return found


def _ways(phrase: str) -> Iterator[tuple[str, bool]]:
    """How a phrase may be printed once the letters of ASCII are small, and whether that is all of it.

    >>> list(_ways("více"))
    [('více', True), ('vÍce', True)]
    """
    letters, ways = [], 1
    for letter in phrase:
        printed = letter if letter.isascii() or len(letter.upper()) > 1 else {letter, letter.upper()}
        ways *= len(printed)
        if ways > _MOST_WAYS:
            break
        letters.append(sorted(printed))
    for way in product(*letters):
        yield "".join(way), len(letters) == len(phrase)
