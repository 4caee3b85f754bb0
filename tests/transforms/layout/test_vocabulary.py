"""How the phrases of pages are found, and where a line of a story only looks like one."""

import pytest

from transforms.layout.vocabulary import Phrase, Vocabulary
from transforms.paragraphs import split_paragraphs

PHRASES = Vocabulary(
    Phrase.of(*row)
    for row in (
        ("related stories", "related", "line", "*"),
        ("also read:", "related", "start", "1"),
        ("à lire aussi", "related", "start", "1"),
        ("economy", "navigation", "line", "0"),
        ("views", "counter", "line", "0"),
        ("photo:", "caption", "start", "0"),
        ("file", "caption", "start", "0"),
        ("photo credit:", "caption", "start", "0"),
        ("archive", "caption", "end", "0"),
        ("file photo", "caption", "end", "0"),
        ("read 0 min", "counter", "line", "0"),
        ("this text was translated by a machine", "notice", "start", "0"),
        ("read more", "related", "end", "0"),
        ("all rights reserved", "rights", "any", "0"),
        ("関連記事", "related", "line", "*"),
    )
)


def roles(line):
    paragraphs = split_paragraphs(line)
    found, inline = PHRASES.roles(line, paragraphs, range(len(paragraphs)))
    return [phrase.role for phrase in found.values()] + [line[i.start : i.stop] for i in inline]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("RELATED STORIES", "related"),
        ("» Related stories:", "related"),
        ("2,509 views", "counter"),
        ("Also read: The old pier is sold.", "related"),
        ("A LIRE AUSSI", "related"),
        ("関連記事", "related"),
        ("FILE - A boat at the old pier in the port, in this picture taken in May of last year.", "caption"),
        ("A boat at the old pier. Photo: Ana Rojas", "caption"),
        ("A boat at the old pier Photo credit: Town Hall", "caption"),
        ("A boat at the old pier. / Archive", "caption"),
        ("VALLEY NEWS/ARCHIVE", "caption"),
        ("Read 3 min.", "counter"),
        ("A boat at the old pier. File photo", "caption"),
        ("A boat at the old pier on Monday. (Coast & Valley Courier file photo)", "caption"),
        ("This text was translated by a machine, and nobody has read it since then at all.", "notice"),
        ("Valley News 2023, all rights reserved", "rights"),
    ],
)
def test_found(line, role):
    assert roles(line) == [role]


@pytest.mark.parametrize(
    "line",
    [
        "Economy of the port",
        "economy.",
        "Economy 103 21,840 17",
        "Views on the pier differ.",
        "Views.",
        "Economy 3.",
        "Also reading is an art",
        "File after file was lost, he said.",
        "He asked for more, to read more",
        "The photo: nobody saw it.",
        "He looked for the boat in the town's archive.",
        "The clerk showed her a file photo.",
        "He kept the picture (an old file photo).",
        "Bank cuts credit: report",
    ],
)
def test_left_alone(line):
    assert roles(line) == []


def test_a_phrase_at_a_paragraphs_end_is_taken_alone():
    assert roles("The pier was sold to the town in May … Read more") == [" Read more"]
    assert roles("LIMA (AFP) - The pier is sold. Photo: archive") == [" Photo: archive"]


def test_an_opener_with_a_title_opens_nothing():
    text = "Also read: The pier\n\nAlso read:"
    found, _ = PHRASES.roles(text, split_paragraphs(text), range(2))
    assert [phrase.opens for phrase in found.values()] == ["0", "1"]


def test_only_phrases_that_a_line_begins_with_are_compared() -> None:
    assert PHRASES._may_begin("also read: the tides") != ()
    assert PHRASES._may_begin("also real tides") == ()
