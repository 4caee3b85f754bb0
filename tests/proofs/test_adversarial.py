"""Texts made to be slow: the time that cleaning takes grows with their size, and not faster."""

import signal
from collections.abc import Callable, Iterator
from math import log10
from time import process_time

import pytest

from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rules import selected

LINE = "The mayor said : “We go home , all of us.” "
# A piece that is repeated, and the greater of two sizes in code points; the other is a tenth of it.
TEXTS = {
    "10 MB of openers": ("“", 3_333_333),
    "10 MB of spaced dots": (". ", 10_000_000),
    "10 MB of one trigger": (" ,", 10_000_000),
    "a line of 5 MB": (LINE, 5_000_000),
    "closers": ("”", 20_000_000),
    "straight marks": ('"', 80_000_000),
    "one fix": ("in Lyon , ", 2_000_000),
    "quoted words": ("“ a ” ", 800_000),
    "broken letters": ("Ã©", 2_000_000),
    "one word": ("a", 80_000_000),
    "empty lines": ("\n", 2_000_000),
    "blank lines": (" \n", 600_000),
    "ends of lines behind blanks": (" " * 99_999 + "\n", 10_000_000),
    "nested marks": ("„«“", 150_000),
}
# Ten times the text takes ten times the time at a slope of 1, a hundred times at 2. What is above 1 is for caches, the
# allocator, and other work on the machine.
_STEEPEST = 1.3
_TURNS = 3
# CPU seconds after which a test fails: at a slope of 2, one of these texts takes hours.
_PATIENCE = 900


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    def stop(*_: object) -> None:
        pytest.fail(f"not done after {_PATIENCE} CPU seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def cleaner() -> Cleaner:
    return Cleaner(selected(), lambda texts, split: [Reading([], []) for _ in texts])


def seconds(desk: Cleaner, piece: str, size: int) -> float:
    """CPU seconds for one cleaning of a text of so many code points."""
    text = piece * (size // len(piece))
    start = process_time()
    desk.clean(text)
    return process_time() - start


@pytest.mark.prove
@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_size(name: str, record_property: Callable[[str, object], None]) -> None:
    desk = cleaner()
    # A machine that slows down in the middle has made a slope of 1.0 one of 1.4; it does not do so each time.
    for _ in range(_TURNS):
        if (slope := slope_of(desk, name)) < _STEEPEST:
            break
    record_property("slope", round(slope, 2))
    assert slope < _STEEPEST


def slope_of(desk: Cleaner, name: str) -> float:
    piece, size = TEXTS[name]
    tenth = min(seconds(desk, piece, size // 10) for _ in range(2))
    whole = seconds(desk, piece, size)
    slope = log10(whole / tenth)
    print(f"{name}: {tenth:.2f} s for {size // 10:,} characters, {whole:.2f} s for {size:,}: slope {slope:.2f}")
    return slope


@pytest.mark.prove
def test_a_long_line_is_cleaned_to_its_end() -> None:
    line = LINE * (1_000_000 // len(LINE))
    cleaned = cleaner().clean(line)
    assert " ," not in cleaned.body
    assert cleaned.patch.undo(cleaned.body) == line
