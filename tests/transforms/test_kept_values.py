"""Values that an earlier process computed are taken as they are."""

import marshal
from collections.abc import Iterator

import pytest

from transforms.gazetteer import notable_names
from transforms.kept_values import KEPT, kept
from transforms.layout.vocabulary import _folded_phrases
from transforms.place_tables import _tables


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = dict(KEPT)
    yield
    KEPT.clear()
    KEPT.update(before)


def test_a_value_is_computed_once() -> None:
    made = []

    @kept
    def numbers() -> list[int]:
        made.append(1)
        return [1, 2]

    assert numbers() is numbers()
    assert made == [1]


def test_a_value_of_an_earlier_process_is_not_computed() -> None:
    def number() -> int:
        raise AssertionError

    KEPT[f"{__name__}.{number.__qualname__}"] = 3
    assert kept(number)() == 3


def test_all_values_have_plain_types() -> None:
    for make in (_tables, _folded_phrases, notable_names):
        value = make()
        assert marshal.loads(marshal.dumps(value)) == value
        assert value is KEPT[f"{make.__module__}.{make.__qualname__}"]
