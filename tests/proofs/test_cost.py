"""What an upsert costs in a small and in a large warehouse, and what a run costs that finds nothing to do."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas import TABLES
from tests.benchmarks.made_up import stories
from tests.warehouse.toy_desk import columns
from transforms.refine import Pipeline, refine
from warehouse import Change, Warehouse, new_commit_id
from warehouse.lookup import known_documents

SMALL, LARGE, UPSERT = 10_000, 200_000, 1_000
UPSERTS = 4
STEP = 50_000
DESK = Pipeline.of()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def shared(table: str, count: int, **given: Any) -> pa.RecordBatch:
    """Rows that differ in the given columns only."""
    row = columns(table, [{}])
    same = {name: pa.array(values * 1, TABLES[table].schema.field(name).type) for name, values in row.items()}
    filled = {name: array.take(pa.array([0] * count, pa.int64())) for name, array in same.items()}
    return TABLES[table].batch(filled | given)


def arrivals(uris: Sequence[str], texts: Sequence[str], status: str) -> Mapping[str, Sequence[Any]]:
    given = {name: [None] * len(uris) for name in columns("arrivals", [{}]) if name != "_snapshot"}
    now = [int(time.time() * 1e6)] * len(uris)
    known_documents = {"uri": uris, "doc_id": [digest(text) for text in texts], "collection": ["wire"] * len(uris)}
    return given | known_documents | {"status": [status] * len(uris), "seen_at": now, "run_id": ["run"] * len(uris)}


def filled(root: Path, count: int) -> Warehouse:
    """A warehouse of as many short documents, which no rule touched."""
    warehouse = Warehouse(root)
    for first in range(0, count, STEP):
        numbers = range(first, min(first + STEP, count))
        texts, uris = [text_of(n) for n in numbers], [uri_of(n) for n in numbers]
        ids, commit_id = [digest(text) for text in texts], new_commit_id()
        lengths = [len(text) for text in texts]
        given = {"doc_id": ids, "_commit": [commit_id] * len(ids)}
        batches = {
            "documents": shared(
                "documents",
                len(ids),
                **given,
                text=texts,
                encoding=["utf-8"] * len(ids),
                byte_count=lengths,
                char_count=lengths,
            ),
            "articles": shared(
                "articles", len(ids), **given, body=texts, rules_version=[DESK.rules_version] * len(ids)
            ),
        }
        files = [warehouse.put(TABLES[name], [batch], commit_id, "0") for name, batch in batches.items()]
        rows = {"arrivals": arrivals(uris, texts, "added")}
        warehouse.commit(Change(commit_id, str(commit_id), "ingest", files, rows))
    return warehouse


def text_of(number: int) -> str:
    return f"Invented story number {number}. The mill by the river ground the same corn every day.\n" * 3


def uri_of(number: int) -> str:
    return f"{number // 1000:04d}/{number:06d}.txt"


def upsert(warehouse: Warehouse, texts: Sequence[str], uris: Sequence[str]) -> dict[str, float]:
    """Change a thousand files as a run would, but for listing and reading them; CPU seconds by part."""
    spent, clock = {}, time.process_time()

    def lap(part: str) -> None:
        nonlocal clock
        spent[part], clock = time.process_time() - clock, time.process_time()

    ids, commit_id = [digest(text) for text in texts], new_commit_id()
    base = warehouse.numbers()[-1]
    live, _ = known_documents(warehouse.stored("articles", "documents"), ids)
    assert live == set()
    lap("look up")
    batches = refine(ids, list(texts), commit_id, DESK).batches
    lap("refine")
    lengths = [len(text) for text in texts]
    batches["documents"] = shared(
        "documents",
        len(ids),
        doc_id=ids,
        _commit=[commit_id] * len(ids),
        text=list(texts),
        encoding=["utf-8"] * len(ids),
        byte_count=lengths,
        char_count=lengths,
    )
    files = [warehouse.put(TABLES[name], [batch], commit_id, "0") for name, batch in batches.items()]
    lap("write")
    warehouse.commit(
        Change(commit_id, str(commit_id), "ingest", files, {"arrivals": arrivals(uris, texts, "changed")}, base=base)
    )
    lap("commit and publish")
    return spent


@pytest.mark.prove
def test_an_upsert_costs_the_same_in_a_large_warehouse(tmp_path: Path) -> None:
    coming = stories(2 * UPSERTS * UPSERT)
    figures: dict[int, list[dict[str, float]]] = {SMALL: [], LARGE: []}
    warehouses = {count: filled(tmp_path / str(count), count) for count in figures}
    for attempt in range(UPSERTS):  # in turns, so that what else the machine does meets both alike
        for count, warehouse in warehouses.items():
            uris = [uri_of(n) for n in range(attempt, count, count // UPSERT)][:UPSERT]
            figures[count].append(upsert(warehouse, [next(coming) for _ in uris], uris))
    best = {count: min(spent, key=lambda parts: sum(parts.values())) for count, spent in figures.items()}
    small, large = (sum(best[count].values()) for count in (SMALL, LARGE))
    for count, spent in best.items():
        print(
            f"\n{count:,} documents: " + ", ".join(f"{part} {seconds:.2f}" for part, seconds in spent.items()), end=""
        )
    print(f"\nupsert of {UPSERT:,}, best of {UPSERTS}: {small:.2f} and {large:.2f} CPU s, ratio {large / small:.2f}")
    assert large < 2 * small


def tree(root: Path) -> dict[str, tuple[int, int, int]]:
    """Size, stamp and inode of every file but the run lock: its stamp says when the last scan began."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name == "run.lock":
                continue
            about = os.stat(os.path.join(folder, name))
            found[os.path.join(folder, name)] = (about.st_size, about.st_mtime_ns, about.st_ino)
    return found


