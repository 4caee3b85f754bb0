"""What people decide, as rows of the warehouse: corrections of values, and grades of readers."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from schemas import TABLES
from schemas.articles import CORRECTABLE
from warehouse.catalog import identifier, sql_type
from warehouse.commit import Change
from warehouse.snapshot import new_commit_id
from warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

_TYPES = {column.name: column.type for column in TABLES["articles"].shown}


class UnfitCorrectionError(ValueError):
    """The field takes no correction, or not this value."""


class Decision(NamedTuple):
    """One correction: the right `value` of a column of articles as text, None where it should be null."""

    doc_id: str
    field: str
    value: str | None
    note: str | None
    decided_by: str
    decided_at: datetime
    is_withdrawn: bool = False


class Grade(NamedTuple):
    """One judgement on a value that a reader gave."""

    doc_id: str
    field: str
    value: str
    reader: str
    form: str
    is_right: bool
    graded_by: str
    graded_at: datetime


def fitted(database: "duckdb.DuckDBPyConnection", decision: Decision) -> Decision:
    """Spell a decision's value as the column prints it; raises UnfitCorrectionError."""
    import duckdb  # noqa: PLC0415 - for the type of its error

    if decision.field not in CORRECTABLE:
        raise UnfitCorrectionError(f"{decision.field!r} takes no correction; {', '.join(CORRECTABLE)} do")
    kind = sql_type(_TYPES[decision.field])
    try:
        ((value,),) = database.execute(f"SELECT CAST(CAST(? AS {kind}) AS VARCHAR)", [decision.value]).fetchall()
    except duckdb.ConversionException as error:
        raise UnfitCorrectionError(f"{decision.field} is a {kind}: {str(error).splitlines()[0]}") from None
    return decision._replace(value=value)


def implied(decision: Decision) -> list[Decision]:
    """Give a decision and what follows from it: a new dateline_date moves dateline_on, which is null unless certain."""
    if decision.field != "dateline_date":
        return [decision]
    try:
        day = datetime.strptime(decision.value or "", "%Y-%m-%d").date().isoformat()
    except ValueError:
        day = None
    return [decision, decision._replace(field="dateline_on", value=day)]


def record_decisions(warehouse: Warehouse, decisions: Iterable[Decision]) -> list[Decision]:
    """Commit the decisions that the warehouse does not have yet, each fitted; gives them.

    Raises UnfitCorrectionError; nothing is then committed.
    """
    with warehouse.connect() as database:
        query = "SELECT doc_id, field, decided_by, decided_at FROM stored.corrections"
        known = set(database.execute(query).fetchall())
        new = [d for d in dict.fromkeys(decisions) if (d.doc_id, d.field, d.decided_by, d.decided_at) not in known]
        new = [fitted(database, d) for d in new]
        replaced = [_read_now(database, d) for d in new]
    if new:
        columns = {name: [getattr(d, name) for d in new] for name in Decision._fields}
        _commit(warehouse, "correct", "corrections", columns | {"replaced": replaced})
    return new


def record_grades(warehouse: Warehouse, grades: Sequence[Grade]) -> None:
    """Commit the grades; a later grade of the same value takes the place of an earlier one."""
    if grades:
        _commit(warehouse, "grade", "grades", {n: [getattr(g, n) for g in grades] for n in Grade._fields})


def shares(database: "duckdb.DuckDBPyConnection", grades: Sequence[Grade]) -> list[tuple[Any, ...]]:
    """Give the share right with its 95 % interval (Wilson), by field, reader and form, and the field as a whole.

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


def _read_now(database: "duckdb.DuckDBPyConnection", decision: Decision) -> str | None:
    column = identifier(decision.field)
    found = database.execute(f"SELECT {column}::VARCHAR FROM stored.articles WHERE doc_id = ?", [decision.doc_id])
    row = found.fetchone()
    return None if row is None else row[0]


def _commit(warehouse: Warehouse, kind: str, table: str, columns: dict[str, list[Any]]) -> None:
    key = hashlib.sha256(repr((kind, columns)).encode()).hexdigest()
    warehouse.commit(Change(commit_id=new_commit_id(), run_key=key, kind=kind, rows={table: columns}))
