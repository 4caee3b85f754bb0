"""The language that a speaker probably spoke: that of the country printed with the speaker's name."""

from collections.abc import Iterable, Sequence
from itertools import islice

from transforms.demonyms import demonyms
from transforms.mentions.mention import Mention
from transforms.mentions.words import words as listed
from transforms.quotes.noun_phrases import bare

# A title is at most so far before a name.
_REACH = 80
# An office is printed with one of the first so many mentions.
_MOST = 4
_OFFICES = listed().speakers | frozenset("counterpart minister foreign defense defence prime head vice top".split())
# The first words of an apposition after a name.
_OPENS = (",", "(")
_LINKS = frozenset("of for and the deputy interior former senior finance first high special chief".split())


def quoted_language(text: str, mentions: Iterable[Mention]) -> str | None:
    """The language (BCP 47) of the country printed with a person's office; None without one, or if it has several.

    `mentions` are those of one person; the first with a country decides.
    """
    peoples = demonyms().keys()
    for mention in islice(mentions, _MOST):
        start, stop = max(0, mention.start - _REACH), mention.stop + _REACH
        printed = f"{mention.title or ''} {mention.affiliation or ''}"
        if peoples.isdisjoint(f"{printed} {text[start:stop]}".split()):
            continue  # nearly all persons
        named, before, apposition = printed.split(), text[start : mention.start].split(), text[mention.stop : stop]
        following = apposition.split(". ", 1)[0].split() if apposition.startswith(_OPENS) else []
        for words in (named, _title(before), following):
            if country := _country(words):
                return demonyms()[country]
    return None


def _country(words: Sequence[str]) -> str | None:
    """The country or people before an office: `US` of `US Secretary of State`."""
    for n, word in enumerate(words):
        if word in demonyms() and any(bare(other).lower() in _OFFICES for other in words[n + 1 : n + 4]):
            return word
    return None


def _title(before: Sequence[str]) -> list[str]:
    """The words before a name that belong to its title."""
    first = len(before)
    while first:
        printed = before[first - 1]
        word = bare(printed)
        if printed not in demonyms():
            may = word[:1].isupper() or word.lower() in _OFFICES or word in _LINKS
            if printed[-1] in ".;:!?" or not may:
                break
        first -= 1
    return list(before[first:])


def is_back_translated(quoted: str | None, language: str | None, source: str | None) -> bool | None:
    """Whether words were probably said in the language of the text and translated back into it.

    False if they were said in the language that the text was translated from; None if unknown.
    """
    if not (quoted and language and source) or source == language:
        return None
    return True if quoted == language else False if quoted == source else None
