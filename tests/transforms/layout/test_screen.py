"""One scan says of a text which phrases it surely does not hold."""

import pytest

from transforms.layout import INSIDE, literals, page_vocabulary
from transforms.layout.screen import Literal, Screen, _ways
from transforms.paragraphs import split_paragraphs

SCREEN = Screen(
    (
        Literal("the pier", "any"),
        Literal("more", "last", is_word=True, is_last=True),
        Literal("više", "accented"),
        Literal("подробнее на нашем сайте", "long"),
    )
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The Pier, the pier", {"any"}),
        ("THE\xa0PIER", {"any"}),
        ("More …\nMore than that.", {"last"}),
        ("All of it, and more", {"last"}),
        ("VIŠE", {"accented"}),
        ("ПОДРОБНЕЕ НА НАШЕМ САЙТЕ", {"long"}),
        ("Подробнее", {"long"}),
        ("The piers İ", {"any"}),
    ],
)
def test_what_a_text_may_hold(text, kinds):
    assert SCREEN.kinds_in(text) == kinds


@pytest.mark.parametrize("text", ["", "More than that.", "Evermore", "vise", "thepier", "\ud800 mo re"])
def test_what_a_text_surely_does_not_hold(text):
    assert SCREEN.kinds_in(text) == set()


@pytest.mark.parametrize("frame", ["{}", "The old pier is sold. {}", "The old pier ({})", "The old pier [{}].", "{} …"])
@pytest.mark.parametrize("printed", [str, str.upper, str.capitalize, str.title])
def test_no_phrase_inside_of_a_line_is_missed(frame, printed):
    screen = Screen(literals(page_vocabulary()))
    for phrase in page_vocabulary()._inside:
        text = frame.format(printed(phrase.text))
        paragraphs = split_paragraphs(text)
        found, inline = page_vocabulary()._found_inside(text, paragraphs)
        assert INSIDE in screen.kinds_in(text) or not (found or inline)


def test_a_letter_whose_capital_is_two_letters_is_looked_for_as_it_is() -> None:
    assert list(_ways("straße")) == [("straße", True)]
