"""What dates add to linking, on dispatches of one wire and one year: `python -m tests.measure_dated [LABELS]`.

LABELS are pairs of names (JSON) that somebody read as one story. Without them titles label the pairs: most of their
rarer words are the same, and they are at most three days apart; a third of such pairs are one story when they are read.
The texts are linked with the year in their datelines, so that they have times, and without it. Pairs of one half, by a
hash of the first name, are for choosing a threshold, the others report. The dispatches lie in `../shared/eval/` beside
the repository; they are never copied.
"""

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa

from transforms.refine import Pipeline, refine
from transforms.stories import linkage, similarity
from transforms.stories.columns import texts_from_rows

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
DAYS = 3
RARE = 12
Pair = tuple[int, int]


def dispatches() -> list[dict[str, Any]]:
    """The dispatches that have a title."""
    with gzip.open(EVAL / "dev" / "dateline_reuters.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [record for line in lines if (record := json.loads(line))["title"] and record["body"]]


def half(record: dict[str, Any]) -> int:
    """The half that a dispatch is in."""
    return hashlib.sha256(record["id"].encode()).digest()[0] % 2


def text(record: dict[str, Any], *, dated: bool) -> str:
    """A dispatch with its year in the dateline, or without."""
    day = date.fromisoformat(record["date_iso"])
    printed = f"{day:%B} {day.day}" + (f", {day.year}" if dated else "")
    body = re.sub(r"\s+", " ", re.sub(r"\n {3,}", "\0", record["body"])).replace("\0", "\n\n")
    return f"{record['title']}\n\n{record['place']}, {printed} (Reuters) - {body.strip()}\n"


def title_words(title: str) -> set[str]:
    """Words of four letters and more, numbers left out, and symbols as `<GY>`."""
    return set(re.findall(r"<[A-Z.]+>|[A-Z]{4,}", title.upper()))


def labelled(records: list[dict[str, Any]]) -> set[Pair]:
    """Pairs that titles and days make one story."""
    words = [title_words(record["title"]) for record in records]
    uses = Counter(word for each in words for word in each)
    days = [date.fromisoformat(record["date_iso"]) for record in records]
    weight = {word: np.log(len(records) / count) for word, count in uses.items()}
    found = set()
    for one, other in combinations(range(len(records)), 2):
        shared = words[one] & words[other]
        if (
            len(shared) > 1
            and abs((days[one] - days[other]).days) <= DAYS
            and min(map(uses.__getitem__, shared)) <= RARE
        ):
            least = min(sum(weight[w] for w in words[n]) for n in (one, other))
            if sum(weight[w] for w in shared) >= 0.5 * least:
                found.add((one, other))
    return found


def linked_texts(records: list[dict[str, Any]], *, dated: bool) -> similarity.Texts:
    """The terms and the times of dispatches, as a run reads them."""
    names = [f"{n:064d}" for n in range(len(records))]
    made = [
        refine(
            names[n : n + 500], [text(r, dated=dated) for r in records[n : n + 500]], 1, Pipeline.of(quotes=False)
        ).batches["story_terms"]
        for n in range(0, len(records), 500)
    ]
    return texts_from_rows(pa.Table.from_batches(made))


def linked(texts: similarity.Texts, alike: float) -> set[Pair]:
    """The pairs of texts that are one story from a likeness on."""
    count = len(texts.earliest)
    one, other = np.nonzero(np.triu(similarity.all_likenesses(texts, range(count)) >= linkage.LEAST_SHARED))
    with mock.patch.object(linkage, "ALIKE", alike):
        found = linkage.stories(texts, linkage.links(texts, one, other))
    return {pair for story in found for pair in combinations(sorted(story), 2)}


def main() -> None:
    """Print precision and recall at some thresholds, of each half."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    records = dispatches()
    numbers = {record["id"]: n for n, record in enumerate(records)}
    read = [json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]]
    wanted = {tuple(sorted(map(numbers.__getitem__, pair))) for pairs in read for pair in pairs} or labelled(records)
    texts = {dated: linked_texts(records, dated=dated) for dated in (False, True)}
    for dated, alike in product((False, True), (0.35, 0.4, 0.43, 0.45, 0.5)):
        found = linked(texts[dated], alike)
        parts = []
        for number in (0, 1):
            got, right = ({pair for pair in pairs if half(records[pair[0]]) == number} for pairs in (found, wanted))
            both = len(got & right)
            parts.append(
                f"P {both / max(len(got), 1):.3f} R {both / max(len(right), 1):.3f} ({len(got)}, {len(right)})"
            )
        print("dated" if dated else "undated", alike, *parts, sep=" | ")


if __name__ == "__main__":
    main()
