"""The README's first picture is made by a script that works, and is small."""

import struct
from pathlib import Path

import pytest

from tests.screenshot import PICTURE, ROOT, SIZE, build, chromium, photograph


def size_of(picture: Path) -> tuple[int, int]:
    raw = picture.read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def test_the_picture_is_there_and_small() -> None:
    assert f"({PICTURE.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")
    assert size_of(PICTURE) == tuple(map(int, SIZE.split(",")))
    assert PICTURE.stat().st_size < 200_000


@pytest.mark.slow
def test_the_picture_can_be_made(tmp_path: Path) -> None:
    if (program := chromium()) is None:
        pytest.skip("no Chromium is installed")
    photograph(program, build(tmp_path), tmp_path / "article.png")
    assert size_of(tmp_path / "article.png") == size_of(PICTURE)
    assert (tmp_path / "article.png").stat().st_size > 20_000
