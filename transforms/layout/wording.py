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
# A line of so many words has no unknown one.
_FEW_WORDS = 3
_FEWEST_SURE = 2
# The mean weight of the words of a line of a page, and of a label before the title of another page.
_LEAST = 0.5
_LEAST_OF_A_SENTENCE = 0.2
_LEAST_TO_READER = 0.15
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
_THIS = r"[Tt]his (?:article|story|page|site|publication|newsletter|e-?mail|edition|text|message)"
_OF_ITSELF = re.compile(
    rf"\b(?:[Oo]ur|us|{_THIS}"
    r"|[Yy]our (?:inbox|device|browser|screen|feedback|subscription|preferences|account)"
    r"|[Yy]ou(?:'re| are|'ve| have)? (?:reading|subscribed|signed up|opted in|registered)"
    r"|[Tt]hank you for (?:reading|watching|listening|visiting|subscribing))\b"
)
# Stories tell of readers and newspapers too: `Our subscribers paid for this newspaper`.
_TO_READERS = re.compile(rf"\b(?:[Yy]our?|{_THIS})\b")
_WE, _YOU = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b"), re.compile(r"\b[Yy]ou(?:rs?)?\b")
# `Tap here to listen`, `Log in to comment`; but `Tap water is unsafe`, `Register to vote`, `Help us, villagers plead`
_ASKS = re.compile(
    r"(?:Click|Tap|Swipe|Scroll) (?:here|to|down|up|left|right|on (?:the|this|an?) (?:picture|image|photo|icon|button"
    r"|link|map|video|play|arrow|logo|bell|star|heart|tab))\b|Click on\b"
    r"|Press (?:esc|enter|play|any key|and hold|Esc|Enter|Play|Ctrl)\b"
    r"|(?:Sign in|Sign up|Log in|Log on|Register|Subscribe) (?:now|here|today|below|with|for|(?:to|and) (?:read|get"
    r"|receive|see|view|watch|listen|comment|continue|keep|save|follow|join|our|the|unlock|leave))\b"
    r"|(?:Follow|Join|Find|Like|Contact|Visit|E-?mail|Message|Rate) us (?:on|at|by|here|now|with)\b"
    r"|Send us (?:your|an?)\b|Tell us (?:what you think|your|about your|how you|if you)\b"
    r"|Help us (?:to )?(?:improve|grow|keep|continue|serve|make)\b"
)
# `Reach her at jroe@valley.example`
_CONTACT = re.compile(
    r"\b(?i:reach|contact|e-?mail|follow|write(?:\sto)?|message)"
    r"\s(?i:him|her|them|me|us|the (?:author|reporter|writer|newsroom|editors?))\b[^.!?\n]{0,40}(?:\S@\w|\s@\w)"
    r"|(?:\A|[.!?]\s)(?:Reach|Follow|Email|E-mail) [A-Z]\w+(?: [A-Z]\w+)? (?:at|on|by|via)\b[^.!?\n]{0,60}[\s\w]@\w"
)
# `Gazette writers Jane Roe in Lima and John Poe contributed to this report.`; but `Forty towns contributed to …`, and
# an agency that contributed stays, because no extractor reads it.
_CONTRIBUTED = re.compile(
    r"(?!.*\b(?:A[FN]?P|PA|UPI|dpa|Reuters|Bloomberg|Press|Agency|News Service)\b)"
    r"(?:(?:[^\W\d_a-z][\w'’.-]*|and|of|the|in|from|at|for|also|with|staff|writers?|reporters?|correspondents?"
    r"|journalists?),? ){2,30}contributed (?:reporting )?(?:to|for) this (?:report|story|article)\.?"
)
_LABEL = re.compile(r"([^\W\d_][^:|.!?\n]{2,38}?)\s?[:|]\s[\"“‘']?[^\W\d_a-z]\S*(?:\s\S+){3,20}")
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


def _weigh(text: str) -> dict[str, float]:
    """The words of a text with their weights, without addresses and dates."""
    weights = _weights()
    words = _WORD.findall(_ADDRESS.sub(" ", text).replace("’", "'"))
    words = [word.lower() for word in words if len(word) > 1 or word in ("a", "A", "I")]
    return {word: weights.get(word, UNKNOWN) for word in words if word not in _DATE}


def _are_of_pages(found: dict[str, float], *, fewest: int, least: float) -> bool:
    """Whether so many words are of pages, and the mean weight is so large."""
    return sum(weight >= _SURE for weight in found.values()) >= fewest and sum(found.values()) >= least * len(found)


