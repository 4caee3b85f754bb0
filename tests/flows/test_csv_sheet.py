"""Sheets are text to a spreadsheet and read back as they were."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.csv_sheet import BadSheetError, csv_lines, heading, parse, read_sheet
from warehouse.formula import escape_formula

CELLS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'", "''", "'=1",
    "\v=1", "\x85=1", "\u2028=1", "\xa0=1", "\u200b=1", "\ufeff=1", "\x00\x1f=1"[1:], "\n=1", "\r\n+1", "'tis",
    "''tis", "plain", "a,b", 'say "x"', "two\nlines", "two\r\nlines", "a;b", "é 🗞", "0012", "[a, b]",
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_comes_back_and_is_no_formula(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(heading(["a", "b"]) + csv_lines(["a", "b"], [{"a": cell, "b": 1}]), "utf-8", newline="")
    assert [row.cells for row in read_sheet(path, ["a", "b"], ["a"]).rows] == [{"a": cell, "b": "1"}]
    assert not escape_formula(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_none_is_an_empty_cell(tmp_path: Path) -> None:
    assert csv_lines(["a", "b"], [{"a": None}]) == '"",""\n'


def test_a_spreadsheet_may_save_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("\ufeffa;b\r\n'=1;2\r\n", "utf-8")
    assert read_sheet(path, ["a", "b"], ["a", "b"]).rows == [(2, {"a": "=1", "b": "2"})]


def bad(content: bytes) -> str:
    with pytest.raises(BadSheetError) as caught:
        parse(content, "s.csv", ["a", "b"], ["a", "b"])
    return str(caught.value)


NO_SHEETS = {
    b"": "s.csv has no column a, b",
    b"a\n1\n": "s.csv has no column b",
    b"a,b,a\n1,2,3\n": "s.csv has more than one column a",
    b"a,b\xff\n1,2\n": "s.csv is not UTF-8: save it as CSV UTF-8",
    "a,b\n1,2\n".encode("utf-16"): "s.csv is not UTF-8: save it as CSV UTF-8",
    b'"a,b\n1,2\n': "s.csv, row 1: a quotation mark is not closed",
    b"a,b," + b"x" * 200_000: "s.csv, row 1: field larger than field limit (131072)",
    b"a,b\n" + b"x" * (64 << 20): "s.csv is longer than 67,108,864 bytes",
}


@pytest.mark.parametrize("content", NO_SHEETS, ids=range(len(NO_SHEETS)))
def test_what_is_no_such_sheet_is_named(content: bytes) -> None:
    assert bad(content) == NO_SHEETS[content]


BAD_ROWS = {
    b"\xff,2": "a is not UTF-8 or has a NUL character",
    b"\xed\xa0\x80,2": "a is not UTF-8 or has a NUL character",  # half a surrogate pair
    b"1,2\x003": "b is not UTF-8 or has a NUL character",
    b"1": "1 cell, the first row has 2",
    b"1,2,3": "3 cells, the first row has 2",
    b'1,"2': "a quotation mark is not closed",
    b'1,"2" 3': "',' expected after '\"'",
    b"1," + b"x" * 200_000: "field larger than field limit (131072)",
    b"1" + b"," * 1_000_000 + b"2": "1,000,001 cells, the first row has 2",
}


@pytest.mark.parametrize("row", BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_bad_row_is_named_and_the_rows_around_it_are_taken(row: bytes) -> None:
    sheet = parse(b"a,b\n1,2\n" + row + b"\n3,4\n5,6\n", "s.csv", ["a", "b"], ["a", "b"])
    assert sheet.problems == [f"s.csv, row 3: {BAD_ROWS[row]}"]
    assert [list(row.cells.values()) for row in sheet.rows] == [["1", "2"], ["3", "4"], ["5", "6"]]


def test_a_last_row_that_was_cut_short_is_left_out() -> None:
    sheet = parse(b"a,b,c\n1,2\n3,4", "s.csv", ["a", "b"], ["a", "b"])
    assert [row.cells for row in sheet.rows] == [{"a": "1", "b": "2"}]
    assert sheet.problems == ["s.csv, row 3: 2 cells, the first row has 3"]


def test_marks_that_are_never_closed_end_the_reading_and_not_the_patience() -> None:
    sheet = parse(b"a,b\n1,2\n" + b'x","\n' * 1_000_000, "s.csv", ["a", "b"], ["a", "b"])
    assert sheet.rows[0].cells == {"a": "1", "b": "2"}
    assert sheet.problems[-1].endswith("too many quotation marks are not closed; nothing after it is read")


@pytest.mark.slow
def test_the_rows_of_a_sheet_are_bounded() -> None:
    sheet = parse(b"a,b\n" + b"1,2\n" * 1_000_001, "s.csv", ["a", "b"], ["a", "b"])
    assert sheet.problems == ["s.csv, row 1000001: only the first 1,000,000 rows are read"]


def test_problems_are_said_up_to_a_few(tmp_path: Path) -> None:
    sheet = parse(b"a,b\n" + b"1,2,\x1b[2J\n" * 30, "s\x1b[2J.csv", ["a", "b"], ["a", "b"])
    said: list[str] = []
    sheet.say_problems(said.append)
    assert len(said) == 6
    assert said[-1] == "s\\x1b[2J.csv: 25 more rows were left out."
    assert all(line.isprintable() for line in said)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


@pytest.mark.parametrize("make", [Path.mkdir, a_pipe, a_device, a_socket, a_link_to_itself, lambda _: None])
def test_what_is_no_file_is_named_at_once(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    make(path)
    with pytest.raises(BadSheetError, match=r"s\.csv cannot be read: \w"):
        read_sheet(path, ["a"], ["a"])


def test_a_heading_in_capitals_is_named() -> None:
    with pytest.raises(BadSheetError, match="has no column field, value; write Field, VALUE in small letters"):
        parse(b"uri,Field,VALUE\n", "s.csv", ("uri", "field", "value"), ("field", "value"))
