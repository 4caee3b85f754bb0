"""What reports answer, and how they are asked: parameters, and two snapshots beside one another."""

import pytest
from toy_desk import Desk, columns, digest

from schemas import TABLES
from warehouse import Change, Warehouse, new_commit_id
from warehouse.named_queries import PARAMETER_KINDS, NamedQuery, UnknownParameterError, bind, named_queries, run_query
from warehouse.sandbox import open_sandboxed

REPORTS = named_queries("reports")


def answer(warehouse: Warehouse, name: str, **given: str) -> list[dict[str, object]]:
    question = REPORTS[name]
    before = given.get("before")
    older = int(before) if before else None
    with open_sandboxed(warehouse, before=older, compares=question.compares, query=question.sql) as database:
        bind(database, question, given)
        return run_query(database, question).rows.to_pylist()


def tell(desk: Desk, table: str, rows: list[dict[str, object]], text: str) -> None:
    """Take a text in, with rows of another table about it."""
    change = desk.change({text: text})
    batch = TABLES[table].batch(columns(table, rows, doc_id=digest(text), _commit=change.commit_id))
    part = desk.warehouse.put(TABLES[table], [batch], change.commit_id, "more")
    desk.warehouse.commit(
        Change(change.commit_id, change.run_key, "ingest", [*change.files, part], change.rows, base=change.base)
    )


@pytest.mark.parametrize("name", REPORTS)
def test_parameters_are_declared(name: str) -> None:
    question = REPORTS[name]
    for parameter in question.parameters:
        assert parameter.kind in PARAMETER_KINDS
        used = "before." if parameter.kind == "SNAPSHOT" else f"getvariable('{parameter.name}')"
        assert used in question.sql
    assert question.sql.count("getvariable(") == 0 or question.parameters


def test_an_unknown_parameter_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownParameterError, match="days has no parameter country; it has agency, since, until"):
        answer(desk.warehouse, "days", country="FR")


def test_a_parameter_of_the_wrong_kind_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownParameterError, match="since is a date such as 2031-05-06, not 'soon'"):
        answer(desk.warehouse, "days", since="soon")


def test_a_parameter_is_a_value_and_no_sql(desk: Desk) -> None:
    desk.take({"a": "one"})
    assert answer(desk.warehouse, "days", agency="' OR true --") == []
    assert len(answer(desk.warehouse, "days")) == 1


def test_a_parameter_that_is_not_given_again_is_null_again(desk: Desk) -> None:
    desk.take({"a": "one"})
    with open_sandboxed(desk.warehouse) as database:
        bind(database, REPORTS["days"], {"agency": "ANA"})
        assert run_query(database, REPORTS["days"]).rows.num_rows == 0
        bind(database, REPORTS["days"], {})
        assert run_query(database, REPORTS["days"]).rows.num_rows == 1


def test_changes_since_the_snapshot_before(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "two", "c": "teh three"})
    desk.take({"b": None, "d": "four"})
    found = {row["change"]: row["article_count"] for row in answer(desk.warehouse, "changes")}
    assert found == {"article added": 1, "article gone": 1}


def test_a_file_with_another_text_is_changed_and_neither_added_nor_gone(desk: Desk) -> None:
    desk.take({"a": "teh one", "b": "two"})
    desk.take({"a": "another one"})
    (row,) = answer(desk.warehouse, "changes")
    assert row["change"] == "file changed"
    assert (row["example_uri"], row["example_was"], row["example_is"]) == ("a", "the one", "another one")


NAMES = ("Ann B. Roe", "Ann Roe", "Ann Roe", "Jo K. Lind", "Jo L. Lind", "Jo Lind", "Max P. Berg")


def test_persons_are_joined_by_their_initials_and_places_of_one_name_are_not(desk: Desk) -> None:
    rows = [{"start": n, "kind": "person", "name": name, "text": name} for n, name in enumerate(NAMES)]
    rows += [{"start": 20 + n, "kind": "place", "name": "Ayre", "text": "Ayre", "uri": f"u{n % 2}"} for n in range(3)]
    tell(desk, "mentions", rows, "one")
    found = [(row["name"], row["uri"], row["mention_count"]) for row in answer(desk.warehouse, "mentions")]
    one = (("Jo K. Lind", None, 1), ("Jo L. Lind", None, 1), ("Jo Lind", None, 1), ("Max P. Berg", None, 1))
    assert found == [("Ann Roe", None, 3), ("Ayre", "u0", 2), *one[:4], ("Ayre", "u1", 1)]


