"""Decisions of people, as rows of the warehouse: corrections of values, and grades of extractors."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from schemas import TABLES, Column
from schemas.articles import CORRECTABLE, INSTANT, YEARS
from schemas.forms import EDTF
from schemas.sql_types import sql_type
from warehouse.catalog import identifier, literal
from warehouse.commit import Change
from warehouse.lookup import known_documents
from warehouse.named_queries import NamedQuery
from warehouse.snapshot import new_commit_id
from warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

SHOWN = 60
_BASIS = "dateline_on_basis"
# The pattern of every value as text: not empty, in one line, and without control characters for a terminal.
_TEXT = r"trim(value) <> '' AND NOT regexp_matches(value, '[\x00-\x1f\x7f-\x9f\x{2028}\x{2029}]')"
_START = re.compile(r"0|[1-9][0-9]{0,8}")
_ZONED = r"regexp_matches(value, '(Z|UTC|[+-]\d\d(:?\d\d)?)$')"


class Target(NamedTuple):
    """The column of a correction's field; with `start` if a document has several rows in the table."""

    table: str
    column: Column
    start: int | None = None


_OF_ARTICLES = {
    name: Target("articles", column) for column in TABLES["articles"].shown if (name := column.name) in CORRECTABLE
}
# By the first part of a field such as `speaker:1200`; the number is the start of the quotation in the raw text.
_OF_ROWS = {"speaker": ("quotes", "speaker_name"), "mention": ("mentions", "kind")}
_CORRECTABLE = (*CORRECTABLE, *(f"{part}:START" for part in _OF_ROWS))
# An example in messages, by the pattern or the type of a column.
_EXAMPLES = {
    EDTF: "2031-05-06 or XXXX-05-06",
    pa.date32(): "2031-05-06",
    pa.timestamp("us"): "2031-05-06 07:08:09",
    INSTANT: "2031-05-06 07:08:09+02:00",
}


class UnfitCorrectionError(ValueError):
    """The field cannot be corrected, or not to this value."""

    exit_code = 2


class Decision(NamedTuple):
    """One correction: the right `value` of a field as text, None if it should be null.

    A field is a column of articles; `speaker:START`, the speaker of the quotation at that code point of the raw text;
    or `mention:START`, the kind of the mention there, None if it is not a mention.
    """

    doc_id: str
    field: str
    value: str | None
    note: str | None
    decided_by: str
    decided_at: datetime
    is_withdrawn: bool = False


class Grade(NamedTuple):
    """One judgement on an extracted value."""

    doc_id: str
    field: str
    value: str
    reader: str
    form: str
    is_right: bool
    graded_by: str
    graded_at: datetime


