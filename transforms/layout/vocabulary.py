"""Phrases that portals print around a story (`transforms/data/page_phrases.csv`), and where they occur in a text."""

import csv
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from transforms.kept_values import kept
from transforms.layout.picture_credits import is_credit, printed_before, sure_label
from transforms.layout.prose import STOPS, is_dense, is_sentence, opens_story
from transforms.layout.screen import Literal
from transforms.paragraphs import Span

# No phrase of a page is in a longer paragraph, unless it ends it.
LONGEST = 400
INSIDE = "inside"
"""The kind of literals of phrases that are inside a line."""
_KEY = 4
_LONG_KEY = 8
# Accents after the first so many letters of a phrase need no separate key.
_MOST = 40
# A longer line always has as many letters as a key.
_SHORT = 12
_FEWEST_SURE_WORDS = 3
_MOST_NUMBERS = 2
# Lines of these roles may be whole sentences.
_OF_SENTENCES = frozenset(("notice", "rights", "promotion", "form", "caption", "share", "counter"))
# A sentence that ends with its speaker is of the story: `Scan the code, the sign said.`
_SAID = re.compile(
    r"[,–—-][”\"»’']?\s?(?:[\w'’]+\s){0,3}(?:said|says|told|added|wrote|asked|joked|urged|warned|shouted|cried|sagte|rief"
    r"|bat|schrieb|dit|dijo|gritó|disse|pediu|gritaram|detto|dice|powiedział|powiedziała|wołali|prosił|сказал|сказала|просил"
    r"|велел|dedi|rekao|rekla|kata)(?!\w)"
    r"|\s(?:(?:he|she|they)\s(?:said|says|added)|sagte\s(?:er|sie)|dijo|disse|ha detto)\.\Z"
)
_FEWEST_SURE_LETTERS = 6
# A section name with a number is a row of a table; after the label of a stamp or a count a number is usual.
_WITHOUT_NUMBERS = frozenset(("navigation", "byline", "credit"))
_WITH_NUMBERS = frozenset(("stamp", "counter"))
_COLUMNS = "   "
_HEAD = re.compile(r"[\W\d_]*")
_ENDS = " .,:;!?…)\"'”»0"
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Portals print capitals without accents: Latin and Greek letters are compared without them.
_PLAIN = {ord(c): unicodedata.normalize("NFD", c)[0] for c in map(chr, [*range(0xDF, 0x250), *range(0x370, 0x3D0)])}
_PLAIN |= {ord(c): "'" for c in "‘ʼ`´"} | {ord("ı"): "i"}
_BEFORE_END = " \t\n\xa0[(→»›>|–—-"
_OPENERS = "\"'“‘«„"
# `… at the pier. Photo: archive` and `… (Photo: Ana Rojas)` are captions.
_LONGEST_CAPTION = 240
_LONGEST_CREDIT = 50
_LONGEST_LABEL = 24
_BEFORE_LABEL = '.!?…([/|"”»—–'
# `… on Tuesday. READ ALSO: Ferry fares to rise` ends with a pointer to another page.
_LONGEST_POINTER = 140
_ENDS_SENTENCE = '.!?…"”»'
_STOP_WITHIN = re.compile(r"[.!?]\s")
_COLONS = (":", "：")
_POINTERS = ("...", "…", "»", "›", ">", "→")
# After a phrase at the end of a paragraph at most so many marks follow.
_MOST_MARKS = 20
_DASH = re.compile(r"\s?[-–—]\s")
# `All rights reserved for the farmers were lost in 1950.`
_RESERVED_FOR = re.compile(r"\s(?:for|aux?|à|für|para|per|pour)\s.{10,200}\.\Z")
# `Source: the river rises at 1,240 metres.`
_SENTENCE_AFTER_COLON = re.compile(r"\s*[:：]\s[a-zà-ÿ](?:\S*\s){6,60}\S+[.!?]\Z")


# `“All rights reserved”, the poster says`: the rest of a quotation, and the sentence after it.
_AFTER_CITED = re.compile(r'[^“”„"«»]{0,80}["”“»][.,]?\s[^\W\d_A-ZÀ-Þ]')
_OPENS_CITED = '"“„«'


