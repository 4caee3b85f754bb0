"""Ten questions have the same answers in the warehouse and, by tools that know nothing of it, in its exports."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.foreign_answers import SQL
from tests.test_pages import newsroom
from warehouse import Warehouse
from warehouse.export import export

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("foreign_answers.py")
READERS = [
    ("duckdb", "parquet"),
    ("duckdb", "csv"),
    ("polars", "parquet"),
    ("polars", "csv"),
    ("pandas", "parquet"),
    ("pandas", "csv"),
    ("deltalake", "delta"),
]


@pytest.fixture(scope="module")
def samples() -> Iterator[Warehouse]:
    with newsroom() as place:
        yield Warehouse(place / "data")


@pytest.mark.parametrize(("tool", "form"), READERS)
def test_the_answers_are_the_same(tool: str, form: str, samples: Warehouse, tmp_path: Path) -> None:
    if not find_spec(tool) or (tool == "deltalake" and not find_spec("pandas")):
        pytest.skip(f"{tool} is not installed")
    export(samples, tmp_path / "out", form)
    with samples.connect() as database:
        asked = {name: database.execute(query.format(codes="codes")).fetchall() for name, query in SQL.items()}
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, tool, form, tmp_path / "out"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {name: [list(row) for row in rows] for name, rows in asked.items()}
    assert asked["articles"] == [(11,)]
