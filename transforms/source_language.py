"""Infer the language that an English text was translated from, by the traces that the rules found in it."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple

from transforms.fact import Fact, missing
from transforms.patch import Edit

# The unit is the natural logarithm of how much oftener a document of that language has the trace. By weights made
# from seven eighths of the documents, 110 of 111 answers on the other eighth are right, and native text gets none.
_ENOUGH = 3.5
_AHEAD = 1.5
_FEWEST_RULES = 2

# What is written in one of these languages alone: “é” stands in most of them, “è” at the end of Italian words too.
LETTERS = {
    language: re.compile(letters)
    for language, letters in {
        "cs": "[řěů]",
        "de": "ß|[äöü].*(?:en|er|em|es|ung|lich|isch|keit)$",
        "es": "ñ",
        "fr": "œ|û|êt|ême|è(?=[a-z])",
        "hu": "[őű]",
        "is": "[ðþ]",
        "pl": "[łśźż]",
        "pt": "ão|ãe|õe",
        "ro": "[țţ]",
        "tr": "[ğı]",
    }.items()
}
_SCRIPTS = {
    "he": ("\u0590", "\u05ff"),
    "hi": ("\u0900", "\u097f"),
    "ja": ("\u3040", "\u30ff"),
    "ru": ("\u0400", "\u04ff"),
    "zh": ("\u4e00", "\u9fff"),
}
_RESIDUE = frozenset(("RES007", "RES008", "RES023"))

_PLACE = attrgetter("start", "stop")
_FIELD = _READER = "source_language_inferred"


class Inference(NamedTuple):
    """The BCP 47 subtag of the source language, or None; and the edits that spoke for it."""

    language: str | None
    evidence: list[Edit]


@cache
def _ties() -> dict[str, dict[str, float]]:
    """For each trace, the weight of its vote by language; made by `python -m tests.builders.ties`."""
    found: dict[str, dict[str, float]] = json.loads(
        files("transforms").joinpath("data", "ties.json").read_text(encoding="utf-8")
    )
    return found


def traces(edit: Edit) -> Iterable[str]:
    """The traces that one edit shows: its rules' codes; residue tells more by its letters and its script."""
    if _RESIDUE.isdisjoint(edit.codes):
        return edit.codes
    return [trace for code in edit.codes for trace in _traces_of(code, edit.before)]


def _traces_of(code: str, before: str) -> list[str]:
    if code in ("RES007", "RES023"):
        word = before.lower()
        return [f"{code}:{language}" for language, letters in LETTERS.items() if letters.search(word)]
    if code == "RES008":
        scripts = _SCRIPTS.items()
        return [f"{code}:{language}" for language, (low, high) in scripts if any(low <= c <= high for c in before)]
    return [code]


def best(shown: Iterable[str], ties: Mapping[str, Mapping[str, float]]) -> str | None:
    """The language that some traces speak for, each once; None where they say too little.

    There is no answer unless two different rules speak for a language, they say enough, and no other language comes
    near: null is better than a guess.
    """
    scores: dict[str, float] = {}
    rules: dict[str, set[str]] = {}
    for trace in shown:
        for language, weight in ties.get(trace, {}).items():
            scores[language] = scores.get(language, 0.0) + weight
            rules.setdefault(language, set()).add(trace.partition(":")[0])
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked:
        return None
    first, score = ranked[0], scores[ranked[0]]
    ahead = score - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    is_sure = len(rules[first]) >= _FEWEST_RULES and score >= _ENOUGH and ahead >= _AHEAD
    return first if is_sure else None


def infer(edits: Iterable[Edit]) -> Inference:
    """Weigh the traces in a document's edits, applied and declined; a rule votes once, however often it hit."""
    ties = _ties()
    shown = [(edit, trace) for edit in edits for trace in traces(edit) if trace in ties]
    language = best(dict.fromkeys(trace for _, trace in shown), ties)
    if language is None:
        return Inference(None, [])
    return Inference(language, [edit for edit, trace in shown if language in ties[trace]])


def source_facts(edits: Iterable[Edit], language: str | None) -> list[Fact]:
    """The fact about the language that a text in `language` was translated from, or why it is null.

    Its `form` names the rules that speak for it, with a blank between two, and its `spans` are all their traces.
    """
    if language != "en":
        return [missing(_FIELD, "not_english", _READER)]
    found = infer(edits)
    if found.language is None:
        return [missing(_FIELD, "too_few_traces", _READER)]
    first, *_ = evidence = sorted(found.evidence, key=_PLACE)
    spans = tuple(dict.fromkeys((e.start, e.stop) for e in evidence))
    form = " ".join(sorted({e.codes[0] for e in evidence}))
    return [Fact(_FIELD, found.language, first.before, *spans[0], _READER, form, True, spans=spans)]
