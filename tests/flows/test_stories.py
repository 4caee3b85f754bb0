"""Copies and stories as people ask for them: reports, macros, and the agency of a copy that credits none."""

import pytest

from flows.console import Console
from flows.runs.reprocess import Scope, reprocess
from flows.settings import settings_of
from tests.flows.conftest import Newsroom
from warehouse.named_queries import bind, named_queries, run_query

FERRY = (
    "The harbour of Tarn was closed after a ferry with 41 people ran aground on Monday, the harbour master said. "
    "Fishermen saved all of them before the storm came, and two boats were lost on the rocks below the lighthouse.\n\n"
    '"We heard the horn and rowed out at once," said Ole Brandt, a fisherman of Tarn.\n'
)
OTHER = (
    "Fishermen saved 41 people when a ferry ran aground off Tarn on Monday, before a storm that sank two boats.\n\n"
    '"We heard the horn, and we rowed out to them at once," fisherman Ole Brandt said at the harbour of Tarn.\n'
)


pytestmark = pytest.mark.slow


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(
        credited=f"TARN, May 6 (AFP) - {FERRY}", copied=FERRY, told=OTHER, clocks="A museum showed 300 clocks.\n"
    )
    newsroom.run()
    return newsroom


def report(room: Newsroom, name: str, **given: str) -> list[dict[str, object]]:
    with room.warehouse.connect() as database:
        bind(database, named_queries("reports")[name], given)
        rows: list[dict[str, object]] = run_query(database, named_queries("reports")[name]).rows.to_pylist()
        return rows


def test_copies_and_stories_are_told(filled: Newsroom) -> None:
    copies = report(filled, "duplicates")
    assert {(row["uri"], row["agency"], row["agency_inferred"]) for row in copies} == {
        ("credited.txt", "AFP", None),
        ("copied.txt", None, "AFP"),
    }
    assert {row["copy_count"] for row in copies} == {2}
    (story,) = report(filled, "stories", by="newest")
    assert (story["article_count"], story["agencies"]) == (3, ["AFP"])
    texts = filled.rows(f"SELECT uri FROM story('{story['story_id']}')")
    assert sorted(texts) == [("copied.txt",), ("credited.txt",), ("told.txt",)]
    asked = "(SELECT story_id FROM article_stories SEMI JOIN (FROM articles WHERE uri = 'told.txt') USING (doc_id))"
    assert filled.rows(f"SELECT uri FROM story({asked})") == texts
    pairs = filled.rows(f"SELECT speaker_name, similarity FROM renderings('{story['story_id']}')")
    assert [name for name, _ in pairs] == ["Ole Brandt"] * 3
    assert max(similarity for _, similarity in pairs) == 1


def test_the_agency_of_a_copy_rests_on_the_text_that_credits_it_and_goes_with_it(filled: Newsroom) -> None:
    filled.drop(again=FERRY.replace("two boats", "both boats"))
    filled.run()
    (credited,) = filled.values("SELECT doc_id FROM articles WHERE uri = 'credited.txt'")
    query = "SELECT agency_inferred, agency_inferred_from FROM duplicates ORDER BY ALL"
    assert filled.rows(query) == [("AFP", credited)] * 2 + [(None, None)]
    (filled.seeds / "credited.txt").unlink()
    assert filled.run(allow_removals=True) == 0
    assert filled.rows(query) == [(None, None)] * 2


def linked(room: Newsroom) -> tuple[set[frozenset[str]], list[tuple[object, ...]]]:
    """The stories as sets of documents, and the evidence of each document."""
    members = room.values("SELECT list(doc_id) FROM article_stories GROUP BY story_id")
    evidence = room.rows("SELECT doc_id, linked_by, similarity FROM article_stories ORDER BY doc_id")
    return {frozenset(each) for each in members}, evidence


@pytest.mark.parametrize("most", [3, 1_000])
def test_reprocessing_everything_leaves_the_links_of_a_fresh_load(
    newsroom: Newsroom, show: Console, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Some texts end without a stop or a newline; also with a low bound of documents a stem."""
    monkeypatch.setattr("transforms.stories.candidates.MOST_TEXTS", most)
    towns = "Tarn Lund Oster Varn Holm Selby Norden Kall".split()
    for number, town in enumerate(towns):
        for said in ("shut its copper mine and sent miners home", "mourned two miners of its copper mine"):
            end = "." if number % 3 else ""
            newsroom.drop(**{f"{said[:4]}{number}": f"{town} {said}, the council told miners{end}"})
    newsroom.drop(credited=FERRY, told=OTHER)
    newsroom.run()
    fresh = linked(newsroom)
    assert fresh[0]
    for fix in (["CAL"], []):
        chosen = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), fix=fix, commit_every=5)
        assert reprocess(chosen, Scope(), show, direct=True) == 0
    assert newsroom.number > 3
    assert linked(newsroom) == fresh
