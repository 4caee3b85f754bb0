"""A lazy pattern is compiled once, at its first use or for processes to be forked, and finds what it should."""

import pytest

from transforms.lazy_pattern import MADE, compile_all, lazy_pattern


def test_it_finds_what_a_compiled_one_finds() -> None:
    pattern = lazy_pattern(r"(\d+)")
    assert "match" not in vars(pattern)
    found = pattern.search("a 12 b 3")
    assert found
    assert found[1] == "12"
    assert pattern.findall("a 12 b 3") == ["12", "3"]
    assert pattern.pattern == r"(\d+)"
    MADE.pop()


def test_all_can_be_compiled_at_once() -> None:
    pattern = lazy_pattern("one pattern more")
    assert compile_all() == len(MADE) >= 1
    assert "match" in vars(pattern)
    MADE.pop()


def test_what_a_pattern_does_not_have_it_does_not_have_either() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(AttributeError):
        pattern.nosuch  # type: ignore[attr-defined]  # noqa: B018
    MADE.pop()
