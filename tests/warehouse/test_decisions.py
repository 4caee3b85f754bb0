"""Corrections and grades: kept as rows, applied in the views, whatever is refined again."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from toy_desk import Desk, Rows, columns, digest

from schemas import TABLES
from schemas.articles import CORRECTABLE
from warehouse import Change, Warehouse, new_commit_id
from warehouse.decisions import (
    Decision,
    Grade,
    UnfitCorrectionError,
    implied,
    record_decisions,
    record_grades,
    shares,
    with_normal_values,
)
from warehouse.named_queries import named_queries
from warehouse.rollback import rollback
from warehouse.sampling import Draw, UnknownFieldError, draw
from warehouse.verify import check

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
ONE = digest("teh one")
VALUES = {
    "VARCHAR": "news",
    "VARCHAR[]": "[one, two]",
    "DOUBLE": "1.5",
    "INTEGER": "7",
    "BOOLEAN": "true",
    "DATE": "2031-05-06",
    "TIMESTAMP": "2031-05-06 10:00:00",
    "TIMESTAMP WITH TIME ZONE": "2031-05-06 10:00:00+00",
}


def decide(field: str, value: str | None, *, minute: int = 0, withdrawn: bool = False, doc_id: str = ONE) -> Decision:
    return Decision(doc_id, field, value, "seen", "Ada", NOON + timedelta(minutes=minute), withdrawn)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse with one article, whose agency was read as ANA by a form that was shipped with its counts."""
    desk = Desk(Warehouse(tmp_path_factory.mktemp("made") / "warehouse"))
    change = desk.change({"a": "teh one"})
    fact = {"field": "agency", "value": "ANA", "reader": "credit", "form": "line", "text": "teh", "start": 0, "stop": 3}
    article = {"rules_version": "r", "body": "the one", "agency": "ANA", "edit_count": 1, "_lead_stop": 7}
    files = [file for file in change.files if file.table != "articles"]
    for table, row in (("facts", fact), ("articles", article)):
        batch = TABLES[table].batch(columns(table, [row], doc_id=ONE, _commit=change.commit_id))
        files.append(desk.warehouse.put(TABLES[table], [batch], change.commit_id, "more"))
    counts = {"reader": "credit", "form": "line", "field": "agency", "checked_count": 100, "right_count": 99}
    whole = {"readers": TABLES["readers"].batch(columns("readers", [counts]))}
    desk.warehouse.commit(Change(change.commit_id, "one", "ingest", files, change.rows, whole, change.base))
    return desk.warehouse


@pytest.fixture
def one(made: Warehouse, desk: Desk, root: Path) -> Warehouse:
    """A copy of that warehouse."""
    shutil.copytree(made.store.root, root)
    return desk.warehouse