@pytest.mark.slow
def test_changes_name_the_values_that_differ(desk: Desk) -> None:
    desk.take({"a": "teh one"})
    first = desk.warehouse.head()
    assert first is not None
    desk.take({"b": "two"})
    tell(desk, "facts", [], "three")
    change = desk.change({"a": "teh one"}, redo=True)
    (part,) = (f for f in change.files if f.table == "articles")
    row = {"rules_version": "rules-2", "body": "the one", "agency": "ANA", "_lead_stop": 7}
    row |= {"edit_count": 1, "fix_count": 1}
    batch = TABLES["articles"].batch(columns("articles", [row], doc_id=digest("teh one"), _commit=change.commit_id))
    new = desk.warehouse.put(TABLES["articles"], [batch], change.commit_id, "other")
    files = [new if file == part else file for file in change.files]
    desk.warehouse.commit(Change(change.commit_id, "again", "reprocess", files, {}, base=change.base))
    rows = answer(desk.warehouse, "changes", before=str(first.number))
    assert [(r["change"], r["field"], r["article_count"]) for r in rows] == [
        ("article added", None, 2),
        ("value differs", "agency", 1),
    ]
    assert (rows[1]["example_was"], rows[1]["example_is"]) == (None, "ANA")


@pytest.mark.slow
def test_rule_changes_count_hits_before_and_now(desk: Desk) -> None:
    tell(desk, "edits", [{"edit": n, "codes": ["TOY001"], "action": "flag"} for n in range(2)], "one")
    desk.rules = "rules-2"
    desk.take({"one": "one"}, redo=True)
    assert [(r["code"], r["flagged_before"], r["flagged_now"]) for r in answer(desk.warehouse, "rule_changes")] == [
        ("TOY001", 2, 0)
    ]


def test_check_first_gives_reasons(desk: Desk) -> None:
    tell(desk, "paragraphs", [{"is_untranslated": True, "start": 0, "stop": 3}], "one")
    (row,) = answer(desk.warehouse, "check_first")
    assert (row["uri"], row["score"], row["reasons"]) == ("one", 5, ["a passage is not translated (5)"])


def test_no_dateline_says_why(desk: Desk) -> None:
    reasons = [{"field": "dateline", "reason": "no_dateline"}, {"field": "country", "reason": "no_dateline"}]
    tell(desk, "facts", [{"fact": n, **reason} for n, reason in enumerate(reasons)], "one")
    (row,) = answer(desk.warehouse, "no_dateline", reason="no_dateline")
    assert row["reasons"] == ["country: no dateline", "dateline: no dateline"]
    assert answer(desk.warehouse, "no_dateline", reason="ambiguous_place") == []


def test_trust_gives_an_interval(desk: Desk) -> None:
    readers = TABLES["readers"].batch(
        columns("readers", [{"reader": "r", "form": "f", "field": "agency", "checked_count": 100, "right_count": 90}])
    )
    desk.warehouse.commit(Change(new_commit_id(), "readers", "ingest", whole={"readers": readers}))
    (row,) = answer(desk.warehouse, "trust", field="agency")
    # Wilson's interval of 90 in 100, as tabulated
    assert (row["share_right"], row["low"], row["high"]) == (0.9, 0.8256, 0.9448)


def test_the_first_line_is_the_title_and_kinds_are_known(tmp_path: object) -> None:
    assert all(isinstance(q, NamedQuery) and q.title and not q.title.endswith(".") for q in REPORTS.values())


def test_portals_are_compared_by_the_first_part_of_the_folder(desk: Desk) -> None:
    navigation = {"role": "navigation", "is_untranslated": True, "start": 0, "stop": 3}
    tell(desk, "paragraphs", [navigation], "first.example/2031/a")
    desk.take({"first.example/2031/b": "teh two", "second.example/c": "three"})
    found = {row["portal"]: row for row in answer(desk.warehouse, "portals")}
    assert {name: row["article_count"] for name, row in found.items()} == {"first.example": 2, "second.example": 1}
    assert (found["first.example"]["debris_count"], found["first.example"]["untranslated_count"]) == (1, 1)
    assert [row["portal"] for row in answer(desk.warehouse, "portals", depth="2")] == [
        "first.example/2031",
        "second.example",
    ]


def test_an_article_has_its_quotes_its_story_and_the_agency_of_its_copies(desk: Desk) -> None:
    tell(desk, "quotes", [{"quote": n} for n in range(2)], "one")
    with desk.warehouse.connect() as database:
        rows = database.execute("SELECT quote_count, story_id = doc_id, agency_inferred FROM articles").fetchall()
    assert rows == [(2, True, None)]
