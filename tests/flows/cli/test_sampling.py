"""From a sample to a measured confidence of one's own."""

from pathlib import Path

import pytest

from flows.cli.sampling import COLUMNS, drawn, grade, write_sheet
from flows.csv_sheet import csv_lines, heading, read_sheet
from tests.flows.conftest import Copydesk, Newsroom
from warehouse.sampling import Draw

CITIES = "Lisbon Porto Madrid Paris Rome Berlin Vienna Prague Warsaw Dublin".split()


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    for n in range(60):
        city = CITIES[n % 10].upper()
        newsroom.drop(**{f"n{n:02}": f"{city}, May {n % 28 + 1} (AFP) - The council met {n} times on Monday.\n"})
    newsroom.run()
    return newsroom


def tick(path: Path, *ticks: str) -> None:
    rows = [row.cells for row in read_sheet(path, COLUMNS, COLUMNS).rows]
    for row, mark in zip(rows, ticks, strict=False):
        row["right"] = mark
    path.write_text(heading(COLUMNS) + csv_lines(COLUMNS, rows), "utf-8", newline="")


def test_sample_then_grade_changes_readers_and_confidence(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert write_sheet(drawn(filled.warehouse, Draw("located", 60)), path) == 60
    row = read_sheet(path, COLUMNS, COLUMNS).rows[0].cells
    assert row["value"] in row["evidence"]
    tick(path, *["y"] * 45, *["n"] * 15)
    whole, form = grade(filled.warehouse, path, "Ada", pytest.fail)
    assert whole == ("located", None, None, 60, 45, 0.75, 0.6277, 0.8422)
    reader, name = form[1:3]
    where = f"reader = '{reader}' AND form = '{name}' AND field = 'located'"
    assert filled.rows(f"SELECT checked_count, right_count, measured_on FROM readers WHERE {where}") == [
        (60, 45, "own")
    ]
    assert filled.values(f"SELECT DISTINCT confidence FROM facts WHERE {where}") == [0.75]
    assert write_sheet(drawn(filled.warehouse, Draw("located", 60)), tmp_path / "next.csv") == 0


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another(filled: Newsroom, tmp_path: Path) -> None:
    sheets = []
    for n, seed in enumerate((1, 1, 2)):
        path = tmp_path / f"{n}.csv"
        write_sheet(drawn(filled.warehouse, Draw("located", 10, seed=seed)), path)
        sheets.append({row.cells["doc_id"] for row in read_sheet(path, COLUMNS, COLUMNS).rows})
    assert sheets[0] == sheets[1] != sheets[2]


def test_a_condition_narrows_the_sample(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert write_sheet(drawn(filled.warehouse, Draw("located", 60, "located ILIKE 'lisbon'")), path) == 6


def test_what_cannot_be_told_is_not_counted(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_sheet(drawn(filled.warehouse, Draw("located", 3)), path)
    tick(path, "", "Yes", " ")
    assert [row[3:5] for row in grade(filled.warehouse, path, "Ada", pytest.fail)] == [(1, 1), (1, 1)]


def test_a_row_that_is_no_grade_is_named_and_the_others_are_kept(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    write_sheet(drawn(filled.warehouse, Draw("located", 4)), path)
    rows = [row.cells for row in read_sheet(path, COLUMNS, COLUMNS).rows]
    changes = (
        {"right": "y"},
        {"right": "perhaps"},
        {"right": "n", "field": "moon"},
        {"right": "y", "doc_id": "0" * 64},
    )
    changed = [row | change for row, change in zip(rows, changes, strict=True)]
    path.write_text(heading(COLUMNS) + csv_lines(COLUMNS, changed), "utf-8", newline="")
    said: list[str] = []
    assert grade(filled.warehouse, path, "Ada", said.append)[0][3:5] == (1, 1)
    assert said == [
        "sheet.csv, row 3: 'perhaps' is not y or n; the row was left out.",
        "sheet.csv, row 4: articles have no column 'moon'; the row was left out.",
        "sheet.csv, row 5: the warehouse has no document of this doc_id; the row was left out.",
    ]


def test_a_sheet_is_never_overwritten(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("ticked for hours")
    with pytest.raises(FileExistsError):
        write_sheet(drawn(filled.warehouse, Draw("located", 3)), path)


def test_the_next_command_names_the_warehouse_that_was_given(
    filled: Newsroom, copydesk: Copydesk, tmp_path: Path
) -> None:
    sheet = tmp_path / "a sheet.csv"
    said = copydesk("sample", "agency", "--out", sheet, "--warehouse", filled.root).stdout
    assert said.endswith(f"then copydesk grade '{sheet}' --warehouse {filled.root}\n")
