"""`python -m tests.benchmarks.linking 10000 30000`: what links cost, at some sizes of the warehouse; a table.

Cleaned documents are written straight through the warehouse, without a run: see `composed`. Another process makes them,
so that the memory is that of a run's own process.
"""

import argparse
import resource
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any
from unittest import mock

import pyarrow as pa

from flows.ingest.link_documents import link_documents
from schemas import TABLES
from schemas.table import Table
from tests.benchmarks.composed import composed
from transforms.stories.columns import story_terms
from warehouse import Change, DataFile, Snapshot, Warehouse, new_commit_id
from warehouse.linking import Index, Linked

COMMIT = 20_000
_INSTANT = pa.timestamp("us", "UTC")
_TABLES = ("documents", "articles", "story_terms")


def filled(table: Table, given: dict[str, Any], count: int) -> dict[str, Any]:
    """Columns of which those that are not given are null, or a plain value where null is refused."""
    now = datetime(2031, 5, 6, tzinfo=UTC)
    plain = {pa.string(): "x", pa.int32(): 0, pa.int64(): 0, pa.float64(): 0.0, pa.bool_(): False, _INSTANT: now}
    return {c.name: [plain.get(c.type, []) if c.required else None] * count for c in table.stored} | given


def written(root: str, first: int, count: int, commit_id: int) -> tuple[list[DataFile], dict[str, Any], float]:
    """Write the parts of a commit; also its arrivals, and the CPU seconds that the terms took."""
    texts = list(composed(first, count))
    ids = [sha256(str(n).encode()).hexdigest() for n in range(first, first + count)]
    none, never = pa.nulls(count, pa.string()), pa.nulls(count, _INSTANT)
    started = process_time()
    terms = story_terms(texts, {"headline": none, "earliest_at": never, "latest_at": never})
    spent = process_time() - started
    same = {"doc_id": ids, "_commit": [commit_id] * count}
    rows: dict[str, dict[str, Any]] = {"documents": {"text": texts}, "articles": {"body": texts}, "story_terms": terms}
    warehouse = Warehouse(root)
    files = [
        warehouse.put(
            TABLES[name], [TABLES[name].batch(filled(TABLES[name], rows[name] | same, count))], commit_id, "part"
        )
        for name in _TABLES
    ]
    uris = [str(n) for n in range(first, first + count)]
    arrivals = filled(TABLES["arrivals"], {"uri": uris, "doc_id": ids, "status": ["added"] * count}, count)
    del arrivals["_snapshot"]
    return files, arrivals, spent


@dataclass
class Bench:
    """A warehouse that grows; CPU seconds of its commits are counted."""

    warehouse: Warehouse
    writer: ProcessPoolExecutor
    size: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def grow(self, count: int) -> Snapshot:
        """Commit so many more documents, with their links."""
        commit_id = new_commit_id()
        root = self.warehouse.store.root
        files, arrivals, terms = self.writer.submit(written, root, self.size, count, commit_id).result()
        linked = 0.0

        def link(index: Index) -> Linked:
            nonlocal linked
            started = process_time()
            made = link_documents(index, "run")
            linked = process_time() - started
            return made

        rows = {"arrivals": arrivals}
        change = Change(
            commit_id, str(commit_id), "ingest", files, rows, base=max(self.warehouse.numbers(), default=0), link=link
        )
        started, index_of = process_time(), Index.of

        def timed(*given: Any, **named: Any) -> Index:
            before = process_time()
            made = index_of(*given, **named)
            self.seconds["index"] = process_time() - before
            return made

        with mock.patch.object(Index, "of", timed):
            made = self.warehouse.commit(change)
        self.size += count
        self.seconds |= {"terms": terms, "link": linked, "commit": process_time() - started}
        return made


def figures(sizes: list[int], root: str) -> Iterator[dict[str, Any]]:
    """Measure the first link up to each size, and one hundredth of new documents against it."""
    with ProcessPoolExecutor(1, get_context("spawn")) as writer, mock.patch("warehouse.warehouse.publish"):
        bench, first, terms = Bench(Warehouse(root), writer), 0.0, 0.0
        for size in sizes:
            while bench.size < size:
                made = bench.grow(min(COMMIT, size - bench.size))
                first += bench.seconds["index"] + bench.seconds["link"]
                terms += bench.seconds["terms"]
            new = max(1, size // 100)
            made = bench.grow(new)
            spent = bench.seconds["index"] + bench.seconds["link"]
            bytes_of = {name: sum(f.bytes for f in made.of(name)) for name in ("story_terms", "article_stories")}
            yield {
                "documents": size,
                "first_link_us": round(first / size * 1e6),
                "terms_us": round(terms / size * 1e6),
                "new": new,
                "new_link_us": round(spent / new * 1e6),
                "new_commit_us": round(bench.seconds["commit"] / new * 1e6),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
                "terms_bytes": round(bytes_of["story_terms"] / bench.size),
                "stories_bytes": round(bytes_of["article_stories"] / bench.size),
                "linked": sum(file.rows for file in made.of("article_stories")),
            }


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.linking", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 30_000])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="linking-") as folder:
        for n, row in enumerate(figures(sorted(chosen.sizes), str(Path(folder) / "warehouse"))):
            if not n:
                sys.stdout.write(f"| {' | '.join(row)} |\n|{'---:|' * len(row)}\n")
            sys.stdout.write(f"| {' | '.join(f'{value:,}' for value in row.values())} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
