"""What is told apart as prose before any reader is asked."""

import pytest
from reader_examples import PUBLISHED, RIGHTS, SIGNALS

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


def test_a_line_of_other_letters_is_asked_about_whatever_its_first_word() -> None:
    assert read_line(TAIL, "La Rédaction avec Agence France Presse et Reuters") is not None
