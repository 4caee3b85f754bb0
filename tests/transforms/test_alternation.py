"""A choice of words finds what the plain alternation finds, in the same order of preference."""

import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.alternation import alternation

WORDS = st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("abc ", max_size=30))
def test_it_finds_what_the_alternation_finds(words: list[str], text: str) -> None:
    assert re.findall(f"(?:{alternation(words)})", text) == re.findall(f"(?:{'|'.join(words)})", text)


def test_words_of_one_letter_are_tried_together() -> None:
    assert alternation(["said", "told", "says"]) == "s(?:aid|ays)|t(?:old)"
