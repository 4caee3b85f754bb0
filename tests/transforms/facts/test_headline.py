"""What can be a headline by its looks."""

import pytest

from transforms.facts import headline


@pytest.mark.parametrize(
    "line", ["Rain falls on roofs", "RAIN FALLS ON ROOFS", "“Rain is good for roofs”", "Roofs: the wet ones"]
)
def test_headline(line):
    found = headline.read(line)
    assert found is not None
    assert found.value("headline") == line
    assert headline.read(line[found.start : found.stop]) == found


@pytest.mark.parametrize(
    "line",
    [
        "Rain fell on the roofs.",
        "“Rain fell.”",
        "Rain",
        "雨は明日も降るだろうか？",
        "Rain, roofs,",
        "- Rain and roofs",
        "x" * 200,
        "A | B ||| C |||",
        "* * * a b * * *",
        "",
    ],
)
def test_what_is_no_headline(line):
    assert headline.read(line) is None
