"""Every .sql file runs, on an empty and on a small warehouse."""

from pathlib import Path

import pytest
from toy_desk import Desk

from warehouse import Warehouse
from warehouse.questions import Question, ask, broken, questions
from warehouse.sandbox import open_sandboxed

ALL = [(folder, name) for folder in ("reports", "checks", "laws") for name in questions(folder)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    desk = Desk(Warehouse(tmp_path_factory.mktemp("small")))
    desk.take({"a": "teh one [ad] is??"})
    return desk.warehouse


@pytest.mark.parametrize(("folder", "name"), ALL)
def test_each_runs(folder: str, name: str, root: Path, small: Warehouse) -> None:
    question = questions(folder)[name]
    with open_sandboxed(Warehouse(root), compares=question.compares) as database:
        assert ask(database, question).rows.num_rows == 0
    with open_sandboxed(small, compares=question.compares) as database:
        answer = ask(database, question)
    assert answer.title
    assert answer.rows.num_columns


def test_the_three_reports(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    with desk.warehouse.connect() as database:
        (agency,) = ask(database, questions("reports")["agencies"]).rows.to_pylist()
    assert (agency["agency"], agency["article_count"], agency["share_with_byline"]) == (None, 2, 0.0)


def test_a_limit_bounds_the_answer(root: Path) -> None:
    many = Question("many", "Many rows", "SELECT * FROM range(10)")
    with Warehouse(root).connect() as database:
        assert ask(database, many, 3).rows.num_rows == 3
        assert [a.name for a in broken(database, [many, Question("none", "No rows", "SELECT 1 WHERE false")], 3)] == [
            "many"
        ]
