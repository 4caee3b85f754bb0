"""The two real texts that the project began with; they lie beside the repository and are never copied into it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from transforms.decode import decode
from transforms.patch import Edit, undo
from transforms.refine import Pipeline, refine

FOLDER = Path(__file__).parent.parent.parent / "shared" / "seeds"
TEXTS = ("000_c40eef0a21129774.txt", "004_729bf2f28af296fb.txt")
EDITS = {
    TEXTS[0]: [
        ("TYP001", " ", ""),
        ("CAS004", "pec", "PEC"),
        ("AGY002", "", ""),  # the last line, which the repository does not hold
    ],
    TEXTS[1]: [
        ("SEG001", ".", ""),
        ("CAL005", "in", "on the"),
        ("ATT001", " -he declares.", ""),
        ("NUM001", " ", ""),
        ("QUO003", " . »", "”"),
    ],
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real texts are not beside this repository")


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, Any]]]:
    texts = [decode((FOLDER / name).read_bytes()).text for name in TEXTS]
    refined = refine(TEXTS, texts, 1, Pipeline.of())
    return {name: batch.to_pylist() for name, batch in refined.batches.items()}


def of(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["doc_id"] == name]


@pytest.mark.parametrize("name", TEXTS)
def test_what_must_be_mended_is_and_nothing_else(tables: dict[str, list[dict[str, Any]]], name: str) -> None:
    applied = [row for row in of(tables["edits"], name) if row["applied"]]
    text = (FOLDER / name).read_text(encoding="utf-8")
    last_line = f"\n\n{text.rstrip().splitlines()[-1]}"
    expected = [(code, before or last_line, after) for code, before, after in EDITS[name]]
    assert [(row["codes"][0], row["before"], row["after"]) for row in applied] == expected
    edits = [Edit(*(row[field] for field in Edit._fields)) for row in applied]
    (article,) = of(tables["articles"], name)
    assert undo(article["body"], edits) == text


def test_the_first_says_in_its_last_line_who_where_and_when(tables: dict[str, list[dict[str, Any]]]) -> None:
    (article,) = of(tables["articles"], TEXTS[0])
    found = {field: article[field] for field in ("agency", "agency_role", "located", "country", "dateline_date")}
    assert found == {
        "agency": "AFP",
        "agency_role": "author",
        "located": "Beijing",
        "country": "CN",
        "dateline_date": "2023-06-20",
    }
    assert article["dateline_on"] == date(2023, 6, 20)
    assert article["timestamp_local"] == datetime(2023, 6, 20, 17, 32, 23)
    assert article["timezone_printed"] is None
    assert (article["copyright_holder"], article["copyright_year"]) == ("AFP", 2023)
    assert "(AFP)" not in article["body"]


def test_the_second_says_nothing_and_each_null_says_why(tables: dict[str, list[dict[str, Any]]]) -> None:
    (article,) = of(tables["articles"], TEXTS[1])
    reasons = {row["field"]: row["reason"] for row in of(tables["facts"], TEXTS[1]) if row["value"] is None}
    for field in ("dateline", "located", "agency", "dateline_date", "copyright_holder", "byline", "earliest_at"):
        assert article[field] is None
        assert reasons[field]
