"""Two versions side by side: the sentences that changed, went and came, and the words in them."""

import pytest

from flows.site.sentence_changes import MOST_SENTENCES, changed_words, sentence_changes

OLD = ["The port shut on Monday.", "Nobody was hurt.", "Ships wait outside.", "It opens in May."]


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        (OLD, []),
        (["Nobody  was hurt." if s.startswith("Nobody") else s for s in OLD], []),
        (OLD[:1] + OLD[2:], [("<del>Nobody was hurt.</del>", None)]),
        ([*OLD, "Pilots agreed."], [(None, "<ins>Pilots agreed.</ins>")]),
        (
            ["The port shut on Tuesday.", *OLD[1:]],
            [("The port shut on <del>Monday.</del>", "The port shut on <ins>Tuesday.</ins>")],
        ),
        (
            [OLD[0], "A new pier is planned.", "Ships wait far outside.", OLD[3]],
            [
                (None, "<ins>A new pier is planned.</ins>"),
                ("<del>Nobody was hurt.</del>", None),
                ("Ships wait outside.", "Ships wait <ins>far</ins> outside."),
            ],
        ),
    ],
)
def test_sentences_are_paired_by_their_words(now: list[str], changes: list[tuple[str | None, str | None]]) -> None:
    assert sentence_changes(OLD, now) == changes


def test_markup_in_a_sentence_is_text() -> None:
    was, now = changed_words("It is <b>bold</b> here", "It is <i>bold</i> here \x1b")
    assert was == "It is <del>&lt;b&gt;bold&lt;/b&gt;</del> here"
    assert "<i>" not in now
    assert "\\x1b" in now


def test_texts_of_very_many_sentences_are_not_compared() -> None:
    assert sentence_changes(["One."] * (MOST_SENTENCES + 1), ["Two."]) == []
