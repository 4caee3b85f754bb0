"""A person's decisions on single changes: a sheet out, a sheet in, and what survives whatever is done after."""

import csv
import io
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from flows.cli.review import _write_workbook, row_of, sentence
from flows.console import Console
from flows.csv_sheet import BadSheetError
from flows.runs.reprocess import Scope, reprocess
from flows.runs.reviews import FILE, KEPT_COLUMNS, SHEET, TAKEN, record_kept_reviews
from flows.settings import settings_of
from flows.workbook_sheet import parse_workbook
from tests.flows.conftest import Copydesk, Newsroom
from warehouse.reviews import Proposal
from warehouse.verify import check, verify

STORY = (
    "Suva – The council voted on Monday to widen harbour {0} , in the framework of the plan.\n\n"
    "The mayor assures that pier {0} is safe. Many people is leaving. He said, that the bill {0} is dead.\n\n"
    "The old people / people living at quay {0} wait.\n"
)
NEEDED = ("decision", "doc_id", "edit")
EDITED = "SELECT before, after FROM edits WHERE applied AND decided_by = 'Ada' ORDER BY ALL"
BODIES = "SELECT body FROM articles ORDER BY doc_id"


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("One ends. Two has a word here. Three.", "word", "Two has a word here. "),
        ("He said: “All is well.” Then rain fell.", "rain", "Then rain fell."),
        ("A heading\n\nThe text of it\n\nMore", "text", "The text of it\n\n"),
        ("no mark at all", "mark", "no mark at all"),
    ],
)
def test_an_edit_is_shown_in_its_sentence(text: str, part: str, expected: str) -> None:
    low, high = sentence(text, text.index(part), len(part))
    assert text[low:high] == expected


def test_a_row_shows_the_change_before_and_after() -> None:
    text = "It rained.\nThe  ship was\nlate. Then it left."
    row = row_of(Proposal("a.txt", "d", 3, 1_014, " ", "", ["TYP002"], "two blanks", text, 1_000))
    assert (row["change"], row["before"], row["after"]) == ("[ ] → []", "The  ship was late.", "The ship was late.")
    assert row["edit"].startswith("k")


def workbook(*rows: list[Any]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["x", *NEEDED], *rows]):
            for n, cell in enumerate(row):
                (sheet.write_formula if str(cell).startswith("=") else sheet.write)(number, n, cell)
    return file.getvalue()


def test_a_workbook_is_read_by_its_headings() -> None:
    content = workbook(["é", "accept", "d", "k1"], ["", "", "", ""], [7, "reject", "e", "k2"])
    sheet = parse_workbook(content, "a.xlsx", TAKEN, NEEDED)
    assert [row.cells for row in sheet.rows] == [
        {"decision": "accept", "doc_id": "d", "edit": "k1"},
        {"decision": "reject", "doc_id": "e", "edit": "k2"},
    ]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_a_formula_in_a_cell_that_counts_is_a_problem() -> None:
    content = workbook(["=1+1", "accept", "d", "k1"], ["", '="accept"', "d", "k2"])
    sheet = parse_workbook(content, "a.xlsx", TAKEN, NEEDED)
    assert (len(sheet.rows), sheet.problems) == (1, ["a.xlsx, row 3: decision is a formula"])


