"""The context of a document that rules can query: paragraphs, quotations, words; each computed once, on first use."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from transforms.pairing import Quotation, pair
from transforms.paragraphs import Span, split_paragraphs
from transforms.protected_tokens import ends_abbreviation, is_protected, may_protect
from transforms.tense import reports_in_past, verbs_of_saying

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Context:
    """One document for the gates of rules: its text, and properties of the whole of it."""

    def __init__(self, text: str, paragraphs: list[Span] | None = None) -> None:
        self.text = text
        self._counts: dict[tuple[str, int], int] = {}
        self._answers: dict[tuple[Callable[..., Any], int, int | None], Any] = {}
        self._has: dict[str, bool] = {}
        self.prefetched: list[tuple[int, int]] | None = None
        """The places where the scan found prefetched literals."""
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
    def quotations(self) -> list[Quotation]:
        """Every quotation, nested ones included, in the order of their openers."""
        return pair(self.text, self.paragraphs)

    @cached_property
    def _openers(self) -> list[int]:
        return [q.start for q in self.quotations]

    @cached_property
    def _closers(self) -> dict[int, Quotation]:
        return {q.stop - 1: q for q in self.quotations if q.closer}

    def opened_at(self, offset: int) -> Quotation | None:
        """The quotation that the mark at a code point opens."""
        n = bisect_right(self._openers, offset) - 1
        return self.quotations[n] if n >= 0 and self._openers[n] == offset else None

    def closed_at(self, offset: int) -> Quotation | None:
        """The quotation that the mark at a code point closes."""
        return self._closers.get(offset)

    def quotation(self, start: int, stop: int) -> Quotation | None:
        """The innermost quotation that has some part of a span between its marks."""
        n = bisect_right(self._openers, max(start, stop - 1)) - 1
        while n >= 0:
            found = self.quotations[n]
            if start < found.stop - len(found.closer) and found.start < max(start, stop - 1):
                return found
            n = found.parent if found.stop <= start else n - 1
        return None

    def is_quoted(self, start: int, stop: int) -> bool:
        """Whether any part of a span is quoted; an unclosed quotation extends to the last possible closing place."""
        return self.quotation(start, stop) is not None

    @cached_property
    def _may_protect(self) -> bool:
        return may_protect(self.text)

    def is_protected(self, start: int, stop: int) -> bool:
        """Whether a span cuts into an address, a handle, a file name, code or a ticker symbol."""
        return self._may_protect and is_protected(self.text, start, stop)

    def ends_abbreviation(self, offset: int) -> bool:
        """Whether the full stop at a code point belongs to an abbreviation or an initial."""
        return ends_abbreviation(self.text, offset)

    def count(self, mark: str, offset: int) -> int:
        """How often a mark occurs in the paragraph of a code point; counted once."""
        start, stop = self.paragraph(offset)
        key = (mark, start)
        if key not in self._counts:
            self._counts[key] = self.text.count(mark, start, stop)
        return self._counts[key]

    def has(self, mark: str) -> bool:
        """Whether the text has a mark; searched once."""
        if mark not in self._has:
            self._has[mark] = mark in self.text
        return self._has[mark]

    def once(self, ask: Callable[[str], T], start: int = 0, stop: int | None = None) -> T:
        """The result of a function of a span, or of the whole text; computed once."""
        key = (ask, start, stop)
        if key not in self._answers:
            self._answers[key] = ask(self.text[start:stop])
        answer: T = self._answers[key]
        return answer

    def shared(self, ask: Callable[["Context"], T]) -> T:
        """The result of a function of the document; computed once."""
        key = (ask, 0, None)
        if key not in self._answers:
            self._answers[key] = ask(self)
        answer: T = self._answers[key]
        return answer

    @cached_property
    def words(self) -> frozenset[str]:
        """The text's words in lower case; compounds keep their hyphens."""
        return frozenset(map(str.lower, _WORD.findall(self.text)))

    @cached_property
    def reports_in_past(self) -> bool:
        """Whether the text attributes speech in the past tense rather than in the present."""
        return reports_in_past(self.text, verbs_of_saying(self.text) if self.prefetched is None else self.prefetched)

    @cached_property
    def prefers_straight(self) -> bool:
        """Whether the document writes straight quotation marks and no curly ones."""
        return '"' in self.text and "“" not in self.text and "”" not in self.text
