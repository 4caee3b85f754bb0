"""WRP: words hyphenated at line ends."""

import re

from transforms.rule import Context, Match, fix

# Endings that are no word of their own: what comes before them and a hyphen at the end of a line is half a word.
_ENDINGS = (
    "ment|ments|mental|tion|tions|tional|sion|sions|sional|ness|ity|ities|ance|ances|ence|ences|ency|encies|ing|ings|"
    "ed|ly|ally|ingly|ism|ist|ists|ical|ically|ious|ously|ative|atively|ization|isation|izing|ising|ized|ised|ular|"
    "ership|ery|ful|fully|less|lessly|tive|tively|tial|tially|cial|cially|cious|gious|ture|tures|tured|turing|tics"
)
_ENDING = re.compile(rf"(?:{_ENDINGS})\Z")


def _is_half_a_word(match: Match, context: Context) -> bool:
    """Whether the two halves are one word: the text has it elsewhere, or the second is an ending and no word."""
    first, second = match[1].lower(), match[2].lower()
    if f"{first}-{second}" in context.words:
        return False
    return _ENDING.match(second) is not None or first + second in context.words


_COLUMN = """The wind had turned by then, so the government
of the islands, which sits in the old harbour,
asked the crews for a little more patience, and
for a little more rope. Nobody had any, and the
last ferry left without the mail.
"""

RULES = (
    fix(
        "WRP001",
        "word broken at the end of a line",
        why="A printed column breaks words at a hyphen, which is not part of them.",
        triggers=("-\n",),
        pattern=r"\b([A-Za-z]?[a-z]{2,})-\n[ \t]*([a-z]{2,})\b",
        replace=r"\1\2",
        gate=_is_half_a_word,
        crosses_lines=True,
        examples=((_COLUMN.replace("government", "govern-\nment", 1), _COLUMN),),
        counter_examples=("a US-\nled force", "the well-\nknown author", "the north-\nwest wind"),
        known_problems="A break inside a compound (well-\\nmeaning) is joined only if another place proves it.",
    ),
)
