"""Loops and paragraphs that stand twice are found; what people repeat on purpose is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.paragraphs import split_paragraphs
from transforms.repetition import cut_copies, duplicates, loops, may_repeat, said_twice

LOOPS = (
    "the price of the price of the price of the price of",
    "very, very, very, very, very, very, very",
    "and the harbour was closed and the harbour was closed and the harbour was closed",
)
PLAIN = (
    "The port is closed, the road is closed and the bridge is closed, said the mayor of the town on Monday.",
    "“No, no, no,” she said, and she said it again.",
    "It was a long, long way, and the long way was the only way to the long bridge by the long quay.",
    "Hip, hip, hooray!",
)


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("before", ["", "The council met, and "])
@pytest.mark.parametrize("after", ["", " until Friday."])
def test_a_loop_is_found(loop: str, before: str, after: str) -> None:
    text = f"A first paragraph.\n\n{before}{loop}{after}"
    (span,) = loops(text, split_paragraphs(text))
    assert loop.startswith(text[span.start : span.stop][:3])
    assert len(text[span.start : span.stop].split()) >= len(loop.split()) - 2


@pytest.mark.parametrize("plain", PLAIN)
def test_rhetoric_is_no_loop(plain: str) -> None:
    assert loops(plain, split_paragraphs(plain)) == []


def test_a_paragraph_that_stood_before_is_found_each_time() -> None:
    paragraph = "The council met on Monday to speak about the harbour."
    text = "\n\n".join([paragraph, "Another one.", paragraph, "Another one.", paragraph])
    paragraphs = split_paragraphs(text)
    assert duplicates(text, paragraphs) == [paragraphs[2], paragraphs[4]]


TWICE = (
    "a third pilot was lost",
    "said the harbour master of the town",
    "The council met on Monday to hear the mayor, who had come late, on the new quay",
)


@pytest.mark.parametrize("phrase", TWICE)
@pytest.mark.parametrize("between", [" ", ", ", ". ", "! "])
@pytest.mark.parametrize("after", ["", ".", " and more."])
def test_the_second_of_two_equal_phrases_is_found(phrase: str, between: str, after: str) -> None:
    text = f"It was late, {phrase}{between}{phrase}{after}"
    (span,) = said_twice(text, split_paragraphs(text))
    assert span == (len(text) - len(phrase + after), len(text) - len(after))


@pytest.mark.parametrize(
    "text",
    [
        "It rained, day after day after day, and they waited.",
        "A port closed, a port opened, and a port was built.",
        "They sang, row the old boat, row the old boat, row the old boat.",
        "Totals, 12,300 14,100 12,300 14,100 and so on.",
    ],
)
def test_what_is_not_twice_in_a_row_is_not(text: str) -> None:
    assert said_twice(text, split_paragraphs(text)) == []


def test_a_teaser_cut_before_its_story_is_found() -> None:
    opening = "The council of the old town met on Monday to hear the mayor "
    text = f"{opening}and the\n\n{opening}and the pilots.\n\nIt rained."
    assert cut_copies(text, split_paragraphs(text)) == [(0, len(opening))]
    assert cut_copies(f"{opening}.\n\n{opening}.", split_paragraphs(f"{opening}.\n\n{opening}.")) == []


@given(st.lists(st.text("ab ", min_size=1, max_size=3).map(lambda s: f"{s * 20}c"), max_size=5))
def test_paragraphs_that_begin_otherwise_are_no_copies(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    paragraphs = split_paragraphs(text)
    assert may_repeat(text, paragraphs) or duplicates(text, paragraphs) == cut_copies(text, paragraphs) == []
