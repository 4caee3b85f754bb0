"""What each sample story must yield, as samples.json says."""

from functools import cache
from typing import Any

import pytest

from tests.golden.test_samples import SAMPLES, TEXTS, text_of
from transforms.refine import Pipeline, refine

FIELDS = (
    "language,source_language_inferred,located,country,dateline_date,timestamp_local,timestamp_role,agency,agency_role,"
    "copyright_holder,copyright_year,signal"
).split(",")
# Planted, and not seen by any rule yet.
UNSEEN = {
    ("afp/000_3b9e61f7d20c84a5.txt", "QUO001"): "the next paragraph opens with a mark too, so it may be one speech",
    ("afp/001_a7720e5c4f18d93b.txt", "QUO001"): "the next paragraph opens with a mark too, so it may be one speech",
    ("portal/harbour-pilots-strike.txt", "SEG007"): "a capital after a lower-case noun is mostly a name",
    ("tass/barents-expedition.txt", "RES008"): "one name in brackets in its own script is legal",
    ("tass/barents-expedition.txt", "TYP016"): "spaced hyphens as dashes are house style",
    ("tass/barents-expedition.txt", "ATT006"): "the verbs of speech are not judged yet",
}
Rows = list[dict[str, Any]]


@cache
def tables(*select: str) -> dict[str, Rows]:
    texts = [text_of(name) for name in TEXTS]
    return {name: b.to_pylist() for name, b in refine(TEXTS, texts, 1, Pipeline.of(select)).batches.items()}


def rows(table: str, name: str, *select: str) -> Rows:
    return [row for row in tables(*select)[table] if row["doc_id"] == name]


def repaired(name: str, start: int, stop: int) -> str:
    """A stretch of the raw text with the edits made in it."""
    text = text_of(name)[start:stop]
    for e in reversed(rows("edits", name)):
        if e["applied"] and e["start"] <= stop and e["stop"] >= start:
            text = text[: max(0, e["start"] - start)] + e["after"] + text[max(0, e["stop"] - start) :]
    return text


def seen(name: str, what: str, *values: str) -> Any:
    """A case, expected to fail where it is not seen yet."""
    reason = UNSEEN.get((name, what))
    return pytest.param(name, *values, marks=pytest.mark.xfail(strict=True, reason=reason) if reason else ())


@pytest.mark.parametrize(("name", "field"), [seen(name, field, field) for name in TEXTS for field in FIELDS])
def test_metadata(name: str, field: str) -> None:
    (article,) = rows("articles", name)
    value = article[field].isoformat() if hasattr(article[field], "isoformat") else article[field]
    assert value == SAMPLES[name].get(field)


@pytest.mark.parametrize("name", TEXTS)
def test_every_null_has_the_reason(name: str) -> None:
    reasons = {f["field"]: f["reason"] for f in rows("facts", name) if f["reason"]}
    expected = SAMPLES[name].get("null_reasons", {})
    assert {field: reasons.get(field) for field in expected} == expected


REPAIRS = [(name, r["before"], r["after"]) for name in TEXTS for r in SAMPLES[name]["repairs"]]


@pytest.mark.parametrize(("name", "before", "after"), REPAIRS)
def test_repair(name: str, before: str, after: str) -> None:
    start = text_of(name).index(before)
    assert repaired(name, start, start + len(before)) == after


FLAGS = [seen(name, f["code"], f["text"]) for name in TEXTS for f in SAMPLES[name]["flags"]]


@pytest.mark.parametrize(("name", "text"), FLAGS)
def test_flag_where_all_rules_are_selected(name: str, text: str) -> None:
    start = text_of(name).index(text)
    stop = start + len(text)
    assert [e for e in rows("edits", name, "ALL") if not e["applied"] and e["start"] < stop and e["stop"] > start]


@pytest.mark.parametrize("name", TEXTS)
def test_what_leaves_the_body_and_what_stays(name: str) -> None:
    (article,) = rows("articles", name)
    for extract in SAMPLES[name].get("extracts", []):
        assert not article["body"].rstrip().endswith(extract["text"].strip())
        assert extract["text"].strip() not in article["body"] or len(extract["text"].strip()) < 4
    for text in SAMPLES[name].get("protected", []):
        assert text in article["body"]


@pytest.mark.parametrize("name", TEXTS)
def test_paragraphs_left_untranslated(name: str) -> None:
    starts = [p["start"] for p in rows("paragraphs", name) if p["is_untranslated"]]
    assert [text_of(name)[s : s + 20] for s in starts] == [h[:20] for h in SAMPLES[name].get("untranslated", [])]
