"""What portals print around a story, as data: `transforms/data/page_phrases.csv`, and where its phrases stand."""

import csv
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from transforms.layout.prose import STOPS, is_dense, is_prose
from transforms.paragraphs import Span

# No phrase of a page stands in a longer paragraph, unless it ends it.
LONGEST = 400
_KEY = 2
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NUMBERED_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_MARKS = re.compile(r"[\W\d_]*")
_APOSTROPHES = str.maketrans("’‘ʼ`´ı", "'''''i")
_BEFORE_END = " \t\n\xa0[(→»›>|–—-"
_AFTER_START = re.compile(r"\s?[:：]|\s[-–—]\s")


class Phrase(NamedTuple):
    """One row of the list: the folded phrase, the role of its line, how it matches, and what it opens.

    `match` is `line`, `start`, `end` or `any`; `opens` is `0`, `1` (the next short line) or `*` (all that follow).
    """

    text: str
    role: str
    match: str
    opens: str


class Inline(NamedTuple):
    """A phrase that ends a paragraph of the story: where it stands, and its role."""

    start: int
    stop: int
    role: str


def lower(text: str) -> str:
    """Small letters, code point for code point."""
    text = text.replace("İ", "I").lower()
    return text if text.isascii() else text.translate(_APOSTROPHES)


def fold(line: str) -> str:
    """A line as phrases are compared: without the marks at its ends, in small letters, each blank one."""
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
    return " ".join(_EDGES.sub("", lower(line)).split())


class Vocabulary:
    """Phrases, ready to be found."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._lines: dict[str, Phrase] = {}
        self._starts: dict[str, Phrase] = {}
        inside: list[Phrase] = []
        for phrase in phrases:
            if phrase.match == "line":
                self._lines[_NUMBERED_EDGES.sub("", phrase.text) or phrase.text] = phrase
            elif phrase.match == "start":
                self._starts[phrase.text] = phrase
            else:
                inside.append(phrase)
        heads: dict[str, list[str]] = defaultdict(list)
        for text in (*self._lines, *self._starts):
            heads[text[:_KEY]].append(text)
        # By their first two letters: `startswith` tries a tuple without a loop of ours.
        self._heads = {key: tuple(texts) for key, texts in heads.items()}
        self._inside = inside
        self._automaton = AhoCorasick([p.text for p in inside], matchkind=MatchKind.LeftmostLongest)

    def roles(self, text: str, paragraphs: Sequence[Span]) -> tuple[dict[int, Phrase], list[Inline]]:
        """Which paragraphs bear a phrase, by their numbers, and the phrases that end a paragraph of the story."""
        lowered = lower(text)
        found, inline = self._found_inside(lowered, paragraphs)
        heads = self._heads
        for n, (start, stop) in enumerate(paragraphs):
            if n in found or stop - start > LONGEST:
                continue
            first = _MARKS.match(lowered, start, stop).end()  # type: ignore[union-attr]  # it matches anywhere
            texts = heads.get(lowered[first : first + _KEY])
            if texts and lowered.startswith(texts, first) and (phrase := self._of_line(lowered[start:stop])):
                found[n] = phrase
        return found, inline

    def _of_line(self, line: str) -> Phrase | None:
        """The phrase that a line is, or begins with."""
        folded = fold(line)
        whole = _NUMBERED_EDGES.sub("", folded)
        if phrase := self._lines.get(whole):
            return phrase
        at = max(line.find(whole[:_KEY]), 0)
        for text, phrase in self._starts_of(whole):
            after = line[at + len(text) :]
            if after[:1].isalnum() and not is_dense(text):
                continue
            if _AFTER_START.match(after) or not is_prose(line):
                return phrase
        return None

    def _starts_of(self, line: str) -> Iterable[tuple[str, Phrase]]:
        texts = [t for t in self._heads.get(line[:_KEY], ()) if t in self._starts and line.startswith(t)]
        return [(t, self._starts[t]) for t in sorted(texts, key=len, reverse=True)]

    def _found_inside(self, lowered: str, paragraphs: Sequence[Span]) -> tuple[dict[int, Phrase], list[Inline]]:
        found: dict[int, Phrase] = {}
        inline: list[Inline] = []
        if not self._inside:
            return found, inline
        for number, start, stop in self._automaton.find_matches_as_indexes(lowered):
            phrase = self._inside[number]
            n = bisect_right(paragraphs, (start + 1,)) - 1
            span = paragraphs[n]
            if stop > span.stop or _is_in_word(lowered, start, stop):
                continue
            if phrase.match == "end":
                if (begin := _begin_of_end(lowered, span, start, stop)) is not None:
                    inline.append(Inline(begin, span.stop, phrase.role))
            elif span.stop - span.start <= LONGEST:
                found.setdefault(n, phrase)
        return found, inline


def _is_in_word(text: str, start: int, stop: int) -> bool:
    return (
        text[start].isalpha()
        and not is_dense(text[start:stop])
        and (text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha())
    )


def _begin_of_end(text: str, span: Span, start: int, stop: int) -> int | None:
    """Where what a phrase at a paragraph's end takes along begins; None where the phrase is a part of the sentence."""
    if any(c.isalnum() for c in text[stop : span.stop]):
        return None
    before = text[span.start : start].rstrip(_BEFORE_END)
    return span.start + len(before) if before.endswith((*STOPS, '"', "”", "»", "'")) else None


@cache
def vocabulary() -> Vocabulary:
    """The phrases of the list, loaded once."""
    file = files("transforms").joinpath("data", "page_phrases.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else []
    return Vocabulary(Phrase(fold(r["phrase"]), r["role"], r["match"], r["opens"]) for r in rows)


NOTHING = Vocabulary(())
"""No phrases: what shape, place and neighbours see alone."""