def cpu_seconds(command: Sequence[str], folder: Path) -> float:
    before = os.times()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=170, check=False)
    after = os.times()
    assert done.returncode == 0, done.stdout + done.stderr
    return after.children_user + after.children_system - before.children_user - before.children_system


@pytest.mark.prove
def test_a_run_without_news_over_many_files(tmp_path: Path) -> None:
    seeds, root = tmp_path / "wire", tmp_path / "store"
    for number in range(LARGE):
        path = seeds / uri_of(number)
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_text(text_of(number), "utf-8")
    past = time.time() - 60
    for path in _files(seeds):
        os.utime(path, (past, past))
    filled(root, LARGE)
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", str(seeds), "--warehouse", str(root)]
    first = cpu_seconds(command, tmp_path)
    time.sleep(2.1)  # a file that changed within two seconds of the scan would be hashed again
    cpu_seconds(command, tmp_path)
    before = tree(root)
    second = min(cpu_seconds(command, tmp_path) for _ in range(3))
    written = {name: about for name, about in tree(root).items() if before.get(name) != about}
    assert Warehouse(root).numbers() == list(range(1, LARGE // STEP + 1))
    print(
        f"\n{LARGE:,} files, nothing new: {first:.1f} CPU seconds where all are hashed, {second:.1f} where none is; "
        f"{sum(about[0] for about in written.values())} bytes written"
    )
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text(text_of(0), "utf-8")
    idle = [*command[:-4], "--seeds", str(tmp_path / "one"), "--warehouse", str(tmp_path / "small")]
    least = min(cpu_seconds(idle, tmp_path) for _ in range(4))
    bare = min(listed_bare(seeds) for _ in range(3))
    print(
        f"of these {least:.2f} s for a run over one file, {bare:.2f} s for listing and stat alone: "
        f"{(second - least - bare) / LARGE * 1e6:.1f} µs a file above these"
    )
    assert written == {}


def listed_bare(root: Path) -> float:
    """CPU seconds of asking the system for every name and its stamp, and nothing else."""
    clock, folders = time.process_time(), [os.fsencode(root)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    entry.stat()
    return time.process_time() - clock


def _files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        yield from (os.path.join(folder, name) for name in names)
