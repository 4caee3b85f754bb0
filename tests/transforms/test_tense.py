"""The tense of verbs of saying, and that the scan finds the same verbs as a search does."""

import pytest

from transforms.context import Context
from transforms.rules import CATALOGUE
from transforms.scan import Scanner
from transforms.tense import SAYING, reports_in_past, verbs_of_saying

PAST = "“No,” he said. “Yes,” added the mayor. “Well,” Lund noted."
TEXTS = (
    (PAST, True),
    ("“No,” he said.", False),
    ("“No,” he said. “Yes,” she says. “Well,” notes Lund. “Go,” adds Baas.", False),
    ("So he said no, and they told nobody.", True),
    ("It rained, said Lund. It snowed, added The Times.", True),
    ("“No” saidest thou. “Yes” said_ it.", False),
    (" said told said", False),
    ("", False),
)


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_tells_in_the_past(text: str, expected: bool) -> None:
    assert reports_in_past(text, verbs_of_saying(text)) is expected


@pytest.mark.parametrize("text", [f"{text} “So,” notes Baas." for text, _ in TEXTS])
def test_the_scan_finds_the_verbs_that_a_search_finds(text: str) -> None:
    scanner, context = Scanner([rule for rule in CATALOGUE if rule.prefetch]), Context(text)
    list(scanner.matches(context, scanner.hits(text)))
    assert context.prefetched == verbs_of_saying(text)
    assert context.reports_in_past == Context(text).reports_in_past


def test_no_verb_begins_another() -> None:
    assert not [(verb, other) for verb in SAYING for other in SAYING if verb != other and other.startswith(verb)]
