"""What is told apart as prose before any reader is asked."""

import pytest
from reader_examples import BYLINE, CREDIT, DISCLAIMER, MEDIA, PUBLISHED, RIGHTS, SIGNALS, TRAILER

from transforms.facts.line_readers import HEAD, TAIL, is_surely_story, read_line

SENTENCE = "Rain fell on the roofs of the town all day, the mayor said on Tuesday."


def test_prose():
    assert is_surely_story(SENTENCE)
    assert is_surely_story("Rain and more rain " * 12)
    assert not is_surely_story("Rain falls on roofs")
    assert not is_surely_story("It rained.")


LINES = [e.line for e in (*RIGHTS, *(e for _, e in (*PUBLISHED, *SIGNALS)))]


@pytest.mark.parametrize("line", LINES)
def test_no_example_of_a_reader_passes_for_prose(line):
    assert not is_surely_story(line)


def test_a_notice_of_translation_may_be_prose():
    found = read_line(TAIL, "Dieser Text wurde automatisch aus dem Englischen übersetzt und nicht geprüft.")
    assert found is not None
    assert found.role == "notice"


def test_the_first_reader_that_knows_the_line_has_it():
    found = read_line(TAIL, "© 2023 AFP")
    assert found is not None
    assert found.reader == "copyright"
    assert read_line(HEAD, SENTENCE) is None
    assert read_line(TAIL, "© 2023 " + "A" * 500) is None


ABOVE = [
    e.line for e in (*DISCLAIMER, *RIGHTS, *TRAILER, *(e for _, e in (*BYLINE, *CREDIT, *MEDIA, *PUBLISHED, *SIGNALS)))
]
ABOVE += [
    "abc123 4 pl 56 XYZ Rain falls",
    "XYZ 012345 GMT MAY 87",
    "NOTE TO EDITORS: see below",
    "photo=AFP",
    "Via AFP",
]
ABOVE += ["Jane Roe, Senior Reporter 3 May 2023", "May 3, 2023 by Jane Roe", "Updates figures", "Rain falls (UPDATE 1)"]


@pytest.mark.parametrize("line", [line for lines in (ABOVE, map(str.upper, ABOVE)) for line in lines])
def test_whatever_is_read_above_a_story_passes_the_question_before_the_readers(line: str) -> None:
    assert HEAD.may_read(line) or not any(read(line) for read in HEAD.readers)


@pytest.mark.parametrize(
    "line", ["Rain falls on the roofs of Brinwick", "MAYOR: RAIN FALLS ON 12 ROOFS", "Rain fell by 12 cm in 2023"]
)
def test_no_reader_is_asked_about_a_plain_title(line: str) -> None:
    assert not HEAD.may_read(line)


def test_a_line_of_other_letters_is_asked_about_whatever_its_first_word() -> None:
    assert read_line(TAIL, "La Rédaction avec Agence France Presse et Reuters") is not None
