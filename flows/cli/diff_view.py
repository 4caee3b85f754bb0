"""The edits of a document as a diff: raw and clean line by line, with the rules in the margin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.text import Text

from flows.system.terminal import visible

DELETED, INSERTED, FLAGGED = "red strike", "green", "yellow underline"
# The marks without colour, in the style of wdiff.
MARKS = {DELETED: ("[-", "-]"), INSERTED: ("{+", "+}"), FLAGGED: ("[?", "?]")}
EditRow = Mapping[str, Any]


@dataclass(slots=True)
class DiffLine:
    """One line of the raw text, the same line of the clean text, and the codes of the rules that touch it."""

    codes: list[str] = field(default_factory=list)
    raw: Text = field(default_factory=Text)
    clean: Text = field(default_factory=Text)

    @property
    def is_blank(self) -> bool:
        """Whether both sides are empty."""
        return not (self.codes or self.raw.plain.strip())


def diff_lines(raw: str, edits: Iterable[EditRow], *, in_colour: bool) -> list[DiffLine]:
    """Make the lines of a raw text with its edits (rows of the relation, by start); empty lines are left out."""
    page, listed = _Page(raw, in_colour), list(edits)
    marked = _markable(listed)
    for edit in listed:
        page.keep(edit["start"])
        page.lines[-1].codes += (code for code in edit["codes"] if code not in page.lines[-1].codes)
        if id(edit) in marked:
            page.mark(edit)
    page.keep(len(raw))
    return [line for line in page.lines if not line.is_blank]


class _Page:
    """The lines so far; `at` is the offset in the raw text up to which they are made."""

    def __init__(self, raw: str, in_colour: bool) -> None:
        self.raw, self.in_colour, self.at = raw, in_colour, 0
        self.lines = [DiffLine()]

    def keep(self, stop: int) -> None:
        """Add text that no edit touches."""
        for number, piece in enumerate(self.raw[self.at : stop].split("\n")):
            if number:
                self.lines.append(DiffLine())
            for column in (self.lines[-1].raw, self.lines[-1].clean):
                column.append(visible(piece.removesuffix("\r")))
        self.at = max(self.at, stop)

    def mark(self, edit: EditRow) -> None:
        """Add an edit, on the line where it begins."""
        line = self.lines[-1]
        self._append(line.raw, edit["before"], DELETED if edit["applied"] else FLAGGED)
        if edit["applied"]:
            self._append(line.clean, edit["after"], INSERTED)
        else:
            self._append(line.clean, edit["before"], FLAGGED)
        self.at = edit["stop"]

    def _append(self, column: Text, text: str, style: str) -> None:
        if text:
            opening, closing = ("", "") if self.in_colour else MARKS[style]
            column.append(f"{opening}{visible(text)}{closing}", style)


def _markable(edits: list[EditRow]) -> set[int]:
    """The edits that can be marked: all applied ones, and the flags that do not overlap them or each other."""
    shown, taken = set(), [(e["start"], e["stop"]) for e in edits if e["applied"]]
    for edit in edits:
        span = (edit["start"], edit["stop"])
        if edit["applied"]:
            shown.add(id(edit))
        elif not any(start < span[1] and span[0] < stop for start, stop in taken):
            shown.add(id(edit))
            taken.append(span)
    return shown
