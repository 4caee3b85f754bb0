"""The SQL of a snapshot: every relation, its columns and comments, and old files."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from toy_desk import Desk, Rows, digest

from schemas import TABLES, Lifetime
from schemas.sql_types import sql_type
from warehouse import Change, Warehouse, new_commit_id
from warehouse.catalog import columns_of, identifier, literal, queryable_names, script
from warehouse.snapshot import EMPTY


def test_an_empty_warehouse_has_every_relation(root: Path) -> None:
    with Warehouse(root).connect() as database:
        for name, table in TABLES.items():
            relation = database.sql(f"SELECT * FROM {name}")
            assert relation.columns == [column.name for column in table.shown]
            assert relation.fetchall() == []
    assert not root.exists()


def test_the_relations_are_stored_as_duckdb_1_5_knows_them() -> None:
    """DuckDB 2.0 keeps `if(…)` in a catalog as a call of a function that older ones lack."""
    assert re.findall(r"(?im)^(?!\s*--).*\bif\s*\(.*$", script(EMPTY, "/nowhere")) == []


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with Warehouse(tmp_path_factory.mktemp("empty")).connect() as database:
        yield database


@pytest.mark.parametrize("name", TABLES)
def test_types_are_those_of_the_schema(name: str, empty: duckdb.DuckDBPyConnection) -> None:
    shown = {row[0]: row[1] for row in empty.execute(f"DESCRIBE {name}").fetchall()}
    columns = ", ".join(f"{identifier(c.name)} {sql_type(c.type)}" for c in TABLES[name].shown)
    empty.execute(f"CREATE OR REPLACE TABLE expected ({columns})").fetchall()
    expected = {row[0]: row[1] for row in empty.execute("DESCRIBE expected").fetchall()}
    assert shown == expected


def test_every_relation_and_column_has_its_comment(root: Path) -> None:
    with Warehouse(root).connect() as database:
        query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'main'"
        said = {(table, column): comment for table, column, comment in database.execute(query).fetchall()}
        views = dict(
            database.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main'").fetchall()
        )
    for table in TABLES.values():
        assert views[table.name] == f"A row is {table.grain}."
        for column in table.shown:
            assert said[table.name, column.name] == column.description


def test_quoting() -> None:
    assert literal("it's") == "'it''s'"
    assert identifier('a"b') == '"a""b"'


def test_a_file_that_lacks_a_column_reads_null_there(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh first"})
    (file,) = desk.warehouse.head().of("edits")  # type: ignore[union-attr]
    path = root / file.path
    older = pq.read_table(path).drop_columns(["message", "codes"]).append_column("since_dropped", pa.array([1]))
    pq.write_table(older, path)
    desk.take({"b": "teh second teh"})
    query = "SELECT doc_id, count(codes), count(message) FROM edits GROUP BY ALL ORDER BY count(*)"
    assert rows(desk.warehouse, query) == [(digest("teh first"), 0, 0), (digest("teh second teh"), 2, 0)]


def test_lead_and_paragraph_text_are_stretches_of_the_body(desk: Desk, rows: Rows) -> None:
    from toy_desk import columns

    text = "e\u0301🗞 teh lead\nthen [ad]more"
    change = desk.change({"a": text})
    paragraphs: list[dict[str, object]] = [
        {"paragraph": 0, "_body_start": 0, "_body_stop": 12},
        {"paragraph": 1, "_body_start": 13, "_body_stop": 22},
        {"paragraph": 2, "_text": "Left it"},
    ]
    batch = TABLES["paragraphs"].batch(columns("paragraphs", paragraphs, doc_id=digest(text), _commit=change.commit_id))
    part = desk.warehouse.put(TABLES["paragraphs"], [batch], change.commit_id, "x")
    desk.warehouse.commit(
        Change(change.commit_id, change.run_key, "ingest", [*change.files, part], change.rows, base=change.base)
    )
    assert rows(desk.warehouse, "SELECT lead FROM articles") == [("e\u0301🗞 the lead",)]
    assert rows(desk.warehouse, "SELECT text FROM paragraphs ORDER BY paragraph") == [
        ("e\u0301🗞 the lead",),
        ("then more",),
        ("Left it",),
    ]


def test_whole_tables_about_documents_show_current_ones_only(desk: Desk, rows: Rows) -> None:
    desk.take({"a": "one", "b": "two"})
    table = TABLES["duplicates"]
    doc_ids = [digest("one"), digest("two")]
    batch = table.batch({"doc_id": doc_ids, "group_id": [doc_ids[0]] * 2, "similarity": [1.0, 0.9]})
    desk.warehouse.commit(Change(new_commit_id(), "link", "link", whole={"duplicates": batch}))
    pair = (min(doc_ids), max(doc_ids), doc_ids[0])
    assert rows(desk.warehouse, "SELECT * FROM duplicate_pairs()") == [pair]
    desk.take({"a": None})
    assert rows(desk.warehouse, "SELECT doc_id FROM duplicates") == [(doc_ids[1],)]


@pytest.mark.parametrize(
    "folder",
    [
        *["it's", 'say "x"', "two\nlines", "100%20", "news 🗞", "a=b", "glob[1]*?", "back\\slash", "-- x"],
        pytest.param('-- it\'s "x"\n100%20 🗞 a=b [1]*? \\', marks=pytest.mark.published),
    ],
)
def test_a_root_of_any_name(tmp_path: Path, folder: str, rows: Rows) -> None:
    desk = Desk(Warehouse(tmp_path / folder))
    desk.take({"a": "teh one"})
    desk.take({"a": "teh other", "b": "teh one"})
    assert rows(desk.warehouse, "SELECT count(*) FROM articles") == [(2,)]


def test_every_stored_type_has_a_name_in_sql() -> None:
    for table in TABLES.values():
        if table.lifetime is not Lifetime.VIEW:
            assert list(columns_of(table)) == table.schema.names


def test_the_vocabulary_is_what_a_query_can_name() -> None:
    assert {"articles", "dateline_on", "undo", "search", "evidence"} <= set(queryable_names())
