"""A correction from the desk to the article: past runs, other rules and a lost warehouse."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.correct import FILE, correct, correct_from
from flows.settings import Settings, settings_of
from flows.sheet import BadSheetError
from tests.flows.conftest import Newsroom
from warehouse.decisions import Decision, UnfitCorrectionError
from warehouse.documents import UnknownDocumentError

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


def test_it_outlives_other_rules_and_a_changed_neighbour(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    filled.drop(other="A school opens in the valley after two years of building.\n")
    filled.run(ignore=("TYP001",))
    assert filled.values(f"{AGENCY} WHERE agency IS NOT NULL") == ["BNB"]
    assert filled.run() == 0  # the file beside the seeds is nothing to take in
    assert "Nothing to do" in filled.said


def test_it_goes_with_its_content_and_comes_back_with_it(filled: Newsroom) -> None:
    decide(filled, "agency", "BNB")
    filled.drop(harbour="Something else stands here now, and no agency with it.\n")
    filled.run()
    assert filled.values("SELECT count(*) FROM corrections") == [0]
    filled.drop(harbour=STORY)
    filled.run()
    assert filled.values(AGENCY) == ["BNB"]


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
