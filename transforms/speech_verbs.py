"""English verbs of saying, in all their forms."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple


class _Verb(NamedTuple):
    verb: str
    past: str
    kind: str
    speaker: str


def _verbs() -> Iterator[_Verb]:
    lines = files("transforms").joinpath("data", "cues_en.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        verb = row["verb"]
        row["past"] = row["past"] or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")
        yield _Verb(**row)


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _participle(verb: str, past: str) -> str:
    doubled = past.endswith("ed") and len(past) == len(verb) + 3
    return f"{past[:-2] if doubled else verb[:-1] if verb.endswith('e') and verb != 'see' else verb}ing"


def _forms() -> dict[str, str]:
    kinds = {"say": "finite", "call": "naming"}
    for verb, past, kind, _ in _verbs():
        kinds.setdefault(verb, "base")
        kinds[_third_person(verb)] = kind or "finite"
        kinds[past] = "finite" if kind == "noun" else kind or "finite"
        if kind != "weak":
            kinds[_participle(verb, past)] = "participle"
    return kinds


VERB_KINDS = _forms()
"""Each form of a verb of saying, with its kind.

The kind is `finite`, `noun` (can also be a noun: `reports`), `naming` (`dubbed`), `weak` (`believes`: thinking rather
than saying), `participle` (`adding`) or `base` (`they warn`).
"""
PERSONS_SAY = frozenset(
    form for one in _verbs() if one.speaker == "person" for form in (_third_person(one.verb), one.past)
)
"""The forms whose subject is more often a person than a company: `said`, `adds`."""
