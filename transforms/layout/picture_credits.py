"""Signs that a line is the caption of a picture: what comes before the words of its credit."""

import re

from transforms.layout.prose import opens_story
from transforms.paragraphs import Span

_BRACKETS = ("(", "[")
# Marks before a credit of one word (`… at the pier. / Archive`), and before a longer one.
_BEFORE_WORD = (*_BRACKETS, "/", "|")
_BEFORE_WORDS = (*_BEFORE_WORD, ".", "–", "-")
# `(Valley Courier file photo)`
_OWNER = re.compile(r"[(\[](?:[^\W\d_a-z]\S*\s|&\s){1,5}\Z")
_LONGEST_OWNER = 50
# A longer paragraph is text of the story.
_LONGEST = 240
# Labels that need no mark before them: `The harbour at night Photo credit: Town Hall`
_SURE_LABEL = re.compile(
    r"\s(créditos?|crédits? photos?|(?:photo|image) credits?|bildquelle|bildnachweis|fotonachweis)\s?\Z"
)


def printed_before(phrase: str) -> tuple[str, ...]:
    """What a text has directly before the words of a credit; words of any kind come before more than one word."""
    return ("",) if " " in phrase else (*_BEFORE_WORD, "/ ", "| ")


def is_credit(text: str, span: Span, start: int, phrase: str) -> bool:
    """Whether what comes before the words of a credit, at the end of a paragraph, shows that this is a caption."""
    before = text[max(span.start, start - _LONGEST_OWNER) : start]
    if before.endswith(_BRACKETS):
        return True
    if span.stop - span.start > _LONGEST or opens_story(text, span.start):
        return False
    if " " not in phrase:
        return before.rstrip().endswith(_BEFORE_WORD)
    return before.rstrip().endswith(_BEFORE_WORDS) or _OWNER.search(before) is not None


def sure_label(before: str) -> re.Match[str] | None:
    """The label of a credit (group 1) with which the text before a colon ends."""
    return _SURE_LABEL.search(before)
