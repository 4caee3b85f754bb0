"""Measure how much each rule's hit says of the source language: writes ties.json from labelled translations.

    python transforms/data/build_ties.py ../shared/eval/dev

A vote's weight is the logarithm of the share of documents of that language which show the trace, over the share in
native English or in other languages, whichever is larger. Only languages that the rule declares (`tells`) and that the
sets hold get one; weights too small to tell anything are left out. One document in several translations counts once.
A rule that these sets never show votes by what is known of its languages alone: portals break texts in ways that the
translations of the research sets do not.
"""

import gzip
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rules import CATALOGUE, selected, voters
from transforms.source_language import traces

NATIVE = ("human_wsj", "human_web", "human_wmt_en", "dateline_reuters", "agency_agnews")
TRANSLATED = ("mt_wmt12_14", "mt_wmt21_23")
SMALLEST = 0.4
# Languages with few documents lean on what their rule's other languages show, by so many documents.
LEAN = 15
NONE = ""
# The vote of a rule that these sets never show, by the number of languages that it speaks for.
UNSEEN = {1: 2.5, 2: 1.5, 3: 1.0}

Shown = dict[str, dict[str, set[str]]]


def documents(folder: Path) -> list[tuple[str, str, str]]:
    """Language (empty for native English), document and text of every labelled record."""
    found = []
    for name in (*NATIVE, *TRANSLATED):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for n, record in enumerate(map(json.loads, lines)):
                if name in TRANSLATED:
                    found.append((record["src_lang"], record["doc"], record["mt_text"]))
                else:
                    found.append((NONE, f"{name}/{n}", record["text"]))
    return found


def tells() -> dict[str, tuple[str, ...]]:
    """The languages that each rule, and each script or letter of residue, may speak for."""
    ties = {rule.code: rule.tells for rule in CATALOGUE if rule.tells}
    ties |= {f"RES007:{language}": (language,) for language in ("cs", "de", "es", "fr", "is")}
    ties |= {f"RES008:{language}": (language,) for language in ("he", "hi", "ja", "zh")}
    return ties | {"RES008:ru": ("ru", "uk")}


def weights(trace: str, ties: tuple[str, ...], shown: Shown, counts: dict[str, int]) -> dict[str, float]:
    """The votes of one trace by language."""
    hits = {language: len(shown[trace][language]) for language in counts}
    if not any(hits.values()):
        return dict.fromkeys(sorted(ties), UNSEEN.get(len(ties), 0.5))
    told = [language for language in ties if language in counts]
    others = [language for language in counts if language not in ties and language != NONE]
    pooled = (sum(hits[x] for x in told) + 0.5) / (sum(counts[x] for x in told) + 1)
    native = (hits[NONE] + 0.5) / (counts[NONE] + 1)
    elsewhere = (sum(hits[x] for x in others) + 0.5) / (sum(counts[x] for x in others) + 1)
    found = {}
    for language in told:
        share = (hits[language] + LEAN * pooled) / (counts[language] + LEAN)
        found[language] = round(math.log(share / max(native, elsewhere)), 1)
    return {language: weight for language, weight in sorted(found.items()) if weight >= SMALLEST}


def main(folder: Path) -> None:
    """Write ties.json beside this file."""
    active = selected()
    cleaner = Cleaner([*active, *voters(active)], lambda text, paragraphs: Reading([], []))
    shown: Shown = defaultdict(lambda: defaultdict(set))
    seen: dict[str, set[str]] = defaultdict(set)
    for language, document, text in documents(folder):
        cleaned = cleaner.clean(text)
        seen[language].add(document)
        for edit in (*cleaned.patch.edits, *cleaned.declined):
            for trace in traces(edit):
                shown[trace][language].add(document)
    counts = {language: len(found) for language, found in seen.items()}
    ties = {trace: weights(trace, languages, shown, counts) for trace, languages in sorted(tells().items())}
    lines = [f"  {json.dumps(trace)}: {json.dumps(found)}" for trace, found in ties.items() if found]
    Path(__file__).with_name("ties.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
