"""Each named fault can still be put into the code, and faults are drawn from every room."""

import ast

import pytest

from tests.mutants import NAMED, ROOMS, ROOT, SURVIVORS, Mutant, drawn, is_allowed, mutants_of, named


def test_every_named_fault_changes_what_is_there() -> None:
    assert len(list(named())) == len(NAMED) == 16


@pytest.mark.slow
def test_faults_are_drawn_from_every_room_and_are_python() -> None:
    faults = drawn(60, seed=1)
    assert len(faults) == 60
    assert {fault.file.partition("/")[0] for fault in faults} == set(ROOMS)
    for fault in faults:
        text = (ROOT / fault.file).read_text("utf-8")
        assert text.startswith(fault.before, fault.start)
        ast.parse(text[: fault.start] + fault.after + text[fault.start + len(fault.before) :])
    assert faults == drawn(60, seed=1) != drawn(60, seed=2)


def test_the_place_of_a_fault_in_the_draw_does_not_depend_on_other_code() -> None:
    fault = Mutant("transforms/clean.py", 10, "a < b", "(a <= b)", "another comparison")
    later = fault._replace(start=32)
    assert fault.rank(14, "    return a < b\n") == later.rank(14, "    # a line more\n    return a < b\n")
    assert fault.rank(14, "    return a < b\n") != fault.rank(15, "    return a < b\n")


def test_every_survivor_is_a_fault_that_can_be_drawn() -> None:
    for file, before, after, why in SURVIVORS:
        text = (ROOT / file).read_text("utf-8")
        assert text.count(before) == 1
        changed = text.replace(before, after)
        (same,) = (m for m in mutants_of(ROOT / file) if m.into(text) == changed)
        assert is_allowed(same, text)
        assert why
