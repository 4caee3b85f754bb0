"""Quotation marks are paired whatever language they come from, and what is not closed is said so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.pairing import Quotation, pair
from transforms.paragraphs import split_paragraphs


def quotations(text: str) -> list[Quotation]:
    return pair(text, split_paragraphs(text))


def shown(text: str) -> list[str]:
    return [text[q.start : q.stop] for q in quotations(text)]


PAIRS = [
    ("“We go,” he said. “They stay.”", ["“We go,”", "“They stay.”"]),
    ('"We go," he said. "They stay."', ['"We go,"', '"They stay."']),
    ("« On a dit “non” » hier", ["« On a dit “non” »", "“non”"]),
    ("„Gut“, sagte er, „ja”.", ["„Gut“", "„ja”"]),
    ("»Gut«, sagte er.", ["»Gut«"]),
    ("”Kiellä”, sanoi hän.", ["”Kiellä”"]),
    ("has ” no other way “ out", ["” no other way “"]),
    ("“behind doors. . »", ["“behind doors. . »"]),
    ("“extreme left”after it", ["“extreme left”"]),
    ('he said" the third time? ".', ['" the third time? "']),
    ("“a “nested” one” here", ["“a “nested” one”", "“nested”"]),
    ("“It’s the ‘best’ of the soldiers’ day,” in the ‘90s", ["“It’s the ‘best’ of the soldiers’ day,”", "‘best’"]),
    ("\"He said 'no' to us, it's true\"", ["\"He said 'no' to us, it's true\"", "'no'"]),
    ('„first-class" rooms, „second" too', ['„first-class"', '„second"']),
    ("It’s the players’ day", []),
    ("‘We go,’ he said.", ["‘We go,’"]),
    ("'We'll go,' he said. 'It's the boats' day.'", ["'We'll go,'", "'It's the boats' day.'"]),
    ("He sang 'Home' twice, and “We go” and “They stay”.", ["“We go”", "“They stay”"]),
    ("''We go,'' he said. ''They cry 'Stay' to us.''", []),
    ("Rock 'n' roll, the '90s and Suva 's boats' end", []),
    ("l 'eau et d 'Or, à l' heure", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
    assert all(q.is_complete for q in quotations(text))


def test_an_unclosed_quotation_stops_where_it_can_last_have_closed() -> None:
    first, second = quotations("“One thing. “Two things,” she said.")
    assert first.is_unclosed
    assert (first.start, first.stop) == (0, second.start)
    assert second.is_complete
    (alone,) = quotations("“One thing. Nobody answered.\n\nThe end.")
    assert alone.is_unclosed
    assert alone.stop == len("“One thing. Nobody answered.")


def test_speech_of_several_paragraphs_is_not_unclosed() -> None:
    first, second, third = quotations("“One.\n\n“Two.\n\n“Three,” he said.\n\nThe end.")
    assert first.continues
    assert second.continues
    assert third.is_complete


def test_speech_that_the_next_mark_closes_is_not_unclosed() -> None:
    (only,) = quotations("“One.\n\nTwo.\n\nThree,” he said.")
    assert only.continues
    assert not only.is_unclosed


def test_a_nested_quotation_names_the_one_around_it() -> None:
    outer, inner = quotations("So: “He told me ‘never’ again.”")
    assert (outer.parent, inner.parent) == (-1, 0)


@given(st.text("“”«»„\"‘’' ab.,\n", max_size=60))
def test_quotations_lie_in_order_and_within_their_parents(text: str) -> None:
    found = quotations(text)
    assert [q.start for q in found] == sorted({q.start for q in found})
    for q in found:
        assert 0 <= q.start < q.stop <= len(text)
        assert text[q.start] == q.opener
        assert not q.closer or text[q.stop - 1] == q.closer
        if q.parent >= 0:
            parent = found[q.parent]
            assert parent.start < q.start
            assert q.stop <= parent.stop
