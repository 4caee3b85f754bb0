"""A paragraph that holds a quotation: its sentences, its cues and its clauses, each found once."""

import re
from bisect import bisect_left, bisect_right

from transforms.protected import ends_abbreviation
from transforms.quotes.cues import Cue, find

_STOP = re.compile(r"[.!?…][”\"’»)]?\s+(?=[“\"«‘(]?[A-Z0-9])")
# A sentence is looked at so far from a quotation and no further.
REACH = 600


class Passage:
    """One paragraph of the text, `start` to `stop`."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text, self.start, self.stop = text, start, stop
        piece = text[start:stop]
        self.cues, self.bounds = find(piece, start)
        self._cue_starts = [cue.start for cue in self.cues]
        self.sentences = [start]
        for end in _STOP.finditer(text, start, stop):
            if text[end.start()] != "." or not ends_abbreviation(text, end.start()):
                self.sentences.append(end.end())

    def sentence_start(self, at: int) -> int:
        """Where the sentence begins that holds a place, at most REACH before it."""
        return max(self.sentences[bisect_right(self.sentences, at) - 1], at - REACH)

    def sentence_stop(self, at: int, limit: int) -> int:
        """Where the sentence ends that holds a place, at most at `limit`; the blank behind it is left out."""
        following = bisect_right(self.sentences, at)
        if following == len(self.sentences) or self.sentences[following] > limit:
            return limit
        return self.sentences[following]

    def cues_between(self, start: int, stop: int) -> list[Cue]:
        """The cues that begin in a part of the paragraph."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, stop)]

    def clause_start(self, at: int, floor: int) -> int:
        """Where the clause begins that reaches to a place."""
        return max(self.bounds[bisect_right(self.bounds, at) - 1], floor)
