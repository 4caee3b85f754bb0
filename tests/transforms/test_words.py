"""Words are counted as Python splits them."""

import sys

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from transforms.words import word_counts

BLANKS = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
LETTERS = "az\x00\x08\x0e\x1b\x7f\x84é\u1681\u200b\u2010\u2030\u2060\u3001😀"


def test_nothing_else_is_blank_and_all_of_that_is() -> None:
    characters = [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]
    between = [f"a{character}b" for character in characters]
    assert word_counts(pa.array(between)).tolist() == [1 + character.isspace() for character in characters]


@given(st.lists(st.text(st.sampled_from(BLANKS + LETTERS) | st.characters(exclude_categories=["Cs"])), max_size=300))
def test_words_are_those_of_split(texts: list[str]) -> None:
    assert word_counts(pa.array(texts, pa.string())).tolist() == [len(text.split()) for text in texts]


def test_a_slice_of_texts() -> None:
    assert word_counts(pa.array(["one", "two words", "", "three more words", "end"])[1:4]).tolist() == [2, 0, 3]
