"""From a sample to a measured confidence of one's own."""

from pathlib import Path

import pytest

from flows.sample import COLUMNS, grade, sample
from flows.sheet import BadSheetError, heading, lines, read
from tests.flows.conftest import Newsroom
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
    rows = read(path, COLUMNS)
    for row, mark in zip(rows, ticks, strict=False):
        row["right"] = mark
    path.write_text(heading(COLUMNS) + lines(COLUMNS, rows), "utf-8", newline="")


def test_sample_then_grade_changes_readers_and_confidence(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert sample(filled.warehouse, Draw("located", 60), path) == 60
    row = read(path, COLUMNS)[0]
    assert row["value"] in row["evidence"]
    tick(path, *["y"] * 45, *["n"] * 15)
    whole, form = grade(filled.warehouse, path, "Ada")
    assert whole == ("located", None, None, 60, 45, 0.75, 0.6277, 0.8422)
    reader, name = form[1:3]
    where = f"reader = '{reader}' AND form = '{name}' AND field = 'located'"
    assert filled.rows(f"SELECT checked_count, right_count, measured_on FROM readers WHERE {where}") == [
        (60, 45, "own")
    ]
    assert filled.values(f"SELECT DISTINCT confidence FROM facts WHERE {where}") == [0.75]
    assert sample(filled.warehouse, Draw("located", 60), tmp_path / "next.csv") == 0


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another(filled: Newsroom, tmp_path: Path) -> None:
    drawn = []
    for n, seed in enumerate((1, 1, 2)):
        path = tmp_path / f"{n}.csv"
        sample(filled.warehouse, Draw("located", 10, seed=seed), path)
        drawn.append({row["doc_id"] for row in read(path, COLUMNS)})
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_condition_narrows_the_sample(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert sample(filled.warehouse, Draw("located", 60, "located ILIKE 'lisbon'"), path) == 6


def test_what_cannot_be_told_is_not_counted(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    sample(filled.warehouse, Draw("located", 3), path)
    tick(path, "", "Yes", " ")
    assert [row[3:5] for row in grade(filled.warehouse, path, "Ada")] == [(1, 1), (1, 1)]


def test_a_tick_that_is_none_is_named_and_nothing_is_kept(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    sample(filled.warehouse, Draw("located", 3), path)
    tick(path, "y", "perhaps")
    before = filled.number
    with pytest.raises(BadSheetError, match="row 3: 'perhaps' is neither y nor n"):
        grade(filled.warehouse, path, "Ada")
    assert filled.number == before


def test_a_sheet_is_never_overwritten(filled: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("ticked for hours")
    with pytest.raises(FileExistsError):
        sample(filled.warehouse, Draw("located", 3), path)
