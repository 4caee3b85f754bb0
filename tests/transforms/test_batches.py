"""Rows of many documents: each document's rows are numbered and belong to it alone."""

from typing import Any

import pytest

from transforms.refine import Desk, refine

TEXTS = (
    "OSLO, June 3 (AFP) - The ferry left on time , the port said.\n\nIt was full.\n\nNobody was hurt.\n",
    "The council met on Monday in the the old hall.\n\nIt voted at noon , and then again.\n",
    "x\n",
)


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    ids = [f"{n}" * 64 for n in range(len(TEXTS))]
    return {name: batch.to_pylist() for name, batch in refine(ids, TEXTS, 1, Desk.of()).batches.items()}


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
    assert leads == ["The ferry left on time, the port said.", "The council met on Monday in the old hall."]


def test_a_null_with_a_reason_has_no_confidence(rows: dict[str, list[dict[str, Any]]]) -> None:
    reasoned = [fact for fact in rows["facts"] if fact["reason"]]
    assert "language" in {fact["field"] for fact in reasoned}  # the one reader with a confidence and a reason
    assert {fact["confidence"] for fact in reasoned} == {None}
