"""Names that a text spells in two ways, or once with a small letter: what only the whole text can tell."""

import re
from collections import Counter
from functools import lru_cache

from transforms.paragraphs import Span

_NAME = re.compile(r"[A-Z][a-z]{4,}")
# English words that sound like one another, or like a name.
_WORDS = frozenset(
    "There Three These Those Still Steel Their Where Actors Actress April Mount Street Central Affairs Metal".split()
)
_WORD = re.compile(r"\b[a-z]+\b")
# Each name that is looked into costs a look at the whole text.
_MOST_NAMES = 20
_BEHIND_PREPOSITION = re.compile(r" (?:by|with|from|against) ([a-z]{4,})(?=[,.;]| [a-z])")
_ARTICLES = frozenset("the a an this that his its their her our some any no".split())

# What stands for one sound in the spellings of several languages; longer ones first.
_SOUNDS = {
    **{"tsch": "c", "tch": "c", "cz": "c", "sch": "x", "sh": "x", "sz": "x"},
    **{"kh": "k", "ch": "k", "ck": "k", "ph": "f", "th": "t", "tz": "z", "ts": "z"},
}
_LETTERS = str.maketrans({"w": "v", "c": "k", "q": "k", **dict.fromkeys("aeiouyjh")})
_DOUBLED = re.compile(r"(.)\1+")
_LAST_VOWEL = re.compile(r"[aeiouy]+\Z")


@lru_cache(maxsize=1 << 14)
def sound(name: str) -> tuple[str, str, str]:
    """What two spellings of one name have in common: two first letters, consonants by sound, and the last vowel.

    `sound("Gajewska") == sound("Gaevska")`, and `sound("Martin") != sound("Martina")`.
    """
    low = _DOUBLED.sub(r"\1", name.lower())
    ending = _LAST_VOWEL.search(low)
    for letters, one in _SOUNDS.items():
        low = low.replace(letters, one)
    return name[:2], low.translate(_LETTERS), ending[0][-1].replace("y", "i") if ending else ""


def second_spellings(text: str) -> list[Span]:
    """Where the rarer one of two spellings of a name stands; of two as rare ones, the one that comes later."""
    names = dict.fromkeys(_NAME.findall(text))
    openings = Counter([name[:2] for name in names])
    by_sound: dict[tuple[str, str, str], list[str]] = {}
    for name in names:
        if openings[name[:2]] > 1 and name not in _WORDS:
            by_sound.setdefault(sound(name), []).append(name)
    rarer = [name for alike in by_sound.values() for name in sorted(alike, key=text.count, reverse=True)[1:]]
    return [Span(*match.span()) for name in rarer for match in re.finditer(rf"\b{name}\b", text)]


def small_names(text: str) -> list[Span]:
    """Where a surname stands once in small letters behind a preposition: “by ruiz”, in a text on Ana Ruiz.

    The name must stand alone with its capital too, and without an article: “the Court” is no name.
    """
    behind = {match[1]: Span(*match.span(1)) for match in _BEHIND_PREPOSITION.finditer(text)}
    small = Counter(word for word in _WORD.findall(text) if word in behind)
    once = [word for word, count in small.items() if count == 1 and word.capitalize() in text]
    return [behind[word] for word in once[:_MOST_NAMES] if _stands_alone(text, word.capitalize())]


def _stands_alone(text: str, name: str) -> bool:
    """Whether a surname stands behind a first name in one place, and without an article or a first name in another."""
    if not re.search(rf"\b[A-Z][a-z]+ (?:(?:de|da|van|von|al|bin|dos) )?{name}\b", text):
        return False
    alone = re.finditer(rf"(?:\b([a-z]+) |(?<=\n)|(?<=[.!?] )){name}(?=[,.]| [a-z]|['’]s)", text)
    return any(match[1] not in _ARTICLES for match in alone)
