"""Every rule does what its own examples say, and leaves alone what it says it leaves."""

import pytest

from transforms import facts
from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rule import Rule
from transforms.rules import CATALOGUE, selected


def cleaner(rule: Rule) -> Cleaner:
    """The rule alone; a rule without triggers tells the code of what the readers take out of the body."""
    return Cleaner([rule], (lambda texts, split: [Reading([], []) for _ in texts]) if rule.triggers else facts.read_all)


EXAMPLES = [(rule, bad, good) for rule in CATALOGUE for bad, good in rule.examples]
LEAVES = [(rule, text) for rule in CATALOGUE for text in rule.counter_examples]


def ident(value: object) -> str:
    return value.code if isinstance(value, Rule) else repr(value)


@pytest.mark.parametrize(("rule", "bad", "good"), EXAMPLES, ids=ident)
def test_example(rule: Rule, bad: str, good: str | None) -> None:
    cleaned = cleaner(rule).clean(bad)
    if rule.is_applied:
        assert cleaned.body == good
        assert cleaned.patch.undo(cleaned.body) == bad
    else:
        assert cleaned.body == bad
        assert [e.codes for e in cleaned.declined] == [(rule.code,)]


@pytest.mark.parametrize(("rule", "text"), LEAVES, ids=ident)
def test_left_alone(rule: Rule, text: str) -> None:
    cleaned = cleaner(rule).clean(text)
    assert cleaned.body == text
    assert not cleaned.declined


@pytest.mark.parametrize("rule", CATALOGUE, ids=ident)
def test_declared_whole(rule: Rule) -> None:
    assert rule.why
    assert rule.examples
    assert rule.counter_examples
    assert all(len(t) > 1 or not t.isascii() or not t.isprintable() for t in rule.triggers), "a trigger must be rare"


def test_codes_are_used_once() -> None:
    codes = [rule.code for rule in CATALOGUE]
    assert len(set(codes)) == len(codes)


def test_selection_is_by_the_beginning_of_codes() -> None:
    assert {r.code for r in selected(["TYP"])} == {r.code for r in CATALOGUE if r.code.startswith("TYP")}
    assert not [r for r in selected(["ALL"], ["SEG"]) if r.code.startswith("SEG")]
    with pytest.raises(ValueError, match="no rule is called XYZ"):
        selected(["XYZ"])


def test_a_blank_between_digits_is_closed_where_another_number_proves_it() -> None:
    text = "The port employs {} people, and lot 7 is of 21 300 tonnes."
    cleaner = Cleaner(selected(), facts.read_all)
    assert cleaner.clean(text.format("85 000")).body == "The port employs 85,000 people, and lot 7 is of 21,300 tonnes."
    unsure = cleaner.clean(text.format("84 250"))
    assert unsure.body == text.format("84 250")
    assert {e.codes for e in unsure.declined if e.action == "suggest"} == {("NUM027",)}


def test_a_small_day_is_mended_only_where_another_is_written_large() -> None:
    (rule,) = (rule for rule in CATALOGUE if rule.code == "CAS001")
    for text in ("The choir met on monday.", "the choir met on monday, as on friday."):
        assert cleaner(rule).clean(text).body == text
