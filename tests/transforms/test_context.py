"""What gates ask of a document."""

import pytest

from transforms.context import Context

TEXT = "He said “we go home” twice.\n\n“They stay. Nobody knew."


def test_words_between_marks_are_quoted() -> None:
    context = Context(TEXT)
    for word, quoted in (
        ("we", True),
        ("home", True),
        ("said", False),
        ("twice", False),
        ("stay", True),
        ("knew", True),
    ):
        start = TEXT.index(word)
        assert context.is_quoted(start, start + len(word)) is quoted, word


def test_marks_themselves_are_not_quoted() -> None:
    context, opener, closer = Context(TEXT), TEXT.index("“"), TEXT.index("”")
    assert not context.is_quoted(opener, opener + 1)
    assert not context.is_quoted(closer, closer + 1)


def test_a_stretch_that_reaches_into_a_quotation_is_quoted() -> None:
    start = TEXT.index("said")
    assert Context(TEXT).is_quoted(start, TEXT.index("we") + 2)


def test_marks_know_their_quotation() -> None:
    context, opener, closer = Context(TEXT), TEXT.index("“"), TEXT.index("”")
    assert context.opened_at(opener) == context.closed_at(closer)
    assert context.opened_at(opener + 1) is None


def test_the_innermost_quotation_is_found() -> None:
    text = "« He said “no” and left »"
    found = Context(text).quotation(text.index("no"), text.index("no") + 2)
    assert found is not None
    assert found.opener == "“"
    left = Context(text).quotation(text.index("left"), text.index("left") + 4)
    assert left is not None
    assert left.opener == "«"


@pytest.mark.parametrize(("text", "expected"), [('a "b" c', True), ("a “b” c", False), ("a b", False)])
def test_preferred_marks(text: str, expected: bool) -> None:
    assert Context(text).prefers_straight is expected


def test_a_paragraph_is_found_by_any_of_its_code_points() -> None:
    context = Context("one\n\ntwo three\n\nfour")
    assert context.paragraph(8) == (5, 14)
    assert context.paragraph(5) == (5, 14)


def test_a_question_is_asked_once_of_each_stretch() -> None:
    context = Context("one\n\ntwo")
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert (context.once(length), context.once(length)) == (8, 8)
    assert (context.once(length, 5, 8), context.once(length, 5, 8)) == (3, 3)
    assert asked == ["one\n\ntwo", "two"]
