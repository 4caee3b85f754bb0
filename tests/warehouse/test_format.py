"""The format as FORMAT.md tells it: a reader that imports nothing of ours, and a warehouse that was stored long ago."""

import tarfile
from pathlib import Path

import pytest
from toy_desk import Desk, Rows, columns, digest

from schemas import TABLES, Lifetime
from tests import foreign_reader
from warehouse import Change, Warehouse, new_commit_id
from warehouse.compact import THOROUGH, compact
from warehouse.rollback import rollback
from warehouse.verify import verify

pytestmark = pytest.mark.slow

STORED = Path(__file__).with_name("format_1.tar.xz")
# What the relation shows of these is what is stored, and not what people decided or what was counted since.
PLAIN = ("documents", "edits", "quotes", "mentions", "rules", "duplicates", "story_merges", "rejects")


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


def lived_in(desk: Desk) -> None:
    """Bring files, change and remove some, merge files, go back, and go on."""
    desk.take({"a": "teh one [ad]", "b": "teh two ??", "c": "teh same", "d": "teh same"})
    desk.take({"a": "teh new", "c": None})
    batch = TABLES["rules"].batch(columns("rules", [{"code": "X001", "examples": ["a → b"]}]))
    ran = columns("runs", [{"run_id": "r1", "status": "step", "stage_seconds": [("scan", 0.5)]}])
    del ran["_snapshot"]
    desk.warehouse.commit(Change(new_commit_id(), "rules", "ingest", whole={"rules": batch}, rows={"runs": ran}))
    compact(desk.warehouse, due=THOROUGH)
    desk.take({"b": None, "e": "teh three"})
    rollback(desk.warehouse, 4)
    desk.take({"f": "teh four"})


def assert_same(root: Path, number: int | None = None) -> None:
    """The views show what the foreign reader finds."""
    with Warehouse(root).connect(number) as database:
        tables = foreign_reader.manifest(root, number)["tables"]
        for name in (name for name in PLAIN if name in tables):  # an older warehouse lacks some, and columns of others
            known = tables[name]["columns"]
            shown = [column.name for column in TABLES[name].shown if column.name in known]
            said = database.execute(f"SELECT {', '.join(shown)} FROM {name}").fetchall()
            assert sorted(foreign_reader.rows(root, name, shown, number), key=repr) == sorted(said, key=repr), name
        said = database.execute("SELECT doc_id, body FROM stored.articles").fetchall()
        assert sorted(foreign_reader.rows(root, "articles", ["doc_id", "body"], number)) == sorted(said)
        said = database.execute("SELECT collection, uri, doc_id FROM current_documents").fetchall()
        found = foreign_reader.rows(root, "arrivals", ["status", "collection", "uri", "doc_id"], number)
        assert sorted(row[1:] for row in found if row[0] != "removed") == sorted(said)
        said = database.execute("SELECT run_id, status, stage_seconds FROM runs").fetchall()
        assert foreign_reader.rows(root, "runs", ["run_id", "status", "stage_seconds"], number) == said


def test_a_foreign_reader_finds_the_same(desk: Desk, root: Path) -> None:
    lived_in(desk)
    for number in (*desk.warehouse.numbers(), None):
        assert_same(root, number)


def test_the_foreign_reader_is_short_and_foreign() -> None:
    text = Path(foreign_reader.__file__).read_text("utf-8")
    assert len(text.splitlines()) <= 40
    imports = {line.split()[1] for line in text.splitlines() if line.startswith(("import", "from"))}
    assert imports == {"json", "pathlib", "typing", "duckdb"}


def test_a_warehouse_of_format_1_is_read_and_written(tmp_path: Path, rows: Rows) -> None:
    with tarfile.open(STORED) as archive:
        archive.extractall(tmp_path, filter="data")
    warehouse = Warehouse(tmp_path)
    assert [s.kind for s in warehouse.snapshots()] == [
        "ingest",
        "ingest",
        "ingest",
        "compact",
        "ingest",
        "rollback",
        "ingest",
    ]
    files = [
        ("a", digest("teh new")),
        ("b", digest("teh two ??")),
        ("d", digest("teh same")),
        ("f", digest("teh four")),
    ]
    assert rows(warehouse, "SELECT uri, doc_id FROM current_documents ORDER BY uri") == files
    for number in warehouse.numbers():
        assert_same(tmp_path, number)
        assert verify(warehouse, number) == []
    Desk(warehouse).take({"a": "teh last", "d": None})
    compact(warehouse, due=THOROUGH)
    assert rows(warehouse, "SELECT uri, doc_id FROM current_documents ORDER BY uri") == [
        ("a", digest("teh last")),
        *files[1:2],
        files[3],
    ]
    assert verify(warehouse) == []


@pytest.mark.parametrize("lifetime", [Lifetime.DOCUMENT, Lifetime.HISTORY, Lifetime.WHOLE])
def test_format_md_names_every_table(lifetime: Lifetime) -> None:
    text = (Path(__file__).parents[2] / "warehouse/FORMAT.md").read_text("utf-8")
    assert [name for name, table in TABLES.items() if table.lifetime is lifetime and f"`{name}`" not in text] == []
