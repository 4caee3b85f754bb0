"""Splits a raw text into paragraphs."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

# A line is "full" if the next line's first word would not have fitted on it, as after wrapping by an editor.
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_FEWEST_FULL_LINES = 3
_SHARE_OF_FULL_LINES = 0.8
# Chinese and Japanese lines may break between any two characters.
_FIRST_WORD = re.compile(r"[\u3001-\u9fff\uff01-\uff60]|\S+")
_OTHER_BREAKS = "\r\u2028\u2029\x85\x0b\x0c"


class Span(NamedTuple):
    """A half-open span of the raw text, in code points."""

    start: int
    stop: int


# The class itself takes twice as long, for every line of every text.
_new_span = partial(tuple.__new__, Span)


def _lines(text: str) -> list[str]:
    # Every character that ends a line becomes a line feed of the same length, so that offsets stay valid. A replacement
    # without a match costs almost nothing.
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    for mark in _OTHER_BREAKS:
        text = text.replace(mark, "\n")
    return text.split("\n")


def _spans(lines: Sequence[str], bare: Iterable[str]) -> list[Span]:
    """The spans of the lines that are not empty, without the spaces around them; `bare` are these lines."""
    starts = accumulate([len(line) + 1 for line in lines], initial=0)
    return [
        _new_span((first := at if len(words) == len(line) else at + line.index(words[0]), first + len(words)))
        for line, words, at in zip(lines, bare, starts, strict=False)
        if words
    ]


def _is_indented(line: str, bare: str) -> bool:
    return line[0] != bare[0] and line[line.index(bare[0]) - 1] in " \t"


def _joined(lines: Sequence[str], bare: Sequence[str]) -> list[Span] | None:
    """The paragraphs of a text whose lines an editor broke at some width; None for any other text.

    They end at an empty line, and before an indented one. `bare` are the lines without the spaces around them.
    """
    sizes = list(map(len, bare))
    width = max(sizes)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    # A tolerance of three characters: editors count the space and the hyphen differently.
    nearly = width - 4
    paragraphs: list[Span] = []
    start = stop = at = before = breaks = full = 0
    for line, words, size in zip(lines, bare, sizes, strict=True):
        if size:
            is_whole = size == len(line)
            first = at if is_whole else at + line.index(words[0])
            if before and (is_whole or not _is_indented(line, words)):
                breaks += 1
                if before > nearly or before + len(_FIRST_WORD.match(words)[0]) > nearly:  # type: ignore[index]
                    full += 1
            else:
                if stop > start:
                    paragraphs.append(_new_span((start, stop)))
                start = first
            stop = first + size
        before = size
        at += len(line) + 1
    if full < max(_FEWEST_FULL_LINES, _SHARE_OF_FULL_LINES * breaks):
        return None
    return [*paragraphs, Span(start, stop)]


def split_paragraphs(text: str) -> list[Span]:
    r"""Split a text into paragraphs, without the spaces around them.

    A paragraph ends at an empty line or, in a text that is not hard-wrapped, at any line break. In a hard-wrapped text
    it also ends before an indented line, as in wire texts of the 1980s.

    >>> [tuple(span) for span in split_paragraphs("The harbour is open.\n\n  The bridge is not.\n")]
    [(0, 20), (24, 42)]
    """
    lines = _lines(text)
    bare = list(map(str.strip, lines))
    joined = _joined(lines, bare)
    return _spans(lines, bare) if joined is None else joined
