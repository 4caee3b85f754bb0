"""Rows of many documents: each document's rows are numbered and belong to it alone."""

from typing import Any

import pytest

from transforms import mentions, quotes
from transforms.mentions import Mention
from transforms.quotes import Quote
from transforms.refine import Pipeline, refine

TEXTS = (
    "OSLO, June 3 (AFP) - The ferry left on time , the port said.\n\nIt was full.\n\nNobody was hurt.\n",
    "The council went on Monday to to the old hall.\n\nIt voted at noon , and then again.\n",
    "x\n",
)


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    ids = [f"{n}" * 64 for n in range(len(TEXTS))]
    return {name: batch.to_pylist() for name, batch in refine(ids, TEXTS, 1, Pipeline.of()).batches.items()}


@pytest.mark.parametrize(("table", "ordinal"), [("edits", "edit"), ("facts", "fact"), ("paragraphs", "paragraph")])
def test_ordinals_begin_at_nought_in_each_document(
    rows: dict[str, list[dict[str, Any]]], table: str, ordinal: str
) -> None:
    by_document: dict[str, list[int]] = {}
    for row in rows[table]:
        by_document.setdefault(row["doc_id"], []).append(row[ordinal])
    assert len(by_document) > 1
    assert all(numbers == list(range(len(numbers))) for numbers in by_document.values())


def test_the_lead_is_the_first_paragraph_of_the_body(rows: dict[str, list[dict[str, Any]]]) -> None:
    leads = [row["body"][: row["_lead_stop"]] for row in rows["articles"][:2]]
    assert leads == ["The ferry left on time, the port said.", "The council went on Monday to the old hall."]


def test_a_null_with_a_reason_has_no_confidence(rows: dict[str, list[dict[str, Any]]]) -> None:
    reasoned = [fact for fact in rows["facts"] if fact["reason"]]
    assert "language" in {fact["field"] for fact in reasoned}  # the one reader with a confidence and a reason
    assert {fact["confidence"] for fact in reasoned} == {None}


HEADED = (
    "„Tolls are too high“\n\nOSLO, June 3 (AFP) - The ferry is “late , again”, said Ms. Ruud. \n\nNobody was hurt.\n"
)


def quote(words: str, speaker: str | None) -> Quote:
    start, at = HEADED.index(words), HEADED.index(speaker) if speaker else None
    stop = at + len(speaker) if at and speaker else None
    rest = (speaker, at, stop, speaker, None, None, None, None, 0, None, None, None)
    return Quote(start, start + len(words), "complete", *rest)


def test_quotes_and_mentions_become_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    at = HEADED.index("Ms. Ruud")
    ruud = Mention(at, at + 8, "person", "Ms. Ruud", None, None, None, None, "Ms.", None, "title")
    monkeypatch.setattr(mentions, "read", lambda *given: [ruud, ruud])
    found = [quote("„Tolls are too high“", None), quote("“late , again”", "Ms. Ruud")]
    monkeypatch.setattr(quotes, "read", lambda *given, **named: found)
    unread = refine(["a", "b"], [HEADED] * 2, 1, Pipeline.of(quotes=False)).batches
    assert (unread["quotes"].num_rows, unread["mentions"].num_rows, unread["story_terms"].num_rows) == (0, 0, 2)
    assert refine(["a"], [HEADED], 1, Pipeline.of(terms=False)).batches["story_terms"].num_rows == 0
    rows = {n: batch.to_pylist() for n, batch in refine(["a", "b"], [HEADED] * 2, 1, Pipeline.of()).batches.items()}
    assert [(q["doc_id"], q["quote"], q["text"], q["speaker_kind"]) for q in rows["quotes"][:2]] == [
        ("a", 0, "Tolls are too high", None),
        ("a", 1, "late, again", "person"),
    ]
    assert [(m["doc_id"], m["mention"], m["text"], m["is_first"]) for m in rows["mentions"]] == [
        ("a", 0, "Ms. Ruud", True),
        ("a", 1, "Ms. Ruud", False),
        ("b", 0, "Ms. Ruud", True),
        ("b", 1, "Ms. Ruud", False),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '<p class="lead">“We go <b class="x">home</b>,” <a href="http://a.example/b" title="Mia Poe">Ada Roe</a> said.',
        "<a href='/b.html'>“We go home,”</a> Ada Roe said.",
        '“We go home,” <img src="http://tarn.example/a_b.png" alt="Mia Poe in Tarn"/>Ada Roe said.',
    ],
)
def test_the_attributes_of_tags_are_neither_quoted_nor_named(line: str) -> None:
    text = f"SUVA, May 3 (AFP) - The harbour is open.\n\n{line}\n"
    rows = {name: batch.to_pylist() for name, batch in refine(["a"], [text], 1, Pipeline.of()).batches.items()}
    assert rows["articles"][0]["body"] == "The harbour is open.\n\n“We go home,” Ada Roe said.\n"
    assert [(q["text"], q["speaker"]) for q in rows["quotes"]] == [("We go home,", "Ada Roe")]
    assert [m["text"] for m in rows["mentions"] if m["kind"] == "person"] == ["Ada Roe"]


def test_a_dateline_is_no_speaker() -> None:
    text = "SUVA, May 3 (AFP) - Ada Roe left for home, asking the union not to “look away from it”.\n"
    rows = {name: batch.to_pylist() for name, batch in refine(["a"], [text], 1, Pipeline.of()).batches.items()}
    assert [(q["speaker"], q["paragraph"]) for q in rows["quotes"]] == [("Ada Roe", 0)]
