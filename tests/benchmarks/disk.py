"""`python -m tests.benchmarks.disk`: bytes a text by table, what a snapshot adds, and what gc leaves: for DISK.md."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.corpus import make_corpus
from warehouse import Warehouse
from warehouse.gc import collect_garbage
from warehouse.word_index import FILE

CHANGED = 100  # one of so many files changes before the second run


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def by_table(root: Path, texts: int) -> None:
    """Print what the newest snapshot holds, the largest table first."""
    head = Warehouse(root).head()
    assert head is not None
    tables = {name: (sum(f.bytes for f in files), sum(f.rows for f in files)) for name, files in head.files.items()}
    for name, (size, rows) in sorted(tables.items(), key=lambda item: -item[1][0]):
        print(f"{name:14} {size / texts:9.1f} bytes a text {rows / texts:8.2f} rows a text")
    print(f"{'all':14} {sum(size for size, _ in tables.values()) / texts:9.1f} bytes a text")


def measure(place: Path, count: int) -> None:
    """Run, change some files, run again, search, and collect; print the sizes after each step."""
    inbox, root = place / "seeds", place / "warehouse"
    kind = make_corpus(inbox, count)
    files = sorted(path for path in inbox.rglob("*") if path.suffix == ".txt")
    print(f"{len(files):,} texts, {kind}, {sum(f.stat().st_size for f in files) / len(files):,.0f} bytes each")

    def do(*command: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "flows.cli", *command, "--warehouse", str(root)],
            env=os.environ | {"COPYDESK_SEEDS": str(inbox)},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def after(what: str, act: Callable[[], object]) -> None:
        act()
        sizes = (f"{name} {folder_bytes(root / name):,}" for name in ("_data", "_snapshots", "_state"))
        published = sum(path.stat().st_size for path in root.iterdir() if path.is_file())
        print(f"{what}: {', '.join(sizes)}, published {published:,}")

    after("a run", lambda: do("run", "--direct"))
    by_table(root, len(files))
    after("a run with nothing to do", lambda: do("run", "--direct"))
    for path in files[::CHANGED]:
        path.write_text(path.read_text("utf-8", "replace") + "\nThe ferry was late.\n", "utf-8")
    after(f"a run after 1 of {CHANGED} changed", lambda: do("run", "--direct"))
    after("all merged", lambda: do("compact"))
    kept = {"keep_last": 1, "keep_days": 0}
    after("all but the newest snapshot collected", lambda: collect_garbage(Warehouse(root), timedelta(0), **kept))
    do("sql", "SELECT count(*) FROM search('ferry')")
    print(f"index of words: {(root / '_state' / FILE).stat().st_size / len(files):,.0f} bytes a text")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--count", type=int, default=5_000, help="how many texts")
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(scratch), parser.parse_args().count)
