"""A cheap question before a dear pattern loses nothing that the pattern finds."""

import re

import pytest
from dateline_examples import FORMS
from hypothesis import given
from hypothesis import strategies as st

from transforms.facts import (
    agencies,
    credit,
    dateline,
    dateline_forms,
    disclaimer,
    end_marks,
    grammar,
    headline,
    page_layout,
    published,
    timeline,
)
from transforms.facts.dates import STAMP_SHAPE
from transforms.layout import page_vocabulary, shape


@given(st.from_regex(end_marks._CLOSING_BRACKET) | st.from_regex(end_marks._CLOSING_NAME))
def test_whatever_closes_a_story_may_close_it(line):
    assert end_marks._MAY_CLOSE.search(line)


@given(st.from_regex(dateline._CREDITED.pattern))
def test_a_credit_is_in_brackets(line):
    assert dateline._BRACKETS.search(line)


@pytest.mark.parametrize("line", ["{} - Rain fell.", "({}) - Rain fell.", "/{}/ Rain fell."])
def test_an_agency_that_opens_a_line_is_known_by_its_first_letters(line):
    for name in agencies._OPENERS:
        opens = line.format(name)
        assert not dateline._OPENING.match(opens) or dateline._after_opening(opens)


def test_a_byline_is_known_by_its_first_letters():
    for word in grammar._BY:
        assert dateline._after_byline(f"{word} JANE ROE    AKRON, Ohio (AP) -- Rain fell on the roofs.")


@pytest.mark.parametrize("printed", [str, str.upper, str.title])
def test_the_signs_of_a_notice_are_found_in_a_text_as_in_a_line(printed):
    screen = page_layout._screen(page_vocabulary())
    for word in map(printed, disclaimer._words["translated"]):
        assert disclaimer._has_sign(word)
        assert disclaimer.READER in screen.kinds_in(f"Ana Roe’s İzmir\xa0{word}")


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


LINES = [
    (form, line)
    for form in dateline_forms.FORMS
    for example in FORMS[form.name]
    # As written, and with a small letter behind each comma.
    for line in (example.line, re.sub(r", \w", lambda m: m[0].lower(), example.line))
    if form.pattern.match(line)
]


@pytest.mark.parametrize(("form", "line"), LINES, ids=[line[:30] for _, line in LINES])
def test_whatever_has_the_form_of_a_dateline_passes_the_gates_before_it(form, line):
    assert dateline_forms.SHAPED.match(line)
    assert form in dateline._forms(line)
    assert not form.marks or dateline._has_any(line, form.marks)


@pytest.mark.parametrize(
    "line", sorted({line for _, line in LINES} | {"LIMA (aFp) - Rain fell.", "Kochi (भाषा) - Rain fell."})
)
def test_a_line_that_credits_an_agency_names_one_in_capitals(line):
    found = dateline.read(line)
    assert agencies.may_name(line.upper()) or not (found and found.value("agency"))


@pytest.mark.parametrize(
    "line", ["Today, the rain fell on the roofs of the town.", "In Lima, all of the roofs are wet by now, they say."]
)
def test_a_small_letter_behind_a_comma_is_no_dateline_without_a_mark(line):
    assert not dateline_forms.SHAPED.match(line)


HINTS, NAMES = frozenset(agencies._hints()), re.compile(rf"(?<!\w)(?:{agencies.ALL_NAMES}|AA)(?!\w)")


@given(st.text("AFPRi .’é/-", max_size=12))
def test_words_are_found_like_in_a_set(line):
    assert agencies._HINTS.stand_in(line) == (not HINTS.isdisjoint(agencies._WORDS.findall(line)))
    assert agencies.may_spell(line) == bool(NAMES.search(line))


@pytest.mark.parametrize(
    "changed",
    [
        str,
        str.upper,
        ".".join,
        lambda name: name.replace(" ", "\n "),
        lambda name: name.replace("-", "‐"),
    ],
)
def test_whatever_is_read_as_an_agency_may_be_named(changed):
    for printed in map(changed, agencies._ALL):
        is_read = agencies.agency_of(printed) or agencies.agency_of(printed, in_dateline=True)
        assert agencies.may_name(f"rain ({printed}) fell") or not is_read, printed


@given(st.from_regex(timeline._DAY.pattern, fullmatch=True))
def test_a_line_that_is_only_a_day_begins_like_a_stamp(line):
    assert published.may_begin(line)


@pytest.mark.parametrize(
    "clock", ["", ", 14:30", " 2 pm", " 14h30", " 14.30 Uhr", " 14 Uhr", " 9 a.m. ET", "T14:30:00Z"]
)
@pytest.mark.parametrize(
    "label", ["", "Updated ", "Last updated: ", "publié le ", "Publicado el ", "Stand: ", "Date: "]
)
@pytest.mark.parametrize("day", ["3 May 2023", "May 3, 2023", "2023-05-03", "3. Mai 2023", "3 maggio 2023"])
def test_a_stamp_beside_a_name_has_a_clock_time_or_a_label(label, day, clock):
    for line in (f"Lima | {label}{day}{clock}", f"{label}{day}{clock} - Lima", f"Lima, {day}{clock} {label}".strip()):
        assert published.read_beside(line) is None or published._may_be_timed(line)


@pytest.mark.parametrize("name", [str, str.upper, str.title])
def test_a_line_in_ascii_that_names_a_news_agency_has_a_part_of_the_word(name):
    for printed in ("news agency", "kantor berita", "agencia de noticias", "persbureau", "axborot agentligi"):
        assert credit.names_agency(name(f"the hill {printed}"))
    assert not credit.names_agency(name("an agent of the persbureaus"))
