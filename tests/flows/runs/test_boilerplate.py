"""A collection's repeated lines: found in the warehouse, kept beside the seeds, and taken out by the next run."""

import io
from typing import Any

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.errors import UsageError
from flows.ingest.boilerplate import COLUMNS, FILE, with_boilerplate
from flows.runs.boilerplate import RepeatedLine, propose_lines
from flows.runs.preview import plan
from flows.runs.reprocess import Scope, reprocess
from flows.settings import Override, Selection, Settings, settings_of
from tests.flows.conftest import Newsroom
from transforms.version import rules_version
from warehouse import Warehouse
from warehouse.named_queries import bind, named_queries, run_query
from warehouse.store import open_store

PLACES = ("harbour", "market", "station", "museum", "library", "theatre")
STORY = """BRINWICK (AFP) - The {0} of the town closed on Monday after a pipe had burst in its cellar, the mayor said.

Repairs of the {0} will take {1} weeks and cost less than was feared, she told the council in the evening.

The Brinwick Ledger keeps you company, day {1}.
"""
TAIL = "The Brinwick Ledger keeps you company, day 0."
FOUND = RepeatedLine("wire", TAIL, "tail", 6)


def settings(newsroom: Newsroom, *overrides: Override, **more: Any) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), overrides=overrides, **more)


def quiet() -> Console:
    return Console(Terminal(file=io.StringIO()), Terminal(file=io.StringIO()))


def found(newsroom: Newsroom, *, path: str | None = None) -> list[RepeatedLine]:
    return propose_lines(settings(newsroom), None, path, write=True)


def with_tail(newsroom: Newsroom) -> int:
    return len(newsroom.values("SELECT doc_id FROM articles WHERE body LIKE '%company%'"))


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(**{place: STORY.format(place, n) for n, place in enumerate(PLACES)})
    newsroom.run()
    return newsroom


def test_repeated_lines_are_proposed_once_and_no_credit_is(filled: Newsroom) -> None:
    assert propose_lines(settings(filled), None, None, write=False) == [FOUND]
    assert found(filled) == [FOUND]
    rows = (filled.seeds / FILE).read_text("utf-8-sig").splitlines()
    assert rows == [",".join(COLUMNS), f'"wire","{TAIL}","tail","6","yes"']
    assert found(filled) == []


def test_lines_are_counted_in_a_sample_of_different_texts(filled: Newsroom) -> None:
    first = (filled.seeds / f"{PLACES[0]}.txt").read_text()
    filled.drop(**{f"copy{n}": first for n in range(9)})
    filled.run()
    report = named_queries("reports")["boilerplate"]
    for sample, counts in (("5", [(5, 1.0)]), ("6", [(6, 1.0)]), ("4", [])):
        with Warehouse(filled.root).connect() as database:
            bind(database, report, {"sample": sample})
            lines = run_query(database, report).rows.to_pylist()
        assert [(line["text_count"], line["share"]) for line in lines] == counts


def test_lines_of_few_texts_or_of_another_path_are_not_proposed(filled: Newsroom) -> None:
    assert found(filled, path="m*") == []
    assert propose_lines(settings(filled), "sea", None, write=False) == []


@pytest.mark.slow
def test_the_next_run_uses_them_and_reprocessing_does_for_stored_texts(filled: Newsroom) -> None:
    found(filled)
    filled.drop(bridge=STORY.format("bridge", 9))
    filled.run()
    assert "6 documents were cleaned by older rules" in filled.said
    assert with_tail(filled) == 6
    preview = plan(settings(filled), Scope(), quiet())
    assert (preview.backlog, preview.changed) == (6, 6)
    assert reprocess(settings(filled), Scope(), quiet(), direct=True) == 0
    assert with_tail(filled) == 0
    assert filled.values("SELECT DISTINCT agency FROM articles") == ["AFP"]
    assert filled.values("SELECT DISTINCT role FROM paragraphs WHERE text LIKE '%company%'") == ["boilerplate"]
    assert filled.run() == 0
    assert "older rules" not in filled.said


@pytest.mark.slow
def test_another_collection_keeps_its_version_and_its_lines(filled: Newsroom) -> None:
    found(filled)
    sea = filled.folder / "sea"
    sea.mkdir()
    (sea / "pier.txt").write_text(STORY.format("pier", 9))
    filled.run(seeds=sea)
    query = (
        "SELECT rules_version FROM articles SEMI JOIN (FROM current_documents WHERE collection = 'sea') USING (doc_id)"
    )
    assert filled.values(query) == [rules_version()]
    assert plan(settings(filled), Scope(), quiet()).backlog == len(PLACES)


def test_a_line_that_a_person_turned_off_is_neither_used_nor_proposed(filled: Newsroom) -> None:
    found(filled)
    sheet = filled.seeds / FILE
    sheet.write_text(sheet.read_text("utf-8-sig").replace('"yes"', '"no"'), "utf-8")
    assert found(filled) == []
    assert with_boilerplate(settings(filled)).selections == (Selection(),)


def test_lines_are_added_to_the_overrides_that_fit_the_collection(newsroom: Newsroom) -> None:
    (newsroom.seeds / FILE).write_text("collection,line\n,Until tomorrow\nsea[1],Ahoy\n", "utf-8")
    of_wire, of_all = Override(collection="w*", path="a*", ignore=("CAS",)), Override(path="b*", ignore=("NUM",))
    chosen = with_boilerplate(settings(newsroom, of_wire, of_all))
    assert [(o.collection, o.path, o.ignore, o.boilerplate) for o in chosen.overrides] == [
        ("sea[[]1]", "b*", ("NUM",), ("Ahoy",)),
        ("sea[[]1]", "*", (), ("Ahoy",)),
        ("wire", "a*", ("CAS",), ("Until tomorrow",)),
        ("wire", "b*", ("NUM",), ("Until tomorrow",)),
        ("wire", "*", (), ("Until tomorrow",)),
        ("w*", "a*", ("CAS",), ()),
        ("*", "b*", ("NUM",), ()),
    ]


def test_lines_of_seeds_in_a_bucket_are_kept_there(filled: Newsroom) -> None:
    bucket = open_store("memory:///furniture/wire")
    chosen = settings_of(seeds=bucket.root, warehouse=str(filled.root))
    assert propose_lines(chosen, None, None, write=True) == [FOUND]
    assert propose_lines(chosen, None, None, write=True) == []
    assert with_boilerplate(chosen).selections == (Selection(), Selection(boilerplate=(TAIL,)))


def test_a_file_that_is_no_sheet_is_refused(newsroom: Newsroom) -> None:
    (newsroom.seeds / FILE).write_text("line\nUntil tomorrow\n", "utf-8")
    with pytest.raises(UsageError, match="has no column collection"):
        with_boilerplate(settings(newsroom))
