"""The values that workers need are computed once for the same rules."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.engines import keeping_values as module
from flows.engines.keeping_values import keeping_values
from transforms.kept_values import KEPT, kept


class Value:
    """A value, and how often it was computed."""

    def __init__(self) -> None:
        self.calls = 0
        self._value = kept(self.make)

    def make(self) -> list[str]:
        """Compute it."""
        self.calls += 1
        return ["Suva"]

    def ask(self) -> None:
        """Ask for it as a new process would."""
        KEPT.clear()
        with keeping_values():
            assert self._value() == ["Suva"]


@pytest.fixture
def value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Value]:
    before = dict(KEPT)
    monkeypatch.setattr(module, "kept_path", lambda name: tmp_path / f"file.{name}")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield Value()
    KEPT.clear()
    KEPT.update(before)


def test_a_value_is_kept_for_the_same_rules(value: Value) -> None:
    value.ask()
    value.ask()
    assert value.calls == 1


def test_a_value_is_computed_for_other_rules(value: Value, monkeypatch: pytest.MonkeyPatch) -> None:
    value.ask()
    monkeypatch.setattr(module, "rules_version", lambda: "another")
    value.ask()
    assert value.calls == 2


def test_a_damaged_file_is_written_again(value: Value, tmp_path: Path) -> None:
    value.ask()
    path = tmp_path / "file.values"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"Suva", b"Nadi"))
    value.ask()
    assert value.calls == 2
    assert path.read_bytes() == whole
