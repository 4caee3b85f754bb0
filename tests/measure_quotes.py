"""How often the speaker that each form gives is right: `python -m tests.measure_quotes` writes measured_quotes.json.

The stories of one half, by a hash of their names, set the figures; the other half must agree with them. The labelled
stories lie in `../shared/eval/` beside the repository and are never copied; only counts are kept.
"""

import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from transforms import mentions, quotes
from transforms.calibration import FEWEST_CHECKED
from transforms.paragraphs import split_paragraphs
from transforms.quotes import Quote

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
SETS = ("quotes_polnear", "quotes_damaged")
FIGURES = ROOT / "transforms" / "data" / "measured_quotes.json"
LEAST_OVERLAP = 0.8


class Judged(NamedTuple):
    """One speaker that was checked: the half its story is in, the form that gave it, and whether it is right."""

    half: int
    form: str
    is_right: bool


def half(name: str) -> int:
    """The half of a story; a damaged copy of it is in the same one."""
    return hashlib.sha256(name.removeprefix("damaged-").encode()).digest()[0] % 2


def judged(qscore: Any) -> Iterator[Judged]:
    """Judge every speaker that the labelled stories know."""
    for name in SETS:
        with gzip.open(EVAL / "dev_quotes" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                number = half(record["id"])
                for form, is_right in _speakers(record, qscore):
                    yield Judged(number, form, is_right)


def _speakers(record: dict[str, Any], qscore: Any) -> Iterator[tuple[str, bool]]:
    spoken = [one for one in _read(record["text"]) if one.status != "scare" and one.outer_quote is None]
    wanted = [(one["start"], one["stop"]) for one in record["quotes"]]
    for gold, got in qscore.match(wanted, [one[:2] for one in spoken], LEAST_OVERLAP):
        printed = " ".join(source[2] for source in record["quotes"][gold]["source"])
        is_right = qscore.same_speaker(printed, spoken[got].speaker, spoken[got].speaker_name)
        if printed and is_right is not None and spoken[got].form:
            yield spoken[got].form, is_right


def _read(text: str) -> list[Quote]:
    paragraphs = split_paragraphs(text)
    roles = ["body"] * len(paragraphs)
    named = mentions.read(text, paragraphs, roles, "en", None)
    return quotes.read(text, paragraphs, roles, named, language="en", source_language=None)


def main() -> None:
    """Measure, write the figures of the first half, and print where the second one differs."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    sys.path.insert(0, str(EVAL))
    import qscore  # it lies outside of the repository

    checked: Counter[tuple[int, str]] = Counter()
    right: Counter[tuple[int, str]] = Counter()
    for one in judged(qscore):
        checked[one.half, one.form] += 1
        right[one.half, one.form] += one.is_right
    forms = sorted({form for _, form in checked})
    rows = [json.dumps([form, checked[0, form], right[0, form]]) for form in forms]
    FIGURES.write_text("[\n " + ",\n ".join(rows) + "\n]\n", encoding="utf-8")
    for form in forms:
        shares = [right[n, form] / checked[n, form] if checked[n, form] >= FEWEST_CHECKED else None for n in (0, 1)]
        print(form, [checked[n, form] for n in (0, 1)], *("null" if s is None else f"{s:.4f}" for s in shares))


if __name__ == "__main__":
    main()
