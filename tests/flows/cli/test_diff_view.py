"""Edits line by line: marks, margins, and nothing that acts on a terminal."""

from typing import Any

import pytest

from flows.cli.diff_view import DELETED, INSERTED, diff_lines, visible


def edit(start: int, before: str, after: str | None, code: str = "TOY001", *, applied: bool = True) -> dict[str, Any]:
    stop = start + len(before)
    return {"start": start, "stop": stop, "before": before, "after": after, "codes": [code], "applied": applied}


def plain(raw: str, *edits: dict[str, Any]) -> list[tuple[list[str], str, str]]:
    return [(line.codes, line.raw.plain, line.clean.plain) for line in diff_lines(raw, edits, in_colour=False)]


def test_a_text_without_edits_is_its_lines() -> None:
    assert plain("one\r\n\r\ntwo\n") == [([], "one", "one"), ([], "two", "two")]
    assert plain("") == []


def test_a_change_is_marked_on_its_line() -> None:
    assert plain("a teh b\nc", edit(2, "teh", "the")) == [(["TOY001"], "a [-teh-] b", "a {+the+} b"), ([], "c", "c")]


def test_an_insertion_and_a_removal_have_one_mark() -> None:
    assert plain("ab", edit(1, "", "-")) == [(["TOY001"], "ab", "a{+-+}b")]
    assert plain("a b", edit(1, " ", "")) == [(["TOY001"], "a[- -]b", "ab")]


def test_a_flag_changes_nothing() -> None:
    assert plain("a ?? b", edit(2, "??", None, applied=False)) == [(["TOY001"], "a [????] b", "a [????] b")]


def test_a_flag_across_a_change_stands_in_the_margin_only() -> None:
    edits = (edit(0, "a teh", None, "TOY002", applied=False), edit(2, "teh", "the"))
    assert plain("a teh b", *edits) == [(["TOY002", "TOY001"], "a [-teh-] b", "a {+the+} b")]


def test_a_change_over_lines_stays_on_its_first() -> None:
    assert plain("a\n\nb\nc", edit(1, "\n\nb", "")) == [(["TOY001"], "a[-⏎⏎b-]", "a"), ([], "c", "c")]


def test_in_colour_there_are_no_marks() -> None:
    (line,) = diff_lines("teh", [edit(0, "teh", "the")], in_colour=True)
    assert (line.raw.plain, line.raw.spans[0].style) == ("teh", DELETED)
    assert (line.clean.plain, line.clean.spans[0].style) == ("the", INSERTED)


@pytest.mark.parametrize("control", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\u2066", "\x00", "\x7f", "\u200f"])
def test_nothing_acts_on_a_terminal(control: str) -> None:
    assert visible(f"a{control}b").isprintable()
    assert plain(f"a{control}b")[0][1].isprintable()
