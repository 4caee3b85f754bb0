"""Names that a text spells in two ways, or once in lower case."""

import re
from collections.abc import Collection
from functools import lru_cache

from transforms.paragraphs import Span

_SHORTEST_NAME = 5
# English words that sound like each other, or like a name.
_WORDS = frozenset(
    "There Three These Those Still Steel Their Where Actors Actress April Mount Street Central Affairs Metal".split()
)
_WORD_CHARACTER = re.compile(r"\w")
# Each checked name costs a search of the whole text.
_MOST_NAMES = 20
_AFTER_PREPOSITION = re.compile(r" (?:by|with|from|against) ([a-z]{4,})(?=[,.;]| [a-z])")
_ARTICLES = frozenset("the a an this that his its their her our some any no".split())

# Spellings of one sound in several languages; longer ones first.
_SOUNDS = {
    **{"tsch": "c", "tch": "c", "cz": "c", "sch": "x", "sh": "x", "sz": "x"},
    **{"kh": "k", "ch": "k", "ck": "k", "ph": "f", "th": "t", "tz": "z", "ts": "z"},
}
_LETTERS = str.maketrans({"w": "v", "c": "k", "q": "k", **dict.fromkeys("aeiouyjh")})
_DOUBLED = re.compile(r"(.)\1+")
_LAST_VOWEL = re.compile(r"[aeiouy]+\Z")


@lru_cache(maxsize=1 << 14)
def sound(name: str) -> str:
    """A key that spellings of one name share: the first two letters, consonants by sound, and the last vowel.

    `sound("Gajewska") == sound("Gaevska")`, and `sound("Martin") != sound("Martina")`.
    """
    low = _DOUBLED.sub(r"\1", name.lower())
    ending = _LAST_VOWEL.search(low)
    for letters, one in _SOUNDS.items():
        low = low.replace(letters, one)
    return f"{name[:2]} {low.translate(_LETTERS)} {ending[0][-1].replace('y', 'i') if ending else ''}"


def second_spellings(text: str, names: Collection[str]) -> list[Span]:
    """The places of the rarer one of two spellings of a name; of two equally rare ones, of the later one."""
    if len(set(map(sound, names))) == len(names):  # most texts
        return []
    by_sound: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= _SHORTEST_NAME and name not in _WORDS:
            by_sound.setdefault(sound(name), []).append(name)
    rarer = [name for alike in by_sound.values() for name in sorted(alike, key=text.count, reverse=True)[1:]]
    return [Span(at, at + len(name)) for name in rarer for at in _places(text, name)]


def lowercase_names(text: str, names: Collection[str]) -> list[Span]:
    """Where one of the names occurs once in lower case after a preposition: “by ruiz”, in a text on Ana Ruiz.

    The name must also occur alone with its capital, and without an article: “the Court” is not a name.
    """
    words = dict.fromkeys(word for word in _AFTER_PREPOSITION.findall(text) if word.capitalize() in names)
    places = ((word, _places(text, word)) for word in list(words)[:_MOST_NAMES])
    return [
        Span(found[0], found[0] + len(word))
        for word, found in places
        if len(found) == 1 and _is_standalone(text, word.capitalize())
    ]


def _places(text: str, word: str) -> list[int]:
    """The places of a whole word; a pattern for each word would take longer to compile."""
    places, at = [], text.find(word)
    while at >= 0:
        stop = at + len(word)
        if not any(map(_WORD_CHARACTER.match, (text[at - 1 : at], text[stop : stop + 1]))):
            places.append(at)
        at = text.find(word, stop)
    return places


def _is_standalone(text: str, name: str) -> bool:
    """Whether a surname comes after a first name in one place, and without an article or a first name in another."""
    if not re.search(rf"\b[A-Z][a-z]+ (?:(?:de|da|van|von|al|bin|dos) )?{name}\b", text):
        return False
    alone = re.finditer(rf"(?:\b([a-z]+) |(?<=\n)|(?<=[.!?] )){name}(?=[,.]| [a-z]|['’]s)", text)
    return any(match[1] not in _ARTICLES for match in alone)
