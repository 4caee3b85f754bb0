"""`make bench`: documents per CPU second of a whole run and of each stage, beside other tools; a table and JSON."""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.peers import peers, texts_of
from tests.benchmarks.rules_stage import rules_stage

HERE = Path(__file__).parent
HISTORY = HERE / "history.json"


def children() -> tuple[float, float]:
    """CPU seconds of all ended children, and the greatest memory of one of them in MB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(inbox: Path, root: Path) -> dict[str, float]:
    """One `copydesk run --direct`: its CPU seconds, and the memory of the greatest process so far."""
    before, _ = children()
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", str(inbox), "--warehouse", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after, memory = children()
    return {"cpu_seconds": round(after - before, 2), "peak_mb": round(memory)}


def by_stage(root: Path) -> dict[str, float]:
    """CPU seconds of the last run by stage, from the relation runs."""
    with duckdb.connect(str(root / "warehouse.duckdb"), read_only=True) as db:
        ((seconds,),) = db.sql("SELECT stage_seconds FROM runs ORDER BY started_at DESC LIMIT 1").fetchall()
    return dict(seconds)


def size(root: Path) -> int:
    """Bytes of a folder."""
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def measure(inbox: Path, place: Path) -> dict[str, Any]:
    """All figures of one inbox; the peers run right after, so that the same load is on the machine."""
    files = sorted(inbox.rglob("*.txt"))
    empty = place / "empty"
    empty.mkdir()
    start_up = run(empty, place / "nothing")["cpu_seconds"]
    whole = run(inbox, place / "warehouse")
    again = run(inbox, place / "warehouse")
    beside = peers(files)
    speed = round(len(files) / (whole["cpu_seconds"] - start_up))
    return {
        "documents": len(files),
        "documents_per_cpu_second": speed,
        "start_up_cpu_seconds": start_up,
        "nothing_to_do_cpu_seconds": again["cpu_seconds"],
        "bytes_read": sum(path.stat().st_size for path in files),
        "bytes_written": size(place / "warehouse"),
        **whole,
        "microseconds_by_stage": {k: round(v / len(files) * 1e6, 1) for k, v in by_stage(place / "warehouse").items()},
        "peers_documents_per_cpu_second": beside,
        "times_faster": {name: round(speed / other, 1) for name, other in beside.items()},
        "rules_stage_documents_per_cpu_second": rules_stage(texts_of(files)),
    }


def table(figures: dict[str, Any]) -> str:
    """The figures that matter as a small Markdown table."""
    rows = [("copydesk, the whole run", figures["documents_per_cpu_second"], "")]
    beside, times = figures["peers_documents_per_cpu_second"], figures["times_faster"]
    rows += [(name, speed, f"copydesk is {times[name]} times as fast") for name, speed in beside.items()]
    lines = ["| | documents per CPU second | |", "|---|--:|---|", *(f"| {a} | {b:,} | {c} |" for a, b, c in rows)]
    rules = figures["rules_stage_documents_per_cpu_second"]
    lines.append(
        f"| all rules, by the automaton | {rules['automaton']:,} | {rules['times_faster']} times a plain loop |"
    )
    lines.append(f"| all rules, by a plain loop | {rules['loop']:,} | |")
    stages = figures["microseconds_by_stage"]
    lines += ["", "| stage | µs a document | share |", "|---|--:|--:|"]
    lines += [f"| {stage} | {micros:,} | {micros / sum(stages.values()):.0%} |" for stage, micros in stages.items()]
    lines += ["", f"Peak memory {figures['peak_mb']:,} MB; written {figures['bytes_written']:,} bytes."]
    return "\n".join(lines)


def keep(figures: dict[str, Any]) -> None:
    """Put the figures into the history, where each version has one entry: the last run's."""
    history = json.loads(HISTORY.read_text()) if HISTORY.exists() else {}
    HISTORY.write_text(json.dumps(history | {version("copydesk"): figures}, indent=1) + "\n")


def main() -> None:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=int(os.environ.get("COPYDESK_BENCH_COUNT", "5000")))
    parser.add_argument("--inbox", type=Path, help="measure these files instead")
    parser.add_argument("--keep", action="store_true", help="enter the figures into the history by version")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as scratch:
        place = Path(scratch)
        inbox = args.inbox or place / "inbox"
        kind = "given" if args.inbox else make_corpus(inbox, args.count)
        figures = {"corpus": kind, **measure(inbox, place)}
    print(table(figures))
    (HERE / "last.json").write_text(json.dumps(figures, indent=1) + "\n")
    if args.keep:
        keep(figures)


if __name__ == "__main__":
    main()
