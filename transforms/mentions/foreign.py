"""Mentions that are certain in texts in other languages than English, for which there are no word lists."""

import re

from transforms.mentions.mention import Mention

_FORMS = frozenset({"gazetteer", "agency", "known", "given_name", "title"})
# German writes every noun with a capital: a place of one word needs a preposition before it.
_GERMAN_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]us|[Nn]ach|[Bb]ei|[Uu]m|[Vv]or|[Nn]ahe|[Ss]tadt|[Dd]orf|[Rr]egion|[Pp]rovinz) $"
)
_REACH = 12


def is_sure(text: str, mention: Mention, language: str | None) -> bool:
    """Whether a mention is certain without word lists of the text's language."""
    if mention.form not in _FORMS:
        return False
    if mention.kind != "place" or language != "de" or " " in (mention.name or ""):
        return True
    return _GERMAN_PLACE.search(text[max(0, mention.start - _REACH) : mention.start]) is not None
