"""A paragraph with a quotation: its sentences, cues and clauses, each computed once."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from transforms.protected_tokens import ends_abbreviation
from transforms.quotes.cues import Cue, find_cues

_STOP = re.compile(r"[.!?…] ?[”“\"’»)]?\s+(?=[“”\"«»„‘(¿¡]? ?[A-Z0-9À-ÞŁŚŻŹĆČŠŽА-Я])")
# A sentence is searched at most so far from a quotation.
REACH = 600


class Passage:
    """One paragraph of the text, `start` to `stop`."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text, self.start, self.stop = text, start, stop
        self.sentences = [start]
        for end in _STOP.finditer(text, start, stop):
            if text[end.start()] != "." or not ends_abbreviation(text, end.start()):
                self.sentences.append(end.end())

    @cached_property
    def _found(self) -> tuple[list[Cue], list[int], list[int]]:
        """The cues, the starts of clauses, and the starts of the cues."""
        cues, bounds = find_cues(self.text[self.start : self.stop], self.start)
        return cues, bounds, [cue.start for cue in cues]

    def sentence_start(self, at: int) -> int:
        """The beginning of the sentence at a place, at most REACH before it."""
        return max(self.sentences[bisect_right(self.sentences, at) - 1], at - REACH)

    def sentence_stop(self, at: int, limit: int) -> int:
        """The end of the sentence at a place, at most at `limit`, without the space after it."""
        following = bisect_right(self.sentences, at)
        if following == len(self.sentences) or self.sentences[following] > limit:
            return limit
        return self.sentences[following]

    def cues_between(self, start: int, stop: int) -> list[Cue]:
        """The cues that begin in a part of the paragraph."""
        cues, _, starts = self._found
        return cues[bisect_left(starts, start) : bisect_left(starts, stop)]

    def clause_start(self, at: int, floor: int) -> int:
        """The beginning of the clause that extends to a place."""
        bounds = self._found[1]
        return max(bounds[bisect_right(bounds, at) - 1], floor)