def with_normal_values(database: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> list[Decision | str]:
    """Each decision with its value in the form of the column, or the reason why it is not valid."""
    given: dict[str, list[tuple[int, Decision]]] = {}
    for number, decision in enumerate(decisions):
        given.setdefault(decision.field, []).append((number, decision))
    found: dict[int, Decision | str] = {}
    for field, some in given.items():
        found |= _with_normal_values(database, field, some)
    return [found[number] for number in range(len(decisions))]


def _with_normal_values(
    database: "duckdb.DuckDBPyConnection", field: str, given: Sequence[tuple[int, Decision]]
) -> dict[int, Decision | str]:
    if (target := target_of(field)) is None:
        near = get_close_matches(field[:SHOWN], _CORRECTABLE, 3, 0.6)
        hint = f"did you mean {' or '.join(near)}?" if near else f"these can: {', '.join(_CORRECTABLE)}"
        why = f"{field[:SHOWN]!r} cannot be corrected; {hint}"
        return {number: why for number, _ in given}
    texts = [(number, d) for number, d in given if all(map(_is_text, d))]
    column = target.column
    kind, values = sql_type(column.type), [d.value for _, d in texts]
    database.register("given", pa.table({"value": pa.array(values, pa.string())}))
    rows = database.execute(
        f"""
        SELECT fit::VARCHAR, value IS NULL OR coalesce(fit IS NOT NULL AND {_possible(column)}, false)
        FROM (SELECT value, TRY_CAST(value AS {kind}) AS fit FROM given)
        """
    ).fetchall()
    fits = {
        number: d._replace(value=fit) if is_possible else _unfit(d, column)
        for (number, d), (fit, is_possible) in zip(texts, rows, strict=True)
    }
    return dict.fromkeys((number for number, _ in given), "it has an invalid character") | fits


def target_of(field: str) -> Target | None:
    """The column of a field; None if it cannot be corrected."""
    part, _, start = field.partition(":")
    if part not in _OF_ROWS or not _START.fullmatch(start):
        return _OF_ARTICLES.get(field)
    table, name = _OF_ROWS[part]
    return Target(table, next(c for c in TABLES[table].columns if c.name == name), int(start))


def _is_text(value: object) -> bool:
    """Whether a value is not a string that Parquet cannot store or a tool would cut."""
    return not isinstance(value, str) or not ("\0" in value or any("\ud800" <= c <= "\udfff" for c in value))


def _possible(column: Column) -> str:
    """The conditions on a value besides its type: `value` is the given text, `fit` the converted value."""
    conditions = [_TEXT, *possible(column, "fit")]
    if column.type == INSTANT:
        conditions.append(_ZONED)
    return " AND ".join(conditions)


def possible(column: Column, value: str) -> list[str]:
    """Conditions in SQL on a value of a column, by its declaration in `schemas/`; a null is always valid."""
    conditions = []
    if column.pattern:
        conditions.append(f"regexp_full_match({value}, {literal(column.pattern)})")
    if column.bounds or pa.types.is_temporal(column.type):
        number, (least, most) = (value, column.bounds) if column.bounds else (f"year({value})", YEARS)
        conditions.append(f"{number} BETWEEN {least} AND {most}")
    if pa.types.is_list(column.type):
        conditions.append(f"len({value}) > 0 AND NOT list_contains({value}::VARCHAR[], '')")
    return conditions


def impossible_values() -> NamedQuery:
    """The query for extracted or corrected values of articles that are not valid in their columns."""
    cases = [
        f"CASE WHEN NOT ({' AND '.join(conditions)}) THEN {{field: {literal(name)}, value: {own}::VARCHAR}} END"
        for name, target in _OF_ARTICLES.items()
        if not target.column.required and (conditions := possible(target.column, own := identifier(name)))
    ]
    sql = f"""
        SELECT doc_id, bad.field, bad.value
        FROM (SELECT doc_id, unnest([{", ".join(cases)}]) AS bad FROM articles)
        WHERE bad IS NOT NULL
    """
    return NamedQuery("values", "Values that are not valid in their column; correct them with `copydesk correct`", sql)


def _unfit(decision: Decision, column: Column) -> str:
    value = str(decision.value)[:SHOWN]
    example = _EXAMPLES.get(column.pattern) or _EXAMPLES.get(column.type)
    hint = f"; for example {example}" if example else ""
    what = f"{column.name} ({sql_type(column.type)})"
    return f"{value!r} is not valid for {what}: {column.description.rstrip('.')}{hint}"


def implied(decision: Decision) -> list[Decision]:
    """Returns a decision with those that follow from it: a new dateline_date changes dateline_on, null unless certain.

    The day then no longer depends on a stamp of the page.
    """
    if decision.field != "dateline_date":
        return [decision]
    try:
        day = datetime.strptime(decision.value or "", "%Y-%m-%d").date().isoformat()
    except ValueError:
        day = None
    basis = day and "dateline"
    return [decision, *(decision._replace(field=f, value=v) for f, v in (("dateline_on", day), (_BASIS, basis)))]


def record_decisions(
    warehouse: Warehouse, decisions: Iterable[Decision], refuse: Callable[[Decision, str], object] | None = None
) -> list[Decision]:
    """Commit the decisions that the warehouse does not have yet, each converted, in their order; returns them.

    Raises UnfitCorrectionError, and then commits nothing. With `refuse`, an invalid decision, or one on an unknown
    document, is left out and passed to it with the reason.
    """
    with warehouse.connect() as database:
        query = "SELECT doc_id, field, decided_by, decided_at FROM stored.corrections"
        old = set(database.execute(query).fetchall())
        new = [d for d in dict.fromkeys(decisions) if (d.doc_id, d.field, d.decided_by, d.decided_at) not in old]
        stored = known_documents(database, {d.doc_id for d in new if _is_text(d.doc_id)})[1] if new and refuse else None
        fits: list[Decision] = []
        for decision, fit in zip(new, with_normal_values(database, new), strict=True):
            problem = fit if isinstance(fit, str) else None
            if stored is not None and decision.doc_id not in stored:
                problem = problem or "the warehouse has no document of this doc_id"
            if problem and refuse is None:
                raise UnfitCorrectionError(problem)
            if problem and refuse:
                refuse(decision, problem)
            elif isinstance(fit, Decision):
                fits.append(fit)
        replaced = _read_now(database, fits)
        if refuse is None:
            _refuse_unfound(database, fits)
    if fits:
        columns = {name: [getattr(d, name) for d in fits] for name in Decision._fields}
        _commit(warehouse, "correct", "corrections", columns | {"replaced": replaced})
    return fits


def record_grades(warehouse: Warehouse, grades: Sequence[Grade]) -> None:
    """Commit the grades, in their order; a later grade of the same value replaces an earlier one."""
    if grades:
        _commit(warehouse, "grade", "grades", {n: [getattr(g, n) for g in grades] for n in Grade._fields})


def shares(database: "duckdb.DuckDBPyConnection", grades: Sequence[Grade]) -> list[tuple[Any, ...]]:
    """Compute the share of right values with its 95 % interval (Wilson), by field, reader and form, and by field.

    Rows of field, reader, form, checked, right, share, low, high; reader and form are None for the whole.
    """
    columns = {name: [getattr(g, name) for g in grades] for name in ("field", "reader", "form")}
    database.register("graded", pa.table(columns | {"is_right": pa.array([g.is_right for g in grades], pa.bool_())}))
    return database.execute("""
        SELECT
            field, reader, form, checked_count, right_count, round(right_count / checked_count, 4),
            round(wilson(right_count, checked_count).low, 4), round(wilson(right_count, checked_count).high, 4)
        FROM (
            SELECT field, reader, form, count(*) AS checked_count, count(*) FILTER (is_right) AS right_count
            FROM graded GROUP BY GROUPING SETS ((field, reader, form), (field))
        )
        ORDER BY field, reader NULLS FIRST, form
    """).fetchall()


def _read_now(database: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> list[str | None]:
    """The extracted value now in place of each decision's value, as text."""
    found: dict[tuple[str, str], str | None] = {}
    for field in dict.fromkeys(d.field for d in decisions):
        doc_ids = [d.doc_id for d in decisions if d.field == field]
        database.register("asked", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        target = target_of(field)
        assert target is not None  # it was converted
        place = "" if target.start is None else f" WHERE start = {target.start}"
        rows = f"stored.{target.table} SEMI JOIN asked USING (doc_id){place}"
        query = f"SELECT doc_id, {identifier(target.column.name)}::VARCHAR FROM {rows}"
        found |= {(doc_id, field): value for doc_id, value in database.execute(query).fetchall()}
    return [found.get((d.doc_id, d.field)) for d in decisions]


def _refuse_unfound(database: "duckdb.DuckDBPyConnection", decisions: Iterable[Decision]) -> None:
    """Raise UnfitCorrectionError for a decision on a row that the document does not have."""
    for decision in decisions:
        target = target_of(decision.field)
        if target and target.start is not None:
            query = f"SELECT count(*) FROM stored.{target.table} WHERE doc_id = ? AND start = ?"
            if database.execute(query, [decision.doc_id, target.start]).fetchall() == [(0,)]:
                raise UnfitCorrectionError(f"none of the document's {target.table} begins at {target.start}")


def _commit(warehouse: Warehouse, kind: str, table: str, columns: dict[str, list[Any]]) -> None:
    # The head is part of the key, so that lost decisions can be recorded again.
    key = hashlib.sha256(repr((kind, warehouse.numbers()[-1:], columns)).encode()).hexdigest()
    places = {"_ordinal": list(range(len(columns["doc_id"])))}
    warehouse.commit(Change(commit_id=new_commit_id(), run_key=key, kind=kind, rows={table: columns | places}))
