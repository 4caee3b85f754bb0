"""A workbook holds what the query gives: as text, number, truth or day, and nothing that Excel would run."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from xlsxwriter.utility import xl_col_to_name

from warehouse.export.workbook import TooWideError, Written, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST = 32_767
Cell = tuple[str, str]
CELLS = {
    "1": ("n", "1"),
    "999999999999999": ("n", "999999999999999"),
    "9007199254740993": ("t", "9007199254740993"),
    "-170141183460469231731687303715884105727": ("t", "-170141183460469231731687303715884105727"),
    "1.50": ("n", "1.50"),
    "1234567890123456.5": ("t", "1234567890123456.5"),
    "1e-7::DOUBLE": ("n", "1E-07"),
    "'inf'::DOUBLE": ("t", "inf"),
    "true": ("b", "1"),
    "DATE '1900-03-01'": ("d", "61"),
    "DATE '2024-05-23'": ("d", "45435"),
    "DATE '1900-02-28'": ("t", "1900-02-28"),
    "DATE '12024-05-23'": ("t", "12024-05-23"),
    "'infinity'::DATE": ("t", "infinity"),
    "TIMESTAMPTZ '2031-05-06 10:00:00+02'": ("t", "2031-05-06T08:00:00Z"),
    "TIMESTAMP '2031-05-06 10:00:00'": ("t", "2031-05-06T10:00:00"),
    "['a', 'b']": ("t", '["a","b"]'),
    "{'a': 1}": ("t", '{"a":1}'),
    r"'\xAB'::BLOB": ("t", "ab"),
    "'=1+1'": ("t", "=1+1"),
    "'<f>1</f> & \"x\"'": ("t", '<f>1</f> & "x"'),
    r"e'\x1b[2J \r\n\t' || chr(0) || chr(65535)": ("t", "\x1b[2J \r\n\t\x00\uffff"),
    "'_x0041_ & a_x'": ("t", "_x0041_ & a_x"),
    "' é 🗞 '": ("t", " é 🗞 "),
    "''": ("t", ""),
}


def sheets(path: Path) -> dict[str, dict[str, Cell]]:
    """The cells of each sheet by their place: kind (t: text, b: truth, d: day, n: number) and content."""
    found = {}
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        for part in book.namelist():
            ElementTree.fromstring(book.read(part))
        for n, sheet in enumerate(ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet"), 1):
            rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{n}.xml"))
            found[sheet.attrib["name"]] = {c.attrib["r"]: read(c) for c in rows.iter(f"{MAIN}c")}
    return found


def read(cell: ElementTree.Element) -> Cell:
    text = "".join(cell.itertext())
    if cell.get("t") == "inlineStr":
        return "t", re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)
    return cell.get("t") or ("d" if cell.get("s") else "n"), text


def written(query: str, path: Path, name: str = "answer") -> Written:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'").fetchall()
        return write_workbook(database, query, path, name)


def test_a_value_is_a_cell_of_its_kind(tmp_path: Path) -> None:
    assert written(f"SELECT 'k' AS k, {', '.join(CELLS)}", tmp_path / "b.xlsx") == Written(1)
    (cells,) = sheets(tmp_path / "b.xlsx").values()
    found = {value: cells.get(f"{xl_col_to_name(n)}2") for n, value in enumerate(CELLS, 1)}
    assert found == CELLS


def test_a_null_has_no_cell_and_columns_may_have_one_name(tmp_path: Path) -> None:
    written('SELECT 1 AS a, NULL AS a, 2 AS "<&\'"', tmp_path / "b.xlsx")
    (cells,) = sheets(tmp_path / "b.xlsx").values()
    assert [cells[place][1] for place in ("A1", "B1", "C1")] == ["a", "a", "<&'"]
    assert "B2" not in cells
    assert cells["C2"] == ("n", "2")


def test_no_rows_are_a_sheet_with_its_heading(tmp_path: Path) -> None:
    assert written("SELECT 1 AS n WHERE false", tmp_path / "b.xlsx") == Written()
    assert sheets(tmp_path / "b.xlsx") == {"answer": {"A1": ("t", "n")}}


def test_long_cells_are_cut_and_reported(tmp_path: Path) -> None:
    query = f"FROM (VALUES ('a', repeat('é', {LONGEST + 1}), 1), ('b', repeat('é', {LONGEST}), 2)) t(doc_id, body, n)"
    found = written(query, tmp_path / "b.xlsx", "articles")
    assert [tuple(cut) for cut in found.cuts] == [("articles", "body", "a", LONGEST + 1)]
    (cells,) = sheets(tmp_path / "b.xlsx").values()
    assert [len(cells[place][1]) for place in ("B2", "B3")] == [LONGEST, LONGEST]


def test_an_emoji_counts_as_two_characters_as_in_excel(tmp_path: Path) -> None:
    found = written("SELECT repeat('🗞', 16384) AS body", tmp_path / "b.xlsx", "articles")
    assert [cut.column for cut in found.cuts] == ["body"]
    (cells,) = sheets(tmp_path / "b.xlsx").values()
    assert cells["A2"][1] == "🗞" * 16_383


def test_more_columns_than_a_sheet_takes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.export.workbook.MOST_COLUMNS", 2)
    with pytest.raises(TooWideError, match="3 columns; a sheet takes 2"):
        written("SELECT 1, 2, 3", tmp_path / "b.xlsx", "wide")


def test_rows_go_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.export.workbook.MOST_ROWS", 2)
    assert written("SELECT range AS n FROM range(5)", tmp_path / "b.xlsx", "edits").rows == 5
    found = sheets(tmp_path / "b.xlsx")
    assert {name: [c for _, c in cells.values()] for name, cells in found.items()} == {
        "edits": ["n", "0", "1"],
        "edits 2": ["n", "2", "3"],
        "edits 3": ["n", "4"],
    }


def test_what_is_no_select_is_written_as_well(tmp_path: Path) -> None:
    query = "PIVOT (VALUES ('x', 1), ('y', 2)) AS t(kind, n) ON kind USING sum(n)"
    written(query, tmp_path / "b.xlsx")
    (cells,) = sheets(tmp_path / "b.xlsx").values()
    assert [cells[place] for place in ("A1", "B1", "A2", "B2")] == [("t", "x"), ("t", "y"), ("n", "1"), ("n", "2")]
