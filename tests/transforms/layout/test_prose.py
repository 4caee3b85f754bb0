"""What is prose, in scripts with blanks between words and without."""

import pytest

from transforms.layout.prose import ends_statement, is_announcement, is_prose, is_sentence


@pytest.mark.parametrize(
    "line",
    [
        "The council voted on Monday to widen the harbour road, the mayor said.",
        "“We had asked for the work since spring, and now it is to begin,” said the mayor.",
        "Unas cien personas viven de lo que se vende en el puerto cada lunes. EFE",
        "Some hundred people live on what is sold in the old port each Monday. (AFP)",
        "Rund hundert Menschen leben von dem, was montags im Hafen verkauft wird. (sda)",
        "परिषद ने सोमवार को बंदरगाह की सड़क को चौड़ा करने के पक्ष में मतदान किया, महापौर ने कहा।",
        "市議会は月曜日、港の道路を広げる案を可決したと市長が述べた。",
        "Rain and more rain " * 12,
    ],
)
def test_prose(line):
    assert is_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "Harbour road to be widened",
        "It rained.",
        "Two boats are lost in the storm off the old pier of the town. VIDEO",
        "Some hundred people live on what is sold in the old port of St. Ives",
        "関連記事",
        "The council voted on Monday to widen the harbour road, the mayor...",
        "Harbour road to be widened from spring, and the old pier to be sold",
    ],
)
def test_no_prose(line):
    assert not is_prose(line)


def test_a_sentence_has_words_and_a_stop():
    assert is_sentence("It rained again.")
    assert is_sentence("The mayor said this:")
    assert is_sentence("町に雨が降った。")
    assert not is_sentence("関連記事")
    assert not is_sentence("Photo: .")
    assert not is_sentence("Harbour road to be widened")


@pytest.mark.parametrize(
    ("line", "announces"),
    [
        ("The results of the second day of the regatta in the old harbour on Sunday:", True),
        ("The results of the second day of the regatta in the old harbour on Sunday.", False),
        ("The results of the second day at the pier on Sunday:", False),
        ("Schifffahrtsgesellschaftsmitgliederversammlungsergebnisse vom Hafen:", False),
    ],
)
def test_announcement(line, announces):
    assert is_announcement(line) == announces


def test_a_statement_ends_with_a_full_stop_of_any_script():
    lines = ["It rained.", "“It rained.”", "“पानी बरसा।”", "雨が降った。"]
    assert all(map(ends_statement, lines))
    assert not any(map(ends_statement, ["Rain falls", "Does it rain?", "“It rains”", "More …", "More..."]))
