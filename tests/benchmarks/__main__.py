"""`make bench`: documents per CPU second of a whole run and of each stage, as a table and as JSON."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

from tests.benchmarks.made_up import write_inbox

HERE = Path(__file__).parent


def children() -> tuple[float, float]:
    """CPU seconds of all ended children, and the greatest memory of one of them in MB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(inbox: Path, root: Path, *flags: str) -> dict[str, float]:
    """One `copydesk run --direct`: its CPU seconds, and the memory of its greatest process."""
    before, _ = children()
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", str(inbox), "--warehouse", str(root)]
    subprocess.run([*command, *flags], check=True, stdout=subprocess.DEVNULL)
    after, memory = children()
    return {"cpu_seconds": round(after - before, 2), "peak_mb": round(memory)}


def stages(root: Path) -> dict[str, float]:
    """CPU seconds of the last run by stage, from the relation runs."""
    with duckdb.connect(str(root / "warehouse.duckdb"), read_only=True) as db:
        ((seconds,),) = db.sql("SELECT stage_seconds FROM runs ORDER BY started_at DESC LIMIT 1").fetchall()
    return dict(seconds)


def size(root: Path) -> int:
    """Bytes of a folder."""
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def main() -> None:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=int(os.environ.get("COPYDESK_BENCH_COUNT", "5000")))
    parser.add_argument("--inbox", type=Path, help="measure these files instead of made-up ones")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as scratch:
        place = Path(scratch)
        inbox = args.inbox or place / "inbox"
        if not args.inbox:
            write_inbox(inbox, args.count)
        empty = place / "empty"
        empty.mkdir()
        start_up = run(empty, place / "nothing")["cpu_seconds"]
        whole = run(inbox, place / "warehouse")
        again = run(inbox, place / "warehouse")
        count = sum(1 for _ in inbox.rglob("*.txt"))
        busy = whole["cpu_seconds"] - start_up
        figures = {
            "documents": count,
            "documents_per_cpu_second": round(count / busy),
            "start_up_cpu_seconds": start_up,
            "nothing_to_do_cpu_seconds": again["cpu_seconds"],
            "bytes_written": size(place / "warehouse"),
            **whole,
            "microseconds_by_stage": {k: round(v / count * 1e6, 1) for k, v in stages(place / "warehouse").items()},
        }
    print(json.dumps(figures, indent=1))
    (HERE / "last.json").write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
