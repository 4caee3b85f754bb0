"""Texts made to be slow: work grows with their size, and not faster."""

from time import process_time

import pytest

from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rules import selected

# A piece that is repeated, and the smaller of the two sizes in code points: about five seconds of work each.
TEXTS = {
    "openers": ("“", 2_000_000),
    "closers": ("”", 2_000_000),
    "straight marks": ('"', 2_000_000),
    "spaced dots": (". ", 1_000_000),
    "one trigger": (" ,", 1_000_000),
    "one fix": ("in Lyon , ", 1_000_000),
    "quoted words": ("“ a ” ", 400_000),
    "broken letters": ("Ã©", 1_000_000),
    "one word": ("a", 5_000_000),
    "empty lines": ("\n", 1_000_000),
    "nested marks": ("„«“", 100_000),
}
# Twice the text may take twice the time; the rest is for caches, the allocator and other work on the machine.
_FACTOR = 3.5
_TEN_MILLION = 10_000_000


def cleaner() -> Cleaner:
    return Cleaner(selected(), lambda text, paragraphs: Reading([], []))


def seconds(desk: Cleaner, piece: str, size: int) -> float:
    """CPU seconds for one cleaning of a text of so many code points."""
    text = piece * (size // len(piece))
    start = process_time()
    desk.clean(text)
    return process_time() - start


@pytest.mark.prove
@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_size(name: str) -> None:
    desk, (piece, size) = cleaner(), TEXTS[name]
    once, twice = (seconds(desk, piece, n) for n in (size, 2 * size))
    assert twice < _FACTOR * once + 0.5


@pytest.mark.prove
@pytest.mark.parametrize("piece", ["“", ". ", " ,"])
def test_ten_megabytes_take_ten_times_one(piece: str) -> None:
    desk = cleaner()
    assert seconds(desk, piece, _TEN_MILLION) < _FACTOR / 2 * 10 * seconds(desk, piece, _TEN_MILLION // 10) + 0.5


@pytest.mark.prove
def test_one_long_line_is_cleaned() -> None:
    line = "The mayor said : “We go home , all of us.” " * (5_000_000 // 43)
    cleaned = cleaner().clean(line)
    assert " ," not in cleaned.body
    assert cleaned.patch.undo(cleaned.body) == line
