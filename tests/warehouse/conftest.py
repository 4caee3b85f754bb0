"""Fixtures: a root, a desk on it, and a way to query it."""

from pathlib import Path
from typing import Any

import pytest
from toy_desk import Desk, Rows

from warehouse import Warehouse


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(Warehouse(root))


@pytest.fixture
def rows() -> Rows:
    """Run one query on the newest snapshot, or on number `at`."""

    def run(warehouse: Warehouse, query: str, at: int | None = None) -> list[tuple[Any, ...]]:
        with warehouse.connect(at) as database:
            return database.execute(query).fetchall()

    return run
