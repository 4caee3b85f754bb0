"""The files that a benchmark runs on: those of the corpus maker beside the repository, or made-up ones."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.made_up import write_inbox

SHARED = Path(__file__).parents[3] / "shared"


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
