"""An override gives some files other rules, and each document is stale by the rules that are due for it."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.errors import UsageError
from flows.ingest.rule_overrides import by_selection, refuse_unknown_overrides, with_selections
from flows.runs.preview import Preview, plan
from flows.runs.reprocess import Scope, reprocess, stale_sources
from flows.settings import Override, Selection, Settings, settings_of
from flows.sources.source import Source
from tests.flows.conftest import Newsroom
from transforms.version import rules_version

STORY = "The council voted on Monday to widen the old harbour , after years. Item {} of the day.\n"
SPACED = "TYP001"
PORTAL = Override(path="portal*", ignore=(SPACED,))


def settings(newsroom: Newsroom, *overrides: Override, **more: Any) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), overrides=overrides, **more)


def quiet() -> Console:
    return Console(Terminal(file=io.StringIO()), Terminal(file=io.StringIO()))


def planned(newsroom: Newsroom, *overrides: Override) -> Preview:
    return plan(settings(newsroom, *overrides), Scope(), quiet())


def spaced(newsroom: Newsroom) -> list[str]:
    """The files whose body still has a blank before its comma."""
    query = "SELECT uri FROM articles WHERE body LIKE '% ,%' ORDER BY uri"
    return newsroom.values(query)


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(portal1=STORY.format(1), portal2=STORY.format(2), wire=STORY.format(3))
    newsroom.run(overrides=(PORTAL,))
    return newsroom


def test_an_override_holds_for_its_files_alone(filled: Newsroom) -> None:
    assert spaced(filled) == ["portal1.txt", "portal2.txt"]
    versions = dict(filled.rows("SELECT uri, rules_version FROM articles"))  # type: ignore[arg-type]
    here, elsewhere = rules_version((), (SPACED,)), rules_version()
    assert versions == {"portal1.txt": here, "portal2.txt": here, "wire.txt": elsewhere}


def test_what_an_override_made_is_not_stale(filled: Newsroom) -> None:
    assert filled.run(overrides=(PORTAL,)) == 0
    assert "older rules" not in filled.said
    assert planned(filled, PORTAL).backlog == 0


@pytest.mark.slow
def test_a_changed_override_makes_its_own_documents_stale_alone(filled: Newsroom) -> None:
    assert filled.run() == 0
    assert "2 documents were cleaned by older rules" in filled.said
    found = planned(filled)
    assert (found.backlog, found.changed, found.rows) == (2, 2, {(SPACED, "+"): 2})
    narrower = PORTAL.model_copy(update={"path": "portal1*"})
    assert reprocess(settings(filled, narrower), Scope(), quiet(), direct=True) == 0
    assert spaced(filled) == ["portal1.txt"]
    assert planned(filled, narrower).backlog == 0
    found = planned(filled, PORTAL)
    assert (found.backlog, found.rows) == (1, {(SPACED, "-"): 1})


@pytest.mark.slow
def test_a_content_in_several_files_goes_by_the_first(filled: Newsroom) -> None:
    filled.drop(archive=STORY.format(1), zone=STORY.format(3))
    filled.run(overrides=(PORTAL,))
    assert [source.uri for source in stale_sources(filled.warehouse, settings(filled, PORTAL), Scope())] == [
        "archive.txt"
    ]
    by_its_second = Scope(path="portal1*")
    assert len(stale_sources(filled.warehouse, settings(filled, PORTAL), by_its_second)) == 1
    assert len(stale_sources(filled.warehouse, settings(filled, PORTAL), Scope(path="zone*"))) == 0


def test_the_first_override_that_fits_counts() -> None:
    chosen = settings_of(
        collection="wire",
        ignore=("CAS",),
        overrides=(
            Override(collection="other", select=("NUM",)),
            Override(path="a/*", select=("TYP", "CAS")),
            Override(collection="w*", path="*.txt", ignore=("SEG",)),
        ),
    )
    uris = ("a/deep/er.txt", "b.txt", "b.zip!/it's [1].md")
    parts = by_selection(with_selections([Source(uri, "", 1, False) for uri in uris], chosen), chosen)
    assert [(selection, [source.uri for source in some]) for selection, some in parts] == [
        (Selection((), ("CAS",)), [uris[2]]),
        (Selection(("TYP", "CAS"), ("CAS",)), [uris[0]]),
        (Selection((), ("CAS", "SEG")), [uris[1]]),
    ]


def test_a_rule_that_there_is_not_is_refused_wherever_it_stands() -> None:
    for wrong in (settings_of(ignore="XYZ"), settings_of(overrides=(Override(path="nowhere", select=("XYZ",)),))):
        with pytest.raises(UsageError, match="XYZ"):
            refuse_unknown_overrides(wrong)


def test_overrides_stand_in_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("copydesk.toml").write_text('[[overrides]]\npath = "portal/*"\nselect = ["ALL"]\nignore = ["CAL"]\n')
    assert settings_of().selections == (Selection(), Selection(("ALL",), ("CAL",)))
    assert {selection.quotes for selection in settings_of(quotes=False).selections} == {False}
    assert {selection.terms for selection in settings_of(stories=False).selections} == {False}
    assert len({rules_version(), *(rules_version(*Selection(**{kind: False})) for kind in ("quotes", "terms"))}) == 3