@pytest.fixture(scope="module")
def asked(made: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that shows it, for tests that only ask."""
    with made.connect() as database:
        yield database


def test_a_decision_shows_in_the_article_and_among_the_facts(one: Warehouse, rows: Rows) -> None:
    record_decisions(one, [decide("agency", "BNB")])
    assert rows(one, "SELECT agency FROM articles") == [("BNB",)]
    assert rows(one, "SELECT fact, value, reader FROM facts WHERE field = 'agency' ORDER BY fact") == [
        (0, "ANA", "credit"),
        (1_000_000, "BNB", "human"),
    ]
    assert rows(one, f"SELECT value, reader FROM evidence('{ONE}', 'agency')") == [("BNB", "human"), ("ANA", "credit")]


def test_null_is_a_decision_too(one: Warehouse, rows: Rows) -> None:
    record_decisions(one, [decide("agency", None)])
    assert rows(one, "SELECT agency FROM articles") == [(None,)]
    assert rows(one, "SELECT value, reason FROM facts WHERE reader = 'human'") == [(None, "corrected")]


def test_the_last_decision_stands_until_it_is_withdrawn_whatever_the_clock_said(one: Warehouse, rows: Rows) -> None:
    record_decisions(one, [decide("agency", "OLD", minute=2), decide("agency", "NEW", minute=1)])
    assert rows(one, "SELECT agency FROM articles") == [("NEW",)]
    assert rows(one, "SELECT value, is_in_force FROM corrections ORDER BY value") == [("NEW", True), ("OLD", False)]
    record_decisions(one, [decide("agency", None, minute=0, withdrawn=True)])
    assert rows(one, "SELECT agency FROM articles") == [("ANA",)]
    assert rows(one, "SELECT count(*) FROM facts WHERE reader = 'human'") == [(0,)]


def test_every_correctable_column_takes_a_value_of_its_type(one: Warehouse, rows: Rows) -> None:
    (kinds,) = rows(one, f"SELECT {', '.join(f'typeof({field})' for field in CORRECTABLE)} FROM articles")
    values = [VALUES.get(kind, "[{'name': ANA, 'role': author, 'uri': NULL}]") for kind in kinds]
    formed = {"country": "PT", "copyright_year": "2031", "dateline_date": "2031-05", "language": "pt", "signal": "kill"}
    formed |= {
        "located_uri": "https://sws.geonames.org/2267057/",
        "timestamp_role": "dispatch",
        "agency_role": "author",
    }
    formed |= dict.fromkeys(("source_language_declared", "source_language_inferred"), "fr")
    formed |= {"bounds_basis": "whole_day", "representation_type": "full", "dateline_on_basis": "stamp"}
    for field, value in formed.items():
        values[CORRECTABLE.index(field)] = value
    record_decisions(one, map(decide, CORRECTABLE, values))
    (found,) = rows(one, f"SELECT {', '.join(f'{field}::VARCHAR' for field in CORRECTABLE)} FROM articles")
    assert dict(zip(CORRECTABLE, found, strict=True)) == dict(zip(CORRECTABLE, values, strict=True))


def test_a_decision_outlives_a_new_result(one: Warehouse, desk: Desk, rows: Rows) -> None:
    record_decisions(one, [decide("agency", "BNB")])
    desk.rules = "rules-2"
    desk.take({"a": "teh one"}, redo=True)
    assert rows(one, "SELECT rules_version, agency FROM articles") == [("rules-2", "BNB")]


@pytest.mark.slow
def test_a_decision_outlives_a_rollback(one: Warehouse, desk: Desk, rows: Rows) -> None:
    first = one.head()
    assert first is not None
    desk.rules = "rules-2"
    desk.take({"a": "teh one"}, redo=True)
    record_decisions(one, [decide("agency", "BNB")])
    rollback(one, first.number)
    assert rows(one, "SELECT rules_version, agency FROM articles") == [("r", "BNB")]
    assert standing(one) == ["contradicted"]  # it was decided against another reading


@pytest.mark.slow
def test_a_decision_waits_for_its_document(desk: Desk, rows: Rows) -> None:
    record_decisions(desk.warehouse, [decide("agency", "BNB")])
    assert rows(desk.warehouse, "SELECT * FROM corrections") == []
    desk.take({"a": "teh one"})
    assert rows(desk.warehouse, "SELECT agency FROM articles") == [("BNB",)]


@pytest.mark.slow
def test_recording_twice_is_recording_once(one: Warehouse) -> None:
    assert len(record_decisions(one, [decide("agency", "BNB")])) == 1
    head = one.head()
    assert record_decisions(one, [decide("agency", "BNB")]) == []
    assert one.head() == head


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("body", "x"), ("nothing", "x"), ("latitude", "north"), ("latitude", "91"), ("dateline_on", "soon")],
        *[("agency", "\ud800"), ("agency", ""), ("agency", " "), ("agency", "A\x1b[31m"), ("byline", "By\x7f Ada")],
        *[("dateline_date", "last week"), ("dateline_date", "2023-02-29"), ("dateline_date", "")],
        *[("country", "ZZ"), ("country", "pt"), ("language", "english"), ("located_uri", "geonames.org/1")],
        *[("agency_role", "editor"), ("signal", "update, kill"), ("copyright_year", "31"), ("located_all", "[]")],
    ],
)
def test_what_does_not_fit_is_refused(field: str, value: str, asked: duckdb.DuckDBPyConnection) -> None:
    fit, problem = with_normal_values(asked, [decide("agency", "BNB"), decide(field, value)])
    assert fit == decide("agency", "BNB")
    assert isinstance(problem, str)


def test_one_that_does_not_fit_refuses_all(one: Warehouse) -> None:
    head = one.head()
    with pytest.raises(UnfitCorrectionError):
        record_decisions(one, [decide("agency", "BNB"), decide("latitude", "north")])
    assert one.head() == head


@pytest.mark.slow
def test_rows_of_an_older_version_are_ordered_by_their_snapshot_and_then_by_their_clock(
    one: Warehouse, rows: Rows
) -> None:
    def commit_old(*decisions: Decision) -> None:
        old = columns("corrections", [d._asdict() for d in decisions])
        del old["_snapshot"]
        assert old["_ordinal"] == [None] * len(decisions)
        commit_id = new_commit_id()
        one.commit(Change(commit_id, str(commit_id), "correct", rows={"corrections": old}))

    commit_old(decide("agency", "NEW", minute=9), decide("agency", "OLD", minute=8))
    assert rows(one, "SELECT agency FROM articles") == [("NEW",)]
    commit_old(decide("agency", "LAST", minute=1))
    assert rows(one, "SELECT agency FROM articles") == [("LAST",)]


def test_values_are_spelt_as_the_column_prints_them(asked: duckdb.DuckDBPyConnection) -> None:
    values = [("dateline_on", "2031-5-6"), ("latitude", "10"), ("agency", "it's"), ("dateline_on", None)]
    fits = [fit for fit in with_normal_values(asked, [decide(*given) for given in values]) if isinstance(fit, Decision)]
    assert [fit.value for fit in fits] == ["2031-05-06", "10.0", "it's", None]


def test_a_date_moves_the_day(one: Warehouse) -> None:
    days = {value: implied(decide("dateline_date", value))[1].value for value in ("2031-05-06", "XXXX-05-06", None)}
    assert days == {"2031-05-06": "2031-05-06", "XXXX-05-06": None, None: None}
    assert implied(decide("agency", "BNB")) == [decide("agency", "BNB")]


def standing(warehouse: Warehouse) -> list[str]:
    with warehouse.connect() as database:
        return [s for (s,) in database.execute("SELECT standing FROM standing_decisions").fetchall()]


@pytest.mark.slow
def test_unnecessary_and_contradicted_decisions_are_reported(one: Warehouse, desk: Desk) -> None:
    record_decisions(one, [decide("agency", "BNB")])
    assert standing(one) == ["needed"]
    assert "corrections_are_needed" not in [a.name for a in check(one)]
    desk.take({"a": "teh one"}, redo=True)  # which reads no agency at all
    assert standing(one) == ["contradicted"]
    assert "corrections_are_needed" in [a.name for a in check(one)]
    record_decisions(one, [decide("agency", None, minute=1)])
    assert standing(one) == ["unnecessary"]


@pytest.mark.slow
def test_a_value_that_no_longer_fits_reads_null_and_is_reported(one: Warehouse, rows: Rows) -> None:
    change = new_commit_id()
    row = columns("corrections", [{"field": "latitude", "value": "north", "doc_id": ONE}])
    del row["_snapshot"]
    one.commit(Change(change, "by hand", "correct", rows={"corrections": row}))
    assert rows(one, "SELECT latitude, agency FROM articles") == [(None, "ANA")]
    assert "corrections_fit" in [a.name for a in check(one)]


def judge(*right: bool, value: str = "ANA") -> list[Grade]:
    return [
        Grade(f"{n:064x}", "agency", value, "credit", "line", is_right, "Ada", NOON) for n, is_right in enumerate(right)
    ]


def confidence(warehouse: Warehouse) -> tuple[object, ...]:
    with warehouse.connect() as database:
        (found,) = database.execute(
            "SELECT checked_count, right_count, measured_on, confidence "
            "FROM readers JOIN facts USING (reader, form, field)"
        ).fetchall()
        return tuple(found)


@pytest.mark.slow
def test_few_grades_join_the_shipped_counts_and_fifty_stand_alone(one: Warehouse) -> None:
    assert confidence(one) == (100, 99, "shipped", None)  # null as it was stored
    record_grades(one, judge(*[False] * 10))
    assert confidence(one) == (110, 99, "both", 0.9)
    record_grades(one, judge(*[True] * 30, *[False] * 20))
    assert confidence(one) == (50, 30, "own", 0.6)


@pytest.mark.slow
def test_grading_again_does_not_count_twice(one: Warehouse) -> None:
    record_grades(one, judge(*[True] * 60))
    later = [g._replace(is_right=False, graded_at=NOON - timedelta(days=366)) for g in judge(*[True] * 60)]
    record_grades(one, later)
    assert confidence(one) == (60, 0, "own", 0.0)


def test_no_grades_change_nothing(one: Warehouse) -> None:
    head = one.head()
    record_grades(one, [])
    assert one.head() == head


def test_shares_have_wilsons_interval(asked: duckdb.DuckDBPyConnection) -> None:
    found = shares(asked, judge(*[True] * 9, False))
    assert found == [
        ("agency", None, None, 10, 9, 0.9, 0.5958, 0.9821),
        ("agency", "credit", "line", 10, 9, 0.9, 0.5958, 0.9821),
    ]


def test_a_sample_shows_the_evidence_and_leaves_out_what_was_graded(one: Warehouse) -> None:
    with one.connect() as database:
        (drawn,) = draw(database, Draw("agency", 5))
        assert draw(database, Draw("agency", 5, "agency = 'BNB'")) == []
    assert (drawn["value"], drawn["evidence"], drawn["uri"]) == ("ANA", "[[teh]] one", "a")
    record_grades(one, [Grade(ONE, "agency", "ANA", "credit", "line", True, "Ada", NOON)])
    with one.connect() as database:
        assert draw(database, Draw("agency", 5)) == []


@pytest.mark.parametrize("where", ["true) UNION SELECT 1 --", "true; DROP VIEW articles", "nothing = 1"])
def test_a_bad_condition_is_refused(where: str, asked: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises((duckdb.Error, ValueError)):
        draw(asked, Draw("agency", 5, where))


def test_an_unknown_column_is_refused(asked: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UnknownFieldError):
        draw(asked, Draw("nothing", 5))


def test_the_checks_of_corrections_are_there() -> None:
    assert {"corrections_are_needed", "corrections_fit"} <= set(named_queries("checks"))
