"""Which text takes the place of which, by the wire's marks, by time and by file; and what changed between the two."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from flows.cli.explain_revisions import explain_revisions
from tests.flows.conftest import Newsroom

FERRY = (
    "The harbour of Tarn was closed on Monday after the ferry Alma ran aground with 41 people, its master said.\n\n"
    "Fishermen saved all of them before the storm came. Two boats were lost on the rocks below the lighthouse.\n\n"
    "The wind reached 140 kilometres an hour in the night. "
    "The Alma belongs to the Weir Line, which owns six ferries.\n"
)
MORE = (
    FERRY.replace("41 people", "43 people")
    + "\nDivers will search the wreck on Tuesday, the coast guard told reporters.\n"
)
SIX, FIVE = MORE, MORE.replace("six", "five")
TEXTS = {
    "000_aaaaaaaaaaaaaaaa": f"TARN, May 6 (AFP) - {FERRY}",
    "001_bbbbbbbbbbbbbbbb": f"UPDATE 1-Ferry runs aground off Tarn\n\nTARN, May 6 (AFP) - {SIX}",
    "002_cccccccccccccccc": f"CORRECTED-Ferry runs aground off Tarn\n\nTARN, May 6 (AFP) - {FIVE}",
    "003_dddddddddddddddd": f"TARN, May 6 (Reuters) - {FERRY}",
    "004_eeeeeeeeeeeeeeee": "A museum in Lund showed 300 clocks.\n",
}
pytestmark = pytest.mark.slow

ROLES = """
    SELECT left(now.uri, 3), role, left(was.uri, 3)
    FROM article_stories JOIN articles AS now USING (doc_id) LEFT JOIN articles AS was ON was.doc_id = supersedes
    ORDER BY 1
"""


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(**TEXTS)
    newsroom.run()
    return newsroom


def test_versions_follow_marks_and_go_with_their_texts(filled: Newsroom) -> None:
    assert filled.rows(ROLES) == [
        ("000", "first", None),
        ("001", "update", "000"),
        ("002", "correction", "001"),
        ("003", "other", None),
        ("004", "first", None),
    ]
    (filled.seeds / "001_bbbbbbbbbbbbbbbb.txt").unlink()
    filled.run(allow_removals=True)
    assert ("002", "correction", "000") in filled.rows(ROLES)


def test_a_changed_file_shows_what_changed_by_sentence(filled: Newsroom) -> None:
    filled.drop(**{"004_eeeeeeeeeeeeeeee": "A museum in Lund showed 310 clocks on Monday. Admission is free.\n"})
    filled.run()
    (doc_id,) = filled.values("SELECT doc_id FROM revisions WHERE basis = 'file'")
    assert filled.rows(f"SELECT change, words FROM diff_revisions('{doc_id}')") == [
        ("changed", "A museum in Lund showed [-300 clocks.-] {+310 clocks on Monday.+}"),
        ("added", "{+Admission is free.+}"),
    ]
    chain = filled.rows(f"SELECT is_current, basis FROM revision_chain('{doc_id}')")
    assert chain == [(False, None), (True, "file")]
    asked = "(SELECT doc_id FROM revisions WHERE basis = 'file')"
    assert filled.rows(f"SELECT is_current, basis FROM revision_chain({asked})") == chain
    assert filled.values(f"SELECT change FROM diff_revisions({asked})") == ["changed", "added"]
    out = io.StringIO()
    explain_revisions(filled.warehouse, "004_eeeeeeeeeeeeeeee.txt", None, Console(file=out, width=120))
    assert "[-300 clocks.-] {+310 clocks on Monday.+}" in out.getvalue()
    assert "(older version)" in out.getvalue()


def test_any_order_of_arrival_ends_in_the_same_roles(filled: Newsroom, tmp_path: Path) -> None:
    other = Newsroom(tmp_path / "other")
    other.seeds.mkdir(parents=True)
    for name in sorted(TEXTS, reverse=True):
        other.drop(**{name: TEXTS[name]})
        other.run()
    assert other.rows(ROLES) == filled.rows(ROLES)
