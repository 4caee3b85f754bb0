"""A file system that is really full, and one that is really read-only: one line that names the file, and a way on."""

import subprocess
import sys
from collections.abc import Iterator

import duckdb
import pytest

from flows.cli import main
from tests.flows.conftest import Newsroom
from warehouse.upkeep import verify

pytestmark = pytest.mark.slow

STORY = "The council voted on Monday to widen the old harbour . Work begins in the spring. Part {}.\n\n"
COUNT = "SELECT count(*) FROM articles"
ROOM = 3 << 20


@pytest.fixture
def small(newsroom: Newsroom) -> Iterator[Newsroom]:
    """A newsroom whose warehouse lies on a file system of three megabytes."""
    newsroom.root.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "copydesk", str(newsroom.root)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield newsroom
    finally:
        subprocess.run(["umount", str(newsroom.root)], check=True)


def run(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> int:
    words = ["run", "--direct", "--seeds", str(room.seeds), "--warehouse", str(room.root)]
    monkeypatch.setattr(sys, "argv", ["copydesk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def counts(room: Newsroom) -> set[int]:
    """Articles that the newest manifest shows, and the published catalog."""
    with duckdb.connect(room.root / "warehouse.duckdb", read_only=True) as database:
        return {int(room.values(COUNT)[0]), int(database.execute(COUNT).fetchall()[0][0])}


def test_a_full_disk(small: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    small.drop(first=STORY.format(0))
    assert run(small, monkeypatch) == 0
    ballast = small.root / "ballast"
    small.drop(second="".join(STORY.format(part) for part in range(2_000)))
    free = 200_000
    failures = 0
    while True:
        ballast.write_bytes(b"")
        taken = sum(path.stat().st_blocks * 512 for path in small.root.rglob("*"))
        ballast.write_bytes(bytes(ROOM - taken - free))
        capsys.readouterr()
        if run(small, monkeypatch) == 0:
            break
        failures += 1
        said = capsys.readouterr().err
        assert "No space left on device" in said.splitlines()[-1], said
        assert f"{small.root}/" in said.splitlines()[-1], said
        assert counts(small) <= {1, 2}
        free += 100_000
    assert failures > 0
    ballast.unlink()
    assert run(small, monkeypatch) == 0
    assert counts(small) == {2}
    assert verify(small.warehouse) == []


def test_a_read_only_disk(small: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    small.drop(first=STORY.format(0))
    assert run(small, monkeypatch) == 0
    small.drop(second=STORY.format(1))
    subprocess.run(["mount", "-o", "remount,ro", str(small.root)], check=True)
    capsys.readouterr()
    assert run(small, monkeypatch) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert "Read-only file system" in said
    assert f"{small.root}/" in said
    assert counts(small) == {1}
    assert verify(small.warehouse) == []
    subprocess.run(["mount", "-o", "remount,rw", str(small.root)], check=True)
    assert run(small, monkeypatch) == 0
    assert counts(small) == {2}


def test_a_run_with_nothing_to_do_publishes_what_was_cut_short(newsroom: Newsroom) -> None:
    newsroom.drop(first=STORY.format(0))
    newsroom.run()
    published = newsroom.root / "warehouse.sql"
    text = published.read_bytes()
    published.write_bytes(b"-- of an older snapshot")
    newsroom.run()
    assert published.read_bytes() == text
    assert newsroom.number == 1
