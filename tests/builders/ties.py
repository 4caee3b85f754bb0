"""Measure what each rule says of the source language: writes `transforms/data/ties.json` from labelled translations.

    python -m tests.builders.ties ../shared/eval/dev

A vote's weight is the logarithm of the share of documents of that language which show the trace, over the largest share
in native English and in each other language, less an allowance for chance. Only languages that the rule declares
(`source_languages`) and that the sets hold get one; weights too small to matter are left out. One document in several
translations counts once. A rule that never hits in these sets votes by what is known of its languages alone: portals
break texts in ways that the translations of the research sets do not.

Printed is what the constants here and in `source_language.py` were chosen by: answers and right answers for each eighth
of the documents, by weights made from the other seven.
"""

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rules import CATALOGUE, selected, voters
from transforms.source_language import LETTERS, best, traces

TARGET = Path(__file__).parents[2] / "transforms" / "data" / "ties.json"
NATIVE = ("human_wsj", "human_web", "human_wmt_en", "dateline_reuters", "agency_agnews")
TRANSLATED = ("mt_wmt12_14", "mt_wmt21_23")
SMALLEST, LARGEST = 0.4, 4.0
# Languages with few documents lean on what their rule's other languages show, by so many documents.
LEAN = 80
# Standard errors of the logarithm that are taken off.
CAUTION = 0.8
# Languages of fewer documents say too little of what a trace shows elsewhere.
FEWEST = 10
NONE = ""
# The vote of a rule that these sets never show, by the number of languages that it speaks for.
UNSEEN = {1: 2.5, 2: 1.5, 3: 1.0}
PARTS = 8


class Document(NamedTuple):
    """A labelled document: its language (empty for native English), its name and the traces that it shows."""

    language: str
    name: str
    traces: frozenset[str]


def records(folder: Path, name: str) -> list[dict[str, str]]:
    """One labelled set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Language, document and text of every labelled record."""
    for name in NATIVE:
        yield from ((NONE, f"{name}/{n}", record["text"]) for n, record in enumerate(records(folder, name)))
    for name in TRANSLATED:
        yield from ((record["src_lang"], record["doc"], record["mt_text"]) for record in records(folder, name))


def documents(folder: Path) -> list[Document]:
    """Every labelled document with its traces."""
    active = selected()
    cleaner = Cleaner([*active, *voters(active)], lambda texts, split: [Reading([], []) for _ in texts])
    found = []
    for language, name, text in texts(folder):
        cleaned = cleaner.clean(text)
        edits = (*cleaned.patch.edits, *cleaned.declined)
        found.append(Document(language, name, frozenset(trace for edit in edits for trace in traces(edit))))
    return found


def tells() -> dict[str, tuple[str, ...]]:
    """The languages that each rule, and each script or letter of residue, may speak for."""
    ties = {rule.code: rule.source_languages for rule in CATALOGUE if rule.source_languages}
    ties |= {f"{code}:{language}": (language,) for code in ("RES007", "RES023") for language in LETTERS}
    ties |= {f"RES008:{language}": (language,) for language in ("he", "hi", "ja", "zh")}
    return ties | {"RES008:ru": ("ru", "uk")}


def ties_of(documents: Iterable[Document]) -> dict[str, dict[str, float]]:
    """The votes of every trace by language, measured on some documents."""
    seen: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        seen[document.language].add(document.name)
        for trace in document.traces:
            shown[trace][document.language].add(document.name)
    counts = Counter({language: len(names) for language, names in seen.items()})
    hits = {trace: Counter({language: len(names) for language, names in by.items()}) for trace, by in shown.items()}
    return {trace: weights(languages, hits.get(trace, Counter()), counts) for trace, languages in tells().items()}


def weights(ties: tuple[str, ...], hits: Counter[str], counts: Counter[str]) -> dict[str, float]:
    """The votes of one trace by language, from the documents that show it and all documents by language."""
    if not hits:
        return dict.fromkeys(sorted(ties), UNSEEN.get(len(ties), 0.5))
    told = sorted(language for language in ties if language in counts)
    others = [language for language in counts if language not in (*ties, NONE)]
    share, elsewhere = pooled(told, hits, counts), pooled(others, hits, counts)
    rival, most = NONE, pooled([NONE], hits, counts)
    for other in others:
        if counts[other] >= FEWEST and leaned(other, elsewhere, hits, counts) > most:
            rival, most = other, leaned(other, elsewhere, hits, counts)
    found = {}
    for language in told:
        weight = min(LARGEST, math.log(leaned(language, share, hits, counts) / most))
        found[language] = round(weight - CAUTION * math.sqrt(1 / (hits[language] + 1) + 1 / (hits[rival] + 1)), 1)
    return {language: weight for language, weight in found.items() if weight >= SMALLEST}


def pooled(languages: Iterable[str], hits: Counter[str], counts: Counter[str]) -> float:
    """The share of documents in some languages that show a trace, never nought."""
    return float((sum(hits[x] for x in languages) + 0.5) / (sum(counts[x] for x in languages) + 1))


def leaned(language: str, share: float, hits: Counter[str], counts: Counter[str]) -> float:
    """The share in one language, which leans on a share in several."""
    return (hits[language] + LEAN * share) / (counts[language] + LEAN)


def held_back(documents: list[Document]) -> Iterator[tuple[str, str | None]]:
    """The language of every document, and the answer by weights that were made without its eighth."""
    parts = [sha256(document.name.encode()).digest()[0] % PARTS for document in documents]
    for part in range(PARTS):
        ties = ties_of(document for document, n in zip(documents, parts, strict=True) if n != part)
        for document, n in zip(documents, parts, strict=True):
            if n == part:
                yield document.language, best(document.traces, ties)


def main(folder: Path) -> None:
    """Write ties.json, and print what the answers by held-back weights are worth."""
    found = documents(folder)
    answers = Counter((language, language == answer) for language, answer in held_back(found) if answer)
    for language, count in sorted(Counter(document.language for document in found).items()):
        print(
            language or "native", count, "answered:", answers[language, True], "right,", answers[language, False], "not"
        )
    lines = [f"  {json.dumps(trace)}: {json.dumps(votes)}" for trace, votes in sorted(ties_of(found).items()) if votes]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
