"""Every .sql file runs, on an empty and on a small warehouse."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk

from warehouse import Warehouse
from warehouse.named_queries import NamedQuery, named_queries, run_query, violations
from warehouse.sandbox import open_sandboxed

ALL = [(folder, name) for folder in ("reports", "checks", "invariants") for name in named_queries(folder)]


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, list[duckdb.DuckDBPyConnection]]]:
    """An empty warehouse and a small one, each without and with an older snapshot beside it."""
    folder = tmp_path_factory.mktemp("questions")
    small = Desk(Warehouse(folder / "small"))
    small.take({"a": "teh one [ad] is??"})
    with ExitStack() as stack:
        yield {
            compares: [
                stack.enter_context(open_sandboxed(warehouse, compares=compares))
                for warehouse in (Warehouse(folder / "empty"), small.warehouse)
            ]
            for compares in (False, True)
        }


@pytest.mark.parametrize(("folder", "name"), ALL)
def test_each_runs(folder: str, name: str, databases: dict[bool, list[duckdb.DuckDBPyConnection]]) -> None:
    question = named_queries(folder)[name]
    empty, small = databases[question.compares]
    assert run_query(empty, question).rows.num_rows == 0
    answer = run_query(small, question)
    assert answer.title
    assert answer.rows.num_columns


def test_the_three_reports(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    with desk.warehouse.connect() as database:
        (agency,) = run_query(database, named_queries("reports")["agencies"]).rows.to_pylist()
    assert (agency["agency"], agency["article_count"], agency["share_with_byline"]) == (None, 2, 0.0)


def test_a_limit_bounds_the_answer(root: Path) -> None:
    many = NamedQuery("many", "Many rows", "SELECT * FROM range(10)")
    with Warehouse(root).connect() as database:
        assert run_query(database, many, 3).rows.num_rows == 3
        assert [
            a.name for a in violations(database, [many, NamedQuery("none", "No rows", "SELECT 1 WHERE false")], 3)
        ] == ["many"]
