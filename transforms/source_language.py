"""Infer the language that an English text was translated from, by the traces that the rules found in it."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from transforms.fact import Fact, missing
from transforms.patch import Edit

# With less than this, the share of right answers falls below 0.95 when one eighth of the documents at a time is judged
# by weights made from the others. The unit is the natural logarithm of how much oftener a document of that language
# has the trace.
_ENOUGH = 4.5
_AHEAD = 3.0
_FEWEST_RULES = 2

# Letters that stand in one of these languages alone, among those that were measured.
_LETTERS = {
    "cs": "řěůčšž",
    "de": "äöüß",
    "es": "ñ",
    "fr": "éèêàçùîœâôû",
    "is": "ðþ",
}
_SCRIPTS = {
    "he": ("\u0590", "\u05ff"),
    "hi": ("\u0900", "\u097f"),
    "ja": ("\u3040", "\u30ff"),
    "ru": ("\u0400", "\u04ff"),
    "zh": ("\u4e00", "\u9fff"),
}
_RESIDUE = frozenset(("RES007", "RES008"))

_FIELD = _READER = "source_language_inferred"


class Inference(NamedTuple):
    """The BCP 47 subtag of the source language, or None; and the edits that spoke for it."""

    language: str | None
    evidence: list[Edit]


@cache
def _ties() -> dict[str, dict[str, float]]:
    """For each trace, the weight of its vote by language; made by `transforms/data/build_ties.py`."""
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
    if code == "RES007":
        word = set(before.lower())
        return [f"{code}:{language}" for language, letters in _LETTERS.items() if not word.isdisjoint(letters)]
    if code == "RES008":
        scripts = _SCRIPTS.items()
        return [f"{code}:{language}" for language, (low, high) in scripts if any(low <= c <= high for c in before)]
    return [code]


def infer(edits: Iterable[Edit]) -> Inference:
    """Weigh the traces in a document's edits, applied and declined.

    A rule votes once, however often it hit. There is no answer unless two different rules speak for a language, they
    say enough, and no other language comes near: null is better than a guess.
    """
    ties = _ties()
    shown = [(edit, trace) for edit in edits for trace in traces(edit) if trace in ties]
    votes = dict.fromkeys([trace for _, trace in shown])
    scores: dict[str, float] = {}
    for trace in votes:
        for language, weight in ties[trace].items():
            scores[language] = scores.get(language, 0.0) + weight
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked:
        return Inference(None, [])
    best, score = ranked[0], scores[ranked[0]]
    ahead = score - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    speaking = {trace for trace in votes if best in ties[trace]}
    rules = {trace.partition(":")[0] for trace in speaking}
    if len(rules) < _FEWEST_RULES or score < _ENOUGH or ahead < _AHEAD:
        return Inference(None, [])
    return Inference(best, [edit for edit, trace in shown if trace in speaking])


def source_facts(edits: Iterable[Edit], language: str | None) -> list[Fact]:
    """The facts about the language that a text in `language` was translated from: each trace, or why it is null."""
    if language != "en":
        return [missing(_FIELD, "not_english", _READER)]
    found = infer(edits)
    if found.language is None:
        return [missing(_FIELD, "too_few_traces", _READER)]
    return [Fact(_FIELD, found.language, e.before, e.start, e.stop, _READER, e.codes[0], True) for e in found.evidence]
