"""How the columns of `articles` come about, and who may change them."""

import pyarrow as pa
import pytest

from schemas.articles import chosen, derived, extracted, placed
from schemas.table import Column


@pytest.mark.parametrize(
    ("declared", "required", "stored", "correctable", "is_derived"),
    [
        (extracted("tide", pa.string(), "What it says."), False, True, True, False),
        (chosen("turn", "ebb", "flood"), False, True, True, False),
        (derived("waves", pa.int32(), "How many."), True, True, False, True),
        (placed("harbour", "Where it lies."), False, False, False, True),
    ],
    ids=lambda given: given.name if isinstance(given, Column) else "",
)
def test_a_kind_of_column_decides_who_may_change_it(
    declared: Column, required: bool, stored: bool, correctable: bool, is_derived: bool
) -> None:
    assert (declared.required, declared.stored) == (required, stored)
    assert (declared.correctable, declared.derived) == (correctable, is_derived)


def test_a_chosen_value_is_one_of_those_that_its_description_lists() -> None:
    turn = chosen("turn", "ebb", "flood", "slack", description=", as the gauge shows it")
    assert turn.description == "ebb, flood or slack, as the gauge shows it."
    assert turn.pattern == "ebb|flood|slack"
