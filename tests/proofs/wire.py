"""A small wire of plain files and bundles, real `copydesk run` processes on it, and the tables that they leave."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.flows.packing import lined, tarred, zipped
from warehouse import Warehouse

ROOT = Path(__file__).parents[2]
LIMIT = 200
STORIES = 180
TABLES = ("articles", "edits", "facts", "paragraphs", "quotes", "mentions", "current_documents")


def story(number: int) -> bytes:
    return f"The ferry made trip number {number} on Friday , late . Ships go to to the harbour.\n".encode()


def fill(root: Path) -> None:
    """Lay out the stories: 60 files, and 40 in each of three bundles."""
    root.mkdir()
    for n in range(60):
        (root / f"{n}.txt").write_bytes(story(n))
    for number, (name, pack) in enumerate((("a.zip", zipped), ("b.tgz", tarred)), 1):
        (root / name).write_bytes(pack([(f"{n}.txt", story(n)) for n in range(100 * number, 100 * number + 40)]))
    (root / "c.jsonl").write_bytes(lined(*({"text": story(n).decode()} for n in range(300, 340))))


def start(*arguments: str, state: Path) -> subprocess.Popen[str]:
    """Start a run; the environment is that of the test."""
    command = [sys.executable, "-m", "flows.cli", "run", *arguments]
    environment = {"COPYDESK_SHARD_DOCUMENTS": "20"} | os.environ | {"COPYDESK_STATE": str(state)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def done(process: subprocess.Popen[str]) -> str:
    """Wait for a run, which must end well; what it said."""
    try:
        said, _ = process.communicate(timeout=LIMIT)
    finally:
        process.kill()
    assert process.returncode == 0, said
    return said


def rows(root: str) -> dict[str, list[tuple[Any, ...]]]:
    """All relations that are the same whoever made them, in one order; instants of the run are left out."""
    with Warehouse(root).connect() as database:
        found = {}
        for table in TABLES:
            seen = "EXCLUDE (seen_at)" if table == "current_documents" else ""
            columns = [c[0] for c in database.execute(f"DESCRIBE SELECT * {seen} FROM {table}").fetchall()]
            kept = ", ".join(f'"{c}"' for c in columns if not c.endswith(("run_id", "modified_at")))
            found[table] = database.execute(f"SELECT {kept} FROM {table} ORDER BY ALL").fetchall()
    return found
