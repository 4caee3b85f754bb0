"""A cheap question before a dear pattern loses nothing that the pattern finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from transforms.facts import dateline, dateline_forms, endings, headline
from transforms.facts.dates import STAMP_SHAPE
from transforms.layout import shape


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


@given(st.text("ab1 .@#/w>›|-", max_size=12))
def test_whatever_has_a_shape_has_a_sign(line):
    if shape._addresses(line) or shape._numbers(line) or shape._path(line):
        assert shape.may_have_shape(line)


@given(st.text("abcd w.#:/-•", min_size=1, max_size=16))
def test_what_is_no_title_is_found_like_by_a_pattern(line):
    assert headline._is_no_title(line) == bool(headline._NO_TITLE.search(line))


@given(st.text("ab_1.ा“", max_size=9))
def test_letters_are_counted_like_by_a_pattern(joined):
    assert headline._is_mostly_letters(joined) == (2 * len(re.sub(r"\W", "", joined)) >= len(joined))
