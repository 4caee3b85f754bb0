"""Finds repetition in a text: of phrases, of paragraphs and of the openings of paragraphs."""

import re
from collections.abc import Sequence
from operator import eq

from transforms.paragraphs import Span

LONGEST_PHRASE = 12
"""The greatest number of words of a loop's phrase."""
FEWEST_ROUNDS = 3
SHORTEST_DUPLICATE = 40
"""Shorter equal paragraphs are not repetitions: headings, names, scores. In code points."""

SHORTEST_OPENING = 60
"""Shorter equal openings of paragraphs are not repetitions: names of institutions. In code points."""
SHORTEST_TWICE = 12
LONGEST_TWICE = 300
"""The length of phrases that are searched for twice in a row, in code points."""

_FEWEST_WORDS = 6
# A phrase of fewer words twice in a row is usually intended, and one of numbers is a row of a table.
_FEWEST_WORDS_TWICE = 3
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[,.;:!?–—…”\"] (?=[^\W\d_])")
_MARKS = ' .,;:!?…”"'
# So many letters at each quarter are searched for again: a relevant loop is longer than a quarter of its paragraph.
_PROBE = 12
_SHORTEST_QUARTER = 8


def loops(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The spans of phrases of up to 12 words that occur three times in a row or more, at most one a paragraph.

    A span extends from the first word of the first repetition to the last word of the last.
    """
    return [span for start, stop in paragraphs if _may_loop(text, start, stop) and (span := _loop(text, start, stop))]


def _may_loop(text: str, start: int, stop: int) -> bool:
    """Whether the letters at some quarter of a paragraph occur in it again."""
    quarter = (stop - start) // 4
    if quarter < _SHORTEST_QUARTER:
        return False
    first, second, third = start + quarter, start + 2 * quarter, stop - quarter
    # Without a generator, which would take as long as the counting, for every paragraph of every text.
    return (
        text.count(text[first : first + _PROBE], start, stop) > 1
        or text.count(text[second : second + _PROBE], start, stop) > 1
        or text.count(text[third : third + _PROBE], start, stop) > 1
    )


def _loop(text: str, start: int, stop: int) -> Span | None:
    """The first loop of a paragraph, found by comparing its words with those some places later."""
    words = text[start:stop].split()
    bare = [word.strip(".,;") for word in words]
    for length in range(1, min(LONGEST_PHRASE, len(words) // FEWEST_ROUNDS) + 1):
        wanted = max((FEWEST_ROUNDS - 1) * length, _FEWEST_WORDS - length)
        # So many in a row cannot all be between two of these.
        if not any(map(eq, bare[::wanted], bare[length::wanted])):
            continue
        run = 0
        for n, is_same in enumerate((*map(eq, bare, bare[length:]), False), length):
            if not is_same and run >= wanted:
                return _span(text, start, words, n - run - length, n)
            run = run + 1 if is_same else 0
    return None


def _span(text: str, at: int, words: list[str], first: int, last: int) -> Span:
    """The span of the words from `first` to before `last` in the text that continues at `at`."""
    starts = []
    for word in words[:last]:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return Span(starts[first], at)


def may_repeat(text: str, paragraphs: Sequence[Span]) -> bool:
    """Whether two paragraphs have the same first 40 code points; otherwise none is repeated or begins like another."""
    return len({text[start : start + SHORTEST_DUPLICATE] for start, _ in paragraphs}) < len(paragraphs)


def duplicates(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The paragraphs of 40 code points or more that occurred earlier in the text, letter for letter."""
    seen: set[str] = set()
    again = []
    for paragraph in paragraphs:
        if paragraph.stop - paragraph.start < SHORTEST_DUPLICATE:
            continue
        words = text[paragraph.start : paragraph.stop]
        if words in seen:
            again.append(paragraph)
        seen.add(words)
    return again


def said_twice(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The second of two equal phrases in a row, of three words and 12 to 300 code points, where a clause begins.

    “Here, I can say that I can say that” gives the second “I can say that”. `loops` finds three or more repetitions.
    """
    begins = [start for start, _ in paragraphs] + [match.end() for match in _CLAUSE.finditer(text)]
    longest = SHORTEST_TWICE + LONGEST_TWICE
    # Few phrases have letters that come again: a call for each would take longer than the search.
    twins = [
        _twin(text, at, again)
        for at in begins
        if (again := text.find(text[at : at + SHORTEST_TWICE], at + SHORTEST_TWICE, at + longest)) >= 0
    ]
    return sorted({twin for twin in twins if twin})


def _twin(text: str, at: int, again: int) -> Span | None:
    """The repetition of the phrase that begins at `at`, directly after it, where its first letters come again."""
    phrase = text[at:again].rstrip(_MARKS)
    stop = again + len(phrase)
    if not text.startswith(phrase, again) or text[stop : stop + 1].isalnum():
        return None
    step = again - at
    is_loop = text.startswith(phrase, again + step) or (step <= at and text.startswith(phrase, at - step))
    return None if is_loop or len(_WORD.findall(phrase)) < _FEWEST_WORDS_TWICE else Span(again, stop)


def cut_copies(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The first 60 code points of paragraphs that the next one also begins with, but continues differently."""
    openings = [text[start : start + SHORTEST_OPENING] for start, _ in paragraphs]
    return [
        Span(one.start, one.start + SHORTEST_OPENING)
        for one, other, is_same in zip(paragraphs, paragraphs[1:], map(eq, openings, openings[1:]), strict=False)
        if is_same
        and min(one.stop - one.start, other.stop - other.start) >= SHORTEST_OPENING
        and text[one.start : one.stop] != text[other.start : other.stop]
    ]
