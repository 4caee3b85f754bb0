"""Sheets are text to a spreadsheet and read back as they were."""

from pathlib import Path

import pytest

from flows.sheet import BadSheetError, harmless, heading, lines, read

CELLS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'", "''", "'=1",
    "plain", "a,b", 'say "x"', "two\nlines", "two\r\nlines", "a;b", "é 🗞", "0012", "[a, b]",
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_comes_back_and_is_no_formula(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(heading(["a", "b"]) + lines(["a", "b"], [{"a": cell, "b": 1}]), "utf-8", newline="")
    assert read(path, ["a"]) == [{"a": cell, "b": "1"}]
    assert not harmless(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_none_is_an_empty_cell(tmp_path: Path) -> None:
    assert lines(["a", "b"], [{"a": None}]) == '"",""\n'


def test_a_spreadsheet_may_save_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("\ufeffa;b\r\n'=1;2\r\n", "utf-8")
    assert read(path, ["a", "b"]) == [{"a": "=1", "b": "2"}]


def test_what_is_no_such_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("a\n1\n")
    with pytest.raises(BadSheetError, match="no column b"):
        read(path, ["a", "b"])
    path.write_bytes(b"a\n\xff\n")
    with pytest.raises(BadSheetError, match="not UTF-8"):
        read(path, ["a"])
