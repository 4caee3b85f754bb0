"""Damage to each kind of file, and a repair: what was lost is named, nothing else differs, and `verify` is clean."""

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from tests.flows.conftest import Newsroom
from tests.flows.packing import zipped
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.snapshot import manifest_key
from warehouse.upkeep import verify

STORY = "Suva (AFP) – The council voted on Monday to to widen harbour number {} . Work begins in the spring.\n"
RELATIONS = ("documents", "articles", "edits", "facts", "paragraphs", "rules", "readers", "current_documents")
HISTORY = ("arrivals", "rejects", "runs", "corrections", "grades")
KINDS = ("documents", "articles", "edits", "facts", "paragraphs", "arrivals", "rejects", "runs", "corrections", "grades")
Answers = dict[str, list[tuple[Any, ...]]]
Harm = Callable[[Path], object]
Copydesk = Callable[[str], tuple[int, str, str]]


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
    """Three runs with texts of several encodings, a bundle, rejects, a correction and a grade."""
    room = Newsroom(tmp_path_factory.mktemp("made"))
    room.seeds.mkdir()
    room.drop(a=STORY.format(1), b=STORY.format(2), c="Zürich – Kein Wort, für niemanden.\n".encode("cp1252"), empty=b"")
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
    room.drop(e=STORY.format(5), also_e=STORY.format(5))
    room.run(upkeep_seconds=0)
    return room


def copydesk(room: Newsroom, words: str) -> int:
    seeds = f"--seeds {room.seeds}" if words.split()[0] in {"run", "correct", "repair"} else ""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "argv", ["copydesk", *words.split(), *seeds.split(), "--warehouse", str(room.root)])
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


def assert_repaired(room: Newsroom, table: str, harm: Harm, capsys: pytest.CaptureFixture[str]) -> None:
    before, history = answers(room.root), answers(room.root, HISTORY)
    assert harm_all(room, table, harm)
    assert verify(room.warehouse)
    number = room.number
    capsys.readouterr()
    code = copydesk(room, "repair")
    said = capsys.readouterr().err
    assert verify(room.warehouse) == []
    now = answers(room.root)
    if table == "documents":  # contents that no file has any more
        gone = set(before["documents"]) - set(now["documents"])
        assert len(gone) == 2
        assert all(f"text {row[0]} " in said for row in gone)
        before["documents"] = [row for row in before["documents"] if row not in gone]
    assert now == before
    kept = answers(room.root, HISTORY)
    if table in HISTORY:
        assert f"{len(history[table]):,} rows of {table}" in said
    for name in HISTORY:
        assert name == table or {*map(repr, kept[name])} >= {*map(repr, history[name])}
    assert code == 3  # no older snapshot can be shown any more
    assert room.values("SELECT kind FROM runs WHERE kind = 'repair'") == ["repair"]
    assert copydesk(room, "repair") == 0
    assert room.number == number + 1 + (table == "corrections")


@pytest.mark.parametrize(("table", "harm"), [("documents", remove), ("edits", flip), ("arrivals", cut)])
def test_damage_to_a_table_is_repaired(
    table: str, harm: Harm, room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_repaired(room, table, harm, capsys)


@pytest.mark.prove
@pytest.mark.parametrize("table", [*KINDS, "rules", "readers", "_retired"])
@pytest.mark.parametrize("harm", [remove, flip, cut])
def test_damage_to_any_table_is_repaired(
    table: str, harm: Harm, room: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_repaired(room, table, harm, capsys)
