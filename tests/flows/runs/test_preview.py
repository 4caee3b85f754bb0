"""A plan counts and shows what reprocessing changes, and writes nothing."""

import io
from typing import Any

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.runs.preview import Preview, plan, preview
from flows.runs.reprocess import Scope, reprocess
from flows.settings import Settings
from tests.flows.conftest import Newsroom
from tests.flows.runs.test_reprocess import SPACED, filled, settings
from transforms import refine as refining

__all__ = ["filled"]


def planned(newsroom: Newsroom, chosen: Settings) -> Preview:
    heard = io.StringIO()
    console = Terminal(file=heard, width=200)
    found = plan(chosen, Scope(), Console(console, console))
    newsroom.said = heard.getvalue()
    return found


def test_a_rule_that_came_is_counted_and_shown(filled: Newsroom) -> None:
    before = filled.files()
    found = planned(filled, settings(filled))
    assert (found.backlog, found.looked_at, found.changed, found.failed) == (5, 5, 4, 0)
    assert found.rows == {(SPACED, "+"): 4}
    assert not found.values
    assert "5 documents were cleaned by older rules or decisions; 4 of 5 checked would change." in filled.said
    assert "old harbour, after" in filled.said
    assert filled.files() == before


@pytest.mark.slow
def test_a_rule_that_went_is_counted(filled: Newsroom) -> None:
    show = Console(Terminal(file=io.StringIO()), Terminal(file=io.StringIO()))
    reprocess(settings(filled), Scope(), show, direct=True)
    found = planned(filled, settings(filled, ignore=(SPACED,)))
    assert found.rows == {(SPACED, "-"): 4}
    sample = found.samples[0]
    assert ("harbour, after" in sample.now, "harbour , after" in sample.then) == (True, True)


def test_todays_rules_change_nothing_of_todays_results(filled: Newsroom) -> None:
    show = Console(Terminal(file=io.StringIO()), Terminal(file=io.StringIO()))
    reprocess(settings(filled), Scope(), show, direct=True)
    assert planned(filled, settings(filled)).backlog == 0
    assert filled.said.startswith("Nothing would change")


def test_a_document_that_breaks_leaves_the_others_counted(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.runs.reprocess import stale_sources

    refine = refining.refine

    def fail(doc_ids: list[str], texts: list[str], *given: Any) -> object:
        if any("Item 2" in text for text in texts):
            raise ZeroDivisionError
        return refine(doc_ids, texts, *given)

    monkeypatch.setattr(refining, "refine", fail)
    sources = stale_sources(filled.warehouse, settings(filled), Scope())
    found = preview(filled.warehouse, settings(filled), sources)
    assert (found.looked_at, found.failed, found.changed) == (5, 1, 3)


def test_quotes_that_were_not_read_are_counted_and_what_it_takes_is_said(newsroom: Newsroom) -> None:
    newsroom.drop(toll="“The toll is fair,” Mayor Anna Ruud said on Monday. “We will keep the old price.”\n")
    newsroom.run(quotes=False)
    assert newsroom.values("SELECT text FROM quotes UNION ALL SELECT text FROM mentions") == []
    found = planned(newsroom, settings(newsroom))
    assert (found.changed, found.rows["quotes", "+"], found.rows["quotes", "-"]) == (1, 2, 0)
    assert "The toll is fair," in newsroom.said
    assert "` does it, in about" in newsroom.said
