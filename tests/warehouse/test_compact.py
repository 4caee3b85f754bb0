"""Compaction changes files, never rows."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from toy_desk import Desk, Rows, as_it_lies, columns, digest, rewrite

from schemas import TABLES, Lifetime
from warehouse import Snapshot, Warehouse
from warehouse.catalog import open_memory
from warehouse.compact import DEFAULT, THOROUGH, Thresholds, compact
from warehouse.rollback import rollback
from warehouse.verify import verify

pytestmark = pytest.mark.slow

GROWING = [name for name, table in TABLES.items() if table.lifetime in {Lifetime.DOCUMENT, Lifetime.HISTORY}]


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


def contents(warehouse: Warehouse) -> dict[str, list[tuple[object, ...]]]:
    with warehouse.connect() as database:
        return {
            name: database.execute(f"SELECT * FROM stored.{name} ORDER BY ALL").fetchall()
            for name in [*GROWING, "rules", "readers"]
        }


def made(snapshot: Snapshot | None) -> Snapshot:
    assert snapshot is not None
    return snapshot


def busy(desk: Desk) -> None:
    """Bring files, change some, remove some."""
    for number in range(6):
        desk.take({f"f{number}": f"teh first {number}", "same": f"teh {number} [ad] and teh {number}"})
    desk.take({"f1": None, "f2": "teh other", "f3": "teh first 3 ??"})


def test_what_cannot_be_sorted_in_little_memory_is_sorted_in_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.compact.SORTING_MEMORY", ("1KB", "80%"))
    busy(desk)
    before = contents(desk.warehouse)
    made(compact(desk.warehouse, due=THOROUGH))
    assert contents(desk.warehouse) == before


class Explained:
    """A database that notes the plan of each relation it makes."""

    def __init__(self, database: duckdb.DuckDBPyConnection, plans: list[str]) -> None:
        self._database, self._plans = database, plans

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        self._plans.append(self._database.sql(f"EXPLAIN {query}").fetchall()[0][1])
        return self._database.sql(query)


def test_no_join_holds_the_rows_of_the_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    monkeypatch.setattr("warehouse.compact.open_memory", lambda root: Explained(open_memory(root), plans))
    busy(desk)
    made(compact(desk.warehouse, due=THOROUGH))
    joins = re.findall(r"Join Type: (\w+)", "".join(plans))
    assert set(joins) == {"ANTI", "SEMI"}


def test_the_rows_stay_and_the_dead_ones_go(desk: Desk) -> None:
    busy(desk)
    before = contents(desk.warehouse)
    after = made(compact(desk.warehouse, due=THOROUGH))
    assert contents(desk.warehouse) == before
    assert after.kind == "compact"
    assert after.retired == ()
    assert {name: len(files) for name, files in after.files.items()} == dict.fromkeys(after.files, 1)
    for name in ("articles", "edits"):
        assert after.of(name)[0].rows == len(before[name])
    assert verify(desk.warehouse) == []
    assert compact(desk.warehouse, due=THOROUGH) is None


def test_later_commits_retire_compacted_rows(desk: Desk, rows: Rows) -> None:
    busy(desk)
    compact(desk.warehouse, due=THOROUGH)
    desk.take({"f0": "teh changed", "f4": None})
    assert rows(desk.warehouse, "SELECT count(*) FROM articles") == [(5,)]
    assert verify(desk.warehouse) == []
    desk.take({"f0": "teh first 0"})
    before = contents(desk.warehouse)
    made(compact(desk.warehouse, due=THOROUGH))
    assert contents(desk.warehouse) == before
    assert verify(desk.warehouse) == []


def test_nothing_is_done_where_nothing_is_due(desk: Desk) -> None:
    assert compact(desk.warehouse, due=THOROUGH) is None
    busy(desk)
    head = desk.warehouse.head()
    assert compact(desk.warehouse) is None
    assert desk.warehouse.head() == head


def test_many_small_files_are_due(desk: Desk) -> None:
    for number in range(DEFAULT.files):
        desk.take({str(number): f"teh {number}"})
    assert compact(desk.warehouse) is None
    desk.take({"one": "teh more"})
    assert {len(files) for files in made(compact(desk.warehouse)).files.values()} == {1}


def test_dead_rows_are_due_where_they_are_many(desk: Desk) -> None:
    desk.take({str(number): f"teh {number}" for number in range(20)})
    desk.take({str(number): f"teh new {number}" for number in range(6)})
    due = Thresholds(dead_rows=5, dead_share=0.2)
    old, new = made(desk.warehouse.head()).of("articles")
    assert compact(desk.warehouse, due=due._replace(dead_rows=6)) is None
    after = made(compact(desk.warehouse, due=due))
    assert after.of("articles")[0] == new
    assert after.of("articles")[1].rows == old.rows - 6
    assert after.retired == ()
    assert verify(desk.warehouse) == []


def test_a_retired_version_stays_named_while_any_table_holds_it(desk: Desk) -> None:
    desk.take({"a": "teh a " * 50, "b": "teh b"})
    desk.take({"a": None})
    due = Thresholds(dead_rows=0, dead_share=0.0)
    once = made(compact(desk.warehouse, 0.0, due))
    assert [file.rows for name in ("articles", "edits") for file in once.of(name)] == [1, 51]
    assert [file.rows for file in once.retired] == [1]
    assert verify(desk.warehouse) == []
    twice = made(compact(desk.warehouse, 0.0, due))
    assert [file.rows for file in twice.of("edits")] == [1]
    assert twice.retired == ()
    assert verify(desk.warehouse) == []


def test_the_budget_ends_it_after_the_first_merge(desk: Desk) -> None:
    busy(desk)
    before = contents(desk.warehouse)
    files = dict(made(desk.warehouse.head()).files)
    after = made(compact(desk.warehouse, 0.0, THOROUGH))
    assert sum(after.of(name) != held for name, held in files.items()) == 1
    assert contents(desk.warehouse) == before


def test_rows_are_sorted_by_date_then_key(desk: Desk, root: Path) -> None:
    busy(desk)
    (file,) = made(compact(desk.warehouse, due=THOROUGH)).of("edits")
    keys = list(zip(*pq.read_table(root / file.path, columns=["doc_id", "edit"]).to_pydict().values(), strict=True))
    assert keys == sorted(keys)


def test_history_rows_come_with_it(desk: Desk, rows: Rows) -> None:
    busy(desk)
    given = columns("runs", [{"run_id": "r1", "kind": "compact", "status": "done"}])
    del given["_snapshot"]
    after = made(compact(desk.warehouse, due=THOROUGH, rows={"runs": given}))
    assert rows(desk.warehouse, "SELECT kind, snapshot FROM runs") == [("compact", after.number)]


def test_columns_that_came_and_went_are_kept(desk: Desk, root: Path, rows: Rows) -> None:
    desk.take({"a": "teh first", "b": "teh second"})
    (file,) = made(desk.warehouse.head()).of("edits")
    older = pq.read_table(root / file.path).drop_columns(["message"]).append_column("foreign", pa.array(["x", "y"]))
    pq.write_table(older, root / file.path)
    rewrite(
        root,
        1,
        lambda s: replace(
            s,
            files={**s.files, "edits": (as_it_lies(root, file),)},
            columns={**s.columns, "edits": {"foreign": "VARCHAR", **s.columns["edits"]}},
        ),
    )
    desk.take({"c": "teh third"})
    after = made(compact(desk.warehouse, due=THOROUGH))
    assert after.columns["edits"]["foreign"] == "VARCHAR"
    found = pq.read_table(root / after.of("edits")[0].path, columns=["foreign", "message"]).to_pydict()
    assert sorted(found["foreign"], key=str) == [None, "x", "y"]
    assert found["message"] == [None] * 3


Rival = Callable[[Desk], object]


def raced(desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch, rival: Rival) -> Snapshot | None:
    """Compact, while a rival gets in between the merge and the commit."""
    extend = desk.warehouse.extend

    def late(*given: object, **named: object) -> object:
        monkeypatch.undo()
        monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)
        rival(Desk(Warehouse(root)))
        return extend(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.warehouse, "extend", late)
    return compact(desk.warehouse, due=THOROUGH)


def test_a_rivals_commit_is_kept(desk: Desk, root: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(desk)
    after = made(raced(desk, root, monkeypatch, lambda rival: rival.take({"f0": None, "f5": "teh rival's"})))
    assert [file.rows for file in after.retired] == [2]
    assert rows(desk.warehouse, "SELECT uri FROM current_documents ORDER BY uri") == [
        ("f2",),
        ("f3",),
        ("f4",),
        ("f5",),
        ("same",),
    ]
    assert rows(desk.warehouse, f"SELECT count(*) FROM articles WHERE doc_id = '{digest('teh first 0')}'") == [(0,)]
    assert verify(desk.warehouse) == []


@pytest.mark.parametrize(
    "rival",
    [lambda rival: compact(rival.warehouse, due=THOROUGH), lambda rival: rollback(rival.warehouse, 2)],
    ids=["compaction", "rollback"],
)
def test_a_rival_that_takes_our_files_away_wins(
    desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch, rival: Rival
) -> None:
    busy(desk)
    assert raced(desk, root, monkeypatch, rival) is None
    assert len(desk.warehouse.numbers()) == 8
    assert verify(desk.warehouse) == []


def test_a_rollback_that_revives_dead_rows_stops_it(
    desk: Desk, root: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take({"a": "teh one", "b": "teh two"})
    desk.take({"c": "teh three"})
    removed = desk.take({"a": None})
    assert removed.of("articles") == made(desk.warehouse.head()).of("articles")
    assert raced(desk, root, monkeypatch, lambda rival: rollback(rival.warehouse, 2)) is None
    assert rows(desk.warehouse, "SELECT count(*) FROM articles") == [(3,)]
    assert verify(desk.warehouse) == []
