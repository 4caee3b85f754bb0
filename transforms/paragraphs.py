"""Where the paragraphs of a raw text begin and end."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

# A line is "full" when the next line's first word would not have fitted on it: that is what a wrapping editor leaves.
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_FEWEST_FULL_LINES = 3
_SHARE_OF_FULL_LINES = 0.8
# Chinese and Japanese lines may break between any two characters.
_FIRST_WORD = re.compile(r"[\u3001-\u9fff\uff01-\uff60]|\S+")
_OTHER_BREAKS = "\r\u2028\u2029\x85\x0b\x0c"


class Span(NamedTuple):
    """A half-open stretch of the raw text, in code points."""

    start: int
    stop: int


def _lines(text: str) -> list[str]:
    # Every mark that ends a line becomes a line feed of the same length, so that offsets stay true. A replacement that
    # finds nothing costs next to nothing.
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    for mark in _OTHER_BREAKS:
        text = text.replace(mark, "\n")
    return text.split("\n")


def _spans(lines: Iterable[str], *, empty: bool) -> list[Span]:
    """Where lines stand, without the blanks around them; an empty line is an empty span, where those are wanted."""
    spans, at = [], 0
    for line in lines:
        bare = line.strip()
        if bare or empty:
            start = at if len(bare) == len(line) or not bare else at + line.index(bare[0])
            spans.append(Span(start, start + len(bare)))
        at += len(line) + 1
    return spans


def _indented(text: str, line: Span) -> bool:
    return text[line.start - 1 : line.start] in (" ", "\t")


def is_hard_wrapped(text: str, lines: list[Span] | None = None) -> bool:
    """Whether the text's lines were broken by an editor at some width, and not by the author at each paragraph."""
    lines = _spans(_lines(text), empty=True) if lines is None else lines
    width = max((stop - start for start, stop in lines), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    breaks = full = 0
    for line, following in pairwise(lines):
        word = _FIRST_WORD.match(text, following.start, following.stop)
        if line.start == line.stop or word is None or _indented(text, following):
            continue
        breaks += 1
        # Three characters of play: editors differ in how they count the blank and the hyphen.
        full += (line.stop - line.start) + 1 + len(word[0]) > width - 3
    return full >= _FEWEST_FULL_LINES and full >= _SHARE_OF_FULL_LINES * breaks


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Join the lines of a hard-wrapped text to its paragraphs."""
    paragraphs: list[Span] = []
    open_ = False
    for line in lines:
        if line.start == line.stop:
            open_ = False
        elif open_ and not _indented(text, line):
            paragraphs[-1] = Span(paragraphs[-1].start, line.stop)
        else:
            paragraphs.append(line)
            open_ = True
    return paragraphs


def split_paragraphs(text: str) -> list[Span]:
    """Split a text into paragraphs, without the blanks around them.

    A paragraph ends at a blank line or, in a text that is not hard-wrapped, at any line break; in a hard-wrapped
    text also before an indented line, as the wires of the 1980s begin their paragraphs.
    """
    lines = _lines(text)
    if len(max(lines, key=len).strip()) <= _WIDEST_WRAP:  # of most texts this is all that need be known
        spans = _spans(lines, empty=True)
        if is_hard_wrapped(text, spans):
            return _join_wrapped(text, spans)
    return _spans(lines, empty=False)
