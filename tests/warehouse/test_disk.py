"""The order of steps on a disk, and what happens where it cannot link."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from warehouse.disk import STAGING, DiskStore, rename_without_replacing


class Recorder(DiskStore):
    """Notes each step, with the staging names made plain."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.steps: list[str] = []

    def _note(self, step: str, *paths: Path) -> None:
        names = [p.relative_to(self.root).as_posix() for p in paths]
        plain = ["staged" if n.startswith(f"{STAGING}/") else n for n in names]
        self.steps.append(" ".join((step, *plain)))

    def _write(self, path: Path, data: bytes) -> None:
        self._note("write", path)
        super()._write(path, data)

    def _flush(self, path: Path) -> None:
        self._note("flush", path)
        super()._flush(path)

    def _flush_folder(self, path: Path) -> None:
        if path.is_relative_to(self.root):
            self._note("flush folder", path)
        super()._flush_folder(path)

    def _replace(self, source: Path, target: Path) -> None:
        self._note("replace", source, target)
        super()._replace(source, target)

    def _publish_if_absent(self, source: Path, target: Path) -> bool:
        self._note("claim", source, target)
        return super()._publish_if_absent(source, target)

    def _unlink(self, path: Path) -> None:
        self._note("unlink", path)
        super()._unlink(path)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    store = Recorder(tmp_path / "root")
    store.put("a/first", b"x")
    store.steps.clear()
    return store


def test_put_flushes_before_it_renames(recorder: Recorder) -> None:
    recorder.put("a/k", b"data")
    assert recorder.steps == ["write staged", "flush staged", "replace staged a/k", "flush folder a"]


def test_put_if_absent_flushes_before_it_claims(recorder: Recorder) -> None:
    recorder.put_if_absent("a/k", b"data")
    assert recorder.steps == ["write staged", "flush staged", "claim staged a/k", "flush folder a", "unlink staged"]


def test_a_new_folder_is_flushed_into_its_parent(recorder: Recorder) -> None:
    recorder.put("b/c/k", b"data")
    assert recorder.steps[:2] == ["flush folder .", "flush folder b"]


def test_nothing_is_left_in_staging(recorder: Recorder) -> None:
    recorder.put("a/k", b"data")
    recorder.put_if_absent("a/k", b"lost")
    recorder.put_if_absent("a/l", b"won")
    assert recorder.list(f"{STAGING}/") == []


def test_a_disk_without_links_renames_without_replacing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    store = DiskStore(tmp_path)
    assert store.put_if_absent("a/k", b"first")
    assert not store.put_if_absent("a/k", b"second")
    assert store.get("a/k") == b"first"
    assert store.list(f"{STAGING}/") == []


def test_other_failures_of_a_link_are_not_hidden(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="disk full"):
        DiskStore(tmp_path).put_if_absent("a/k", b"x")


def test_rename_without_replacing_reports_failure(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="can neither link nor rename"):
        rename_without_replacing(tmp_path / "none", tmp_path / "target")


def test_a_lock_shuts_out_others_until_it_is_left(tmp_path: Path) -> None:
    import fcntl

    store = DiskStore(tmp_path)
    with (tmp_path / "lock").open("w") as other:
        with store.locked("lock"), pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
