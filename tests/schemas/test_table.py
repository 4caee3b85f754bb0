"""A table takes the columns that it declares, whole and of their types, and nothing else."""

import re

import pyarrow as pa
import pytest

from schemas import TABLES, Lifetime, Table
from schemas.table import COMMIT, column

STATIONS = Table(
    "stations",
    "one tide station",
    ("name",),
    Lifetime.HISTORY,
    (
        column("name", pa.string(), "What it is called.", required=True),
        column("depth", pa.int32(), "Metres below the mark."),
        column("label", pa.string(), "Name and depth.", stored=False),
        column("_source", pa.string(), "Where it was read."),
    ),
)
GIVEN = {"name": ["Hook", "Quay"], "depth": [4, None], "_source": ["a", "b"]}


def test_a_batch_has_the_stored_columns_in_their_order_and_types() -> None:
    batch = STATIONS.batch(dict(reversed(GIVEN.items())))
    assert batch.schema.names == ["name", "depth", "_source"]
    assert batch.schema.field("depth").type == pa.int32()
    assert [field.nullable for field in batch.schema] == [False, True, True]
    assert batch.to_pylist()[1] == {"name": "Quay", "depth": None, "_source": "b"}
    assert STATIONS.batch({**GIVEN, "depth": pa.array([1, 2], pa.int32())})["depth"].to_pylist() == [1, 2]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**GIVEN, "dept": [1, 2]}, "missing columns [], unknown columns ['dept']"),
        ({**GIVEN, "label": ["a", "b"]}, "missing columns [], unknown columns ['label']"),
        ({"name": ["Hook"], "_source": ["a"]}, "missing columns ['depth'], unknown columns []"),
        ({**GIVEN, "name": ["Hook", None]}, "stations.name: 1 nulls in a required column"),
        ({**GIVEN, "name": pa.array(["Hook", None])}, "stations.name: 1 nulls in a required column"),
    ],
)
def test_a_batch_refuses_what_the_table_does_not_declare(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        STATIONS.batch(given)  # type: ignore[arg-type]


def test_a_view_shows_all_but_the_machinery() -> None:
    assert [c.name for c in STATIONS.shown] == ["name", "depth", "label"]


def test_rows_that_go_with_a_document_name_its_version() -> None:
    assert COMMIT not in STATIONS.stored
    for table in TABLES.values():
        assert (COMMIT in table.stored) == (table.lifetime is Lifetime.DOCUMENT or table.name == "documents")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_is_described(table: Table) -> None:
    names = [c.name for c in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    for c in table.columns:
        assert re.fullmatch("_?[a-z][a-z_]*", c.name)
        assert c.description.endswith((".", ")", "…")), c.name
    described = [field.metadata[b"description"].decode() for field in table.schema]
    assert described == [c.description for c in table.stored]
