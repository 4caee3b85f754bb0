"""A document as HTML: raw and clean line by line, with edits, evidence and quotations marked."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from flows.system.terminal import visible
from warehouse.explanation import Explanation

Row = Mapping[str, Any]
_ANCHOR = re.compile('<span id="c[0-9]+"></span>')
# The end of a line that was wrapped: the next line continues it. A line of capitals is a headline.
_WRAPPED = re.compile(r"(?m)^(?=[^\n]*[a-z])[^\n]{45,90}\n(?=[^\s])")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Spaces that look like others, or are invisible.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
KEEP = "\n\t\u200c\u200d"  # joiners have a meaning in several scripts, and no other effect


class MarkedLine(NamedTuple):
    """A line of the raw text and the same line of the clean text; `codes` are those of the rules that touch it."""

    codes: tuple[str, ...]
    raw: Markup
    clean: Markup

    @property
    def is_same(self) -> bool:
        """Whether raw and clean look the same, without marks."""
        return not any(tag in self.raw + self.clean for tag in ("<del", "<ins>", "<mark>"))

    @property
    def is_blank(self) -> bool:
        """Whether both sides are empty."""
        return not (self.raw.striptags() or self.clean.striptags())


def with_visible_controls(text: str) -> str:
    """Text with visible control characters and unusual spaces."""
    return text if text.isprintable() else visible(text, KEEP)


def with_spaces(text: str) -> str:
    """Text as HTML, in which unusual spaces are boxes with their names."""
    if text.isprintable():
        return str(escape(text))
    return _SPACE.sub(_space, str(escape(visible(text, KEEP + _SPACES))))


def _space(found: re.Match[str]) -> str:
    return f'<span class="space" title="{unicodedata.name(found[0]).lower()}">{found[0]}</span>'


def marked_lines(known: Explanation) -> list[MarkedLine]:
    """Lay out a document; empty lines are left out, and line endings are not shown.

    A link to a place in a left-out line leads to the next line, or to the last one.
    """
    kept: list[MarkedLine] = []
    anchors = Markup("")
    for line in _Page(known).lines():
        if line.is_blank:
            anchors += Markup("".join(_ANCHOR.findall(line.raw)))
        else:
            kept.append(line._replace(raw=anchors + line.raw))
            anchors = Markup("")
    if kept:
        kept[-1] = kept[-1]._replace(raw=kept[-1].raw + anchors)
    return kept


class _Piece(NamedTuple):
    """A span of the raw text with the same marks throughout."""

    start: int
    stop: int
    is_deleted: bool
    is_moved: bool
    is_flagged: bool
    is_evidence: bool
    is_quoted: bool


class _Page:
    """The marks of one document; spans are code points of its raw text."""

    def __init__(self, known: Explanation) -> None:
        self.raw = known.raw
        self.wraps = {found.end() - 1 for found in _WRAPPED.finditer(known.raw)}
        self.applied = {edit["start"]: edit for edit in known.edits if edit["applied"]}
        self.codes: dict[int, list[str]] = {}
        for edit in known.edits:
            self.codes.setdefault(edit["start"], []).extend(edit["codes"])
        facts = [fact for fact in known.facts if fact["start"] is not None and fact["value"] is not None]
        self.layers = (
            _merged((edit["start"], edit["stop"]) for edit in self.applied.values()),
            _merged((edit["start"], edit["stop"]) for edit in self.applied.values() if edit["action"] == "extract"),
            _merged((edit["start"], edit["stop"]) for edit in known.edits if not edit["applied"]),
            _merged((fact["start"], fact["stop"]) for fact in facts),
            _merged((quote["start"], quote["stop"]) for quote in known.quotes if quote["status"] != "scare"),
        )
        self.anchors = {edit["start"] for edit in known.edits} | {fact["start"] for fact in facts}
        self.anchors |= {quote["start"] for quote in known.quotes}

    def lines(self) -> Iterator[MarkedLine]:
        """Every line, including empty ones."""
        codes: list[str] = []
        raw: list[str] = []
        clean: list[str] = []
        for piece in self._pieces():
            codes += self.codes.get(piece.start, ())
            if piece.start in self.anchors:
                raw.append(f'<span id="c{piece.start}"></span>')
            if edit := self.applied.get(piece.start):
                clean.append(_inserted(edit["after"]))
            at = piece.start
            for part in _LINE.findall(self.raw, piece.start, piece.stop):
                at += len(part)
                is_end = part.endswith("\n") and at - 1 not in self.wraps
                text = with_spaces(part.rstrip("\r\n") + " " * (part.endswith("\n") and not is_end))
                if text:
                    raw.append(_marked_raw(text, piece))
                    clean.append(_marked_clean(text, piece))
                if is_end:
                    yield _line(codes, raw, clean)
                    codes, raw, clean = [], [], []
        yield _line(codes, raw, clean)

    def _pieces(self) -> Iterator[_Piece]:
        points = {0, len(self.raw), *self.anchors, *self.applied}
        for layer in self.layers:
            points.update(point for span in layer for point in span)
        ordered = sorted(point for point in points if 0 <= point <= len(self.raw))
        spans = [_Cursor(layer) for layer in self.layers]
        for start, stop in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
            yield _Piece(start, stop, *(cursor.holds(start) for cursor in spans))


class _Cursor:
    """Tells whether places, in ascending order, are in a span."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans, self.at = spans, 0

    def holds(self, place: int) -> bool:
        """Whether a place is in a span."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= place:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] <= place


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; touching ones are merged, empty ones left out."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        elif start < stop:
            merged.append((start, stop))
    return merged


def _marked_raw(text: str, piece: _Piece) -> str:
    if piece.is_evidence:
        text = f'<span class="evidence">{text}</span>'
    if piece.is_flagged:
        text = f"<mark>{text}</mark>"
    if piece.is_moved:
        return f'<del class="moved">{text}</del>'
    return f"<del>{text}</del>" if piece.is_deleted else text


def _marked_clean(text: str, piece: _Piece) -> str:
    if piece.is_deleted:
        return ""
    if piece.is_quoted:
        text = f'<span class="quoted">{text}</span>'
    return f"<mark>{text}</mark>" if piece.is_flagged else text


def _inserted(text: str | None) -> str:
    return f"<ins>{with_spaces(text)}</ins>" if text else ""


def _line(codes: list[str], raw: list[str], clean: list[str]) -> MarkedLine:
    return MarkedLine(tuple(dict.fromkeys(codes)), Markup("".join(raw)), Markup("".join(clean)))
