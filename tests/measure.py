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

from transforms import facts
from transforms.clean import Cleaner
from transforms.fact import Fact, Reading
from transforms.language import languages
from transforms.paragraphs import split_paragraphs
from transforms.rules import CATALOGUE

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
FIGURES = ROOT / "transforms" / "data" / "measured.json"
TRANSLATIONS = ("mt_wmt12_14", "mt_wmt21_23", "mt_potet_google", "mt_potet_bing")
Tally = Counter[tuple[str, str, str]]


def rule_figures(score: Any) -> list[list[Any]]:
    """Judge every rule on translations with a human reference: code, checked, right."""
    cleaner = Cleaner(CATALOGUE, lambda text, paragraphs: Reading([], []))
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


def reader_figures(score: Any) -> list[list[Any]]:
    """Judge every reader's form on labelled datelines and credits: reader, form, field, checked, right."""
    checked: Tally = Counter()
    right: Tally = Counter()

    def judge(found: Iterable[Fact], field: str, is_right: Any) -> None:
        for fact in found:
            if fact.field == field and fact.value is not None:
                key = (fact.reader, fact.form or "", field)
                checked[key] += 1
                right[key] += bool(is_right(fact.value))
                break

    for name in ("dateline_reuters", "dateline_efe_es"):
        for record in score.find_set(EVAL / "dev", name):
            found = read(record["text"])
            gold = record.get("dateline_raw") and record.get("place") and record.get("label_clean", True)
            if gold:
                day = f"{record['month']:02d}-{record['day']:02d}" if record.get("day") else None
                judge(found, "located", lambda v, r=record: score.norm(v) in score.accepted(r))
                judge(found, "dateline_date", lambda v, day=day: day is None or v[5:10] == day)
            elif record.get("type", "BRIEF") == "BRIEF" and not record.get("dateline_raw"):
                judge(found, "located", lambda _: False)
    for record in score.find_set(EVAL / "dev", "dateline_reuters"):
        if text := score.with_trailer(record):
            found = read(text)
            place, day = record["place"].split(",")[0], f"2023-{record['month']:02d}-{record['day']:02d}"
            judge(found, "located", lambda v, place=place: score.norm(v) == score.norm(place))
            judge(found, "dateline_date", lambda v, day=day: v == day)
            judge(found, "agency", lambda v, text=text: f"({v})".upper() in text.rpartition("\n")[2].upper())
    for name in ("agency_agnews", "wire_fixtures"):
        for record in score.find_set(EVAL / "dev", name):
            label = record.get("label") or record
            gold = label.get("agency_lead") or label.get("agency")
            if not record.get("ambiguous") and (gold or not record.get("agency_title_suffix")):
                judge(read(record["text"]), "agency", lambda v, gold=gold: score.canonical(v) == score.canonical(gold))
    records = score.find_set(EVAL / "dev", "langid_news")
    for record, found in zip(records, languages([r["text"] for r in records]), strict=True):
        if record["lang"] not in score.NO_PROFILE and found:
            checked["language", "", "language"] += 1
            right["language", "", "language"] += found[0] == record["lang"]
    return [[*key, checked[key], right[key]] for key in sorted(checked)]


def read(text: str) -> list[Fact]:
    """Read the facts of one text."""
    return facts.read(text, split_paragraphs(text)).facts


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
