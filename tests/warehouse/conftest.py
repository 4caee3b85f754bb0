"""Fixtures: a root, a desk on it, and a way to query it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from toy_desk import Desk, Rows

from warehouse import Warehouse


@pytest.fixture(autouse=True)
def _unpublished(unpublished: None) -> None:
    """See there."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def desk(root: Path) -> Desk:
    return Desk(Warehouse(root))


@pytest.fixture
def rows() -> Rows:
    """Run one query on the newest snapshot, which stays open, or on number `at`."""

    @lru_cache(1)
    def newest(root: str, head: str) -> duckdb.DuckDBPyConnection:
        return Warehouse(root).connect()

    def run(warehouse: Warehouse, query: str, at: int | None = None) -> list[tuple[Any, ...]]:
        root = warehouse.store.root
        database = newest(root, str(warehouse.head())) if at is None else Warehouse(root).connect(at)
        return database.execute(query).fetchall()

    return run
