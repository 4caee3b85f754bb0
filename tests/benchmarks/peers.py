"""What other tools take for part of the work, measured on the same files in the same run."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import ftfy
import langdetect

from tests.benchmarks.corpus import SHARED

DATATROVE = "BENCH_DATATROVE"
"""Environment variable: the Python of a virtual environment that has datatrove and what the sketch needs."""

_CHAIN = Path(__file__).with_name("datatrove_chain.py")
_SKETCH = SHARED / "perf" / "prototype.py"
_SPEED = re.compile(r"docs_per_s_core=(\d+)")
# The sketch fails where no text has a quotation.
_QUOTED = "“The port is closed,” said Ms. Roe, and “it will stay so” until the spring."
_ROUNDS = 3
_MOST_SECONDS = 300


def per_second(work: Callable[[str], object], texts: Sequence[str]) -> int:
    """Texts per CPU second, the median of three rounds; the first text's set-up is not counted."""
    work(texts[0])
    seconds = []
    for _ in range(_ROUNDS):
        start = process_time()
        for text in texts:
            work(text)
        seconds.append(process_time() - start)
    return round(len(texts) / sorted(seconds)[_ROUNDS // 2])


def datatrove_python() -> str | None:
    """The Python that has datatrove; None where there is none."""
    if given := os.environ.get(DATATROVE):
        return given
    return sys.executable if importlib.util.find_spec("datatrove") else None


def datatrove_chain(files: Sequence[Path]) -> dict[str, int]:
    """Run datatrove's chain in a process of its own; empty, with a message, where it cannot run."""
    python = datatrove_python()
    if python is None:
        print(f"datatrove is not installed and {DATATROVE} names no Python that has it: its chain is skipped")
        return {}
    with tempfile.TemporaryDirectory(prefix="copydesk-datatrove-") as out:
        command = [python, str(_CHAIN), out, *map(str, files)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_MOST_SECONDS)
    if ran.returncode:
        print(f"datatrove's chain failed and is skipped: {ran.stderr.strip().splitlines()[-1]}")
        return {}
    found = json.loads(ran.stdout.splitlines()[-1])
    return {f"datatrove: {found['chain']}": round(len(files) / found["cpu_seconds"])}


def sketch(files: Sequence[Path]) -> dict[str, int]:
    """Run the sketch that the design was measured with; empty, with a message, where it cannot run."""
    python = datatrove_python()
    if python is None or not _SKETCH.is_file():
        print(f"{_SKETCH} or a Python for it is not there: the sketch is skipped")
        return {}
    with tempfile.TemporaryDirectory(prefix="copydesk-sketch-") as place:
        inbox = Path(place, "inbox")
        inbox.mkdir()
        inbox.joinpath("quoted.txt").write_text(_QUOTED, encoding="utf-8")
        for path in files:
            inbox.joinpath(path.name).symlink_to(path)
        command = [python, str(_SKETCH), str(inbox), str(Path(place, "out"))]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_MOST_SECONDS)
    speed = _SPEED.search(ran.stdout)
    if speed is None:
        print(f"the sketch failed and is skipped: {ran.stderr.strip().splitlines()[-1]}")
        return {}
    return {"sketch of the design": int(speed[1])}


def texts_of(files: Sequence[Path]) -> list[str]:
    """The texts of some of the files."""
    return [path.read_text(encoding="utf-8", errors="replace") for path in files[:200]]


def peers(files: Sequence[Path]) -> dict[str, int]:
    """Documents per CPU second of each peer on some of the files: slow ones get fewer."""
    texts = texts_of(files)
    return {
        "ftfy.fix_text": per_second(ftfy.fix_text, texts),
        "langdetect.detect": per_second(langdetect.detect, texts[:50]),
        **datatrove_chain(files[:500]),
        **sketch(files[:2000]),
    }
