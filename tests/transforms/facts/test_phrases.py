"""Lists of phrases as patterns."""

import re

from transforms.facts.phrases import one_of


def test_any_case_any_blank_longest_first():
    pattern = re.compile(one_of("roof, roof tile, d. red."))
    assert pattern.fullmatch("Roof\u00a0Tile")
    assert pattern.match("roof tile")[0] == "roof tile"
    assert pattern.fullmatch("D. RED.")
    assert not pattern.fullmatch("dx redx")