class Phrase(NamedTuple):
    """One row of the list: the folded phrase, the role of its line, how it matches, and what it opens.

    `match` is `line`, `start`, `end` or `any`; `opens` is `0`, `1` (the next short line; of a byline,
    the last paragraph, about its author) or `*` (all that follow).
    A mark must follow if the row has one: a colon, or dots (or an arrow). `accented` is the phrase with its accents.
    """

    text: str
    role: str
    match: str
    opens: str
    takes_colon: bool = False
    takes_dots: bool = False
    accented: str = ""

    @classmethod
    def of(cls, phrase: str, role: str, match: str, opens: str) -> "Phrase":
        """Fold a phrase in the way lines are folded."""
        accented = _bare(lower(phrase))
        return cls(
            _bare(fold_line(phrase)), role, match, opens, phrase.endswith(_COLONS), phrase.endswith("..."), accented
        )


class Inline(NamedTuple):
    """A phrase at the end of a paragraph of the story: its position and its role."""

    start: int
    stop: int
    role: str


def lower(text: str) -> str:
    """Lower case that keeps the number of code points."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "I").lower().replace("’", "'").replace("\xa0", " ")


def fold_line(line: str) -> str:
    """Fold a line to compare it with phrases: lower case, single spaces, each number 0, no marks at its head."""
    if not line[:1].isalpha():
        line = line[_HEAD.match(line).end() :]  # type: ignore[union-attr]  # it matches anywhere
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
    line = lower(line)
    if not line.isascii():
        line = line.translate(_PLAIN)
    return " ".join(_NUMBER.sub("0", line).split())


class Vocabulary:
    """Phrases, prepared for the search."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._lines: dict[str, Phrase] = {}
        self._starts: dict[str, Phrase] = {}
        inside: list[Phrase] = []
        for phrase in phrases:
            if phrase.match == "line":
                self._lines[phrase.text] = phrase
            elif phrase.match == "start":
                # Of two equal phrases the less restrictive one.
                if not phrase.takes_colon or phrase.text not in self._starts:
                    self._starts[phrase.text] = phrase
            else:
                # A text is searched as it is printed; its capitals may lack their accents.
                inside += (phrase, *([phrase._replace(text=phrase.accented)] if phrase.accented != phrase.text else []))
        texts = sorted({*self._lines, *self._starts}, key=len, reverse=True)
        self._longest = max(map(len, texts), default=0)
        self._heads = _by_key(texts, _KEY)
        self._long = _by_key([text for text in texts if len(text) >= _LONG_KEY], _LONG_KEY)
        self._short = _by_key([text for text in texts if len(text) < _LONG_KEY], _KEY)
        self._inside = inside
        # The buttons of a page and the marks of the wires occur often.
        self._of_short = lru_cache(maxsize=4096)(self._of_short_line)
        self._automaton = AhoCorasick([p.text for p in inside], matchkind=MatchKind.LeftmostLongest)

    def literals(self) -> Iterator[Literal]:
        """The literals that a text has if one of the phrases is inside a line."""
        for phrase in self._inside:
            if phrase.match == "end" and phrase.role == "caption":
                for mark in printed_before(phrase.text):
                    yield Literal(mark + phrase.text, INSIDE, is_word=not mark, is_last=True)
            else:
                yield Literal(phrase.text, INSIDE, is_word=True, is_last=phrase.match == "end")

    def roles(
        self, text: str, paragraphs: Sequence[Span], lines: Iterable[int], *, may_hold_inside: bool = True
    ) -> tuple[dict[int, Phrase], list[Inline]]:
        """Which of some `lines` have a phrase, by their numbers, and the phrases at the end of a story's paragraph.

        `may_hold_inside` is whether the text may have one of the `literals`.
        """
        found, inline = self._found_inside(text, paragraphs) if may_hold_inside else ({}, [])
        for n in self._suspects(text, paragraphs, lines):
            start, stop = paragraphs[n]
            if stop - start > LONGEST or n in found:
                continue
            if stop - start <= _SHORT:
                phrase = self._of_short(text[start:stop])
            else:
                first = start if text[start].isalpha() else _HEAD.match(text, start, stop).end()  # type: ignore[union-attr]
                texts = self._may_begin(lower(text[first : first + self._longest]))
                phrase = self._of_line(text[start:stop], texts) if texts else None
            if phrase:
                found[n] = phrase
        inline += self._find_labels(text, paragraphs, found)
        return found, inline

    def _suspects(self, text: str, paragraphs: Sequence[Span], lines: Iterable[int]) -> list[int]:
        """The lines that may begin with a phrase; most lines begin with other letters."""
        heads, long, short, found = self._heads, self._long, self._short, []
        for n in lines:
            start, stop = paragraphs[n]
            if text[start] in _OPENERS:
                start += 1
            head = text[start : start + _KEY].lower()
            if head not in heads and head.isascii() and head[:1].isalpha() and stop - start > _SHORT:  # as most lines
                continue
            key = text[start : start + _LONG_KEY].lower()
            is_plain = key.isascii() and key.replace(" ", "").isalpha() and "  " not in key
            begins = short.get(head)
            if not is_plain or stop - start <= _SHORT or key in long or (begins and key.startswith(begins)):
                found.append(n)
        return found

    def _may_begin(self, near: str) -> tuple[str, ...]:
        """The phrases that a line with these lowercase letters may begin with."""
        is_ascii, key = near[:_MOST].isascii(), near[:_LONG_KEY]
        if not (is_ascii or _is_plain(key)):
            return self._heads.get(near[:_KEY].translate(_PLAIN), ())
        texts = self._long.get(key, ()) + self._short.get(key[:_KEY], ())
        # `startswith` tries a tuple without a loop in Python.
        return texts if not is_ascii or near.startswith(texts) else ()

    def _find_labels(self, text: str, paragraphs: Sequence[Span], found: dict[int, Phrase]) -> list[Inline]:
        """Add the paragraphs that end with a picture credit; returns pointers to other pages after a sentence.

        Few texts have many colons.
        """
        inline: list[Inline] = []
        at = text.find(":")
        while at >= 0:
            n = bisect_right(paragraphs, (at + 1,)) - 1
            start, stop = paragraphs[n]
            labelled = self._label_at_end(text, start, at) if n not in found and stop - at <= _LONGEST_POINTER else None
            if labelled:
                begin, phrase = labelled
                if phrase.role == "related" and not _STOP_WITHIN.search(text, at, stop):
                    inline.append(Inline(begin, stop, phrase.role))
                elif phrase.role == "caption" and stop - start <= _LONGEST_CAPTION and stop - at <= _LONGEST_CREDIT:
                    if opens_story(text, start):
                        cut = start + len(text[start:begin].rstrip(_BEFORE_END))
                        inline.append(Inline(cut, stop, phrase.role))
                    else:
                        found[n] = phrase
                at = stop
            at = text.find(":", at + 1)
        return inline

    def _label_at_end(self, text: str, start: int, at: int) -> tuple[int, Phrase] | None:
        """The phrase that is a label before a colon, and where the sentence before it ends."""
        near = max(start, at - _LONGEST_LABEL)
        before = lower(text[near:at])
        opens = max(before.rfind(mark) for mark in _BEFORE_LABEL)
        if (label := sure_label(before)) and label.start() > opens:
            phrase = self._starts.get(fold_line(label[1]))
            return (near + label.start(1), phrase) if phrase and phrase.role == "caption" else None
        phrase = self._starts.get(before[opens + 1 :].strip()) if opens >= 0 else None
        if phrase and phrase.role == "related" and before[opens] not in _ENDS_SENTENCE:
            return None
        return (near + opens + 1, phrase) if phrase else None

    def _of_short_line(self, line: str) -> Phrase | None:
        """The phrase that a short line is or begins with."""
        near = lower(line[_HEAD.match(line).end() :])  # type: ignore[union-attr]
        return self._of_line(line, self._heads.get(near[:_KEY].translate(_PLAIN), ()))

    def _of_line(self, line: str, texts: tuple[str, ...]) -> Phrase | None:
        """The phrase that a line is or begins with; `texts` are the phrases with its first letters."""
        folded = fold_line(line)
        if (phrase := self._lines.get(_bare(folded))) and _is_alone(phrase, line):
            return phrase
        if not folded.startswith(texts):
            return None
        for text in texts:
            phrase = self._starts.get(text)
            if phrase and folded.startswith(text) and _begins(phrase, folded[len(text) :], line):
                # An opener with a title after it on its line opens no block.
                is_full = any(c.isalnum() for c in folded[len(text) :])
                return phrase._replace(opens="0") if is_full else phrase
        return None

    def _found_inside(self, text: str, paragraphs: Sequence[Span]) -> tuple[dict[int, Phrase], list[Inline]]:
        lowered = lower(text)
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
            if phrase.takes_dots and not lowered[stop : min(stop + _MOST_MARKS, span.stop)].lstrip().startswith(
                _POINTERS
            ):
                continue
            if phrase.role == "rights" and _RESERVED_FOR.match(lowered, stop, span.stop):
                continue
            if _AFTER_CITED.match(lowered, stop, span.stop) and any(
                mark in lowered[span.start : start] for mark in _OPENS_CITED
            ):
                continue
            is_caption = phrase.match == "end" and phrase.role == "caption"
            if phrase.match == "end" and not is_caption:
                if (begin := _begin_of_end(lowered, span, start, stop)) is not None:
                    inline.append(Inline(begin, span.stop, phrase.role))
            elif span.stop - span.start <= LONGEST and (
                not is_caption or (_ends(lowered, span, stop) and is_credit(text, span, start, phrase.text))
            ):
                found.setdefault(n, phrase)
        return found, inline


