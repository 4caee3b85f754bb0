"""A folder that changes gives a nudge, and a quiet one none."""

import threading
from pathlib import Path

from flows.watch import changes_of


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
