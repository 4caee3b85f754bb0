"""A cheap question before a dear pattern loses nothing that the pattern finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.facts import dateline, dateline_forms, endings
from transforms.facts.dates import STAMP_SHAPE


@given(st.from_regex(endings._CLOSING_BRACKET) | st.from_regex(endings._CLOSING_NAME))
def test_whatever_closes_a_story_may_close_it(line):
    assert endings._MAY_CLOSE.search(line)


@given(st.from_regex(dateline._CREDITED))
def test_a_credit_is_in_brackets(line):
    assert dateline._BRACKETS.search(line)


@given(st.from_regex(STAMP_SHAPE, fullmatch=True))
def test_what_has_the_shape_of_a_stamp_may_be_one(stamp):
    assert re.match(dateline_forms._MAY_BE_STAMP, stamp)


@given(st.text("a (–-\n_:", max_size=12))
def test_marks_are_found_like_by_a_pattern(line):
    pattern = re.compile(r"[(–—/_=\[―:]|(?<= )-|-(?=[- \n])")
    assert dateline._has_mark(line) == bool(pattern.search(line))
