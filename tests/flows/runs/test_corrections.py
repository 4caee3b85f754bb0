"""A correction from the desk to the article: past runs, other rules and a lost warehouse."""

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.csv_sheet import BadSheetError, parse
from flows.errors import CommittedError
from flows.runs.corrections import FILE, correct, correct_from, record_kept_corrections
from flows.runs.kept_decisions import IgnoredDecisionsError
from flows.settings import Settings, settings_of
from tests.flows.conftest import Copydesk, Newsroom
from warehouse.decisions import Decision, UnfitCorrectionError
from warehouse.documents import UnknownDocumentError
from warehouse.store import open_store

STORY = "LISBON, May 6 (ANA) - The council voted on Monday to widen the old harbour.\n"
DOC = hashlib.sha256(STORY.encode()).hexdigest()
AGENCY = "SELECT agency FROM articles"


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(harbour=STORY)
    newsroom.run()
    return newsroom


def settings(newsroom: Newsroom) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root))


def decide(newsroom: Newsroom, field: str, value: str | None, which: str = "harbour.txt") -> list[Decision]:
    decision = Decision("", field, value, "as filed", "Ada", datetime.now(UTC))
    return correct(settings(newsroom), which, decision)


def test_a_correction_is_kept_in_the_warehouse_and_beside_the_seeds(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    assert filled.values(AGENCY) == ["BNB"]
    head, row, *_ = (filled.seeds / FILE).read_text("utf-8-sig").splitlines()
    assert head == "uri,doc_id,field,value,note,decided_by,decided_at,is_withdrawn"
    assert row.startswith('"harbour.txt",')
    assert ',"agency","BNB","as filed","Ada",' in row


def test_a_corrected_place_moves_what_the_gazetteer_says_of_it(filled: Newsroom) -> None:
    columns = "located, located_all[1], located_name, country, latitude::INTEGER"
    decide(filled, "located", "Kiel")
    assert filled.rows(f"SELECT {columns} FROM articles") == [("Kiel", "Kiel", "Kiel", "DE", 54)]
    decide(filled, "located", "Nosuchtown")
    assert filled.rows(f"SELECT {columns} FROM articles") == [("Nosuchtown", "Nosuchtown", None, None, None)]


@pytest.mark.parametrize(
    ("agency", "parties"),
    [
        ("AFP", [("AFP", "author", "https://www.afp.com/")]),
        ("Valley's Wire, [3]", [("Valley's Wire, [3]", "author", None)]),
        (None, None),
    ],
)
def test_a_corrected_agency_moves_the_credited_parties(
    filled: Newsroom, agency: str | None, parties: list[tuple[str, ...]] | None
) -> None:
    decide(filled, "agency", agency)
    [(role, sources)] = filled.rows("SELECT agency_role, info_sources FROM articles")
    assert (role, sources and [tuple(one.values()) for one in sources]) == (agency and "author", parties)


def test_rows_of_a_sheet_move_what_follows_from_them_too(filled: Newsroom, tmp_path: Path) -> None:
    sheet = tmp_path / "graded.csv"
    sheet.write_text("uri,field,value\nharbour.txt,located,Kiel\nharbour.txt,agency,AFP\n")
    correct_from(settings(filled), sheet, "Ada", print)
    assert filled.rows("SELECT country, info_sources[1].name FROM articles") == [("DE", "AFP")]


@pytest.mark.slow
def test_it_outlives_other_rules_and_a_changed_neighbour(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    filled.drop(other="A school opens in the valley after two years of building.\n")
    filled.run(ignore=("TYP001",))
    assert filled.values(f"{AGENCY} WHERE agency IS NOT NULL") == ["BNB"]
    assert filled.run() == 0  # the file beside the seeds is nothing to take in
    assert "Nothing to do" in filled.said


@pytest.mark.slow
def test_it_goes_with_its_content_and_comes_back_with_it(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    filled.drop(harbour="Something else stands here now, and no agency with it.\n")
    filled.run()
    assert filled.values("SELECT count(*) FROM corrections") == [0]
    filled.drop(harbour=STORY)
    filled.run()
    assert filled.values(AGENCY) == ["BNB"]


@pytest.mark.slow
def test_the_file_alone_brings_it_into_another_warehouse(filled: Newsroom, tmp_path: Path) -> None:
    decide(filled, "agency", "=BNB")
    decide(filled, "dateline_date", "2031-05-06")
    again = Newsroom(filled.folder / "again")
    again.seeds.mkdir(parents=True)
    again.drop(moved=STORY)
    again.run()
    taken = correct_from(settings(again), filled.seeds / FILE, "Ada", pytest.fail)
    following = ["agency_role", "info_sources"], ["dateline_on", "dateline_on_basis"]
    assert [d.field for d in taken] == ["agency", *following[0], "dateline_date", *following[1]]
    assert again.rows("SELECT agency, dateline_on::VARCHAR FROM articles") == [("=BNB", "2031-05-06")]
    assert correct_from(settings(again), again.seeds / FILE, "Ada", pytest.fail) == []
    assert (again.seeds / FILE).read_text("utf-8").count("\n") == 1 + len(taken)


@pytest.mark.slow
def test_a_run_takes_the_file_into_a_new_warehouse(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    decide(filled, "byline", "By Ada")
    shutil.rmtree(filled.root)
    assert filled.run() == 0
    assert "4 corrections were loaded from" in filled.said
    assert filled.rows("SELECT agency, byline FROM articles") == [("BNB", "By Ada")]
    assert filled.run() == 0
    assert "corrections" not in filled.said


def test_a_run_with_nothing_else_to_do_takes_what_a_colleague_added(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    line = (filled.seeds / FILE).read_text("utf-8").splitlines()[1]
    with (filled.seeds / FILE).open("a", encoding="utf-8") as file:
        file.write(line.replace("BNB", "ČTK").replace("Ada", "Ben") + "\n")
    assert filled.run() == 0
    assert "Nothing to do" in filled.said
    assert filled.values(AGENCY) == ["ČTK"]


HEAD = b"doc_id,field,value,decided_at,is_withdrawn\n"
NOON = "2031-05-06T12:00:00+00:00"
WRONG = {
    b"uri,field,value\nharbour.txt,agency,BNB\n": "1 rows without doc_id or decided_at were ignored",
    b"doc_id,field\n": "corrections.csv has no column value",
    b"\xff": "is not UTF-8",
    HEAD + f"{DOC},dateline_on,soon,{NOON},\n".encode(): "row 2: 'soon' is not valid for dateline_on (DATE)",
    HEAD
    + f"{DOC},dateline_on,9999-12-31,{NOON},\n".encode(): "row 2: '9999-12-31' is not valid for dateline_on (DATE)",
    HEAD + f"{DOC},dateline_on,infinity,{NOON},\n".encode(): "row 2: 'infinity' is not valid for dateline_on (DATE)",
    HEAD + f"{DOC},latitude,91,{NOON},\n".encode(): "row 2: '91' is not valid for latitude (DOUBLE): ",
    HEAD + f"{DOC},latitude,nan,{NOON},\n".encode(): "row 2: 'nan' is not valid for latitude (DOUBLE): ",
    HEAD + f"{DOC},earliest_at,2031-05-06 10:00,{NOON},\n".encode(): "is not valid for earliest_at",
    HEAD + f"{DOC},dateline_date,2024-99-99,{NOON},\n".encode(): "row 2: '2024-99-99' is not valid for dateline_date",
    HEAD + f"{DOC},agency,A\x1b[31m,{NOON},\n".encode(): "is not valid for agency",
    HEAD + f'{DOC},agency,"A\nB",{NOON},\n'.encode(): "is not valid for agency",
    HEAD + f"{DOC},agency,A\u2028B,{NOON},\n".encode(): "is not valid for agency",
    HEAD + f"{DOC},moon,full,{NOON},\n".encode(): "row 2: 'moon' cannot be corrected",
    HEAD + f"{DOC},body,x,{NOON},\n".encode(): "row 2: 'body' cannot be corrected",
    HEAD + f"{DOC},agency,BNB,soon,\n".encode(): "row 2: decided_at is not a time: 'soon'",
    HEAD + f"{DOC},agency,BNB,2031-05-06T12:00:00,\n".encode(): "row 2: decided_at has no time zone",
    HEAD + f"{DOC},agency,BNB,9999-12-31T23:59:59-12:00,\n".encode(): "row 2: decided_at is impossible",
    HEAD + f"{DOC},agency,BNB,0001-01-01T00:00:00+12:00,\n".encode(): "row 2: decided_at is impossible",
    HEAD + f"{'0' * 64},agency,BNB,{NOON},\n".encode(): "row 2: the warehouse has no document of this doc_id",
}


@pytest.mark.slow
def test_a_row_that_is_wrong_is_named_and_the_good_one_is_taken(filled: Newsroom) -> None:
    for number, (content, problem) in enumerate(WRONG.items()):
        good = f"{DOC},byline,By {number},{NOON.replace('12', f'{number:02}')},\n".encode()
        (filled.seeds / FILE).write_bytes(content + good * content.startswith(HEAD))
        said: list[str] = []
        made: list[Decision] = []
        try:
            made = record_kept_corrections(settings(filled), said.append)
        except IgnoredDecisionsError as error:
            said.append(str(error))
        assert len(made) == content.startswith(HEAD), content
        assert problem in "\n".join(said)
    assert filled.rows("SELECT agency, byline FROM articles") == [(None, f"By {len(WRONG) - 1}")]
    assert filled.values("SELECT DISTINCT field FROM corrections") == ["byline"]
    before = filled.number
    assert filled.run() == 0
    assert filled.number == before


@pytest.mark.slow
def test_very_many_unknown_fields_are_named_in_a_few_lines(filled: Newsroom) -> None:
    rows = "".join(f"{DOC},{number}{'x' * 200},y,{NOON},\n" for number in range(100_000))
    (filled.seeds / FILE).write_text(HEAD.decode() + rows)
    said: list[str] = []
    assert record_kept_corrections(settings(filled), said.append) == []
    assert len(said) == 6
    assert max(map(len, said)) < 1_000


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path)])
def test_what_is_no_file_beside_the_seeds_stops_no_run(make: Callable[[Path], None], filled: Newsroom) -> None:
    make(filled.seeds / FILE)
    filled.drop(other="A school opens in the valley after two years of building.\n")
    assert filled.run() == 3
    assert f"{FILE} was ignored" in filled.said
    assert filled.values("SELECT count(*) FROM articles") == [2]
    with pytest.raises(BadSheetError):
        decide(filled, "agency", "BNB")
    assert filled.values("SELECT count(*) FROM corrections") == [0]


@pytest.mark.slow
def test_a_decision_keeps_to_the_columns_of_the_file_and_begins_a_line(filled: Newsroom) -> None:
    head = "is_withdrawn;decided_at;decided_by;value;field;doc_id;mine"
    (filled.seeds / FILE).write_text(f"{head}\n;{NOON};Ben;By Ben;byline;{DOC};x")  # no line break at the end
    decide(filled, "agency", "BNB")
    rows = (filled.seeds / FILE).read_text().splitlines()
    assert rows[:2] == [head, f";{NOON};Ben;By Ben;byline;{DOC};x"]
    assert rows[2].endswith(f'"Ada";"BNB";"agency";"{DOC}";""')
    shutil.rmtree(filled.root)
    filled.run()
    assert filled.rows("SELECT agency, byline FROM articles") == [("BNB", "By Ben")]


def test_a_file_that_cannot_hold_a_decision_takes_none(filled: Newsroom) -> None:
    (filled.seeds / FILE).write_text("doc_id,field,value\n")
    with pytest.raises(BadSheetError, match="cannot take a decision: it has no column decided_at, decided_by"):
        decide(filled, "agency", "BNB")
    assert filled.values("SELECT count(*) FROM corrections") == [0]


def test_what_cannot_be_written_beside_the_seeds_is_recorded_nowhere(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # who tests may be root
    with pytest.raises(BadSheetError, match="cannot be written, so nothing was recorded"):
        decide(filled, "agency", "BNB")
    assert filled.values("SELECT count(*) FROM corrections") == [0]


def test_what_fails_beside_the_seeds_after_the_commit_says_that_it_is_committed(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.runs.corrections.append_kept", fail)
    with pytest.raises(CommittedError, match="the corrections are committed, but"):
        decide(filled, "agency", "BNB")
    assert filled.values(AGENCY) == ["BNB"]


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [timedelta(hours=-1), timedelta(days=-366), timedelta(days=366)])
def test_what_was_decided_last_counts_whatever_the_clock_said(wrong: timedelta, filled: Newsroom) -> None:
    now = datetime.now(UTC)
    for value, at in (("ONE", now), ("TWO", now + wrong), ("LAST", now + timedelta(seconds=1))):
        correct(settings(filled), "harbour.txt", Decision("", "agency", value, None, "Ada", at))
        assert filled.values(AGENCY) == [value]
    shutil.rmtree(filled.root)  # a new warehouse takes all of them in one commit: their order in the file counts
    filled.run()
    assert filled.values(AGENCY) == ["LAST"]
    assert record_kept_corrections(settings(filled), pytest.fail) == []


@pytest.mark.slow
def test_corrections_of_seeds_in_a_bucket_are_kept_there(filled: Newsroom) -> None:
    bucket = open_store("memory:///corrected/wire")
    chosen = settings_of(seeds=bucket.root, warehouse=str(filled.root))
    for value in ("BNB", "ČTK"):
        correct(chosen, "harbour.txt", Decision("", "byline", value, None, "Ada", datetime.now(UTC)))
    assert [row.cells["value"] for row in parse(bucket.get(FILE), FILE, ["value"], ["value"]).rows] == ["BNB", "ČTK"]
    assert record_kept_corrections(chosen, pytest.fail) == []
    assert not Path("memory:").exists()


def test_a_sheet_may_name_files(filled: Newsroom, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("uri,field,value\nharbour.txt,byline,By Ada\nharbour.txt,agency,\n")
    assert len(correct_from(settings(filled), sheet, "Ada", pytest.fail)) == 4
    assert filled.rows("SELECT byline, agency FROM articles") == [("By Ada", None)]


def test_what_is_wrong_leaves_no_trace(filled: Newsroom, tmp_path: Path) -> None:
    before = filled.number
    with pytest.raises(UnknownDocumentError):
        decide(filled, "agency", "BNB", which="nothing.txt")
    with pytest.raises(UnfitCorrectionError):
        decide(filled, "dateline_on", "soon")
    sheet = tmp_path / "mine.csv"
    sheet.write_text("uri,value\nharbour.txt,x\n")
    with pytest.raises(BadSheetError):
        correct_from(settings(filled), sheet, "Ada", pytest.fail)
    assert filled.number == before
    assert not (filled.seeds / FILE).exists()


def test_rows_without_a_name_are_of_who_gives_the_file(filled: Newsroom, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("uri,field,value,decided_by\nharbour.txt,byline,By Ada,\nharbour.txt,headline,x,Ben\n")
    correct_from(settings(filled), sheet, "Zed", print)
    assert filled.rows("SELECT field, decided_by FROM corrections ORDER BY ALL") == [
        ("byline", "Zed"),
        ("headline", "Ben"),
    ]
    rows = (filled.seeds / FILE).read_text("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ['"harbour.txt"'] * 2


def test_a_shortened_doc_id_is_no_uri(filled: Newsroom) -> None:
    decide(filled, "byline", "By Ada", DOC[:12])
    assert (filled.seeds / FILE).read_text("utf-8-sig").splitlines()[1].startswith(f'"","{DOC}"')


@pytest.mark.parametrize("name", ["corrections.csv", "reviews.csv"])
@pytest.mark.parametrize("content", [b"junk\n", b"", b"doc_id,\xff\n"])
def test_a_damaged_file_of_decisions_is_exit_3_until_it_is_mended(name: str, content: bytes, filled: Newsroom) -> None:
    (filled.seeds / name).write_bytes(content)
    assert filled.run() == 3
    assert f"Exit 3: {filled.seeds / name} was ignored: " in filled.said
    assert "restore it from a copy, and run again" in " ".join(filled.said.split())
    (filled.seeds / name).unlink()
    assert filled.run() == 0


def test_only_what_was_corrected_is_withdrawn(filled: Newsroom, copydesk: Copydesk) -> None:
    roots = ("--seeds", filled.seeds, "--warehouse", filled.root)
    before = filled.number
    answer = copydesk("correct", "harbour.txt", "located", "--withdraw", *roots)
    assert answer.stdout == "located of harbour.txt has no correction that could be withdrawn; nothing was recorded.\n"
    assert (answer.returncode, filled.number) == (0, before)
    assert copydesk("correct", "harbour.txt", "moon", "--withdraw", *roots).returncode == 2
    decide(filled, "located", "Kiel")
    lines = copydesk("correct", "harbour.txt", "located", "--withdraw", *roots).stdout.splitlines()
    assert lines[0].startswith("7 withdrawals are recorded, ")
    assert lines[1].startswith("Also withdrawn: located_all, ")
    assert filled.values("SELECT located FROM articles") == ["LISBON"]
