"""Judge the mentions of the labelled texts in ../shared/eval by kind and form; `python -m tests.measure_mentions`.

The texts whose hash begins with an even byte set data/measured_mentions.json; the others are printed beside them.
"""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from transforms.calibration import FEWEST_CHECKED
from transforms.mentions import Mention, read

SETS = Path("../shared/eval/dev_quotes")
TARGET = Path("transforms/data/measured_mentions.json")
_LEADING = re.compile(r"(?:the|mr|mrs|ms|dr)\.?\s+", re.IGNORECASE)
Form = tuple[str, str]
# Forms that are right about as often share their figures, so that few checks do not make a share of chance.
ALIKE = (
    {"again", "given_name", "sign_before"},
    {"family_name", "foreign", "initial", "particle", "sign_after"},
    {"gazetteer", "direction"},
    {"locative", "capitals", "place_head"},
    {"head", "head_of"},
    {"acronym_signed", "known"},
    {"acronym", "camel", "initials"},
)


def _mentions(text: str) -> list[Mention]:
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    return read(text, paragraphs, ["body"] * len(paragraphs), "en", None)


def _bare(text: str, start: int, stop: int) -> tuple[int, int]:
    """A span without article, title or possessive, as score_quotes.py compares them."""
    lead = _LEADING.match(text, start, stop)
    return (lead.end() if lead else start), stop - 2 * text[start:stop].endswith(("'s", "’s"))


def _judge(record: dict[str, Any], counts: dict[Form, list[int]]) -> None:
    text = record["text"]
    right = {(m["kind"], *_bare(text, m["start"], m["stop"])) for m in record["mentions"]}
    for mention in _mentions(text):
        kind = "organisation" if mention.kind == "agency" else mention.kind
        count = counts[mention.kind, mention.form]
        count[0] += 1
        count[1] += (kind, *_bare(text, mention.start, mention.stop)) in right


def main() -> None:
    """Write the shares of one half, and print those of both."""
    halves: tuple[dict[Form, list[int]], ...] = tuple(defaultdict(lambda: [0, 0]) for _ in range(2))
    for path in sorted(SETS.glob("mentions_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                _judge(record, halves[hashlib.sha256(record["text"].encode()).digest()[0] % 2])
    rows = [json.dumps([*form, *_together(form, halves[0])]) for form in sorted(halves[0])]
    TARGET.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")
    for form in sorted(halves[0]):
        (checked, right), (other, found) = _together(form, halves[0]), _together(form, halves[1])
        if checked >= FEWEST_CHECKED and other:
            print(f"{form[0]:13}{form[1]:13}{checked:6}{right / checked:7.3f}{other:6}{found / other:7.3f}")


def _together(form: Form, counts: dict[Form, list[int]]) -> tuple[int, int]:
    """How many mentions of a form and of those alike were checked, and how many were right."""
    kind, name = form
    alike = next((forms for forms in ALIKE if name in forms), {name})
    found = [counts[kind, other] for other in alike if (kind, other) in counts]
    return sum(checked for checked, _ in found), sum(right for _, right in found)


if __name__ == "__main__":
    main()
