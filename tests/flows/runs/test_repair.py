"""Damage to each kind of file, and a repair: what was lost is named, nothing else differs, and `verify` is clean."""

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli.app import main
from tests.flows.conftest import Newsroom
from tests.flows.packing import zipped
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.snapshot import manifest_key
from warehouse.verify import verify

STORY = "Suva (AFP) – The council voted on Monday to to widen harbour number {} . Work begins in the spring.\n"
LINKED = ("story_terms", "article_stories", "duplicates", "stories")
RELATIONS = ("documents", "articles", "edits", "facts", "paragraphs", "rules", "readers", "current_documents", *LINKED)
HISTORY = ("arrivals", "rejects", "runs", "corrections", "reviews", "grades")
KINDS = (
    "documents",
    "articles",
    "edits",
    "facts",
    "paragraphs",
    "arrivals",
    "rejects",
    "runs",
    "corrections",
    "reviews",
    "grades",
    "story_terms",
    "article_stories",
    "duplicates",
)
SEEDED = {"run", "correct", "review", "reprocess", "repair"}
Answers = dict[str, list[tuple[Any, ...]]]
Harm = Callable[[Path], object]


def remove(path: Path) -> None:
    path.unlink()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[random.Random(path.stat().st_size).randrange(len(data))] ^= 4
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Three runs with texts of several encodings, a bundle, rejects, a correction, a review and a grade."""
    room = Newsroom(tmp_path_factory.mktemp("made"))
    room.seeds.mkdir()
    room.drop(
        a=STORY.format(1), b=STORY.format(2), c="Zürich – Kein Wort, für niemanden.\n".encode("cp1252"), empty=b""
    )
    (room.seeds / "packed.zip").write_bytes(zipped([(f"{n}.txt", STORY.format(n).encode()) for n in range(10, 14)]))
    room.run(upkeep_seconds=0)
    room.drop(a=STORY.format(7), d=STORY.format(4))
    (room.seeds / "b.txt").unlink()
    room.run(upkeep_seconds=0, allow_removals=True)
    copydesk(room, "correct a.txt agency Reuters --by me")
    copydesk(room, "correct d.txt agency Reuters --by me")
    sheet = room.folder / "sheet.csv"
    copydesk(room, f"sample agency --out {sheet}")
    sheet.write_text(sheet.read_text("utf-8").replace('\n"",', '\n"y",'), "utf-8")
    copydesk(room, f"grade {sheet} --by me")
    rejected = room.folder / "edits.csv"
    copydesk(room, f"review --action fix --n 1 --out {rejected}")
    rejected.write_text(rejected.read_text("utf-8").replace('\n"",', '\n"reject",'), "utf-8")
    copydesk(room, f"review --take {rejected} --by me")
    copydesk(room, "reprocess --direct")
    room.drop(e=STORY.format(5), also_e=STORY.format(5))
    room.run(upkeep_seconds=0)
    return room


def copydesk(room: Newsroom, words: str) -> int:
    seeds = f"--seeds {room.seeds}" if words.split(maxsplit=1)[0] in SEEDED else ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["copydesk", *words.split(), *seeds.split(), "--warehouse", str(room.root)])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


@pytest.fixture
def room(made: Newsroom, newsroom: Newsroom) -> Newsroom:
    shutil.copytree(made.folder, newsroom.folder, dirs_exist_ok=True)
    newsroom.warehouse.publish()
    return newsroom


def answers(root: Path, names: tuple[str, ...] = RELATIONS) -> Answers:
    """All rows of relations, but for when a file was seen: an arrival that is made again has another time."""
    with Warehouse(root).connect() as database:
        found = {}
        for name in names:
            but = " EXCLUDE (seen_at)" if name == "current_documents" else ""
            found[name] = database.execute(f"SELECT *{but} FROM {name} ORDER BY ALL").fetchall()
        return found


def harm_all(room: Newsroom, table: str, harm: Harm) -> list[str]:
    head = room.warehouse.head()
    assert head is not None
    files = [file.path for file in (head.retired if table == "_retired" else head.of(table))]
    for path in files:
        harm(room.root / path)
    return files


def assert_repaired(room: Newsroom, table: str, harm: Harm, capfd: pytest.CaptureFixture[str]) -> None:
    before = answers(room.root, (*RELATIONS, *HISTORY))
    history = {name: before.pop(name) for name in HISTORY}
    assert harm_all(room, table, harm)
    assert verify(room.warehouse)
    number = room.number
    capfd.readouterr()
    code = copydesk(room, "repair")
    said = capfd.readouterr().err
    assert verify(room.warehouse) == []
    now = answers(room.root, (*RELATIONS, *HISTORY))
    kept = {name: now.pop(name) for name in HISTORY}
    if table == "documents":  # contents that no file has any more
        gone = set(before["documents"]) - set(now["documents"])
        assert len(gone) == 2
        assert all(f"text {row[0]} " in said for row in gone)
        before["documents"] = [row for row in before["documents"] if row not in gone]
    if table == "grades":  # what readers are worth is counted from them
        del now["readers"], before["readers"]
    assert now == before
    if table in HISTORY:
        assert f"{len(history[table]):,} rows of {table}" in said
    for name in HISTORY:
        assert name == table or {*map(repr, kept[name])} >= {*map(repr, history[name])}
    assert code == 3  # no older snapshot can be shown any more
    assert room.values("SELECT kind FROM runs WHERE kind = 'repair'") == ["repair"]
    assert copydesk(room, "repair") == 0
    assert room.number == number + 1 + (table in {"corrections", "reviews"})


@pytest.mark.slow
@pytest.mark.parametrize(("table", "harm"), [("documents", remove), ("edits", flip), ("arrivals", cut)])
def test_damage_to_a_table_is_repaired(
    table: str, harm: Harm, room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    assert_repaired(room, table, harm, capfd)


@pytest.mark.slow
@pytest.mark.parametrize("table", [*KINDS, "rules", "readers", "_retired"])
def test_a_table_whose_files_are_all_gone_is_repaired(
    table: str, room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    assert_repaired(room, table, remove, capfd)


@pytest.mark.slow
@pytest.mark.parametrize("harm", [remove, flip, pytest.param(cut, marks=pytest.mark.slow)])
def test_the_newest_manifest_is_put_back_as_it_was(
    harm: Harm, room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    before, number = answers(room.root, (*RELATIONS, "arrivals", "rejects", "corrections", "grades")), room.number
    manifest = room.root / manifest_key(number)
    data = manifest.read_bytes()
    harm(manifest)
    for words in ("run --direct", "rollback 1" if harm != remove else "run --direct"):
        capfd.readouterr()
        assert copydesk(room, words) == 1
        (said,) = capfd.readouterr().err.splitlines()
        assert "is damaged" in said
        assert said.endswith("`copydesk repair` repairs the warehouse")
    (answer,) = verify(room.warehouse)
    assert manifest_key(number) in answer.rows["path"].to_pylist()
    assert copydesk(room, "repair") == 0
    assert manifest.read_bytes() == data
    assert answers(room.root, tuple(before)) == before
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_without_a_copy_the_snapshot_before_is_gone_on_from(room: Newsroom, capfd: pytest.CaptureFixture[str]) -> None:
    before, number = answers(room.root), room.number
    flip(room.root / manifest_key(number))
    (room.root / "warehouse.sql").write_bytes(b"-- nothing")
    assert copydesk(room, "repair") == 3
    assert f"snapshot {number}, the newest, replaced by {number - 1}" in capfd.readouterr().err
    assert verify(room.warehouse) == []
    assert room.number == number + 1
    assert copydesk(room, "run --direct") == 0
    assert answers(room.root) == before
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_a_loss_is_named_once_and_what_is_made_again_is_named(
    room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    lost = []
    for table, words in (("rules", "Rebuilt: rules."), ("edits", " documents, cleaned")):
        harm_all(room, table, remove)
        assert copydesk(room, "repair") == 3
        said = capfd.readouterr()
        assert words in said.out
        lost.append([int(line.split()[1].rstrip(":")) for line in said.err.splitlines()[1:]])
    number, head = room.number, room.warehouse.head()
    assert head is not None
    assert head.parent == number - 1
    assert number - 1 in lost[1]
    assert not set(lost[0]) & set(lost[1])
    flip(room.root / manifest_key(number - 2))
    assert copydesk(room, "repair") == 3
    said = capfd.readouterr()
    assert f"damaged: {manifest_key(number - 2)}: its checksum does not match" in said.out
    assert said.err.splitlines()[1:] == [f"  snapshot {number - 2}: its manifest"]
    assert copydesk(room, "repair") == 0


@pytest.mark.slow
@pytest.mark.parametrize("harm", [remove, flip])
def test_an_older_manifest_is_named_and_the_others_stay(
    harm: Harm, room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    before, number = answers(room.root), room.number
    harm(room.root / manifest_key(2))
    capfd.readouterr()
    assert copydesk(room, "repair") == 3
    assert "snapshot 2: its manifest" in capfd.readouterr().err
    assert answers(room.root) == before
    assert room.warehouse.numbers() == list(range(1, number + 2))
    assert copydesk(room, "verify --at 1") == 0
    capfd.readouterr()
    assert copydesk(room, "sql --at 2 FROM(articles)") == 2
    assert "this snapshot was lost" in capfd.readouterr().err
    assert verify(room.warehouse) == []
    assert copydesk(room, "repair") == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["warehouse.duckdb", "warehouse.sql", "FORMAT.md"])
@pytest.mark.parametrize("harm", [remove, flip, cut])
def test_a_published_file_is_published_again(harm: Harm, name: str, room: Newsroom) -> None:
    data, number = (room.root / "FORMAT.md").read_bytes(), room.number
    harm(room.root / name)
    assert verify(room.warehouse)
    assert copydesk(room, "repair") == 0
    assert (room.number, (room.root / "FORMAT.md").read_bytes()) == (number, data)
    room.warehouse.publish()
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_a_dry_run_says_the_same_and_writes_nothing(room: Newsroom, capfd: pytest.CaptureFixture[str]) -> None:
    harm_all(room, "documents", remove)
    harm_all(room, "facts", flip)
    files = room.files()
    capfd.readouterr()
    assert copydesk(room, "repair --dry-run") == 3
    would = capfd.readouterr()
    assert room.files() == files
    assert copydesk(room, "repair") == 3
    done = capfd.readouterr()
    assert "Nothing was written." in would.err
    assert would.err.splitlines()[1:] == done.err.splitlines()[1:]
    assert set(would.out.splitlines()) < set(done.out.splitlines())


@pytest.mark.slow
def test_a_run_that_meets_damage_says_repair_and_changes_nothing(
    room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    room.drop(new=STORY.format(99))
    harm_all(room, "arrivals", flip)
    for _ in range(2):
        files = room.files()
        capfd.readouterr()
        assert copydesk(room, "run --direct") == 1
        (said,) = capfd.readouterr().err.splitlines()
        assert "`copydesk repair`" in said
        assert room.files() == files
    assert copydesk(room, "repair") == 3
    assert copydesk(room, "run --direct") == 0
    assert "new.txt" in room.values("SELECT uri FROM current_documents")
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_an_older_snapshot_that_has_damaged_files_is_not_shown_any_more(
    room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    harm_all(room, "facts", flip)
    number = room.number
    copydesk(room, "repair")
    capfd.readouterr()
    for words in (f"sql --at {number} FROM(articles)", f"rollback {number}"):
        assert copydesk(room, words) == 2
        assert f"snapshot {number} cannot be shown any more" in capfd.readouterr().err


@pytest.mark.slow
def test_what_everything_lost_at_once_leaves_of_a_warehouse(room: Newsroom) -> None:
    before = answers(room.root)
    for table in (*KINDS, "rules", "readers", "_retired"):
        harm_all(room, table, remove)
    assert copydesk(room, "repair") == 3
    assert verify(room.warehouse) == []
    assert copydesk(room, "run --direct") == 0
    assert copydesk(room, "reprocess --direct") == 0  # decisions on edits came back from seeds/reviews.csv
    now = answers(room.root, ("current_documents", "edits", "paragraphs", "rules"))
    assert now == {name: before[name] for name in now}
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_a_compacted_warehouse_is_repaired_too(room: Newsroom) -> None:
    before = answers(room.root)
    compact(room.warehouse, due=THOROUGH)
    harm_all(room, "paragraphs", flip)
    harm_all(room, "articles", remove)
    assert copydesk(room, "repair") == 3
    assert answers(room.root) == before
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_texts_come_back_from_the_articles_where_seeds_is_not_there(room: Newsroom) -> None:
    before = answers(room.root, ("articles", "edits"))
    texts = room.rows("SELECT d.* FROM documents d SEMI JOIN articles USING (doc_id) ORDER BY ALL")
    harm_all(room, "documents", remove)
    for path in room.seeds.iterdir():
        path.unlink()
    assert copydesk(room, "repair") == 3
    assert answers(room.root, ("articles", "edits")) == before
    assert room.rows("SELECT * FROM documents ORDER BY ALL") == texts


@pytest.mark.slow
def test_a_document_that_is_nowhere_any_more_is_named_and_leaves(
    room: Newsroom, capfd: pytest.CaptureFixture[str]
) -> None:
    harm_all(room, "documents", remove)
    harm_all(room, "edits", remove)
    (room.seeds / "d.txt").unlink()
    capfd.readouterr()
    assert copydesk(room, "repair") == 3
    assert " d.txt: no file has it now" in capfd.readouterr().err
    assert room.values("SELECT status FROM arrivals WHERE uri = 'd.txt' ORDER BY seen_at") == ["added", "removed"]
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_files_of_another_collection_are_named_and_come_back(room: Newsroom, capfd: pytest.CaptureFixture[str]) -> None:
    before = answers(room.root)
    other = room.folder / "other"
    other.mkdir()
    (other / "far.txt").write_text(STORY.format(77))
    room.run(seeds=other, upkeep_seconds=0)
    both = answers(room.root)
    harm_all(room, "arrivals", remove)
    assert copydesk(room, "repair --allow-removals") == 3
    assert "its file is unknown; a run over its seeds loads it again" in capfd.readouterr().err
    assert answers(room.root, ("articles", "current_documents")).items() <= before.items()
    room.run(seeds=other, upkeep_seconds=0)
    assert answers(room.root) == both
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_an_unmounted_seeds_takes_nothing_away(room: Newsroom, capfd: pytest.CaptureFixture[str]) -> None:
    harm_all(room, "arrivals", remove)
    room.seeds.rename(room.folder / "away")
    room.seeds.mkdir()
    number = room.number
    capfd.readouterr()
    assert copydesk(room, "repair") == 2
    (said,) = capfd.readouterr().err.splitlines()
    assert "documents would be removed" in said
    assert room.number == number
    room.seeds.rmdir()
    assert copydesk(room, "repair") == 2
    (room.folder / "away").rename(room.seeds)
    assert copydesk(room, "repair") == 3
    assert verify(room.warehouse) == []


def test_a_folder_that_is_no_warehouse_cannot_be_repaired(newsroom: Newsroom) -> None:
    newsroom.root.mkdir()
    assert copydesk(newsroom, "repair") == 2
