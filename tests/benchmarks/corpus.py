"""The files that benchmarks run on: of the corpus maker and the evaluation sets beside the repository, or made up."""

import gzip
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

from tests.benchmarks.made_up import write_inbox

SHARED = Path(__file__).parents[3] / "shared"
# Evaluation sets, each with the field that holds its texts: whole documents by machines, and short copy of a wire.
SETS = {"machine translation": ("mt_wmt21_23", "mt_text"), "short wire": ("dateline_reuters", "text")}


def make_corpus(folder: Path, count: int) -> str:
    """Fill a folder with `count` texts, and say of what kind they are."""
    maker, seeds = SHARED / "perf" / "make_corpus.py", SHARED / "seeds"
    if not (maker.is_file() and seeds.is_dir()):
        write_inbox(folder, count)
        return "made up"
    subprocess.run(
        [sys.executable, str(maker), str(seeds), str(folder), str(count)], check=True, stdout=subprocess.DEVNULL
    )
    return "recombined"


def make_corpora(folder: Path, count: int) -> dict[str, Path]:
    """Make one folder a corpus, of `count` texts at most: recombined (or made up), and of each set that is there."""
    kind = make_corpus(folder / "recombined", count)
    corpora = {kind: folder / "recombined"}
    for name, (file, field) in SETS.items():
        source = SHARED / "eval" / "dev" / f"{file}.jsonl.gz"
        if not source.is_file():
            print(f"{source} is not there: the corpus `{name}` is skipped")
            continue
        corpora[name] = folder / file
        corpora[name].mkdir()
        with gzip.open(source, "rt", encoding="utf-8") as rows:
            for n, row in enumerate(islice(rows, count)):
                corpora[name].joinpath(f"{n:06d}.txt").write_text(json.loads(row)[field], encoding="utf-8")
    return corpora
