"""`python -m tests.benchmarks.scale`: CPU seconds and memory of many files, of a huge one and of large bundles."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from itertools import chain, islice, repeat
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.made_up import stories

SMALL = 12


class Took(NamedTuple):
    """One run: CPU seconds of all its processes, and the greatest memory of the run itself and of another, in MiB."""

    what: str
    cpu_seconds: float
    run_mib: int
    worker_mib: int


def copydesk(what: str, inbox: Path, root: Path) -> Took:
    """Do `copydesk run --direct`."""
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--allow-removals"]
    before = sum(os.times()[2:4])
    run = subprocess.Popen([*command, "--seeds", inbox, "--warehouse", root], stdout=subprocess.DEVNULL)
    peaks: dict[int, int] = {}
    while run.poll() is None:
        peaks |= {pid: mib for pid in family(run.pid) if (mib := peak(pid))}
        time.sleep(0.05)
    if run.returncode:
        raise SystemExit(f"{what}: exit {run.returncode}")
    own = peaks.pop(run.pid, 0)
    return Took(what, sum(os.times()[2:4]) - before, own, max(peaks.values(), default=0))


def family(pid: int) -> list[int]:
    """A process and all that it started, and they started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *chain.from_iterable(map(family, children))]


def peak(pid: int) -> int:
    """The most memory that a process ever held, in MiB; 0 where it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def many(place: Path, count: int) -> list[Took]:
    """Many files: taken, not changed, a hundredth changed, not changed again."""
    inbox, root = place / "many", place / "warehouse"
    make_corpus(inbox, count)
    said = f"{count:,} files"
    first = [copydesk(f"{said}, the first run", inbox, root), copydesk(f"{said}, nothing to do", inbox, root)]
    for path in islice(sorted(inbox.rglob("*.txt")), 0, None, 100):
        path.write_text(path.read_text(encoding="utf-8", errors="replace") + "\n\nMore is to come.", encoding="utf-8")
    return [*first, copydesk(f"{said}, 1 % changed", inbox, root), copydesk(f"{said}, nothing to do", inbox, root)]


def small(place: Path) -> list[Took]:
    """A few files: taken, and not changed."""
    inbox, root = place / "small", place / "small warehouse"
    make_corpus(inbox, SMALL)
    return [copydesk(f"{SMALL} files, {what}", inbox, root) for what in ("the first run", "nothing to do")]


def huge(place: Path, megabytes: int) -> Took:
    """One text of nearly so many megabytes."""
    inbox = place / f"huge {megabytes}"
    inbox.mkdir()
    some = "\n\n".join(stories(200)).encode() + b"\n\n"
    (inbox / "huge.txt").write_bytes(some * (megabytes * 1_000_000 // len(some)))
    return copydesk(f"one text of {megabytes} MB", inbox, place / f"huge {megabytes} warehouse")


def bundle(place: Path, count: int) -> list[Took]:
    """A zip of so many texts: taken, and not changed."""
    inbox, root = place / f"zip {count}", place / f"zip {count} warehouse"
    inbox.mkdir()
    some = list(stories(1_000))
    with zipfile.ZipFile(inbox / "day.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n, text in enumerate(islice(chain.from_iterable(repeat(some)), count)):
            archive.writestr(f"{n // 1000:03d}/{n:06d}.txt", f"{text[:1800]}\n\nNumber {n}.\n")
    said = f"a zip of {count:,} texts"
    return [copydesk(said, inbox, root), copydesk(f"{said}, nothing to do", inbox, root)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200_000, help="of the many files; the others follow it")
    count = parser.parse_args().count
    measures: list[Callable[[Path], list[Took]]] = [
        small,
        lambda place: [huge(place, count // 40_000), huge(place, count // 4_000)],
        lambda place: [*bundle(place, count // 20), *bundle(place, count // 2)],
        lambda place: many(place, count),
    ]
    print("| | CPU s | MiB, the run | MiB, a worker |\n|---|--:|--:|--:|", flush=True)
    for measure in measures:
        with tempfile.TemporaryDirectory(prefix="copydesk-scale-") as scratch:
            for took in measure(Path(scratch)):
                print(f"| {took.what} | {took.cpu_seconds:.2f} | {took.run_mib:,} | {took.worker_mib:,} |", flush=True)


if __name__ == "__main__":
    main()
