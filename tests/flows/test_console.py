"""What a command says while it works."""

import pytest

from flows import console


def test_progress_is_said_after_the_first_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "QUIET_SECONDS", 5)
    times = iter([100.0, 105.0, 105.1])
    monkeypatch.setattr(console, "monotonic", lambda: next(times))
    said: list[str] = []
    say = console.seldom(said.append)
    say("laws")
    say("edits")
    assert said == ["Reading edits …"]
