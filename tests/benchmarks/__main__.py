"""`make bench`: a whole run and each of its stages, on three corpora, beside other tools; tables and JSON.

The ratios are what to compare and to keep: the same work takes up to 1.8 times as much CPU in one hour as in another.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from tests.benchmarks.corpus import make_corpora
from tests.benchmarks.peers import peers, texts_of
from tests.benchmarks.rules_stage import rules_stage

HERE = Path(__file__).parent
HISTORY = HERE / "history.json"
# Each round runs the desk and then the others; the median of the rounds' ratios is given.
ROUNDS = 3
_MOST_SECONDS = 600


def children() -> tuple[float, float]:
    """CPU seconds of all ended children, and the greatest memory of one of them in MB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(inbox: Path, root: Path) -> dict[str, float]:
    """One `copydesk run --direct`: its CPU seconds, and the memory of the greatest process so far."""
    before, _ = children()
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", str(inbox), "--warehouse", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=_MOST_SECONDS)
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


def measure(kind: str, inbox: Path, place: Path) -> dict[str, Any]:
    """All figures of one corpus: rounds of the desk and, right after it, the others, so that all meet the same load."""
    files = sorted(inbox.rglob("*.txt"))
    read = sum(path.stat().st_size for path in files)
    one = place / "one"
    one.mkdir()
    one.joinpath(files[0].name).write_bytes(files[0].read_bytes())
    # A run over one text has all that does not grow with their number: the workers' imports, the plan, one commit.
    start_up = min(run(one, place / f"first{n}")["cpu_seconds"] for n in range(2))
    rounds = []
    for n in range(ROUNDS):
        root = place / f"warehouse{n}"
        whole = run(inbox, root)
        speed = (len(files) - 1) / (whole["cpu_seconds"] - start_up)
        rounds.append({**whole, "speed": speed, "beside": peers(files)})
    speeds = {name: median(one["beside"][name] for one in rounds) for name in rounds[0]["beside"]}
    ratios = {name: median(one["speed"] / one["beside"][name] for one in rounds) for name in speeds}
    speed = median(one["speed"] for one in rounds)
    return {
        "corpus": kind,
        "documents": len(files),
        "documents_per_cpu_second": round(speed),
        "megabytes_per_cpu_second": round(speed * read / len(files) / 1e6, 2),
        "start_up_cpu_seconds": start_up,
        "nothing_to_do_cpu_seconds": run(inbox, root)["cpu_seconds"],
        "bytes_read": read,
        "bytes_written": size(root),
        "cpu_seconds": median(one["cpu_seconds"] for one in rounds),
        "peak_mb": max(one["peak_mb"] for one in rounds),
        "microseconds_by_stage": {k: round(v / len(files) * 1e6, 1) for k, v in by_stage(root).items()},
        "peers_documents_per_cpu_second": {name: round(each) for name, each in speeds.items()},
        "times_faster": {name: round(ratio, 2) for name, ratio in ratios.items()},
        "rules_stage_documents_per_cpu_second": rules_stage(texts_of(files)),
    }


def table(figures: dict[str, Any]) -> str:
    """The figures of one corpus that matter as small Markdown tables."""
    speed, megabytes = figures["documents_per_cpu_second"], figures["megabytes_per_cpu_second"]
    rows = [("copydesk, the whole run", speed, f"{megabytes} megabytes")]
    beside, times = figures["peers_documents_per_cpu_second"], figures["times_faster"]
    rows += [(name, other, f"copydesk is {times[name]} times as fast") for name, other in beside.items()]
    rules = figures["rules_stage_documents_per_cpu_second"]
    rows += [
        ("all rules, by the automaton", rules["automaton"], f"{rules['times_faster']} times a plain loop"),
        ("all rules, by a plain loop", rules["loop"], ""),
    ]
    title = f"{figures['corpus']}: {figures['documents']:,} documents"
    lines = [
        f"| {title} | documents per CPU second | |",
        "|---|--:|---|",
        *(f"| {a} | {b:,} | {c} |" for a, b, c in rows),
    ]
    stages = figures["microseconds_by_stage"]
    lines += ["", "| stage | µs a document | share |", "|---|--:|--:|"]
    lines += [f"| {stage} | {micros:,} | {micros / sum(stages.values()):.0%} |" for stage, micros in stages.items()]
    lines += ["", f"Peak memory {figures['peak_mb']:,} MB; written {figures['bytes_written']:,} bytes.", ""]
    return "\n".join(lines)


def ratios(figures: dict[str, Any]) -> dict[str, Any]:
    """What can be compared with another hour's figures: how fast beside others, and the stages' shares."""
    stages = figures["microseconds_by_stage"]
    shares = {stage: round(micros / sum(stages.values()), 3) for stage, micros in stages.items()}
    return {"documents": figures["documents"], "times_faster": figures["times_faster"], "share_by_stage": shares}


def keep(corpora: list[dict[str, Any]]) -> None:
    """Put the ratios into the history, where each version has one entry: the last run's."""
    history = json.loads(HISTORY.read_text()) if HISTORY.exists() else {}
    entry = {figures["corpus"]: ratios(figures) for figures in corpora}
    HISTORY.write_text(json.dumps(history | {version("copydesk"): entry}, indent=1) + "\n")


def main() -> None:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=int(os.environ.get("BENCH_COUNT", "2000")))
    parser.add_argument("--inbox", type=Path, help="measure these files instead")
    parser.add_argument("--keep", action="store_true", help="enter the ratios into the history by version")
    args = parser.parse_args()
    measured = []
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as scratch:
        corpora = {"given": args.inbox} if args.inbox else make_corpora(Path(scratch), args.count)
        for kind, inbox in corpora.items():
            with tempfile.TemporaryDirectory(dir=scratch) as place:
                measured.append(measure(kind, inbox, Path(place)))
            print(table(measured[-1]), flush=True)
    (HERE / "last.json").write_text(json.dumps(measured, indent=1) + "\n")
    if args.keep:
        keep(measured)


if __name__ == "__main__":
    main()
