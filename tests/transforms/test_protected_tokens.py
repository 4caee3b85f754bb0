"""Addresses, handles, files and code are not to be broken; a stop that belongs to an abbreviation is known."""

import pytest

from transforms.protected_tokens import ends_abbreviation, is_protected, may_protect

TOKENS = (
    "https://example.org/a,b",
    "www.example.org",
    "desk@example.org",
    "@copydesk",
    "#cables",
    "example.co.uk",
    "$ABCD",
    "<ABC.N>",
    "report.pdf",
    "snake_case",
    "call()",
)


@pytest.mark.parametrize("token", TOKENS)
def test_the_middle_of_a_token_is_protected(token: str) -> None:
    text = f"See {token} today"
    middle = text.index(token) + len(token) // 2
    assert is_protected(text, middle, middle + 1)
    assert not is_protected(text, 0, 3)
    assert not is_protected(text, len(text) - 3, len(text))


@pytest.mark.parametrize("token", TOKENS)
def test_a_text_that_holds_a_token_may_hold_one(token: str) -> None:
    assert may_protect(f"See {token} today")


def test_most_texts_hold_none() -> None:
    assert not may_protect("He paid $5 million (twice) at 5 p.m. in the U.S. Then he left.")


def test_a_whole_tag_may_go_with_its_address() -> None:
    tag = '<a href="https://tarn.example/a_b.html">'
    text = f"See {tag}here</a>"
    start, stop = text.index("<"), text.index(">") + 1
    assert not is_protected(text, start, stop)
    assert is_protected(text, start + 1, stop)
    assert is_protected("shares of <BR> rose", 10, 14)


def test_an_insertion_at_the_edge_of_a_token_is_free() -> None:
    text = "See www.example.org today"
    stop = text.index(" today")
    assert not is_protected(text, stop, stop)
    assert is_protected(text, stop - 3, stop - 3)


def test_an_entity_is_no_tag() -> None:
    assert not is_protected("4 o&#39;clock", 3, 8)
    assert is_protected("the #39er", 5, 6)


@pytest.mark.parametrize("text", ["at 5 p.m.", "the U.S.", "Mr.", "J.", "Acme Inc.", "65 mln dlrs."])
def test_abbreviations(text: str) -> None:
    assert ends_abbreviation(text, len(text) - 1)


@pytest.mark.parametrize("text", ["the end.", "in 2019.", "the NATO.", "a plan b."])
def test_ends_of_sentences(text: str) -> None:
    assert not ends_abbreviation(text, len(text) - 1)
