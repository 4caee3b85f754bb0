"""The verbs that say who speaks, and the words that bound a clause: one automaton finds both in a paragraph."""

import csv
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Cue(NamedTuple):
    """A verb of saying in the text.

    `kind` is `finite`, `noun` (it may be one as well: `reports`), `naming` (`dubbed`), `weak` (`believes`: it rather
    thinks than says), `participle` (`adding`) or `base` (`they warn`).
    """

    start: int
    stop: int
    kind: str


def _rows() -> Iterator[tuple[str, str, str]]:
    lines = files("transforms").joinpath("data", "cues_en.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        verb, past = row["verb"], row["past"]
        yield verb, past or (f"{verb}d" if verb.endswith("e") else f"{verb}ed"), row["kind"]


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _participle(verb: str, past: str) -> str:
    doubled = past.endswith("ed") and len(past) == len(verb) + 3
    return f"{past[:-2] if doubled else verb[:-1] if verb.endswith('e') and verb != 'see' else verb}ing"


def _forms() -> dict[str, str]:
    kinds = {"say": "finite", "call": "naming"}
    for verb, past, kind in _rows():
        kinds.setdefault(verb, "base")
        kinds[_third_person(verb)] = kind or "finite"
        kinds[past] = "finite" if kind == "noun" else kind or "finite"
        if kind != "weak":
            kinds[_participle(verb, past)] = "participle"
    return kinds


KINDS = _forms()
"""Each form of a verb of saying, with its kind."""
_BOUNDARIES = (
    "that which when while because and but after before since if where although though whether what how why".split()
)
_PATTERNS = [*(f" {form}" for form in KINDS), *(f" {word}" for word in _BOUNDARIES), *';:“”„"«»']
_KINDS = [*KINDS.values()]
_CUE_COUNT = len(_KINDS)
_WORD_COUNT = _CUE_COUNT + len(_BOUNDARIES)
_CUE = partial(tuple.__new__, Cue)  # in a third of the time that the constructor takes
_AUTOMATON = AhoCorasick(
    _PATTERNS, implementation=Implementation.DFA, matchkind=MatchKind.LeftmostLongest, store_patterns=False
)


def find(text: str, start: int) -> tuple[list[Cue], list[int]]:
    """The cues of a paragraph whose text begins at `start`, and where a clause begins behind a boundary."""
    padded = f"{text} "
    cues, bounds = list[Cue](), [start]
    for number, at, stop in _AUTOMATON.find_matches_as_indexes(text):
        if number >= _WORD_COUNT:  # a mark
            bounds.append(start + stop)
        elif not (following := padded[stop]).isalnum():
            if number >= _CUE_COUNT:
                bounds.append(start + stop)
            elif following != "-":
                cues.append(_CUE((start + at + 1, start + stop, _KINDS[number])))
    return cues, bounds
