"""The end of a quotation without a closing mark: before the sentence that names its speaker in the third person."""

import re

from transforms.protected_tokens import ends_abbreviation

_STOP = re.compile(r"[.!?…]\s+")
# A sentence about a person has the name within so many characters of its beginning.
_NEAR = 30


def narration_start(text: str, start: int, stop: int, name: str) -> int:
    """The end of the speech from `start`, at most `stop`: before the first later sentence that names the speaker."""
    last = name.rsplit(None, 1)[-1]
    if text.find(last, start, stop) < 0:  # a pattern for each name takes 100 µs to compile
        return stop
    family = re.compile(rf"\b{re.escape(last)}(?!\w|[’']s)")
    for found in _STOP.finditer(text, start, stop):
        if not ends_abbreviation(text, found.start()) and family.search(
            text, found.end(), min(stop, found.end() + _NEAR)
        ):
            return found.start() + 1
    return stop
