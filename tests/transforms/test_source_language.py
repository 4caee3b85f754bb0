"""The source language is inferred where two rules agree, and never from one alone."""

import json
from importlib.resources import files

import pytest

from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.patch import Edit
from transforms.rules import CATALOGUE, selected, voters
from transforms.source_language import best, infer, source_facts, traces

ACTIVE = selected()
CLEANER = Cleaner([*ACTIVE, *voters(ACTIVE)], lambda texts, split: [Reading([], []) for _ in texts])
GERMAN = (
    "He wants to pay „the whole bill“ therewith, and there is a whole row of reasons. "
    "The mayor however has left, under that also his sister."
)
FRENCH = (
    "“We shall not yield”, has declared the mayor. It is a matter of a budget as large as the one of Lyon. "
    "The president has indicated that the Portugal will pay."
)


def edit(*codes: str, before: str = "x") -> Edit:
    return Edit(0, len(before), before, None, codes, "flag", False)


def inferred(text: str) -> tuple[str | None, set[str]]:
    cleaned = CLEANER.clean(text)
    language, evidence = infer([*cleaned.patch.edits, *cleaned.declined])
    return language, {code for e in evidence for code in e.codes}


@pytest.mark.parametrize(("language", "text"), [("de", GERMAN), ("fr", FRENCH)])
def test_inferred_with_its_evidence(language: str, text: str) -> None:
    found, codes = inferred(text)
    assert found == language
    assert len(codes) > 1


def test_one_fact_holds_all_that_speaks_for_a_language() -> None:
    cleaned = CLEANER.clean(GERMAN)
    edits = [*cleaned.patch.edits, *cleaned.declined]
    _, evidence = infer(edits)
    (fact,) = source_facts(edits, "en")
    assert fact.spans == tuple(sorted({(e.start, e.stop) for e in evidence}))
    assert (fact.start, fact.stop) == fact.spans[0]
    assert fact.text == GERMAN[fact.start : fact.stop]
    assert fact.form == " ".join(sorted({e.codes[0] for e in evidence}))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said on Monday that the bridge would open in May, and the council agreed.",
        "He paid therewith.",
        "",
    ],
)
def test_null_without_enough_traces(text: str) -> None:
    assert inferred(text) == (None, set())


def test_one_rule_is_never_enough_however_often_it_hits() -> None:
    assert infer([edit("CAL071")] * 9) == (None, [])
    assert infer([edit("CAL071"), edit("CAL070")]).language == "zh"


def test_null_where_two_languages_are_close() -> None:
    assert infer([edit("CAL058"), edit("CAL056"), edit("CAL062"), edit("CAL060")]).language is None


def test_a_declined_edit_votes_like_an_applied_one() -> None:
    one, other = edit("QUO012"), edit("CAL063")
    assert infer([one._replace(applied=True), other]).language == infer([one, other]).language == "ru"


@pytest.mark.parametrize(
    ("word", "found"),
    [("příliš", {"RES007:cs"}), ("große", {"RES007:de"}), ("señal", {"RES007:es"}), ("plain", set())],
)
def test_residue_is_told_by_its_letters(word: str, found: set[str]) -> None:
    assert set(traces(edit("RES007", before=word))) == found


@pytest.mark.parametrize(
    ("word", "found"), [("обороны", "ru"), ("में", "hi"), ("の", "ja"), ("中国", "zh"), ("שלום", "he")]
)
def test_residue_is_told_by_its_script(word: str, found: str) -> None:
    assert list(traces(edit("RES008", before=word))) == [f"RES008:{found}"]


def test_every_tie_is_one_that_its_rule_declares() -> None:
    ties = json.loads(files("transforms").joinpath("data", "ties.json").read_text(encoding="utf-8"))
    declared = {rule.code: set(rule.source_languages) for rule in CATALOGUE}
    for trace, votes in ties.items():
        code, _, language = trace.partition(":")
        assert code in declared
        assert language or set(votes) <= declared[code], trace


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("première", {"RES007:fr"}),
        ("général", set()),
        ("perché", set()),
        ("città", set()),
        ("größeren", {"RES007:de"}),
        ("många", set()),
        ("coração", {"RES007:pt"}),
        ("miłość", {"RES007:pl"}),
    ],
)
def test_a_letter_of_many_languages_tells_none(word: str, found: set[str]) -> None:
    assert set(traces(edit("RES007", before=word))) == found


def test_a_name_alone_tells_no_source() -> None:
    text = "The mayor of the town, Jiří Kořán, said on Monday that the bridge would open in May."
    assert inferred(text) == (None, set())


def test_what_is_told_is_told_by_rules_that_differ() -> None:
    votes = {"A": {"fr": 2.0}, "B": {"fr": 2.0, "es": 1.0}, "C:fr": {"fr": 9.0}, "C:es": {"es": 9.0}}
    assert best(["A", "B"], votes) == "fr"
    assert best(["C:fr"], votes) is None
    assert best(["A", "B", "C:es"], votes) == "es"
    assert best(["B", "C:fr", "C:es"], votes) is None