def role_of_wording(line: str, *, is_alone: bool) -> str | None:
    """The role of a line that is anywhere in a text; None for any other line.

    If it `is_alone`, no other line shows that the text has a page around it: then only a title after a label leaves.
    """
    if points_elsewhere(line):
        return "related"
    is_notice = not is_alone and (
        is_of_page(line) or asks_reader(line) or is_sentence_of_page(line, is_alone=True) or speaks_to_reader(line)
    )
    return "notice" if is_notice else None


def is_beside_story(line: str, *, is_alone: bool) -> bool:
    """Whether a line above or below the story is about the page or its author."""
    return (
        is_sentence_of_page(line, is_alone=is_alone)
        or is_about_author(line)
        or (not is_alone and (speaks_to_reader(line) or names_helpers(line)))
    )


def is_of_page(line: str) -> bool:
    """Whether a line without a stop has hardly any words but those of pages.

    >>> is_of_page("See all comments on this story"), is_of_page("See all roads in this valley")
    (True, False)
    """
    if len(line) > _LONGEST or ends_sentence(line) or _QUOTED.search(line) or _STOP_INSIDE.search(line):
        return False
    found = _weigh(line)
    if len(found) == 2:
        return min(found.values()) >= _LIKELY
    if len(found) <= _FEW_WORDS and UNKNOWN in found.values():
        return False
    if line.startswith("This "):  # as in `This story is not over`
        found.pop("this")
    return _are_of_pages(found, fewest=_FEWEST_SURE, least=_LEAST)


def may_be_of_page(line: str) -> bool:
    """Whether a line without a stop has mostly words of pages."""
    weights = _weigh(line).values()
    return len(weights) > 1 and max(weights) >= _LIKELY and sum(weights) >= 0


def is_sentence_of_page(line: str, *, is_alone: bool = False) -> bool:
    """Whether the sentences of a line are about the page itself: its articles, comments, newsletters, readers.

    `is_alone` is whether no other line shows that the text has a page around it.

    >>> is_sentence_of_page("This page has been put together by our editors from the posts of readers.")
    True
    """
    may_speak = "you" in line or "You" in line or "his " in line
    if len(line) > _LONGEST_SENTENCE or not (may_speak or (not is_alone and ("ur" in line or " us" in line))):
        return False
    if not _OF_ITSELF.search(line) or _QUOTED.search(line) or _SAID.search(line):
        return False
    if not (is_whole := ends_sentence(line)) and _STOP_INSIDE.search(line):
        return False
    if is_alone and not _TO_READERS.search(line):
        return False
    found = _weigh(line)
    fewest, least = (_FEWEST_ALONE, _LEAST_ALONE) if is_alone or not is_whole else (_FEWEST_SURE, _LEAST_OF_A_SENTENCE)
    return len(found) >= _FEWEST_WORDS_OF_A_SENTENCE and _are_of_pages(found, fewest=fewest, least=least)


def asks_reader(line: str) -> bool:
    """Whether a line without a stop asks its reader to use the page: `Click on the picture to see it larger`."""
    return len(line) <= _LONGEST and not ends_sentence(line) and _ASKS.match(line) is not None


def speaks_to_reader(line: str) -> bool:
    """Whether those who make the page speak to its reader, as in `Like this page? Then you will love our digest`."""
    if len(line) > _LONGEST_SENTENCE or not (_WE.search(line) and _YOU.search(line)):
        return False
    if _QUOTED.search(line) or _SAID.search(line):
        return False
    found = _weigh(line)
    return len(found) >= _FEWEST_WORDS_OF_A_SENTENCE and _are_of_pages(found, fewest=1, least=_LEAST_TO_READER)


def is_about_author(line: str) -> bool:
    """Whether a line says how to reach its author.

    >>> is_about_author("Jane Roe reports on ferries. Reach her at jroe@valley.example.")
    True
    """
    return "@" in line and len(line) <= _LONGEST_SENTENCE and _CONTACT.search(line) is not None


def names_helpers(line: str) -> bool:
    """Whether a line only says who helped its author: `Gazette writer Jane Roe contributed to this report.`."""
    return " contributed " in line and len(line) <= _LONGEST_SENTENCE and _CONTRIBUTED.fullmatch(line) is not None


def label_of(line: str) -> str | None:
    """The label before the title of another page: `Read also on this subject: Ferry fares to rise`."""
    if not (":" in line or "|" in line) or ends_sentence(line):
        return None
    label = _LABEL.fullmatch(line)
    return label[1] if label else None


def points_elsewhere(line: str) -> bool:
    """Whether the words of the label of a line point to another page."""
    label = label_of(line)
    if label is None or not _POINTS.search(label):
        return False
    found = _weigh(label)
    return sum(found.values()) >= _LEAST_OF_A_LABEL * len(found)
