"""`python -m tests.measure_layout FILE…`: composed pages with the vocabulary and without it, as score.py counts them.

Each file holds pages of `../shared/eval/compose_pages.py`. Without the vocabulary only shape, place and neighbours
tell the page from the story.
"""

import json
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.measure import EVAL
from transforms import facts
from transforms.clean import Cleaner
from transforms.layout.vocabulary import NO_PHRASES, Vocabulary, page_vocabulary
from transforms.rules import selected

COLUMNS = ("agency", "located", "dateline_date", "headline")


def article(cleaner: Cleaner, text: str) -> tuple[str | None, ...]:
    """The columns that score.py asks of a composed page."""
    cleaned = cleaner.clean(text)
    first = {f.field: f.value for f in reversed(cleaned.reading.facts) if f.value}
    return *(first.get(column) for column in COLUMNS), cleaned.body


def measure(score: Any, file: Path, phrases: Vocabulary) -> dict[str, Any]:
    """Read every page of a file with some phrases, and count."""
    records = score.find_set(file.parent, file.name.partition(".")[0])
    cleaner = Cleaner(selected(), partial(facts.read_all, phrases=phrases))
    rows = {n: article(cleaner, record["text"]) for n, record in enumerate(records)}
    figures: dict[str, Any] = score.composed(records, SimpleNamespace(articles=lambda *_: rows), 0)
    return figures


def main() -> None:
    """Print the figures of every file, with the vocabulary and without."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    sys.path.insert(0, str(EVAL))
    import score  # it lies outside of the repository

    for name in sys.argv[1:] or [str(EVAL / "dev" / "pages_composed.jsonl.gz")]:
        for label, phrases in (("as built", page_vocabulary()), ("vocabulary emptied", NO_PHRASES)):
            print(Path(name).parent.name, label, json.dumps(measure(score, Path(name), phrases)))


if __name__ == "__main__":
    main()
