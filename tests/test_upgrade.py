"""What UPGRADE.md promises: a warehouse of an earlier version opens, is verified, takes files, is brought up to date.

`format_1_first.tar.xz` was written by the first commit that had `format_version` (1b5226d), by its own warehouse code
and its tests' small desk, from three invented texts; `format_1.tar.xz` by a later one, with all kinds of snapshots.
"""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from warehouse import Warehouse
from warehouse.snapshot import FORMAT_VERSION

pytestmark = pytest.mark.slow

STORED = Path(__file__).parent / "warehouse"
STORY = "OSLO, June 3 (AFP) - The ferry to the islands left on time .\n\nIt was full.\n"


def copydesk(root: Path, *words: str | Path) -> tuple[int, str]:
    """Give a command line; the exit code and what it said."""
    command = [sys.executable, "-m", "flows.cli", *map(str, words), "--warehouse", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def status(root: Path) -> dict[str, object]:
    code, said = copydesk(root, "status", "--format", "json")
    assert code == 0, said
    found: dict[str, object] = json.loads(said)
    return found


@pytest.mark.parametrize(("archive", "documents"), [("format_1_first", 3), ("format_1", 4)])
def test_a_warehouse_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path, archive: str, documents: int) -> None:
    root, inbox = tmp_path / "warehouse", tmp_path / "new"
    with tarfile.open(STORED / f"{archive}.tar.xz") as stored:
        stored.extractall(root, filter="data")
    older = Warehouse(root).numbers()
    inbox.mkdir()
    (inbox / "ferry-on-time.txt").write_text(STORY)

    assert copydesk(root, "verify")[0] == 0
    assert (status(root)["documents"], status(root)["stale"]) == (documents, documents)

    assert copydesk(root, "run", "--direct", "--seeds", inbox)[0] == 0
    assert (status(root)["documents"], status(root)["stale"]) == (documents + 1, documents)
    assert copydesk(root, "verify")[0] == 0

    assert f"{documents} documents were cleaned by older rules" in copydesk(root, "plan")[1]
    assert copydesk(root, "reprocess", "--direct")[0] == 0
    assert (status(root)["documents"], status(root)["stale"]) == (documents + 1, 0)
    assert copydesk(root, "verify")[0] == 0
    # What was there before stays, and is still read.
    assert Warehouse(root).numbers()[: len(older)] == older
    assert copydesk(root, "verify", "--at", str(older[0]))[0] == 0
    newest = sorted((root / "_snapshots").iterdir())[-1]
    assert json.loads(newest.read_bytes().partition(b"\n")[0])["format_version"] == FORMAT_VERSION


def test_software_that_is_older_than_the_warehouse_says_so_and_changes_nothing(tmp_path: Path) -> None:
    with tarfile.open(STORED / "format_1_first.tar.xz") as stored:
        stored.extractall(tmp_path, filter="data")
    manifest = tmp_path / "_snapshots" / "000000000002.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format_version":1', b'"format_version":99'))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    code, said = copydesk(tmp_path, "sql", "FROM articles")
    assert (code, len(said.splitlines())) == (1, 1)
    assert f"format_version 99; this copydesk reads up to {FORMAT_VERSION}" in said
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == before
