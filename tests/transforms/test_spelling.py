"""Two spellings of one name are found, and a surname in small letters; other names that look alike are not."""

import pytest

from transforms.lexicon import notable_words
from transforms.spelling import lowercase_names, second_spellings, sound

ALIKE = [
    ("Gajewska", "Gaevska"),
    ("Terekhov", "Terechow"),
    ("Otwock", "Otvok"),
    ("Ponomarev", "Ponomaryov"),
    ("Lukashenko", "Lukaschenko"),
]
APART = [
    ("Martin", "Martina"),
    ("German", "Germany"),
    ("Lavrov", "Lavrova"),
    ("Russian", "Russians"),
    ("Boris", "Bruce"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_rarer_spelling_is_found(one: str, other: str) -> None:
    text = f"The mayor met {one}. Later {one} and {other} left."
    assert [text[s.start : s.stop] for s in second_spellings(text, notable_words(text).names)] == [other]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_are_not(one: str, other: str) -> None:
    text = f"They met {one}, {one} and {other}."
    assert second_spellings(text, notable_words(text).names) == []


def test_of_two_as_rare_the_later_one_is_found() -> None:
    text = "They came to Terekhov, and Terechow left."
    assert [text[s.start : s.stop] for s in second_spellings(text, notable_words(text).names)] == ["Terechow"]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("word", ["by", "with", "from", "against"])
def test_a_surname_in_small_letters_is_found(word: str) -> None:
    text = f"The judge Vera Costa left. Costa was heard. The crew was hired {word} costa, they say."
    (span,) = lowercase_names(text, notable_words(text).names)
    assert text[span.start : span.stop] == "costa"


@pytest.mark.parametrize(
    "text",
    [
        "The Appeals Court met. The Court heard it. They were asked by court clerks, they say.",
        "The judge Vera Costa left. Costa was heard. The crew came by costa, with costa and all.",
        "Vera Costa left. The crew was hired by costa, they say.",
    ],
)
def test_a_word_that_is_no_name_is_not(text: str) -> None:
    assert lowercase_names(text, notable_words(text).names) == []
