"""Rows read from columns are the rows that went in."""

from typing import NamedTuple

import pyarrow as pa
import pytest

from flows.ingest import arrow_rows
from flows.ingest.arrow_rows import ArrowRows


class Pair(NamedTuple):
    name: str
    size: int | None = 0


PAIRS = [Pair(f"n{n}", n if n % 3 else None) for n in range(10)]


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> ArrowRows[Pair]:
    monkeypatch.setattr(arrow_rows, "BATCH", 4)
    return ArrowRows(Pair, pa.table({"name": [p.name for p in PAIRS], "size": [p.size for p in PAIRS]}))


def test_rows_are_a_sequence_of_named_tuples(pairs: ArrowRows[Pair]) -> None:
    assert list(pairs) == PAIRS
    assert (len(pairs), pairs[0], pairs[-1]) == (10, PAIRS[0], PAIRS[-1])
    with pytest.raises(IndexError):
        pairs[10]


@pytest.mark.parametrize("stretch", [slice(2, 7), slice(None, 3), slice(8, 99), slice(5, 5), slice(7, 2)])
def test_a_stretch_is_rows_again(pairs: ArrowRows[Pair], stretch: slice) -> None:
    assert isinstance(pairs[stretch], ArrowRows)
    assert list(pairs[stretch]) == PAIRS[stretch]


def test_equal_rows_make_equal_sequences(pairs: ArrowRows[Pair]) -> None:
    assert pairs == PAIRS
    assert pairs != PAIRS[1:]
    assert pairs[:0] == ()


def test_fields_that_no_column_gives_have_their_default() -> None:
    assert list(ArrowRows(Pair, pa.table({"name": ["a"]}))) == [Pair("a", 0)]
