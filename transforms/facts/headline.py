"""The headline above a text, taken only where what follows shows that it is one."""

import re

from transforms.facts.found import Found

READER = "headline"
LONGEST = 160
# From this length on, a paragraph after the headline is the story's text.
_PROSE = 80

_ENDS_SENTENCE = (".", "!", "…", ":", ";", ",", "。")
_QUOTES = " \"'”’»)]"
_SPEECH = re.compile(r"[-–—•*]\s")
_NO_LETTERS = re.compile(r"\W+")


def read(line: str) -> Found | None:
    """Read a line that can be a headline: short, mostly letters, and without the stop that ends a sentence."""
    if line.endswith(_ENDS_SENTENCE):  # as most lines do
        return None
    bare = " ".join(line.split()).lstrip("*").strip()
    if not 0 < len(bare) <= LONGEST or bare.rstrip(_QUOTES).endswith(_ENDS_SENTENCE) or _SPEECH.match(bare):
        return None
    blanks = bare.count(" ")
    if not blanks or 2 * len(_NO_LETTERS.sub("", bare)) < len(bare) - blanks:
        return None
    form = "capitals" if bare.isupper() else "plain"
    start = len(line) - len(line.lstrip())
    return Found(start, start + len(line.strip()), READER, form, (("headline", bare),), "AGY012", "headline")


def is_prose(line: str) -> bool:
    """Whether a paragraph is the text of a story: it ends with a stop, or is too long for anything else."""
    return len(line) > 2 * _PROSE or (len(line) >= _PROSE and line.rstrip(_QUOTES).endswith((".", "!", "?", "…", "。")))
