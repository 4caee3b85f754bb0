"""A file system that is really full, and one that is really read-only: one line that names the file, and a way on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial

import duckdb
import pytest

from flows.cli.app import main
from tests.flows.conftest import Newsroom
from warehouse.gc import collect_garbage
from warehouse.reserve import RESERVE
from warehouse.verify import verify

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
    return copydesk(f"run --direct --seeds {room.seeds}", room, monkeypatch)


def copydesk(words: str, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["copydesk", *words.split(), "--warehouse", str(room.root)])
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


@pytest.mark.parametrize(("has_reserve", "count"), [(True, 4), (False, 2)])
def test_garbage_is_collected_on_a_disk_without_one_free_byte(
    small: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], has_reserve: bool, count: int
) -> None:
    for part in range(count):
        small.drop(first="".join(STORY.format(number) for number in range(part, part + 1_000)))
        assert run(small, monkeypatch) == 0
    collect_garbage(small.warehouse, timedelta(0), keep_last=10)
    if not has_reserve:
        (small.root / RESERVE).unlink()
    with suppress(OSError), (small.root / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(512))
    with pytest.raises(OSError, match="No space left"):
        (small.root / "one more").write_bytes(bytes(4096))
    monkeypatch.setenv("COPYDESK_KEEP_SNAPSHOTS", "1")
    monkeypatch.setenv("COPYDESK_KEEP_DAYS", "0")
    monkeypatch.setattr("flows.runs.maintenance.collect_garbage", partial(collect_garbage, grace=timedelta(0)))
    capsys.readouterr()
    before = os.statvfs(small.root).f_bavail
    code = copydesk("gc", small, monkeypatch)
    said = capsys.readouterr()
    if has_reserve:
        assert (code, said.out[:24]) == (0, "Deleted 3 snapshots and "), said.err
    else:  # what was freed is less than the published files need
        assert (code, said.err[:53]) == (3, "copydesk: committed as snapshot 3, but not published "), said
    assert small.warehouse.numbers() == [count, count + 1]
    assert os.statvfs(small.root).f_bavail > before
    assert counts(small) == {1}
    (small.root / "ballast").unlink()
    assert run(small, monkeypatch) == 0  # publishes, where that was left
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
