"""`python -m tests.benchmarks.answers WAREHOUSE`: seconds of each report, check, law, macro and recipe; a table."""

import argparse
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import Warehouse
from warehouse.documents import find_document
from warehouse.explanation import explanation
from warehouse.named_queries import NamedQuery, bind, named_queries
from warehouse.sandbox import open_sandboxed
from warehouse.search import use_index
from warehouse.word_index import FILE, update

RECIPES = Path(__file__).parents[2] / "warehouse" / "RECIPES.md"
ONE = "(SELECT min(doc_id) FROM articles)"
REVISED = "(SELECT min(doc_id) FROM stored.article_stories WHERE _chain IS NOT NULL)"
CHANGED = "(SELECT min(doc_id) FROM arrivals WHERE status = 'changed')"
SEARCHES = {"two words": "harbour storms", "a phrase": '"old bridge" harbour', "a word that is nowhere": "zzyzx"}
MACROS = {
    "undo, of one": f"SELECT undo({ONE})",
    "diff, of one": f"FROM diff({ONE})",
    "evidence, of one": f"FROM evidence({ONE}, 'agency')",
    "duplicate_pairs": "FROM duplicate_pairs()",
    "quotes_by": "FROM quotes_by('Ruud')",
    "most_quoted": "FROM most_quoted(NULL, NULL)",
    "who_said, of one": f"FROM who_said({ONE})",
    "story, of the largest": "FROM story((SELECT arg_max(story_id, article_count) FROM stories))",
    "revision_chain, of one": f"FROM revision_chain({REVISED})",
    "diff_revisions, of one": f"FROM diff_revisions({REVISED})",
    "diff_revisions, of a changed file": f"FROM diff_revisions({CHANGED})",
}


class Took(NamedTuple):
    """One answer: its rows, and the seconds of the clock and of all cores from opening the snapshot on."""

    what: str
    rows: int
    seconds: float
    cpu_seconds: float


def answers(warehouse: Warehouse, state: Path) -> Iterator[Took]:
    """Ask all there is to ask, each on a new connection; the index of words is made in the folder `state`."""
    asked = [
        (kind, question) for kind in ("reports", "checks", "invariants") for question in named_queries(kind).values()
    ]
    asked += [("macro", NamedQuery(name, name, query)) for name, query in MACROS.items()]
    for kind, question in asked:
        yield timed(f"{kind}: {question.name}", lambda q=question: _ask(warehouse, q))  # type: ignore[misc]
    yield timed("explain", lambda: _explain(warehouse))
    yield timed("index of words, made anew", lambda: update(state / FILE, warehouse, None, lambda _: None) or 0)
    for query in recipes():
        name = " ".join(query.split())[:60]
        yield timed(f"recipe: {name}", lambda q=query: _search(warehouse, q, state))  # type: ignore[misc]
    for name, words in SEARCHES.items():
        query = f"FROM search('{words}')"
        yield timed(f"search for {name}", lambda q=query: _search(warehouse, q, state))  # type: ignore[misc]
        count = query.replace("FROM", "SELECT count(*) FROM")
        yield timed(f"search for {name}, counted", lambda q=count: _search(warehouse, q, state))  # type: ignore[misc]
        yield timed(f"search for {name}, without the index", lambda q=query: _search(warehouse, q))  # type: ignore[misc]


def timed(what: str, do: Callable[[], int]) -> Took:
    """Do it once."""
    clock, cpu = time.perf_counter(), time.process_time()
    rows = do()
    return Took(what, rows, time.perf_counter() - clock, time.process_time() - cpu)


def recipes() -> list[str]:
    """The queries of the page of recipes."""
    return re.findall(r"```sql\n(.*?)```", RECIPES.read_text("utf-8"), re.DOTALL)


def _ask(warehouse: Warehouse, question: NamedQuery) -> int:
    with open_sandboxed(warehouse, compares=question.compares) as database:
        bind(database, question, {})
        return _count(database, question.sql)


def _search(warehouse: Warehouse, query: str, state: Path | None = None) -> int:
    with open_sandboxed(warehouse) as database:
        if state:
            use_index(database, warehouse, None, state, lambda _: None)
        return _count(database, query)


def _count(database: duckdb.DuckDBPyConnection, query: str) -> int:
    return len(database.execute(query).fetchall())


def _explain(warehouse: Warehouse) -> int:
    with open_sandboxed(warehouse) as database:
        (one,) = database.execute("SELECT min(doc_id) FROM articles").fetchone() or (None,)
        return len(explanation(database, find_document(database, one)).edits) if one else 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warehouse", help="root of a warehouse, an empty one or one of any size")
    with tempfile.TemporaryDirectory(prefix="copydesk-answers-") as state:
        print("| | rows | s | CPU s |\n|---|--:|--:|--:|")
        for took in answers(Warehouse(parser.parse_args().warehouse), Path(state)):
            print(f"| {took.what} | {took.rows:,} | {took.seconds:.2f} | {took.cpu_seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
