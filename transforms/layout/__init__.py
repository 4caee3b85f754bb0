"""A role for every line of a page: what is the story, and what the portal printed around it.

Three kinds of evidence, from sure to weak: a vocabulary by language (data), the shape of a line, and its place beside
its neighbours. The first is asked before the readers of facts, the other two of the lines that no reader knew.
"""

from collections.abc import Container, Sequence
from typing import NamedTuple

from transforms.layout.prose import STOPS, is_prose
from transforms.layout.shape import ENDS_OF_CODE, is_code, role_by_shape
from transforms.layout.vocabulary import Inline, Vocabulary, fold, vocabulary
from transforms.paragraphs import Span

CODES = {
    "navigation": "PAG001",
    "counter": "PAG002",
    "stamp": "PAG003",
    "notice": "PAG004",
    "form": "PAG005",
    "share": "PAG006",
    "promotion": "PAG007",
    "related": "PAG008",
    "caption": "PAG009",
    "rights": "PAG010",
    "tags": "PAG011",
    "advertisement": "PAG012",
    "boilerplate": "PAG001",
    "byline": "AGY007",
    "credit": "AGY002",
}
# Lines of these roles hold facts; readers look at them first.
READABLE = frozenset(("stamp", "notice", "rights", "caption", "byline", "credit"))
_FEWEST_WORDS_OF_A_TITLE = 4
# Prose that bears a phrase of the page (a notice, a rights line) stands within so many paragraphs of its ends.
_NEAR_EDGE = 6


class Roles(NamedTuple):
    """The role of each paragraph, None where it may be the story's, and the phrases that end paragraphs of it.

    `first` and `last` are the numbers of the first and the last paragraph of prose; -1 where there is none.
    """

    roles: list[str | None]
    prose: list[bool]
    inline: list[Inline]
    first: int
    last: int


def assign_roles(
    text: str,
    paragraphs: Sequence[Span],
    *,
    boilerplate: Container[str] = (),
    phrases: Vocabulary | None = None,
) -> Roles:
    """Give the paragraphs of a text the roles that are sure, and find where its prose begins and ends.

    `boilerplate` holds folded lines that are known to be of the collection's page. `phrases` is the vocabulary.
    """
    found, inline = (vocabulary() if phrases is None else phrases).roles(text, paragraphs)
    roles: list[str | None] = [None] * len(paragraphs)
    prose = [is_prose(text[start:stop]) for start, stop in paragraphs]
    opened = ""
    near_end = len(paragraphs) - _NEAR_EDGE
    for n, (start, stop) in enumerate(paragraphs):
        phrase = found.get(n)
        if phrase is not None and prose[n] and _NEAR_EDGE <= n < near_end:
            phrase = None
        if phrase is not None and phrase.role == "counter" and n and not roles[n - 1]:
            # A figure that a line of the story announces is the story's.
            phrase = None if text.endswith(":", *paragraphs[n - 1]) else phrase
        if phrase is not None:
            roles[n], prose[n], opened = phrase.role, False, phrase.opens
        elif not prose[n] and text[stop - 1] in ENDS_OF_CODE and is_code(text[start:stop]):
            roles[n] = "advertisement"
        elif boilerplate and not prose[n] and fold(text[start:stop]) in boilerplate:
            roles[n] = "boilerplate"
        elif opened in ("1", "*") and not prose[n] and not text[start:stop].endswith(STOPS[:1]):
            roles[n], opened = "related", opened if opened == "*" else ""
        else:
            opened = ""
    numbers = [n for n, is_so in enumerate(prose) if is_so]
    first, last = (numbers[0], numbers[-1]) if numbers else (-1, -1)
    for n in found:
        # Within a story the name of a section may be a subheading.
        if first < n < last and (
            (roles[n] == "navigation" and not (roles[n - 1] or roles[n + 1])) or roles[n] in ("byline", "credit")
        ):
            roles[n] = None
    return Roles(roles, prose, inline, first, last)


def role_by_place(line: str, *, below: bool) -> str:
    """The role of a short line outside of the story of which its place alone says something."""
    return "related" if below and len(line.split()) >= _FEWEST_WORDS_OF_A_TITLE else "navigation"


__all__ = ["CODES", "READABLE", "Roles", "Vocabulary", "assign_roles", "role_by_place", "role_by_shape"]
