"""The laws of cleaning, on random texts and on the development texts where they lie beside the repository."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.clean import Cleaned, Cleaner
from transforms.context import Context
from transforms.edits import edit_of
from transforms.fact import Reading
from transforms.paragraphs import Span, split_paragraphs
from transforms.patch import Edit
from transforms.rule import Rule
from transforms.rules import CATALOGUE, selected
from transforms.scan import Scanner

DEV = Path(__file__).parents[3] / "shared" / "eval" / "dev"
SETS = ("human_web", "human_wsj", "dateline_reuters", "agency_agnews", "mt_potet_fr", "mt_wmt12_14", "mt_wmt21_23")
FIELDS = ("text", "mt_text", "google_text", "bing_text")
RULES = {rule.code: rule for rule in CATALOGUE}
PIECES = sorted({piece for rule in CATALOGUE for bad, _ in rule.examples for piece in re.split(r"(?<=\s)", bad)})


def nothing(texts: Sequence[str], split: Sequence[list[Span]]) -> list[Reading]:
    return [Reading([], []) for _ in texts]


@cache
def cleaner() -> Cleaner:
    return Cleaner(selected(), nothing)


def texts_of(name: str) -> Iterator[str]:
    with gzip.open(DEV / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield from (record[field] for field in FIELDS if record.get(field))


def letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, text or ""))


def allows_digits(edit: Edit) -> bool:
    return any(RULES[code].changes_digits for code in edit.codes)


def assert_lawful(text: str, cleaned: Cleaned) -> None:
    edits = [e for e in cleaned.patch.edits if e.action != "extract"]
    assert cleaned.patch.apply(text) == cleaned.body
    assert cleaned.patch.undo(cleaned.body) == text
    assert all(text[e.start : e.stop] == e.before for e in (*cleaned.patch.edits, *cleaned.declined))
    for edit in edits:
        if not allows_digits(edit):
            assert re.findall(r"\d", edit.before) == re.findall(r"\d", edit.after or ""), edit
    assert [e for e in edits if crosses(text, e)] == []
    if not any(RULES[code].early for e in edits for code in e.codes):
        context = Context(text)
        reworded = [e for e in edits if letters(e.before) != letters(e.after)]
        assert [e for e in reworded if context.is_quoted(e.start, e.stop)] == []


def crosses(text: str, edit: Edit) -> bool:
    """Whether an edit takes away more than blanks between two paragraphs."""
    visible = [n for n, c in enumerate(edit.before, edit.start) if c.isprintable() and not c.isspace()]
    return bool(visible) and not any(p.start <= visible[0] and visible[-1] < p.stop for p in split_paragraphs(text))


def spans(scanner: Scanner, rule: Rule, text: str) -> list[tuple[int, int]]:
    return [match.span() for _, match in scanner.matches(Context(text), scanner.hits(text))]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(deadline=None, max_examples=150)
def test_laws_on_pieces_of_examples(text: str) -> None:
    cleaned = cleaner().clean(text)
    assert_lawful(text, cleaned)


@given(st.text("“”«»\"' .,;:?!-–\n\u200b\u00a0abA1", max_size=60))
@example("''\"»\"")
@example("\". ”!\"''")
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    body = cleaner().clean(text).body
    assert cleaner().clean(body).body == body


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        ("The ticket costs 12,75 yens today.", "The ticket costs 12.75 yen today."),
        ("The captain is finnish.Bergen is his home.", "The captain is Finnish. Bergen is his home."),
    ],
)
def test_a_fix_lets_a_rule_match_that_begins_before_it(raw: str, body: str) -> None:
    assert cleaner().clean(raw).body == body


@pytest.mark.skipif(not DEV.exists(), reason="the development texts are not part of the repository")
@pytest.mark.parametrize("name", SETS)
def test_laws_on_development_texts(name: str) -> None:
    twice = []
    for text in texts_of(name):
        cleaned = cleaner().clean(text)
        assert_lawful(text, cleaned)
        again = cleaner().clean(cleaned.body)
        twice += again.patch.edits
    assert twice == []


@pytest.mark.skipif(not DEV.exists(), reason="the development texts are not part of the repository")
def test_triggers_find_all_that_a_full_search_finds() -> None:
    texts = [text for name in SETS for text in random.Random(7).sample(list(texts_of(name)), 8)]
    missed = {}
    for rule in CATALOGUE:
        if rule.triggers and not rule.whole_paragraph:
            scanner = Scanner([rule])
            for text in texts:
                context = Context(text)
                full = [m.span() for m in rule.pattern.finditer(text) if edit_of(rule, m, context)]
                if lost := set(full) - set(spans(scanner, rule, text)):
                    missed[rule.code] = [text[a:b] for a, b in sorted(lost)][:3]
    assert missed == {}


@pytest.mark.parametrize("rule", [r for r in CATALOGUE if r.triggers and not r.whole_paragraph], ids=lambda r: r.code)
def test_triggers_find_the_examples(rule: Rule) -> None:
    scanner = Scanner([rule])
    for bad, _ in rule.examples:
        assert set(spans(scanner, rule, bad)) == {m.span() for m in rule.pattern.finditer(bad)}


@pytest.mark.parametrize("rule", [r for r in CATALOGUE if r.trigger_offset is not None], ids=lambda r: r.code)
def test_a_rule_that_says_where_its_matches_begin_loses_none(rule: Rule) -> None:
    scanner = Scanner([rule])
    for text in (
        *(bad for r in CATALOGUE for bad, _ in r.examples),
        *(text for r in CATALOGUE for text in r.counter_examples),
    ):
        assert spans(scanner, rule, text) == [m.span() for m in rule.pattern.finditer(text)]


def test_a_long_text_is_scanned_in_pieces_as_if_it_were_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(selected())
    text = "In Lyon , he said : “We go in sidelines of the fair . . »\n" * 20
    whole = list(scanner.hits(text))
    monkeypatch.setattr("transforms.scan._SLAB", 37)
    assert list(scanner.hits(text)) == whole


def test_many_texts_are_cleaned_as_each_is_alone() -> None:
    texts = [bad for rule in CATALOGUE for bad, _ in rule.examples]
    languages = [("en", "fr", None)[n % 3] for n in range(len(texts))]
    stages: list[str] = []
    assert cleaner().clean_all(texts, languages, stages.append) == [
        cleaner().clean(text, language) for text, language in zip(texts, languages, strict=True)
    ]
    assert (
        stages
        == "repair facts scan pair match edit document_rules untranslated resolve_overlaps second_pass offsets".split()
    )


def test_teasers_leave_a_text_in_any_language() -> None:
    text = "Il a plu sur la ville.\n\nLire aussi : Trois ponts, une rivière\n\nLa pluie a cessé."
    assert cleaner().clean(text, language="fr").body == "Il a plu sur la ville.\n\nLa pluie a cessé."


def test_the_end_of_a_wrapped_sentence_is_no_teaser() -> None:
    text = "He asked all of us to come, and\nread also: a book, a map"
    assert cleaner().clean(text).body == text


def test_rules_of_english_leave_other_languages_alone() -> None:
    text = "Le maire demande\u00a0: «\u00a0Qui paiera\u00a0?\u00a0» Personne ."
    assert cleaner().clean(text, language="fr").body == text
    assert cleaner().clean("cafÃ©", language="fr").body == "café"


def test_a_word_within_quotation_marks_is_declined() -> None:
    cleaned = cleaner().clean("“They met in sidelines of the fair,” he said.")
    assert cleaned.body == "“They met in sidelines of the fair,” he said."
    assert [e.codes for e in cleaned.declined] == [("CAL005",)]
    assert not cleaned.declined[0].applied
