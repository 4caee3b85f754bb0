"""Hostile seeds: markup, terminal escapes, formulas and odd names, from the file to every way of printing it."""

import csv
import io
import json
import os
import re
import urllib.parse
from pathlib import Path

import pytest
from rich.console import Console

from flows.cli.explain import explain
from flows.cli.formats import write
from flows.cli.queries import execute
from flows.cli.sampling import drawn, write_sheet
from tests.flows.conftest import Newsroom
from warehouse.export import export
from warehouse.sampling import Draw
from warehouse.sandbox import open_sandboxed
from warehouse.verify import verify

STORY = "LISBON, May 6 (AFP) - The council voted on Monday to widen the old harbour. Work begins in spring.\n\n"
TEXTS = [
    "[red]not red[/red] <script>alert(1)</script> [link=https://example.org]x[/link]",
    "before \x1b[2J\x1b[H after",
    "before \x1b]0;owned\x07 after",
    "before \x9b31m after",
    "before \u202eerutuf\u202c \u2066x\u2069 after",
    "before \rowned after",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'); DROP VIEW articles; --",
    '"}, {"owned": true',
    'a","b"\n=1+1,2',
    "{{ 7 * 7 }} ${x} %s {0}",
    "one\u2028two\u2029three\x85four",
]
NAMES = [
    b"it's.txt",
    b'say "x".txt',
    b"two\nlines.txt",
    b"\x1b[2J.txt",
    b"100%41.txt",
    b"not utf-8 \xff\xfe.txt",
    b"=1+1.txt",
    b"-rf.txt",
    b"'; DROP VIEW articles; --.txt",
    b"[red]x.txt",
    b"{{ 7 * 7 }} %s.txt",
    "\u202etxt.exe.txt".encode(),
    "🗞.txt".encode(),
]
FORMULA = ("=", "+", "-", "@", "＝", "\t", "\r")


class Terminal(io.StringIO):
    """Standard output as a person's."""

    def isatty(self) -> bool:
        return True


def acts_on_a_terminal(text: str) -> list[str]:
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)  # the colours that rich gives a heading
    return [c for c in text if not c.isprintable() and c != "\n"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with every hostile text, each in a file of a hostile name."""
    room = Newsroom(tmp_path_factory.mktemp("hostile"))
    room.seeds.mkdir()
    for n, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True)):
        with open(os.path.join(os.fsencode(room.seeds), name), "wb") as file:
            file.write(f"{text}\n\n{STORY * 20}{text}\n".encode())
        room.drop(**{f"plain{n}": f"{STORY} {n}"})
    assert room.run() == 0
    return room


def test_all_of_it_is_taken_and_proven(hostile: Newsroom) -> None:
    assert hostile.values("SELECT count(*) FROM current_documents") == [2 * len(TEXTS)]
    assert verify(hostile.warehouse) == []


@pytest.mark.parametrize(("name", "hostile_text"), list(zip(NAMES, TEXTS, strict=True)))
def test_a_text_is_found_by_its_name_restored_and_shown_harmlessly(
    name: bytes, hostile_text: str, hostile: Newsroom
) -> None:
    query = "SELECT uri, text, undo(doc_id) FROM documents JOIN current_documents USING (doc_id)"
    ((uri, text, restored),) = [row for row in hostile.rows(query) if urllib.parse.unquote_to_bytes(row[0]) == name]
    assert hostile_text in text
    assert restored == text
    out = io.StringIO()
    explain(hostile.warehouse, uri, None, Console(file=out, width=150))
    assert acts_on_a_terminal(out.getvalue()) == []
    assert "wire: " in out.getvalue()
    assert "[red]" not in hostile_text or "[red]not red[/red]" in out.getvalue()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_no_format_lets_anything_act_on_a_terminal(form: str, hostile: Newsroom) -> None:
    out = Terminal()
    with open_sandboxed(hostile.warehouse) as database:
        write(execute(database, "SELECT uri, body, text FROM documents JOIN articles USING (doc_id)"), form, out)
    assert acts_on_a_terminal(out.getvalue()) == []


def test_json_in_a_file_is_exact(hostile: Newsroom) -> None:
    out = io.StringIO()
    with open_sandboxed(hostile.warehouse) as database:
        write(execute(database, "SELECT text FROM documents ORDER BY doc_id"), "json", out)
    expected = hostile.values("SELECT text FROM documents ORDER BY doc_id")
    assert [row["text"] for row in json.loads(out.getvalue())] == expected


def test_no_csv_has_a_live_formula(hostile: Newsroom, tmp_path: Path) -> None:
    export(hostile.warehouse, tmp_path / "out", "csv")
    write_sheet(drawn(hostile.warehouse, Draw("agency", 100)), tmp_path / "out" / "sheet.csv")
    out = io.StringIO()
    with open_sandboxed(hostile.warehouse) as database:
        write(execute(database, "SELECT uri, body FROM articles"), "csv", out)
    (tmp_path / "out" / "answer.csv").write_text(out.getvalue(), "utf-8", newline="")
    cells = 0
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                cells += len(row)
                live = [c for c in row if c.lstrip(" ").startswith(FORMULA) and not _is_number(c)]
                assert live == [], path.name
    assert cells > 1_000


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("form", ["parquet", "csv", "ninjs"])
def test_exports_of_hostile_seeds_are_whole(form: str, hostile: Newsroom, tmp_path: Path) -> None:
    export(hostile.warehouse, tmp_path / "out", form)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    (rows,) = [r["rowCount"] for r in package["resources"] if r["name"] == "articles"]
    assert [rows] == hostile.values("SELECT count(*) FROM articles")
