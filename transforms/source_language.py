"""Infer the language that an English text was translated from, by the traces that the rules found in it."""

import json
from collections.abc import Iterable, Iterator
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


@cache
def _telling() -> frozenset[str]:
    """The codes of the rules that have a vote: two of three edits are of others."""
    return frozenset(trace.partition(":")[0] for trace in _ties())


def traces(edit: Edit) -> Iterator[str]:
    """The traces that one edit shows: its rules' codes; residue tells more by its letters and its script."""
    for code in edit.codes:
        if code == "RES007":
            word = edit.before.lower()
            yield from (f"{code}:{language}" for language, letters in _LETTERS.items() if set(word) & set(letters))
        elif code == "RES008":
            yield from (
                f"{code}:{language}"
                for language, (low, high) in _SCRIPTS.items()
                if any(low <= letter <= high for letter in edit.before)
            )
        else:
            yield code


def infer(edits: Iterable[Edit]) -> Inference:
    """Weigh the traces in a document's edits, applied and declined.

    A rule votes once, however often it hit. There is no answer unless two different rules speak for a language, they
    say enough, and no other language comes near: null is better than a guess.
    """
    telling, ties = _telling(), _ties()
    edits = [edit for edit in edits if not telling.isdisjoint(edit.codes)]
    votes = {trace: ties[trace] for edit in edits for trace in traces(edit) if trace in ties}
    scores: dict[str, float] = {}
    for weights in votes.values():
        for language, weight in weights.items():
            scores[language] = scores.get(language, 0.0) + weight
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked:
        return Inference(None, [])
    best, score = ranked[0], scores[ranked[0]]
    ahead = score - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    rules = {trace.partition(":")[0] for trace, weights in votes.items() if best in weights}
    if len(rules) < _FEWEST_RULES or score < _ENOUGH or ahead < _AHEAD:
        return Inference(None, [])
    return Inference(best, [edit for edit in edits for trace in traces(edit) if best in votes.get(trace, ())])


def source_facts(edits: Iterable[Edit], language: str | None) -> list[Fact]:
    """The facts about the language that a text in `language` was translated from: each trace, or why it is null."""
    if language != "en":
        return [missing(_FIELD, "not_english", _READER)]
    found = infer(edits)
    if found.language is None:
        return [missing(_FIELD, "too_few_traces", _READER)]
    return [
        Fact(_FIELD, found.language, e.before, e.start, e.stop, _READER, e.codes[0], is_inferred=True)
        for e in found.evidence
    ]
