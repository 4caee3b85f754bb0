"""Which words of an English text are names, and which lowercase words are not English: untranslated or misspelled."""

import re
from collections.abc import Collection, Iterable, Iterator, Set
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from transforms.paragraphs import Span

SHORTEST = 4
_NAME = re.compile(r"[A-Z][a-z]{3,}")
_LISTED = re.compile(r"(?m)^[A-Za-z]{3,}+(?!\S)")
_MOST_TOKENS = 1 << 16
# A paragraph with at least so many unknown words, and such a share of them, is in another language.
_MANY, _SHARE = 4, 0.15
_JOINTS = "'’@/&-_"
_STOP_INSIDE = re.compile(r"\.\w")
_MARKS = "“”‘’«»\"'().,:;!?…[]"

# Endings that derive a word, with the endings of the original that they replace.
_ENDINGS = {
    **{
        "s": ("",),
        "es": ("", "e"),
        "ed": ("", "e"),
        "ing": ("", "e"),
        "ly": ("", "le"),
        "er": ("", "e"),
        "ers": ("", "e"),
    },
    **{"ness": ("",), "less": ("",), "able": ("", "e"), "ies": ("y",), "ied": ("y",), "ier": ("y",), "ily": ("y",)},
    **{"ize": ("", "y", "ise"), "ized": ("", "y", "ise"), "izing": ("", "y", "ise"), "izes": ("", "y", "ise")},
    **{
        "ization": ("", "isation", "ize"),
        "izations": ("", "isation"),
        "ings": ("", "e"),
        "ism": ("", "e", "ist"),
        "ist": ("", "e", "y"),
        "ists": ("", "e", "y"),
    },
    **{
        "like": ("",),
        "wise": ("",),
        "men": ("man",),
        "women": ("woman",),
        "ness": ("",),
        "ship": ("",),
        "y": ("", "e"),
    },
}
_DOUBLING = ("ed", "ing", "er", "ers")
_PREFIXES = (
    *"anti auto bio counter cyber electro fore geo hydro inter mega micro mid mini mis multi neo non out over".split(),
    *"para photo post re semi sub super tele trans ultra un under".split(),
)
# American endings, and the British ones of the words in the list.
_BRITISH = (
    ("or", "our"),
    ("yz", "ys"),
    ("er", "re"),
    ("og", "ogue"),
    ("ense", "ence"),
    ("l", "ll"),
    ("e", "ae"),
    ("ll", "l"),
)
_SHORT_HALVES = frozenset(
    "air bar bed box car cup day end eye gun ice key law man map men off oil out sea set tax top war way".split()
)
_SHORTEST_STEM = 3
_SHORTEST_HALF = 4
# Letters of the longest listed word. A longer half is not tried: a word of 400,000 letters took 19 seconds.
_LONGEST_HALF = 28


