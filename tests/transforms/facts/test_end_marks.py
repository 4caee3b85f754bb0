"""End marks, sign-offs, and agencies as the last word."""

import pytest
from reader_examples import ENDINGS

from transforms.facts import end_marks


@pytest.mark.parametrize(("form", "line"), ENDINGS, ids=[e.line[:40] for _, e in ENDINGS])
def test_form(check, form, line):
    check("ending", form, line)


@pytest.mark.parametrize(
    "line", ["ends", "END", "Item ends", "Fin", "(END)", "###", "=", ".../...", "nnnn", "(Schluss)", "___"]
)
def test_end_marks(line):
    found = end_marks.read(line)
    assert found is not None
    assert found.code == "AGY004"


@pytest.mark.parametrize("line", ["bur-dt/tgb", "jlb/ide/gk", "abc/ def/", "ABC // DEF", "ab-cd", "(Schluss) abc/def"])
def test_sign_offs(line):
    found = end_marks.read(line)
    assert found is not None
    assert found.code == "AGY003"


@pytest.mark.parametrize(
    "line", ["and/or", "km/h", "It ends here", "The end", "roof", "A/B testing", "भाषा नीति", "Bhasha policy", ""]
)
def test_what_is_no_ending(line):
    assert end_marks.read(line) is None


def test_only_the_credit_leaves_the_sentence():
    line = "Rain fell on the roofs. (ANSA)"
    found = end_marks.read_closing(line)
    assert found is not None
    assert found.cut is not None
    assert line[: found.cut] == "Rain fell on the roofs."


@pytest.mark.parametrize(
    "line",
    [
        "They met at the Academy of Fine Painting (AFP).",
        "It was said by Agence France-Presse (AFP).",
        "He told the agency (AFP).",
        "He told AFP.",
        "The paper has two of them (editors: Jane Roe and John Doe) in Lima",
        "The council was surprised. AFP said it was new.",
        "The council was surprised. Reuters did not say how.",
        "The council was surprised. TASS says he lied",
        "He drives a BMW.",
        "The members are in the European Union (EU).",
        "He lives in the United States. USA",
        "He went home",
        "",
    ],
)
def test_what_credits_nobody(line):
    assert end_marks.read_closing(line) is None