def _is_plain(key: str) -> bool:
    """Whether the first letters of a line are the same when the line is folded: ASCII with single spaces."""
    return key.isascii() and key.replace(" ", "").isalpha() and "  " not in key


def _bare(folded: str) -> str:
    """A folded line without the marks and numbers at its ends; common ones take a tenth of the pattern's time."""
    bare = folded.rstrip(_ENDS)
    return bare if bare[:1].isalpha() and bare[-1:].isalpha() else _EDGES.sub("", bare)


def _by_key(texts: Iterable[str], size: int) -> dict[str, tuple[str, ...]]:
    """Phrases by their first letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        found[text[:size]].append(text)
    return {key: tuple(texts) for key, texts in found.items()}


def _is_alone(phrase: Phrase, line: str) -> bool:
    """Whether a line of a phrase, marks and numbers counts: not a row of a table, nor the end of a sentence."""
    numbers = len(_NUMBER.findall(line))
    if numbers > _MOST_NUMBERS or (numbers and (_COLUMNS in line or phrase.role in _WITHOUT_NUMBERS)):
        return False
    return not line.endswith(".") or _is_long(phrase) or (phrase.role == "counter" and numbers > 0)


def _is_long(phrase: Phrase) -> bool:
    """Whether a phrase has so many words that a sentence of a story rarely begins with it."""
    if is_dense(phrase.text):
        return len(phrase.text) >= _FEWEST_SURE_LETTERS
    return phrase.text.count(" ") + 1 >= _FEWEST_SURE_WORDS


def _begins(phrase: Phrase, after: str, line: str) -> bool:
    """Whether a line that begins with the letters of a phrase has it; in a sentence, only with a mark after it."""
    if after[:1].isalnum() and not is_dense(phrase.text):
        return False
    if after.lstrip().startswith(_COLONS):
        return phrase.role != "credit" or not _goes_on_after_colon(line)
    if phrase.takes_colon or (phrase.role in _WITH_NUMBERS and after and "0" not in after):
        return False
    if _SAID.search(line) or (line[0] in _OPENS_CITED and _AFTER_CITED.match(after)):
        return False
    return (
        not is_sentence(line)
        or (phrase.role in _OF_SENTENCES and _is_long(phrase))
        or (phrase.role == "notice" and after.startswith(STOPS))
        or (phrase.role == "caption" and _DASH.match(after) is not None)
    )


def _goes_on_after_colon(line: str) -> bool:
    """Whether a sentence in lower case follows the colon of a label, as in `Source: the river rises in May.`."""
    return _SENTENCE_AFTER_COLON.match(line, max(line.find(":"), 0)) is not None


def _ends(text: str, span: Span, stop: int) -> bool:
    """Whether only marks follow in the paragraph."""
    return span.stop - stop <= _MOST_MARKS and not any(c.isalnum() for c in text[stop : span.stop])


def _is_in_word(text: str, start: int, stop: int) -> bool:
    """Whether a letter comes directly before or after, in a script with spaces between words."""
    if is_dense(text[start:stop]):
        return False
    return text[start - 1 : start].isalpha() or text[stop : stop + 1].isalpha()


def _begin_of_end(text: str, span: Span, start: int, stop: int) -> int | None:
    """The start of what is removed with a phrase at the end of a paragraph; None if it is a part of the sentence."""
    if not _ends(text, span, stop):
        return None
    before = text[span.start : start].rstrip(_BEFORE_END)
    return span.start + len(before) if before.endswith((*STOPS, *'"”“»)]」』')) else None


@cache
def page_vocabulary() -> Vocabulary:
    """The phrases of the list, loaded once."""
    return Vocabulary(map(Phrase._make, _folded_phrases()))


@kept
def _folded_phrases() -> list[tuple[Any, ...]]:
    file = files("transforms").joinpath("data", "page_phrases.csv").read_text(encoding="utf-8")
    _, *rows = csv.reader(file.splitlines())
    return [tuple(Phrase.of(phrase, role, match, opens)) for phrase, _, role, match, opens in rows]


NO_PHRASES = Vocabulary(())
"""Empty phrases, for classification by shape, position and neighbours alone."""