@cache
def _words() -> frozenset[str]:
    """The words of symspellpy's list, and words of the newsroom that it lacks."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    newer = files("transforms").joinpath("data", "newsroom_words.csv").read_text(encoding="utf-8")
    # A line of the list is a word and its frequency; the first line of the other one is its title.
    return frozenset(_LISTED.findall(listed)) | frozenset(_LISTED.findall(newer.partition("\n")[2]))


def _is_derived(word: str, words: Set[str]) -> bool:
    """Whether a word is derived by an ending or a prefix, or is a compound."""
    return (
        _has_ending(word, words)
        or any(
            len(rest := word.removeprefix(prefix)) < len(word)
            and len(rest) > _SHORTEST_STEM
            and _is_formed(rest, words)
            for prefix in (_PREFIXES if word.startswith(_PREFIXES) else ())
        )
        or any(
            _is_half(word[:n], words) and _is_formed(word[n:], words)
            for n in range(3, min(len(word) - 2, _LONGEST_HALF + 1))
        )
    )


def _is_formed(word: str, words: Set[str]) -> bool:
    return word in _SHORT_HALVES or (len(word) >= _SHORTEST_HALF and (word in words or _has_ending(word, words)))


def _is_half(word: str, words: Set[str]) -> bool:
    """Whether a compound may begin with this word: one without an ending."""
    return word in _SHORT_HALVES or (len(word) >= _SHORTEST_HALF and word in words and not _has_ending(word, words))


def _has_ending(word: str, words: Set[str]) -> bool:
    for cut in range(max(_SHORTEST_STEM, len(word) - 7), len(word)):
        formers = _ENDINGS.get(ending := word[cut:])
        if formers is None:
            continue
        stem = word[:cut]
        for former in formers:  # a loop: `any` would make an iterator for each ending of each word
            if stem + former in words:
                return True
        if ending in _DOUBLING and stem[-1] == stem[-2] and stem[:-1] in words:
            return True
    return False


@lru_cache(maxsize=1 << 14)
def is_word(word: str) -> bool:
    """Whether a word in lower case is English; most calls are about family names, which occur again.

    `is_word("harbours")` holds, and `is_word("operasjonsleder")` does not.
    """
    words = _words()
    if word in words:
        return True
    spellings = (word, *(word.replace(american, british) for american, british in _BRITISH if american in word))
    return any(spelling in words or _is_derived(spelling, words) for spelling in spellings)


def is_listed(word: str) -> bool:
    """Whether the list of English words itself has a word in lower case, not only its parts.

    >>> is_listed("harbour"), is_listed("harbourless")
    (True, False)
    """
    return word in _words()


class _Notable(dict[str, tuple[str, ...]]):
    """A cache: the names in each token seen so far, or its word that is not English; most tokens have neither.

    A dictionary takes a third of the time of `lru_cache`, and every word of every text is looked up.
    """

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= _MOST_TOKENS:
            self.clear()
        word = token.strip(_MARKS)
        if word != token:
            found = self[word]
        elif len(word) >= SHORTEST and word.isascii() and word.isalpha() and word.islower():
            found = () if is_word(word) else (word,)
        else:
            found = tuple(_NAME.findall(word))
        self[token] = found
        return found


_notable = _Notable()


class NotableWords(NamedTuple):
    """The words of a text that rules check, of four letters or more; each once, in order."""

    names: list[str]
    unknown: list[str]


def notable_words(text: str) -> NotableWords:
    """Find the names of a text, and its words in lower case that are not English, with one split of the text."""
    words = dict.fromkeys(chain.from_iterable(filter(None, map(_notable.__getitem__, text.split()))))
    return NotableWords([word for word in words if word < "a"], [word for word in words if word >= "a"])


def unknown_words(text: str, paragraphs: Iterable[Span], unknown: Collection[str]) -> list[Span]:
    """The spans of words that are not English, outside of paragraphs of such words."""
    spans = sorted(Span(at, at + len(word)) for word in unknown for at in _places(text, word))
    return spans if len(spans) < _MANY else [span for p in paragraphs for span in _in_english(text, p, spans)]


def _places(text: str, word: str) -> Iterator[int]:
    """The places where a word is separate, and not a part of an address, a hyphenated name or a contraction."""
    at = text.find(word)
    while at >= 0:
        stop = at + len(word)
        is_part = _joins(text[at - 1 : at]) or _joins(text[stop : stop + 1]) or _STOP_INSIDE.match(text, stop)
        if not is_part:
            yield at
        at = text.find(word, stop)


def _joins(character: str) -> bool:
    return character.isalnum() or (character != "" and character in _JOINTS)


def _in_english(text: str, paragraph: Span, spans: list[Span]) -> list[Span]:
    """The spans that are in a paragraph, unless there are too many for an English paragraph."""
    inside = [span for span in spans if paragraph.start <= span.start < paragraph.stop]
    words = len(text[paragraph.start : paragraph.stop].split())
    return [] if len(inside) >= _MANY and len(inside) > _SHARE * words else inside
