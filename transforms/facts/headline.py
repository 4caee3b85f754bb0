"""The headline above a text, accepted only if the following lines confirm it."""

import re

from transforms.facts.line_reading import LineReading
from transforms.layout.prose import is_dense

READER = "headline"
LONGEST = 160
_LONGEST_KNOWN = 200
_ENDS_SENTENCE = (".", "!", "…", ":", ";", ",", "。")
_QUOTES = " \"'”’»)]"
# `… in the U.S.` can end a title; a sentence is longer.
_LONGEST_WITH_INITIALS = 100
_SHORTEST_WORD = 4
_STEM = 5
_AROUND_WORDS = "\"'“”‘’«»„()[]<>.,:;!?-–—"
_ENDS_INITIALS = re.compile(r"\b[A-Za-z]\.[A-Za-z]\.\Z")
# Speech, an address or a tag begins so.
_NO_TITLE = re.compile(r"^[-–—•*]\s|\bwww\.|://|(?<!\S)#\w")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}\.\s\w+\s\w+\s\w+\s")
_LIST_MARKS = frozenset("-–—•*")
_HAN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_SHORTEST_HAN = 7
_STOPS = ("？", "！", "?", "!")
_NO_LETTERS = re.compile(r"\W+")


def read(line: str, *, is_title: bool = False, may_be_two: bool = False) -> LineReading | None:
    """Read a line that can be a headline: short, mostly letters, and without a full stop at its end.

    A known title (`is_title`) may be longer and end with a stop. With `may_be_two` the line may have two sentences:
    `Gas explodes in Bytom. Two people are dead`.
    """
    if not is_title and _ends_sentence(line):  # as most lines do
        return None
    bare = " ".join(line.split()).lstrip("*").strip()
    if (
        not 0 < len(bare) <= (_LONGEST_KNOWN if is_title else LONGEST)
        or _is_no_title(bare)
        or (not may_be_two and _is_two(bare))
        or (not is_title and _ends_sentence(bare.rstrip(_QUOTES)))
    ):
        return None
    if (" " not in bare and not _is_han(bare)) or not _is_mostly_letters(bare.replace(" ", "")):
        return None
    form = "capitals" if bare.isupper() else "plain"
    start = len(line) - len(line.lstrip())
    return LineReading(start, start + len(line.strip()), READER, form, (("headline", bare),), "AGY012", "headline")


def _is_han(bare: str) -> bool:
    """Whether a line has the letters of a Chinese or Japanese title, without spaces; names of sections are shorter."""
    return not bare.endswith(_STOPS) and len(_HAN.findall(bare)) >= _SHORTEST_HAN


def is_two(title: LineReading) -> bool:
    """Whether a title is two sentences: `Gas explodes in Bytom. Two people are dead`."""
    return _is_two(title.value("headline") or "")


def _is_two(bare: str) -> bool:
    return "." in bare and _TWO_SENTENCES.search(bare) is not None


def _is_no_title(line: str) -> bool:
    """Whether a line is speech, an address or a tag, by marks that few titles have."""
    has_mark = "." in line or "#" in line or "://" in line or line[0] in _LIST_MARKS
    return has_mark and _NO_TITLE.search(line) is not None


def _is_mostly_letters(joined: str) -> bool:
    """Whether at least half of a line, without its spaces, is letters and digits."""
    return joined.isalnum() or 2 * len(_NO_LETTERS.sub("", joined)) >= len(joined)


def shared_title_words(title: str, below: str) -> int:
    """Count the longer words that a title shares with the text below it, in lower case; endings may differ.

    Lines that a portal prints around a story share none with it. In scripts without spaces, pairs of letters count.
    """
    lowered = title.lower()
    if is_dense(lowered) or _is_han(lowered):
        below = f" {' '.join(below.split())}"
        return sum(lowered[at : at + 2] in below for at in range(len(lowered) - 1))
    words = {word.strip(_AROUND_WORDS) for word in lowered.split()}
    return sum(_begins_word(word[:_STEM], below) for word in words if len(word) >= _SHORTEST_WORD)


def _begins_word(stem: str, text: str) -> bool:
    at = text.find(stem)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(stem, at + 1)
    return at >= 0


def letters(line: str) -> str:
    """The letters and digits of a line, in lower case: the same title may be printed with other marks."""
    return _NO_LETTERS.sub("", line).lower()


def _ends_sentence(line: str) -> bool:
    return line.endswith(_ENDS_SENTENCE) and not _ends_initials(line)


def _ends_initials(line: str) -> bool:
    return len(line) <= _LONGEST_WITH_INITIALS and _ENDS_INITIALS.search(line) is not None
