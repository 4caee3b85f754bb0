"""What readers open, from their own processes."""

import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, python

from warehouse import Warehouse
from warehouse.publish import DATABASE, FORMAT, SCRIPT

pytestmark = pytest.mark.published
READ = """
import duckdb, sys
database = duckdb.connect(sys.argv[1], read_only=True)
print(database.execute("SELECT body FROM articles ORDER BY body").fetchall(), flush=True)
if sys.argv[2:]:
    sys.stdin.readline()
    print(database.execute("SELECT body FROM articles ORDER BY body").fetchall(), flush=True)
"""
SCRIPTED = """
import duckdb, sys
database = duckdb.connect(sys.argv[1], read_only=True) if sys.argv[1].endswith(".duckdb") else duckdb.connect()
if sys.argv[2:]:
    database.execute("SET VARIABLE warehouse_root = ?", [sys.argv[2]]).fetchall()
if sys.argv[1].endswith(".sql"):
    database.execute(open(sys.argv[1]).read()).fetchall()
print(database.execute("SELECT body, undo(doc_id) FROM articles").fetchall())
"""
COMMIT = """
import sys
from toy_desk import Desk, python
from warehouse import Warehouse
Desk(Warehouse(sys.argv[1])).take({"a": "teh second"})
"""


def run(code: str, *arguments: str | Path) -> str:
    command, environment = python(code, *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_reader_in_another_process(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    assert run(READ, root / DATABASE) == "[('the one',)]"
    assert run(SCRIPTED, root / SCRIPT) == "[('the one', 'teh one')]"
    assert "format_version" in (root / FORMAT).read_text("utf-8")


@pytest.mark.slow
def test_an_open_reader_keeps_its_snapshot_while_another_process_commits(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh first"})
    command, environment = python(READ, root / DATABASE, "wait")
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        try:
            assert reader.stdout.readline() == "[('the first',)]\n"
            with desk.warehouse.connect() as inside:
                run(COMMIT, root)
                assert inside.execute("SELECT body FROM articles").fetchall() == [("the first",)]
            assert run(READ, root / DATABASE) == "[('the second',)]"
            reader.stdin.write("again\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == "[('the first',)]\n"
        finally:
            reader.kill()


def test_a_moved_warehouse_opens(desk: Desk, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take({"a": "teh one"})
    moved = tmp_path / "moved ' to"
    shutil.move(root, moved)
    for name in (SCRIPT, DATABASE):
        assert run(SCRIPTED, moved / name, moved) == "[('the one', 'teh one')]"
    monkeypatch.chdir(moved)
    assert run(SCRIPTED, SCRIPT) == "[('the one', 'teh one')]"
    there = Desk(Warehouse(moved))
    with there.warehouse.connect() as database:
        assert database.execute("SELECT body FROM articles").fetchall() == [("the one",)]
    there.warehouse.publish()
    assert run(READ, moved / DATABASE) == "[('the one',)]"


def test_publishing_again_changes_nothing(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    before = [(root / name).stat().st_ino for name in (DATABASE, SCRIPT, FORMAT)]
    desk.warehouse.publish()
    assert [(root / name).stat().st_ino for name in (DATABASE, SCRIPT, FORMAT)] == before


def test_a_publisher_that_was_overtaken_in_a_bucket_publishes_the_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no lock: its last file may come after the rival's last, which then stands over an older catalog."""
    desk = Desk(Warehouse(f"memory:///{tmp_path.name}"))
    store = desk.warehouse.store
    put = store.put

    def slow(key: str, data: bytes) -> None:
        if key == DATABASE:
            monkeypatch.setattr(store, "put", put)
            desk.take({"a": "teh second"})
        put(key, data)

    monkeypatch.setattr(store, "put", slow)
    desk.take({"a": "teh first"})
    assert b"-- Snapshot 2 " in store.get(SCRIPT)
    (tmp_path / DATABASE).write_bytes(store.get(DATABASE))
    with duckdb.connect(tmp_path / DATABASE, read_only=True) as database:
        (views,) = database.execute(
            "SELECT sql FROM duckdb_views() WHERE schema_name = 'stored' AND view_name = 'articles'"
        ).fetchall()
    head = desk.warehouse.head()
    assert head is not None
    assert head.of("articles")[-1].path in views[0]


@pytest.mark.parametrize("name", [DATABASE, SCRIPT, FORMAT])
def test_a_file_that_was_deleted_is_put_back(desk: Desk, root: Path, name: str) -> None:
    desk.take({"a": "teh one"})
    (root / name).unlink()
    desk.warehouse.publish()
    assert (root / name).stat().st_size > 0


def test_a_catalog_can_be_attached_under_another_name(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    desk.take({"a": "teh two"})
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{root / DATABASE}' AS w (READ_ONLY)").fetchall()
        assert database.execute("SELECT body FROM w.articles").fetchall() == [("the two",)]
        database.execute("USE w").fetchall()
        assert database.execute("SELECT undo(doc_id) FROM articles").fetchall() == [("teh two",)]
