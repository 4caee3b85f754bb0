"""Who said what: what people decide holds, laws find what does not fit the text, macros and reports find names."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import duckdb
import pytest
from toy_desk import Desk, Rows, columns, digest, toy_body

from schemas import TABLES
from warehouse import Change, Warehouse
from warehouse.decisions import Decision, UnfitCorrectionError, record_decisions
from warehouse.named_queries import bind, named_queries, run_query, violations
from warehouse.sandbox import open_sandboxed
from warehouse.verify import check, verify

FERRY = "“So teh tolls are too high,” Mayor Anaïs Lindqvist-Roe said. “A ‘theft’ it is.”"
PORT = "“We sail,” said Lindqvist-Roe in Suva."
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


def words(text: str, part: str, **more: Any) -> dict[str, Any]:
    start = text.index(part)
    clean = toy_body(part.strip("“”‘’"))
    return {"doc_id": digest(text), "start": start, "stop": start + len(part), "text": clean, **more}


def speaker(text: str, part: str, name: str) -> dict[str, Any]:
    start = text.index(part)
    spans = {"speaker_start": start, "speaker_stop": start + len(part)}
    return {"speaker": part, "speaker_name": name, "speaker_kind": "person", "status": "complete", **spans}


ROE = "Anaïs Lindqvist-Roe"
ROWS: Mapping[str, list[dict[str, Any]]] = {
    "quotes": [
        words(FERRY, "“So teh tolls are too high,”", quote=0, **speaker(FERRY, ROE, ROE)),
        words(FERRY, "“A ‘theft’ it is.”", quote=1, **speaker(FERRY, ROE, ROE)),
        words(FERRY, "‘theft’", quote=2, outer_quote=1, status="scare"),
        words(PORT, "“We sail,”", quote=0, **speaker(PORT, "Lindqvist-Roe", ROE)),
    ],
    "mentions": [
        words(FERRY, ROE, mention=0, kind="person", name=ROE, title="Mayor"),
        words(PORT, "Lindqvist-Roe", mention=0, kind="person", name=ROE),
        words(PORT, "Suva", mention=1, kind="place", name="Suva", country="FJ", is_first=True),
    ],
    "paragraphs": [{"doc_id": digest(text), "stop": len(text), "role": "body"} for text in (FERRY, PORT)],
    "articles": [
        {
            **{"doc_id": digest(FERRY), "body": toy_body(FERRY), "fix_count": 1, "edit_count": 1},
            **{"language": "en", "agency": "ANA", "dateline_on": date(2031, 5, 6), "dateline_date": "2031-05-06"},
        },
        {"doc_id": digest(PORT), "body": PORT, "language": "en", "agency": "BNA", "published_on": date(2031, 5, 8)},
    ],
}


@pytest.fixture
def people(desk: Desk) -> Callable[..., Warehouse]:
    """Commit the texts with these rows; `spoilt` are other values of the first row of a table."""

    def commit(spoilt: Mapping[str, dict[str, Any]] = MappingProxyType({})) -> Warehouse:
        change = desk.change({"ferry": FERRY, "port": PORT}, redo=True)
        files = [file for file in change.files if file.table not in ROWS]
        for name, rows in ROWS.items():
            given = columns(name, [{**rows[0], **spoilt.get(name, {})}, *rows[1:]], _commit=change.commit_id)
            batch = TABLES[name].batch(given)
            files.append(desk.warehouse.put(TABLES[name], [batch], change.commit_id, "more"))
        desk.warehouse.commit(Change(change.commit_id, change.run_key, "ingest", files, change.rows, base=change.base))
        return desk.warehouse

    return commit


def report(database: duckdb.DuckDBPyConnection, which: str, **given: str) -> list[dict[str, Any]]:
    question = named_queries("reports")[which]
    bind(database, question, given)
    return run_query(database, question).rows.to_pylist()


def decision(field: str, value: str | None, text: str = FERRY) -> Decision:
    return Decision(digest(text), field, value, None, "Ada", NOON)


@pytest.mark.parametrize(
    ("spoilt", "laws"),
    [
        ({}, set()),
        ({"mentions": {"text": "Roe"}}, {"spans_quote_the_text"}),
        (
            {"quotes": {"cue": "said", "cue_start": 3, "cue_stop": 7, "start": 70}},
            {"spans_quote_the_text", "quotes_fit"},
        ),
        ({"quotes": {"text": "Tolls are fair", "paragraph": 1}}, {"quotes_have_their_words", "quotes_fit"}),
        ({"quotes": {"outer_quote": 1}}, {"quotes_fit"}),
    ],
)
def test_a_row_that_does_not_fit_breaks_a_law(
    people: Callable[..., Warehouse], spoilt: dict[str, dict[str, Any]], laws: set[str]
) -> None:
    asked = [law for law in named_queries("invariants").values() if law.name.startswith(("quotes_", "spans_"))]
    with people(spoilt).connect() as database:
        assert {answer.name for answer in violations(database, asked, 1)} == laws


@pytest.mark.slow
def test_rows_of_a_long_document_are_proved_one_by_one(
    people: Callable[..., Warehouse], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.verify.MOST_STEPS", 0)
    assert [answer.name for answer in (*verify(people()), *check(people()))] == []
    (answer,) = verify(people({"mentions": {"text": "Roe"}, "quotes": {"text": "Tolls are fair"}}))
    assert (answer.name, answer.rows.num_rows) == ("ledger", 2)


@pytest.mark.slow
def test_a_corrected_speaker_holds_when_the_text_is_cleaned_again(people: Callable[..., Warehouse], rows: Rows) -> None:
    warehouse = people()
    second = FERRY.index("“A")
    record_decisions(warehouse, [decision("speaker:0", "Ola Sæther"), decision(f"speaker:{second}", None)])
    query = "SELECT speaker_name, speaker, speaker_kind, form FROM quotes ORDER BY doc_id = ?, quote"
    query = query.replace("?", f"'{digest(PORT)}'")
    expected = [("Ola Sæther", None, "person", "human"), (None, None, None, "human"), (None, None, None, None)]
    assert rows(warehouse, query)[:3] == expected
    people()
    assert rows(warehouse, query)[:3] == expected
    standing = rows(warehouse, "SELECT field, replaced, read_now, standing FROM standing_decisions ORDER BY field")
    assert standing == [("speaker:0", ROE, ROE, "needed"), (f"speaker:{second}", ROE, ROE, "needed")]
    assert check(warehouse) == []
    assert rows(warehouse, "SELECT count(*) FROM facts") == [(0,)]


def test_a_corrected_mention_has_another_kind_or_is_none(people: Callable[..., Warehouse], rows: Rows) -> None:
    warehouse = people()
    suva = f"mention:{PORT.index('Suva')}"
    record_decisions(warehouse, [decision(f"mention:{FERRY.index(ROE)}", None), decision(suva, "person", PORT)])
    assert rows(warehouse, "SELECT text, kind, form FROM mentions ORDER BY text") == [
        ("Lindqvist-Roe", "person", "x"),
        ("Suva", "person", "human"),
    ]


def test_a_correction_of_no_row_or_kind_is_refused(people: Callable[..., Warehouse]) -> None:
    warehouse = people()
    for field, value, why in (
        ("mention:40", "town", "'town' is not valid for kind"),
        ("speaker:7", "Ola Sæther", "none of the document's quotes begins at 7"),
        ("speaker:x", "Ola Sæther", "cannot be corrected"),
        ("speaker:0", " ", "is not valid for speaker_name"),
    ):
        with pytest.raises(UnfitCorrectionError, match=why):
            record_decisions(warehouse, [decision(field, value)])


KNOWN = ("Anaïs Lindqvist-Roe", "anais lindqvist roe", "LINDQVIST-ROE", "Roe")
UNKNOWN = ("Lind", "Roe Anaïs", "")


def test_macros_and_reports_say_who_said_what(people: Callable[..., Warehouse]) -> None:
    with open_sandboxed(people()) as database:
        for name, count in (*((name, 3) for name in KNOWN), *((name, 0) for name in UNKNOWN)):
            assert database.execute(f"SELECT count(*) FROM quotes_by('{name}')").fetchall() == [(count,)]
            assert len(report(database, "quotes", by=name)) == count
        first, *_ = database.execute("FROM most_quoted(NULL, NULL)").fetchall()
        assert first == (ROE, 3, 2, ["ANA", "BNA"], date(2031, 5, 6), date(2031, 5, 8), 3)
        later = database.execute("SELECT quote_count FROM most_quoted(DATE '2031-05-07', NULL)")
        assert later.fetchall() == [(1,)]
        said = database.execute(f"SELECT words FROM who_said('{digest(PORT)}')")
        assert said.fetchall() == [("We sail,",)]
        (row,) = report(database, "people")
        assert (row["speaker_name"], row["quote_count"], row["text_share"]) == (ROE, 3, 1.0)
        assert report(database, "people", kind="organisation") == []
        assert [row["words"] for row in report(database, "said", on="2031-05-08")] == ["We sail,"]
        assert [row["uri"] for row in report(database, "said")] == ["port"]
        assert [(r["name"], r["mention_count"]) for r in report(database, "mentions", kind="place")] == [("Suva", 1)]
        for given, uris in (
            ({"name": "suva"}, ["port"]),
            ({"country": "FJ"}, ["port"]),
            ({"name": "Roe"}, ["port", "ferry"]),
            ({}, []),
        ):
            assert [row["uri"] for row in report(database, "about", **given)] == uris
