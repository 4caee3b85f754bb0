"""What every test of a reader asks of its examples."""

from collections.abc import Callable

import pytest
from reader_examples import Example

from transforms.facts import READERS
from transforms.facts.line_reading import LineReading

Check = Callable[[str, str | None, Example], LineReading]


def _check(reader: str, form: str | None, example: Example) -> LineReading:
    """The reader finds the example's values, in its form, and finds the same in the stretch that it names alone."""
    read = READERS[reader]
    found = read(example.line)
    assert found is not None, example.line
    assert [pair for pair in example.values if pair not in found.values] == [], found.values
    assert form in (None, found.form)
    again = read(example.line[found.start : found.stop])
    assert again is not None
    assert (again.form, again.values) == (found.form, found.values)
    return found


@pytest.fixture
def check() -> Check:
    return _check