@pytest.mark.parametrize("harm", [lambda b: b[: len(b) // 2], lambda b: b"PK\x03\x04" + b"x" * 99, lambda b: b[:4]])
def test_what_is_no_workbook_is_refused(harm: Any) -> None:
    with pytest.raises(BadSheetError, match="save it as CSV"):
        parse_workbook(harm(workbook(["", "accept", "d", "k"])), "a.xlsx", TAKEN, NEEDED)


def test_a_workbook_without_the_column_is_refused() -> None:
    with pytest.raises(BadSheetError, match="no column note"):
        parse_workbook(workbook(["", "accept", "d", "k"]), "a.xlsx", TAKEN, ("note",))


@pytest.fixture
def room(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(**{f"t{n}": STORY.format(n) for n in range(10, 23)})
    newsroom.run()
    return newsroom


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(path: Path, rows: list[dict[str, str]], **how: Any) -> Path:
    with path.open("w", encoding=how.pop("encoding", "utf-8-sig"), errors="replace", newline="") as file:
        writer = csv.DictWriter(file, SHEET, **how)
        writer.writeheader()
        writer.writerows(rows)
    return path


def decide(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    for n, row in enumerate(rows):
        yield {**row, "decision": "reject" if n % 4 == 3 else "Accept "}


@pytest.mark.slow
def test_a_review_of_fifty_stands_through_all_that_may_come(room: Newsroom, copydesk: Copydesk, tmp_path: Path) -> None:
    flags = ("--seeds", room.seeds, "--warehouse", room.root)
    sheet = tmp_path / "sheet.csv"
    answer = copydesk("review", "--n", "50", "--out", sheet, *flags)
    assert answer.stdout.startswith("50 edits are in")
    roots = shlex.join(map(str, flags))
    assert answer.stdout.endswith(f"  copydesk review --take {shlex.quote(str(sheet))} {roots}\n")
    rows = list(decide(rows_of(sheet)))
    assert len({row["edit"] for row in rows}) == 50
    # As a spreadsheet of another country saves it, sorted, and with a row that was deleted.
    by_rule = sorted(rows[1:], key=lambda row: row["rule"])
    rows[-1]["note"] = "très bien"
    taken = written(tmp_path / "done.csv", by_rule, delimiter=";", encoding="cp1252", lineterminator="\r\n")
    answer = copydesk("review", "--take", taken, "--by", "Ada", *flags)
    assert (answer.returncode, answer.stdout.startswith("49 decisions are recorded")) == (0, True)
    assert "done.csv is not UTF-8: its notes were read as Windows-1252.\n" in answer.stdout
    assert room.values("SELECT note FROM reviews WHERE note IS NOT NULL") == ["très bien"]
    said = "0 decisions are recorded. 49 had been recorded before."
    assert copydesk("review", "--take", taken, "--by", "Bob", *flags).stdout.startswith(f"{said}\n")
    kept = rows_of(room.seeds / FILE)
    assert len(kept) == 49
    (room.seeds / FILE).unlink()
    answer = copydesk("review", "--take", taken, "--by", "Bob", *flags)
    assert f"{said} 49 of those were missing in {room.seeds / FILE} and were added to it.\n" in answer.stdout
    assert rows_of(room.seeds / FILE) == kept
    waiting = room.values("SELECT count(DISTINCT doc_id) FROM reviews WHERE standing = 'waiting'")[0]
    assert f"edits of {waiting} documents wait" in copydesk("plan", *flags).stdout
    assert copydesk("reprocess", "--direct", *flags).returncode == 0
    standing = "SELECT decision, standing, count(*) FROM reviews GROUP BY ALL ORDER BY ALL"
    done = room.rows(standing)
    assert {row[1] for row in done} == {"done"}
    assert room.values("SELECT count(*) FROM edits WHERE decided_by = 'Ada' AND applied") == [
        sum(row["decision"] != "reject" for row in rows[1:])
    ]
    assert room.values("SELECT count(*) FROM rules WHERE measured_on <> 'shipped'")[0]
    bodies, edits = room.values(BODIES), room.rows(EDITED)
    assert (verify(room.warehouse), check(room.warehouse)) == ([], [])
    assert "Nothing would change" in copydesk("plan", *flags).stdout
    # Nothing that was decided is proposed again.
    answer = copydesk("review", "--n", "1000", "--out", tmp_path / "more.csv", *flags)
    assert answer.stdout.endswith("These are all edits with the action suggest; --action all has more.\n")
    assert not {row["edit"] for row in rows[1:]} & {row["edit"] for row in rows_of(tmp_path / "more.csv")}
    # Back before all decisions: they wait, and are made again.
    assert copydesk("rollback", "1", *flags[2:]).returncode == 0
    assert {row[1] for row in room.rows(standing)} == {"waiting"}
    assert copydesk("reprocess", "--direct", *flags).returncode == 0
    assert (room.values(BODIES), room.rows(EDITED)) == (bodies, edits)
    # A new warehouse of the same seeds has them from the first.
    other = tmp_path / "other"
    assert copydesk("run", "--direct", "--seeds", room.seeds, "--warehouse", other).returncode == 0
    answer = copydesk("sql", BODIES, "--format", "json", "--warehouse", other)
    assert [row.get("body") for row in json.loads(answer.stdout)] == bodies
    # A later sheet decides otherwise, or gives another note: it counts, and the earlier one stays in the history.
    changed = [{**row, "decision": "r"} for row in rows[1:3]], [{**rows[-1], "note": "très, très bien"}]
    for number, (later, who) in enumerate(zip(changed, ("Bob", "Ada"), strict=True)):
        path = written(tmp_path / f"later{number}.csv", later)
        answer = copydesk("review", "--take", path, "--by", who, *flags)
        assert answer.stdout.startswith(f"{len(later)} decision")
    assert copydesk("reprocess", "--direct", *flags).returncode == 0
    assert room.values("SELECT decided_by FROM reviews WHERE standing = 'superseded'") == ["Ada"] * 3
    assert room.values("SELECT count(*) FROM edits WHERE decided_by = 'Bob' AND NOT applied") == [2]
    assert verify(room.warehouse) == []


@pytest.mark.slow
def test_a_workbook_goes_out_and_comes_back(room: Newsroom, copydesk: Copydesk, tmp_path: Path) -> None:
    flags = ("--seeds", room.seeds, "--warehouse", room.root)
    sheet, saved = tmp_path / "sheet.xlsx", tmp_path / "saved.xlsx"
    assert copydesk("review", "--n", "6", "--out", sheet, *flags).stdout.startswith("6 edits are in")
    rows = [row.cells for row in parse_workbook(sheet.read_bytes(), sheet.name, SHEET, SHEET).rows]
    assert len({row["edit"] for row in rows}) == 6
    _write_workbook([{**row, "note": "gut, schön"} for row in decide(rows[1:])], saved)
    assert copydesk("review", "--take", saved, *flags).stdout.startswith("5 decisions are recorded")
    assert copydesk("reprocess", "--direct", *flags).returncode == 0
    assert room.rows("SELECT DISTINCT note, standing FROM reviews") == [("gut, schön", "done")]


@pytest.mark.slow
def test_a_bad_sheet_is_one_line_and_nothing_is_taken(room: Newsroom, copydesk: Copydesk, tmp_path: Path) -> None:
    flags = ("--seeds", room.seeds, "--warehouse", room.root)
    copydesk("review", "--n", "4", "--out", tmp_path / "sheet.csv", *flags)
    good = list(decide(rows_of(tmp_path / "sheet.csv")))
    # What a person types is text: it is kept as it is, and harms no spreadsheet that opens the file.
    hostile = {**good[0], "note": "=HYPERLINK(1)"}
    bad = {
        "no document": ({"doc_id": "0" * 64}, "row 6: the warehouse has no edits of a document"),
        "no edit": ({"edit": "kffffffffffff"}, "row 6: the document has no edit 'kffffffffffff' any more"),
        "no decision": ({"decision": "accept reject"}, "row 6: 'accept reject' is not one of accept, reject, withdraw"),
        "a formula": ({"decision": "'=accept"}, "row 6: '=accept' is not one of"),
        "two minds": ({"decision": "reject"}, "row 6: reject, where row 2 has accept for the same edit"),
    }
    for change, expected in bad.values():
        path = written(tmp_path / "bad.csv", [hostile, *good[1:], {**good[0], **change}])
        answer = copydesk("review", "--take", path, *flags)
        assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
        assert expected in answer.stderr
        assert "nothing was recorded" in answer.stderr
    (tmp_path / "cut.csv").write_bytes((tmp_path / "bad.csv").read_bytes()[:-20] + b'"')
    for name, expected in {"cut.csv": "row 6", "none.csv": "cannot be read", "sheet.csv": "has no decision"}.items():
        answer = copydesk("review", "--take", tmp_path / name, *flags)
        assert (answer.returncode, expected in answer.stderr) == (2, True)
    assert not (room.seeds / FILE).exists()
    assert room.values("SELECT count(*) FROM reviews") == [0]
    path = written(tmp_path / "good.csv", [hostile, *good[1:], good[0]])
    assert copydesk("review", "--take", path, *flags).returncode == 0
    assert room.values("SELECT note FROM reviews WHERE note IS NOT NULL") == ["=HYPERLINK(1)"]
    assert "'=HYPERLINK(1)" in {row["note"] for row in rows_of(room.seeds / FILE)}


@pytest.mark.slow
def test_a_kept_row_that_is_none_is_named_and_one_that_fits_nothing_is_checked(room: Newsroom, show: Console) -> None:
    (doc_id,) = room.values("SELECT doc_id FROM articles LIMIT 1")
    good = dict(
        zip(KEPT_COLUMNS, ("", doc_id, "1", "CAL046", "accept", "0", "4", "Suva", "Lima", "", "Ada", ""), strict=True)
    )
    good["decided_at"] = "2031-05-04T10:00:00+00:00"
    changes = ({}, {"decision": "maybe"}, {"start": "x"}, {"stop": "9"}, {"decided_at": "soon"}, {"codes": " "})
    with (room.seeds / FILE).open("w", newline="") as file:
        writer = csv.DictWriter(file, KEPT_COLUMNS)
        writer.writeheader()
        writer.writerows({**good, **change} for change in changes)
    said: list[str] = []
    settings = settings_of(seeds=str(room.seeds), warehouse=str(room.root))
    assert len(record_kept_reviews(settings, said.append)) == 1
    assert [line.split(":")[0] for line in said[1:]] == [f"{FILE}, row {n}" for n in range(3, 8)]
    bodies = room.values(BODIES)
    assert reprocess(settings, Scope(), show, direct=True) == 0
    assert (room.values(BODIES), room.values("SELECT standing FROM reviews")) == (bodies, ["unfit"])
    (answer,) = check(room.warehouse)
    assert (answer.name, answer.rows["after"].to_pylist()) == ("reviews_fit", ["Lima"])
