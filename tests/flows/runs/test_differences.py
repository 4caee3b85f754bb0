"""What is shown around a place where two results differ."""

from flows.runs.differences import AROUND, _around


def test_a_place_is_shown_with_whole_words() -> None:
    word = "w" * (AROUND + 3)
    text = f" {word}!{word} "
    start = text.index("!")
    assert _around(text, start, start + 1) == (1, len(text) - 1)


def test_a_place_at_the_beginning_is_shown_from_the_first_letter() -> None:
    assert _around("wrong word", 0, 5) == (0, AROUND + 5)
