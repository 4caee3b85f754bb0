"""One scan of a text for the phrases that extractors need: most texts have none, and need no further search."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

# Only the beginning of a phrase with more printed variants than this is searched.
_MOST_WAYS = 8
# These bytes are not ASCII letters. The text after them is left to the further search.
_NO_LETTERS = re.compile(rb"[^a-z0-9\n\r\v\f\x80-\xff]*(?:[\n\r\v\f\x80-\xff]|\Z)")


class Literal(NamedTuple):
    """A phrase in lower case: its kind and its position.

    `is_word`: no letter comes before it. `is_last`: none follows in its paragraph.
    """

    text: str
    kind: str
    is_word: bool = False
    is_last: bool = False


class Screen:
    """Phrases of several kinds, prepared for a search in one pass over a text."""

    def __init__(self, literals: Iterable[Literal]) -> None:
        owners: dict[bytes, list[Literal]] = {}
        for literal in literals:
            for printed, is_whole in _ways(literal.text):
                # A phrase that is searched without its end can be followed by anything.
                asked = literal if is_whole and literal.text.isascii() else Literal(literal.text, literal.kind)
                owners.setdefault(printed.encode(), []).append(asked)
        self._owners = list(owners.values())
        self._automaton = BytesAhoCorasick(list(owners))

    def kinds_in(self, text: str) -> set[str]:
        """The kinds of phrases that a text may have; it certainly has none of any other kind."""
        found: set[str] = set()
        # Bytes are lowercased in a third of the time of code points, if not all are ASCII.
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
    """The printed variants of a phrase when ASCII letters are lowercase, and whether each is the whole phrase.

    >>> sorted(_ways("více"))
    [('vÍce', True), ('více', True)]
    """
    if phrase.isascii():
        yield phrase, True
        return
    letters, ways = [], 1
    for letter in phrase:
        printed = letter if letter.isascii() or len(letter.upper()) > 1 else {letter, letter.upper()}
        ways *= len(printed)
        if ways > _MOST_WAYS:
            break
        letters.append(sorted(printed))
    for way in product(*letters):
        yield "".join(way), len(letters) == len(phrase)
