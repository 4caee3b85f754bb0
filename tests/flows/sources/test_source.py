"""A file is read whole, or the reason is told."""

import os
from pathlib import Path

import pytest

from flows.sources.source import PIECE, RejectedError, doc_id_of, read_file

LIMIT = 1 << 20


def refused(path: Path, limit: int = LIMIT) -> str:
    with pytest.raises(RejectedError) as caught:
        read_file(os.fsencode(path), limit)
    assert caught.value.detail
    return caught.value.reason


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    raw = os.urandom(2 * PIECE + 3)
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_file(os.fsencode(tmp_path / "a.txt"), LIMIT) == raw


def test_what_cannot_be_taken_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "long.txt").write_bytes(b"x" * 11)
    assert refused(tmp_path / "empty.txt") == "empty"
    assert refused(tmp_path / "long.txt", 10) == "too_long"
    assert read_file(os.fsencode(tmp_path / "long.txt"), 11) == b"x" * 11
    assert refused(tmp_path / "none.txt") == "vanished"
    assert refused(tmp_path / "long.txt" / "below") == "vanished"
    assert refused(tmp_path) == "unreadable"


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path / "pipe.txt") == "unreadable"


def test_a_doc_id_is_the_sha256_of_the_bytes() -> None:
    assert doc_id_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
