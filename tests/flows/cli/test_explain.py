"""A document is shown with its edits and facts, and found by name or content."""

import io

import pytest
from rich.console import Console

from flows.cli.explain import explain
from flows.errors import UsageError
from tests.flows.conftest import Copydesk, Newsroom
from warehouse.documents import UnknownDocumentError

STORY = "Ships wait outside .\n\nThe [council] is late.\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("explain"))
    room.seeds.mkdir()
    room.drop(harbour=STORY, copy=STORY, other=STORY + "More.\n")
    room.run()
    return room


def shown(newsroom: Newsroom, which: str, char: int | None = None, width: int = 160) -> str:
    out = io.StringIO()
    explain(newsroom.warehouse, which, char, Console(file=out, width=width))
    return out.getvalue()


def test_raw_and_clean_stand_side_by_side(filled: Newsroom) -> None:
    text = shown(filled, "harbour.txt")
    assert "wire: copy.txt, seen" in text
    assert "wire: harbour.txt, seen" in text
    assert "Ships wait outside[- -]." in text
    assert "Ships wait outside." in text
    assert text.count("The [council] is late.") == 2


def test_a_narrow_terminal_is_kept_to_and_nothing_is_left_out(filled: Newsroom) -> None:
    text = shown(filled, "harbour.txt", width=40)
    assert max(map(len, text.splitlines())) == 40
    assert "…" not in text
    assert "\x1b" not in text


def test_the_rules_stand_in_the_margin(filled: Newsroom) -> None:
    (code,) = filled.values("SELECT DISTINCT codes[1] FROM edits JOIN current_documents USING (doc_id) LIMIT 1")
    line = next(line for line in shown(filled, "harbour.txt").splitlines() if "Ships" in line)
    assert line.split()[1] == code


def test_the_run_and_the_reasons_are_named(filled: Newsroom) -> None:
    text = shown(filled, "harbour.txt")
    assert filled.values("SELECT run_id FROM runs")[0] in text
    assert "null: no_dateline" in text


def test_one_character_shows_what_touches_it(filled: Newsroom) -> None:
    query = "SELECT min(start) FROM edits JOIN current_documents USING (doc_id) WHERE uri = 'harbour.txt'"
    (start,) = filled.values(f"{query} AND action = 'fix'")
    touched, untouched = shown(filled, "harbour.txt", start), shown(filled, "harbour.txt", 2)
    assert f"{start}–{start + 1}" in touched
    assert "an edit changed or removed it" in touched
    assert f"{start}–{start + 1}" not in untouched
    assert "code point 2: i U+0069 LATIN SMALL LETTER I" in untouched
    assert "code point 2 of the body" in untouched
    assert "in paragraph 0, body" in untouched


def test_a_code_point_after_an_edit_lies_elsewhere_in_the_body(filled: Newsroom) -> None:
    assert f"code point {STORY.index('The') - 1} of the body" in shown(filled, "harbour.txt", STORY.index("The"))


def test_a_code_point_behind_the_end_is_wrong_usage(filled: Newsroom) -> None:
    with pytest.raises(UsageError, match="numbered from 0"):
        shown(filled, "harbour.txt", len(STORY))


def test_a_document_is_found_by_the_beginning_of_its_doc_id(filled: Newsroom) -> None:
    (doc_id,) = filled.values("SELECT doc_id FROM current_documents WHERE uri = 'other.txt'")
    assert doc_id in shown(filled, doc_id[:10])


@pytest.mark.parametrize("which", ["nothing.txt", "", "0" * 64, "abc"])
def test_an_unknown_document_is_told(filled: Newsroom, which: str) -> None:
    with pytest.raises(UnknownDocumentError):
        shown(filled, which)


SPEECH = "“The toll is fair,” Mayor Anna Ruud said on Monday. Nobody answered.\n"


def test_quotations_are_shown_with_their_speakers_and_at_each_part_of_them(newsroom: Newsroom) -> None:
    newsroom.drop(toll=SPEECH)
    newsroom.run()
    whole = shown(newsroom, "toll.txt")
    assert "The toll is fair," in whole
    assert "Ruud" in whole[whole.index("quotation") :]
    for part, is_shown in (("toll", True), ("Ruud", True), ("said", True), ("Nobody", False)):
        assert ("quotation" in shown(newsroom, "toll.txt", SPEECH.index(part))) == is_shown


def test_a_removed_file_is_named_with_its_text(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.drop(harbour=STORY)
    newsroom.run()
    [doc_id] = newsroom.values("SELECT doc_id FROM current_documents")
    (newsroom.seeds / "harbour.txt").unlink()
    newsroom.run(allow_removals=True)
    for words in (("harbour.txt",), ("harbour.txt", "--revisions")):
        err = copydesk("explain", *words, "--warehouse", newsroom.root).stderr
        assert "has the uri or doc_id 'harbour.txt'; it was removed on 20" in err
        assert f"documents keeps its text, doc_id {doc_id}" in err
    assert "removed" not in copydesk("explain", "nothing.txt", "--warehouse", newsroom.root).stderr
