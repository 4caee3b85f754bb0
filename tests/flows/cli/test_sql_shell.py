"""A prompt asks statement after statement, whatever becomes of one."""

import io
import sys
from pathlib import Path

import pytest

from flows.cli.sql_shell import completions, prompt


class Terminal(io.StringIO):
    """Standard input as a person's."""

    def isatty(self) -> bool:
        return True


def test_statements_go_on_over_lines_until_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = []

    def ask(query: str) -> int:
        asked.append(query)
        if query == "interrupted;":
            raise KeyboardInterrupt
        return 1

    monkeypatch.setattr(sys, "stdin", Terminal("SELECT 1 AS a,\n 2 AS b;\ninterrupted;\nSELEC;\nSELECT 3;\n"))
    assert prompt(ask, tmp_path) == 0
    assert asked == ["SELECT 1 AS a,\n 2 AS b;", "interrupted;", "SELEC;", "SELECT 3;"]


def test_a_pipe_is_one_statement(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT 1 AS a\n"))
    assert prompt(lambda query: 7 if query == "SELECT 1 AS a\n" else 0, tmp_path) == 7


def test_the_prompt_remembers_and_completes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("SELECT 1;\n"))
    prompt(lambda _: 0, tmp_path / "state")
    assert (tmp_path / "state" / "sql_history").exists()
    assert completions(["articles", "article_stories", "agency"], "ART") == ["articles", "article_stories"]
