"""Loops and paragraphs that stand twice are found; what people repeat on purpose is not."""

import pytest

from transforms.paragraphs import split_paragraphs
from transforms.repetition import duplicates, loops

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
