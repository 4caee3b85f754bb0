"""A folder that changes gives a nudge, and a quiet one none."""

import threading
from itertools import islice
from pathlib import Path

import pytest

from flows.runs.watch import changes_of


def test_files_that_land_together_are_a_nudge_and_quiet_is_told_too(tmp_path: Path) -> None:
    stop = threading.Event()
    nudges = changes_of(str(tmp_path), stop)
    assert next(nudges) is False
    (tmp_path / "deep").mkdir()
    for n in range(3):
        (tmp_path / "deep" / f"story{n}~").write_text("A story.")
    assert next(nudge for nudge in nudges if nudge)
    assert next(nudge for nudge in nudges if not nudge) is False
    stop.set()
    assert not list(nudges)


@pytest.mark.slow
def test_a_folder_that_went_and_came_back_is_watched_again(tmp_path: Path) -> None:
    folder, stop = tmp_path / "wire", threading.Event()
    folder.mkdir()
    nudges = changes_of(str(folder), stop)
    assert next(nudges) is False
    folder.rename(tmp_path / "away")
    assert any(islice(nudges, 30))
    folder.mkdir()
    assert any(islice(nudges, 30))
    assert not all(islice(nudges, 30))
    (folder / "story.txt").write_text("A story.")
    assert any(islice(nudges, 30))
    stop.set()
    assert not any(nudges)
