"""A prompt answers statement after statement, and survives a wrong one."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.prompt import completions, prompt
from warehouse import Warehouse
from warehouse.sandbox import open_sandboxed


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_sandboxed(Warehouse(tmp_path)) as opened:
        yield opened


class Terminal(io.StringIO):
    """Standard input as a person's."""

    def isatty(self) -> bool:
        return True


def test_statements_go_on_over_lines_until_the_end(
    database: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("SELECT 1 AS a,\n 2 AS b;\nSELEC;\nDROP VIEW runs;\nSELECT 3 AS c;\n"))
    assert prompt(database, "csv", tmp_path) == 0
    heard = capsys.readouterr()
    assert "a,b\n1,2\n" in heard.out
    assert "c\n3\n" in heard.out
    assert "Parser Error" in heard.err
    assert "is refused" in heard.err


def test_a_pipe_is_one_statement(
    database: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT 1 AS a\n"))
    assert prompt(database, "csv", tmp_path) == 0
    assert capsys.readouterr().out == "a\n1\n"


def test_the_prompt_remembers_and_completes(
    database: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("SELECT 1;\n"))
    prompt(database, "csv", tmp_path / "state")
    assert (tmp_path / "state" / "sql_history").exists()
    assert completions(["articles", "article_stories", "agency"], "ART") == ["articles", "article_stories"]
