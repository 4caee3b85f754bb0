"""What the gates of rules ask of a whole document, found out once and only when asked."""

import re
from bisect import bisect_right
from functools import cached_property

from transforms.paragraphs import Span, split_paragraphs

_CLOSER_OF = {"“": "”", "«": "»", "„": "“”", '"': '"', "”": "”"}
_MARKS = re.compile(r"[“”«»„\"]")
# A token that a rule must never break: addresses, handles, files, code, ticker symbols.
_PROTECTED = re.compile(
    r"""(?:https?://|www\.)\S+        # URLs
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+  # e-mail addresses
      | (?<!\w)[@\#]\w+               # handles and tags
      | \b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|int|info|co\.uk|fr|de|es|it|ru|cn|eu)\b(?!\.\s)
      | \$[A-Z]{1,5}\b | <[A-Z]{1,5}(?:\.[A-Z]{1,2})?>  # ticker symbols
      | \b\w+\.(?:txt|pdf|docx?|xlsx?|jpe?g|png|html?|py|js|zip)\b
      | \w+[_\\]\w+ | \w+\(\)         # code
    """,
    re.VERBOSE,
)


class Evidence:
    """One document as the rules see it: its text, and what gates ask of the whole of it."""

    def __init__(self, text: str, paragraphs: list[Span] | None = None) -> None:
        self.text = text
        if paragraphs is not None:
            self.__dict__["paragraphs"] = paragraphs

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs, in order."""
        return split_paragraphs(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds a code point, or the last one before it."""
        n = bisect_right(self._starts, offset) - 1
        return self.paragraphs[n] if n >= 0 else Span(0, 0)

    @cached_property
    def _quoted(self) -> list[Span]:
        return [span for p in self.paragraphs for span in _quotations(self.text, p)]

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [s.start for s in self._quoted]

    def is_quoted(self, start: int, stop: int) -> bool:
        """Whether any part of a stretch is quoted; an unclosed quotation runs to its paragraph's end."""
        n = bisect_right(self._quoted_starts, stop - 1 if stop > start else stop) - 1
        return n >= 0 and self._quoted[n].stop > start

    def open_mark(self, offset: int) -> str:
        """The mark that opened the quotation in which a code point stands; empty where none is open."""
        n = bisect_right(self._quoted_starts, offset) - 1
        if n >= 0 and offset <= self._quoted[n].stop:
            return self.text[self._quoted[n].start - 1]
        return ""

    def is_protected(self, start: int, stop: int) -> bool:
        """Whether a stretch cuts into an address, a handle, a file name, code or a ticker symbol."""
        text = self.text
        low = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
        ends = [e for e in (text.find(" ", stop), text.find("\n", stop)) if e >= 0]
        high = min(ends, default=len(text))
        return any(
            (m.start() < stop and start < m.end()) or m.start() < start == stop < m.end()
            for m in _PROTECTED.finditer(text, low, high)
        )


def _quotations(text: str, paragraph: Span) -> list[Span]:
    """The stretches of a paragraph within quotation marks, outermost ones only, marks left out."""
    spans: list[Span] = []
    opened, closer = -1, ""
    for mark in _MARKS.finditer(text, paragraph.start, paragraph.stop):
        char = mark[0]
        if opened >= 0 and char in closer:
            spans.append(Span(opened, mark.start()))
            opened = -1
        elif opened < 0 and char in _CLOSER_OF:
            opened, closer = mark.end(), _CLOSER_OF[char]
    if opened >= 0:
        spans.append(Span(opened, paragraph.stop))
    return spans
