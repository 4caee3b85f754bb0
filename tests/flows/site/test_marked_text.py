"""A document laid out raw beside clean: all of it is there, what changed is marked, and none of it is markup."""

from markupsafe import Markup

from flows.site.marked_text import MarkedLine, marked_lines
from warehouse.explanation import Explanation


def known(raw: str, edits: list[tuple[int, int, str | None, bool]], **more: list[dict[str, object]]) -> Explanation:
    rows = [
        {"start": start, "stop": stop, "after": after, "applied": applied, "codes": ["REP001"], "action": "fix"}
        for start, stop, after, applied in edits
    ]
    empty = {name: [] for name in ("files", "facts", "quotes", "mentions", "paragraphs", "corrections")}
    return Explanation("0" * 64, raw, "", "utf-8", "strict", "1", edits=rows, **(empty | more))


def plain(lines: list[MarkedLine]) -> list[tuple[str, str]]:
    return [(line.raw.striptags(), line.clean.striptags()) for line in lines]


def test_both_columns_have_their_whole_text() -> None:
    lines = marked_lines(known("A the the ship\n\nsails now", [(6, 10, "", True), (22, 25, "today", True)]))
    assert plain(lines) == [("A the the ship", "A the ship"), ("sails now", "sails today")]
    assert "<del>the </del>" in lines[0].raw
    assert "<ins>today</ins>" in lines[1].clean
    assert lines[0].codes == ("REP001",)


def test_what_is_only_pointed_at_stays_in_both() -> None:
    (line,) = marked_lines(known("It can not be", [(3, 10, None, False)]))
    assert line.raw.count("<mark>") == line.clean.count("<mark>") == 1
    assert not line.is_same


def test_evidence_and_quotations_are_marked() -> None:
    fact = {"start": 0, "stop": 4, "value": "Lyon"}
    quote = {"start": 6, "stop": 10, "status": "complete"}
    (line,) = marked_lines(known("LYON – “So”", [], facts=[fact], quotes=[quote]))
    assert '<span class="evidence">LYON</span>' in line.raw
    assert 'class="quoted"' in line.clean
    assert line.is_same


def test_markup_and_invisible_characters_are_shown_as_text() -> None:
    (line,) = marked_lines(known("<script>alert(1)</script>\x1b\u202e", [(0, 8, '<img src="x">', True)]))
    assert "<script" not in line.raw + line.clean
    assert "<img" not in line.clean
    assert "\\x1b\\u202e" in line.raw
    assert isinstance(line.raw, Markup)


def test_an_empty_text_and_blank_lines_have_no_rows() -> None:
    assert marked_lines(known("", [])) == []
    assert marked_lines(known("\r\n\r\n", [(0, 1, "", True)])) == []


def test_a_place_in_a_line_that_is_left_out_is_in_the_next_or_the_last() -> None:
    lines = marked_lines(known("\r\nOne\r\n\r\n", [(0, 1, "", True), (5, 6, "", True), (7, 8, "", True)]))
    assert plain(lines) == [("One", "One")]
    assert [f'id="c{start}"' in lines[0].raw for start in (0, 5, 7)] == [True] * 3


def test_lines_that_an_agency_wrapped_are_one_row() -> None:
    wrapped = (
        "The harbour of the old town was closed on Monday after\nthe pilots went on strike.\n    Ships wait outside.\n"
    )
    found = plain(marked_lines(known(wrapped, [])))
    assert [raw for raw, _ in found] == [
        "The harbour of the old town was closed on Monday after the pilots went on strike.",
        "Ships wait outside.",
    ]
    table = "Shr nine cts vs 24 cts\nNet 474,000 vs 880,000\n"
    assert len(marked_lines(known(table, []))) == 2


def test_unusual_spaces_are_boxes_with_a_name() -> None:
    (line,) = marked_lines(known("10\u00a0km", []))
    assert '<span class="space" title="no-break space">\u00a0</span>' in line.raw


def test_what_became_a_value_is_marked_as_moved() -> None:
    edit = {"start": 0, "stop": 7, "after": "", "applied": True, "codes": ["AGY001"], "action": "extract"}
    document = known("LYON - The port", [])
    document.edits.append(edit)
    (line,) = marked_lines(document)
    assert '<del class="moved">LYON - </del>' in line.raw
    assert not line.is_same
