"""Tells lines of a page by the words that pages use, in wordings that no list of phrases holds.

`Show the whole gallery`, `Read also on this subject: …`, `The publication has not been edited by our staff.`
`transforms/data/page_words.csv` has the weight of each word; `tests/builders/page_words.py` builds it.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from transforms.kept_values import kept
from transforms.layout.prose import ends_sentence

UNKNOWN = -2.0
"""The weight of a word that is on no list."""
# A word of at least such a weight is of pages; of two words in a line each has the smaller one.
_SURE = 1.4
_LIKELY = 1.0
_LONGEST = 80
_LONGEST_SENTENCE = 320
_FEWEST_WORDS_OF_A_SENTENCE = 6
_FEWEST_SURE = 2
# The mean weight of the words of a line of a page, and of a label before the title of another page.
_LEAST = 0.5
_LEAST_OF_A_SENTENCE = 0.2
_LEAST_OF_A_LABEL = 0.9
# A line that tells without others that it is of a page has more such words.
_LEAST_ALONE = 0.4
_FEWEST_ALONE = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"\S*[@/]\S*|\S+\.\w{2,}\S*")
# Words that say nothing: dates, and letters of sections.
_DATE = frozenset(
    """january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday gmt am pm""".split()
)
_QUOTED = re.compile(r"[\"“”„«»]")
_SAID = re.compile(
    r"\b(?:said|says|told|according to|wrote|asked)\b|, (?:the|an?)\s(?:\w+\s){1,3}(?:reads|added|adds)\b"
)
_STOP_INSIDE = re.compile(r"[.!?]\s")
# What a page calls itself, and those who make it.
_THIS = r"[Tt]his (?:article|story|page|site|publication|newsletter|e-?mail|edition|material|text|piece|message)"
_OF_ITSELF = re.compile(rf"\b(?:[Oo]ur|us|{_THIS})\b")
# Stories tell of readers and newspapers too: `Our subscribers paid for this newspaper`.
_TO_READERS = re.compile(rf"\b(?:[Yy]our?|{_THIS})\b")
# `Reach her at jroe@valley.example`
_CONTACT = re.compile(
    r"\b(?i:reach|contact|e-?mail|follow|write(?:\sto)?|message)"
    r"\s(?i:him|her|them|me|us|the (?:author|reporter|writer|newsroom|editors?))\b[^.!?\n]{0,40}(?:\S@\w|\s@\w)"
)
_LABEL = re.compile(r"([^\W\d_][^:|.!?\n]{2,38}?)\s?[:|]\s[\"“‘']?[^\W\d_a-z]\S*(?:\s\S+){2,20}")
_POINTS = re.compile(
    r"(?i)\b(?:read|watch|see|listen|hear|view|more|related|also|recommended|discover|explore|click)\b"
)


@cache
def _weights() -> dict[str, float]:
    return {word: int(tenths) / 10 for word, tenths in _rows()}


@kept
def _rows() -> list[tuple[str, str]]:
    lines = files("transforms").joinpath("data", "page_words.csv").read_text(encoding="utf-8").splitlines()
    return [(word, tenths) for word, tenths in csv.reader(lines[1:])]


def _weigh(text: str) -> list[float]:
    """The weights of the words of a text, without addresses and dates."""
    weights = _weights()
    words = _WORD.findall(_ADDRESS.sub(" ", text).replace("’", "'"))
    words = [word.lower() for word in words if len(word) > 1 or word in ("a", "A", "I")]
    return [weights.get(word, UNKNOWN) for word in words if word not in _DATE]


def is_of_page(line: str) -> bool:
    """Whether a line without a stop has hardly any words but those of pages.

    >>> is_of_page("See all comments on this story"), is_of_page("See all roads in this valley")
    (True, False)
    """
    if len(line) > _LONGEST or ends_sentence(line) or _QUOTED.search(line) or _STOP_INSIDE.search(line):
        return False
    found = _weigh(line)
    if len(found) == 2:
        return min(found) >= _LIKELY
    return _count(found) >= _FEWEST_SURE and sum(found) >= _LEAST * len(found)


def _count(weights: list[float]) -> int:
    """How many words are of pages."""
    return sum(weight >= _SURE for weight in weights)


def may_be_of_page(line: str) -> bool:
    """Whether a line without a stop has mostly words of pages."""
    found = _weigh(line)
    return len(found) > 1 and max(found) >= _LIKELY and sum(found) >= 0


def is_sentence_of_page(line: str, *, is_alone: bool = False) -> bool:
    """Whether the sentences of a line are about the page itself: its articles, comments, newsletters, readers.

    `is_alone` is whether no other line shows that the text has a page around it.

    >>> is_sentence_of_page("This page has been put together by our editors from the posts of readers.")
    True
    """
    if len(line) > _LONGEST_SENTENCE or not ("ur " in line or " us" in line or "his " in line):
        return False
    if not _OF_ITSELF.search(line) or _QUOTED.search(line) or _SAID.search(line):
        return False
    if not (is_whole := ends_sentence(line)) and _STOP_INSIDE.search(line):
        return False
    if is_alone and not _TO_READERS.search(line):
        return False
    found = _weigh(line)
    fewest, least = (_FEWEST_ALONE, _LEAST_ALONE) if is_alone or not is_whole else (_FEWEST_SURE, _LEAST_OF_A_SENTENCE)
    return len(found) >= _FEWEST_WORDS_OF_A_SENTENCE and _count(found) >= fewest and sum(found) >= least * len(found)


def is_about_author(line: str) -> bool:
    """Whether a line says how to reach its author.

    >>> is_about_author("Jane Roe reports on ferries. Reach her at jroe@valley.example.")
    True
    """
    return "@" in line and len(line) <= _LONGEST_SENTENCE and _CONTACT.search(line) is not None


def points_elsewhere(line: str) -> bool:
    """Whether a line is the title of another page after a label: `Read also on this subject: Ferry fares to rise`."""
    if not (":" in line or "|" in line) or ends_sentence(line):
        return False
    label = _LABEL.fullmatch(line)
    if label is None or not _POINTS.search(label[1]):
        return False
    found = _weigh(label[1])
    return sum(found) >= _LEAST_OF_A_LABEL * len(found)
