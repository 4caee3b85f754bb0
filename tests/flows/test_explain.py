"""A document is shown with its edits and facts, and found by name or content."""

import io

import pytest
from rich.console import Console

from flows.explain import UnknownDocumentError, explain
from tests.flows.conftest import Newsroom

STORY = "Ships wait outside .\n\nThe [council] is late.\n"


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(harbour=STORY, copy=STORY, other=STORY + "More.\n")
    newsroom.run()
    return newsroom


def shown(newsroom: Newsroom, which: str, char: int | None = None) -> str:
    out = io.StringIO()
    explain(newsroom.warehouse, which, char, Console(file=out, width=160))
    return out.getvalue()


def test_raw_and_clean_stand_side_by_side(filled: Newsroom) -> None:
    text = shown(filled, "harbour.txt")
    assert "copy.txt, harbour.txt" in text or "harbour.txt, copy.txt" in text
    assert "Ships wait outside . " in text
    assert "Ships wait outside. " in text
    assert "The [council] is late." in text


def test_one_character_shows_what_touches_it(filled: Newsroom) -> None:
    query = "SELECT min(start) FROM edits JOIN current_documents USING (doc_id) WHERE uri = 'harbour.txt'"
    (start,) = filled.values(f"{query} AND action = 'fix'")
    touched, untouched = shown(filled, "harbour.txt", start), shown(filled, "harbour.txt", 2)
    assert f"{start}–{start + 1}" in touched
    assert f"{start}–{start + 1}" not in untouched


def test_a_document_is_found_by_the_beginning_of_its_doc_id(filled: Newsroom) -> None:
    (doc_id,) = filled.values("SELECT doc_id FROM current_documents WHERE uri = 'other.txt'")
    assert doc_id in shown(filled, doc_id[:10])


@pytest.mark.parametrize("which", ["nothing.txt", "", "0" * 64, "abc"])
def test_an_unknown_document_is_told(filled: Newsroom, which: str) -> None:
    with pytest.raises(UnknownDocumentError):
        shown(filled, which)
