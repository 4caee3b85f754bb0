"""A correction from the desk to the article: past runs, other rules and a lost warehouse."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.correct import FILE, correct, correct_from, take_kept
from flows.settings import Settings, settings_of
from flows.sheet import BadSheetError, parse
from tests.flows.conftest import Newsroom
from warehouse.decisions import Decision, UnfitCorrectionError
from warehouse.documents import UnknownDocumentError
from warehouse.store import open_store

STORY = "LISBON, May 6 (ANA) - The council voted on Monday to widen the old harbour.\n"
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
    head, row = (filled.seeds / FILE).read_text("utf-8-sig").splitlines()
    assert head == "uri,doc_id,field,value,note,decided_by,decided_at,is_withdrawn"
    assert row.startswith('"harbour.txt",')
    assert ',"agency","BNB","as filed","Ada",' in row


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
    assert len(correct_from(settings(again), filled.seeds / FILE)) == 3
    assert again.rows("SELECT agency, dateline_on::VARCHAR FROM articles") == [("=BNB", "2031-05-06")]
    assert correct_from(settings(again), again.seeds / FILE) == []
    assert (again.seeds / FILE).read_text("utf-8").count("\n") == 4


def test_a_run_takes_the_file_into_a_new_warehouse(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    decide(filled, "byline", "By Ada")
    shutil.rmtree(filled.root)
    assert filled.run() == 0
    assert "2 corrections were taken from" in filled.said
    assert filled.rows("SELECT agency, byline FROM articles") == [("BNB", "By Ada")]
    assert filled.run() == 0
    assert "corrections" not in filled.said


def test_a_run_with_nothing_else_to_do_takes_what_a_colleague_added(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    line = (filled.seeds / FILE).read_text("utf-8").splitlines()[-1]
    with (filled.seeds / FILE).open("a", encoding="utf-8") as file:
        file.write(line.replace("BNB", "ČTK").replace("Ada", "Ben") + "\n")
    assert filled.run() == 0
    assert "Nothing to do" in filled.said
    assert filled.values(AGENCY) == ["ČTK"]


WRONG = {
    b"uri,field,value\nharbour.txt,agency,BNB\n": "1 rows without doc_id or decided_at were passed over",
    b"\xff": "is not UTF-8",
    b"doc_id,field,value,decided_at\nab,dateline_on,soon,2031-05-06T07:08:09+00:00\n": "dateline_on is a DATE",
    b"doc_id,field,value,decided_at\nab,agency,BNB,soon\n": "soon",
}


def test_a_file_that_is_wrong_is_named_and_stops_no_run(filled: Newsroom) -> None:
    before = filled.number
    for content, problem in WRONG.items():
        (filled.seeds / FILE).write_bytes(content)
        said: list[str] = []
        assert take_kept(settings(filled), said.append) == []
        assert problem in "".join(said)
    assert filled.run() == 0
    assert filled.number == before


def test_corrections_of_seeds_in_a_bucket_are_kept_there(filled: Newsroom) -> None:
    bucket = open_store("memory:///corrected/wire")
    chosen = settings_of(seeds=bucket.root, warehouse=str(filled.root))
    for value in ("BNB", "ČTK"):
        correct(chosen, "harbour.txt", Decision("", "agency", value, None, "Ada", datetime.now(UTC)))
    assert [row["value"] for row in parse(bucket.get(FILE), FILE, ["value"])] == ["BNB", "ČTK"]
    assert take_kept(chosen, pytest.fail) == []
    assert not Path("memory:").exists()


def test_a_sheet_may_name_files(filled: Newsroom, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("uri,field,value\nharbour.txt,byline,By Ada\nharbour.txt,agency,\n")
    assert len(correct_from(settings(filled), sheet)) == 2
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
        correct_from(settings(filled), sheet)
    assert filled.number == before
    assert not (filled.seeds / FILE).exists()
