"""No pattern takes exponential time, and no text makes the whole of cleaning quadratic."""

import re
import subprocess
import sys
from importlib import import_module
from time import process_time

import pytest

from flows.system.cpu_limit import deadline
from tests.pumps import Pump, literals, pumps
from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.refine import Pipeline, refine
from transforms.rule import Rule
from transforms.rules import CATALOGUE

LEAD = "The council voted on Monday to widen the old harbour, and the work begins in spring.\n\n"
MARKS = "“”‘’«»„\"'()[]{}<>*-–—.,:;!? \t\u00a0…©/|_=#&%$@~^`\\\u200b\ufeffÃâ€0aA\n\x00"
UNITS = (
    "\n\n|a\n|\r\n|(a\n\n|“a\n\n|a.\n|A b |Aa |1 |1,|1.|(AFP) |By Ana |© |http://a|a@b.c |“a” |«a» |'a |share |Ana y "
).split("|")
# Readers and rules whose patterns are quadratic in a line are given no longer one.
WINDOW = 320
GATES = {"byline": 400, "line_readers": 400, "published": 160, "copyright_notices": 400, "signals": 300, "trailer": 200}
SIZE = 3_000
# Four times the text takes four times as long, or sixteen times where it is quadratic.
MOST_GROWTH = 9


def test_pumps_are_made_of_each_repetition() -> None:
    made: list[Pump] = list(pumps(re.compile(r"x(?:ab|c)*(?:e+d){9}")))
    assert {("x", "ab"), ("x", "abc"), ("xab", "ed"), ("xab", "e")} <= set(made)


def test_a_pattern_is_found_where_no_text_reaches_it() -> None:
    assert r"CREATE MACRO (\w+)" in {text for _, text in literals()}


@pytest.mark.slow
def test_no_pattern_is_exponential() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.pumps"], capture_output=True, text=True, check=True)
    count, *slow = done.stdout.splitlines()
    assert int(count.split()[0]) > 400
    assert slow == []


@pytest.mark.parametrize(("reader", "longest"), GATES.items())
def test_a_reader_is_given_no_longer_line(reader: str, longest: int) -> None:
    module = import_module(f"transforms.facts.{reader}")
    assert longest == module.LONGEST
    if hasattr(module, "read"):
        assert module.read("(c) 2023 AFP " + " " * longest) is None


def test_a_dateline_is_sought_at_the_head_and_a_rule_looks_at_a_window() -> None:
    assert import_module("transforms.facts.dateline").REACH == 250
    assert max(rule.window for rule in CATALOGUE) <= WINDOW


def test_a_tag_is_looked_for_where_its_bracket_is() -> None:
    """Nowhere else in the window: a text of brackets alone took a hundred times as long."""
    (rule,) = [rule for rule in CATALOGUE if rule.code == "ENC006"]
    assert rule.trigger_offset == 0
    assert all(trigger[0] == "<" for trigger in rule.triggers)


def seconds(text: str) -> float:
    began = process_time()
    with deadline(20):
        refine([""], [LEAD + text], 0, Pipeline.of(["ALL"]))
    return process_time() - began


def units() -> list[str]:
    found = [*MARKS, *UNITS]
    for rule in CATALOGUE:
        found += [*rule.triggers[:1], *(f"{bad} ".replace("\n", " ") for bad, _ in rule.examples[:1])]
    return list(dict.fromkeys(found))


@pytest.mark.prove
def test_cleaning_grows_with_the_text_and_not_faster() -> None:
    seconds("")
    quadratic = []
    for unit in units():
        count = SIZE // len(unit) + 1
        short, long = seconds(unit * count), seconds(unit * 4 * count)
        # What is quadratic takes a tenth of a second, at least, for so long a text.
        if (
            long > 0.1
            and long > MOST_GROWTH * short
            and seconds(unit * 4 * count) > MOST_GROWTH * seconds(unit * count)
        ):
            quadratic.append((unit, short, long))
    assert quadratic == []


@pytest.mark.slow
@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.code)
def test_a_rule_reads_a_thousand_of_its_triggers_and_examples_in_one_paragraph(rule: Rule) -> None:
    texts = dict.fromkeys((*rule.triggers[:8], *(bad for bad, _ in rule.examples), *rule.counter_examples))
    for text in texts:
        for blank in ("", " "):
            with deadline(20):
                Cleaner([rule], lambda texts, split: [Reading([], []) for _ in texts]).clean(
                    (text.replace("\n", " ") + blank) * 1_000
                )
