"""`make measure`: how often rules and readers are right on labelled text, written to transforms/data/measured.json.

The labelled texts lie in `../shared/eval/` beside the repository and are never copied; only counts are kept. A rule is
judged as score.py there judges it: an edit is right where its neighbourhood comes to stand in the human reference and
wrong where it ceases to; suggestions are judged as if they were made.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.measure_readers import EVAL, reader_figures
from transforms.clean import Cleaner
from transforms.fact import Reading
from transforms.rules import CATALOGUE

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "transforms" / "data" / "measured.json"
TRANSLATIONS = ("mt_wmt12_14", "mt_wmt21_23", "mt_potet_google", "mt_potet_bing")


def rule_figures(score: Any) -> list[list[Any]]:
    """Judge every rule on translations with a human reference: code, checked, right."""
    cleaner = Cleaner(CATALOGUE, lambda texts, split: [Reading([], []) for _ in texts])
    checked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name in TRANSLATIONS:
        body, measure = score.SETS[name]
        records = [r for r in score.find_set(EVAL / "dev", score.SOURCE.get(name, name)) if body(r)]
        edits = {n: list(proposals(cleaner, body(record))) for n, record in enumerate(records)}
        run = SimpleNamespace(edits=lambda edits=edits: edits, chars=sum(len(body(r)) for r in records))
        for code, (toward, away, _) in measure(records, run, 0)["rules"].items():
            checked[code] += toward + away
            right[code] += toward
    return [[code, checked[code], right[code]] for code in sorted(checked) if checked[code]]


def proposals(cleaner: Cleaner, text: str) -> Iterable[tuple[Any, ...]]:
    """All edits made or suggested, in the shape that score.py reads."""
    cleaned = cleaner.clean(text)
    for e in sorted((*cleaned.patch.edits, *cleaned.declined)):
        if e.after is not None and e.action != "extract":
            yield e.start, e.stop, e.before, e.after, list(e.codes), e.action


def main() -> None:
    """Measure, and write the figures."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    sys.path.insert(0, str(EVAL))
    import score  # it lies outside of the repository

    figures = {"rules": rule_figures(score), "readers": reader_figures(score)}
    rows = {name: ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) for name, rows in figures.items()}
    FIGURES.write_text("{\n" + ",\n".join(f' "{n}": [\n  {r}\n ]' for n, r in rows.items()) + "\n}\n", encoding="utf-8")
    print({name: len(found) for name, found in figures.items()})


if __name__ == "__main__":
    main()
