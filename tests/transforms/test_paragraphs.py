"""Paragraphs: where they end, that offsets are true, and what counts as hard-wrapped."""

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.paragraphs import Span, _joined, _lines, split_paragraphs

FERRY = (
    "The ferry to the outer islands will sail twice a day from May, the harbour office said, after the old pier was "
    "found to be sound enough to carry lorries again."
)
BREAKS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]

texts_of_pieces = st.lists(st.sampled_from([*BREAKS, "\n\n", " ", "\t", "\u00a0", "\u3000", "\x1c", "a", "é bc", "。"]))


def paragraphs(text: str) -> list[str]:
    return [text[start:stop] for start, stop in split_paragraphs(text)]


def is_hard_wrapped(text: str) -> bool:
    lines = _lines(text)
    return _joined(lines, list(map(str.strip, lines))) is not None


def wrapped(width: int, *, between: str, first_indent: str = "") -> str:
    return between.join(textwrap.fill(FERRY, width, initial_indent=first_indent) for _ in range(4))


@pytest.mark.parametrize("mark", BREAKS)
def test_every_mark_of_a_line_end_ends_a_paragraph(mark: str) -> None:
    assert paragraphs(f"One.{mark}Two.{mark}{mark}Three.") == ["One.", "Two.", "Three."]
    assert paragraphs(f"Ün.{mark}Deux.") == ["Ün.", "Deux."]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n \t\r\n", "\u00a0\u2028"])
def test_blank_text_has_no_paragraphs(text: str) -> None:
    assert split_paragraphs(text) == []


def test_blanks_round_a_paragraph_are_outside_it() -> None:
    assert split_paragraphs("  One.\t\n\u00a0Two. ") == [Span(2, 6), Span(9, 13)]


def test_carriage_returns_keep_offsets_true() -> None:
    text = "Öne.\r\nTwo.\rThree.\r\n\r\nFour."
    assert paragraphs(text) == ["Öne.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize("width", [45, 60, 72, 80])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_of_a_hard_wrapped_text_are_joined_up_to_a_blank_line(width: int, line_end: str) -> None:
    text = wrapped(width, between="\n\n").replace("\n", line_end)
    assert is_hard_wrapped(text)
    assert [" ".join(paragraph.split()) for paragraph in paragraphs(text)] == [FERRY] * 4


def test_an_indented_line_begins_a_paragraph_of_a_hard_wrapped_text() -> None:
    text = wrapped(65, between="\n", first_indent="    ")
    assert [" ".join(paragraph.split()) for paragraph in paragraphs(text)] == [FERRY] * 4


@pytest.mark.parametrize("width", [30, 140])
def test_lines_too_narrow_or_too_wide_for_an_editor_are_paragraphs(width: int) -> None:
    text = wrapped(width, between="\n\n")
    assert not is_hard_wrapped(text)
    assert len(paragraphs(text)) == len([line for line in text.split("\n") if line])


def test_short_lines_of_a_list_are_not_hard_wrapped() -> None:
    text = (
        "Sailings from the north pier this week:\nMonday: two\nTuesday: three\nWednesday: none, repairs\nFriday: four"
    )
    assert paragraphs(text) == text.split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["渡船五月起每天开两班，" * 4, "港务局周二公布了消息，" * 5, "旧码头仍可通行货车，" * 6, "居民表示欢迎，" * 7],
        [
            "フェリーは五月から増便する。" * 3,
            "港湾事務所が発表した。" * 5,
            "桟橋は安全だという。" * 6,
            "住民は喜ぶ。" * 9,
        ],
    ],
)
def test_paragraphs_written_without_blanks_between_words_are_not_hard_wrapped(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines)) == lines


def test_chinese_broken_at_a_width_is_hard_wrapped() -> None:
    paragraph = "渡船五月起每天开两班港务局周二公布了这个消息" * 8
    lines = [paragraph[at : at + 44] for at in range(0, len(paragraph), 44)]
    assert paragraphs("\n".join(lines)) == ["\n".join(lines)]


@given(texts_of_pieces.map("".join))
@example("\n".join([FERRY[:60]] * 6))
def test_paragraphs_are_in_order_apart_and_without_blanks_at_their_ends(text: str) -> None:
    last_stop = 0
    for start, stop in split_paragraphs(text):
        assert last_stop <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        last_stop = stop


@given(texts_of_pieces.map("".join))
def test_only_blanks_lie_between_paragraphs(text: str) -> None:
    inside = {at for start, stop in split_paragraphs(text) for at in range(start, stop)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in inside)
