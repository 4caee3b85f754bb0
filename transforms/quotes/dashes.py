"""Speech that a dash opens: `– The road is open, says the mayor`."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from transforms.paragraphs import Span
from transforms.protected_tokens import ends_abbreviation
from transforms.quotes.drafts import QUOTED_ROLES, QuoteDraft
from transforms.quotes.passage import Passage
from transforms.quotes.said import Said

_OPENERS = ("–", "—", "-")
_BEGINS_SPEECH = re.compile(r"[–—-] ?[“\"¿¡]?[A-ZÀ-ÞŁŚŻŹĆČŠŽА-Я]\w*[ ,]")
# The text between speech and its attribution.
_SEAM = re.compile(r"(?:,|[!?]|[.,!?]? [–—-])\s?[”\"]?(?=\s?\w)")
# Speech is followed at most so far, over so many seams.
_LONGEST, _MOST_SEAMS = 800, 12
# After a seam the verb is within so many characters.
_NEAR = 40
_FORMS = frozenset(("after_pronoun", "after_inverted", "after_phrase", "other_after"))
_NO_SPEAKERS = frozenset(("I", "it", "we", "you"))
# The text after the verb of an attribution that only names the speaker.
_ENDS = re.compile(r"\s*(?:[.,:;–—-]|$|(?:in|to|on|at|after|during|when|as|with)\b)")
After = Callable[..., Said | None]


def dashed(
    text: str, paragraphs: Sequence[Span], roles: Sequence[str], passage: Callable[[int], Passage], after: After
) -> Iterator[QuoteDraft]:
    """The dash-opened speeches of a text that have an attribution."""
    for number, at in _openers(text, paragraphs):
        if roles[number] not in QUOTED_ROLES or not _BEGINS_SPEECH.match(text, at):
            continue
        if ending := attribution(passage(number), at + 2, paragraphs[number].stop, after):
            yield QuoteDraft(at, ending[0], "complete", number, number, said=ending[1])


def attribution(
    passage: Passage, start: int, stop: int, after: After, may_stop: Callable[[int], bool] = bool
) -> tuple[int, Said] | None:
    """The end and the speaker of speech that begins at `start` and has no closing mark, by its first attribution.

    `may_stop` says whether it can end at a place; by default it can end anywhere.
    """
    text = passage.text
    for seam in islice(_SEAM.finditer(text, start, min(stop, start + _LONGEST)), _MOST_SEAMS):
        said = after(passage, seam.end(), min(stop, seam.end() + 3 * _NEAR), comma=True)
        if said and text.count(" ", start, seam.start()) > 1 and _closes(text, seam.end(), said):
            has_mark = seam[0][-1] in '”"'
            end = seam.end() if has_mark else seam.start() + (seam[0][0] in "!?.")
            if may_stop(end):
                return end, said
    return None


def _closes(text: str, seam: int, said: Said) -> bool:
    """Whether an attribution directly after a seam belongs to the speech before it, and has no other content."""
    if said.form not in _FORMS or said.cue_start is None or said.cue_stop is None:
        return False
    if text[said.start : said.stop] in _NO_SPEAKERS:
        return False
    if min(said.start, said.cue_start) - seam > 2 or said.cue_start - seam > _NEAR:
        return False
    return said.start > said.cue_start or _ENDS.match(text, said.cue_stop) is not None


def _openers(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The paragraph and place of each dash that begins a paragraph or, if longer than a hyphen, a sentence."""
    for number, paragraph in enumerate(paragraphs):
        if text[paragraph.start] in _OPENERS:
            yield number, paragraph.start
    for dash in _OPENERS[:2]:
        number, at = 0, text.find(f" {dash} ")
        while at >= 0:
            if text[at - 1] in ".!?”" and not ends_abbreviation(text, at - 1):
                while number < len(paragraphs) and paragraphs[number].stop <= at:
                    number += 1
                if number < len(paragraphs) and paragraphs[number].start < at:
                    yield number, at + 1
            at = text.find(f" {dash} ", at + 2)
