"""Named queries: one `.sql` file each, with its title in the first comment line and one SELECT over the relations."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from warehouse.catalog import identifier, literal

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).parent
_KIND_IN_WORDS = {"DATE": "a date such as 2031-05-06", "BIGINT": "a whole number", "VARCHAR": "a text"}
PARAMETER_KINDS = ("VARCHAR", "DATE", "BIGINT", "SNAPSHOT")
_PARAMETER = re.compile(r"-- param (\w+) (\w+)(?: (\w+(?:\|\w+)+))?: (.+)")
_NEEDS = re.compile(r"-- needs (.+)")


class UnknownParameterError(ValueError):
    """A parameter that the query does not have, or a value of the wrong type."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: `getvariable(name)` in its SQL, null if it is not given.

    `kind` is one of KINDS. Only `before` has the kind SNAPSHOT: the older snapshot whose stored rows the query reads
    from the schema of that name. If there are `values`, no others are allowed.
    """

    name: str
    kind: str
    description: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One `.sql` file: its stem, its title, its text, and its parameters; it needs one of the parameters in `needs`."""

    name: str
    title: str
    sql: str
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether it also reads an older snapshot."""
        return any(parameter.kind == "SNAPSHOT" for parameter in self.parameters)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a query."""

    name: str
    title: str
    rows: pa.Table


def named_queries(folder: str) -> dict[str, NamedQuery]:
    """The queries of a folder next to this file (`reports`, `checks`, `invariants`), by name."""
    return {path.stem: _read(path) for path in sorted((HERE / folder).glob("*.sql"))}


def bind(database: "duckdb.DuckDBPyConnection", question: NamedQuery, given: Mapping[str, str]) -> None:
    """Set the parameters of a query; those that are not given are null.

    Raises UnknownParameterError.
    """
    if unknown := sorted(given.keys() - {parameter.name for parameter in question.parameters}):
        has = ", ".join(parameter.name for parameter in question.parameters) or "none"
        raise UnknownParameterError(f"{question.name} has no parameter {', '.join(unknown)}; it has {has}")
    import duckdb  # noqa: PLC0415 - 40 ms, and a run with nothing to do makes no query

    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value is not None:
            _refuse(parameter, value)
        kind = "BIGINT" if parameter.kind == "SNAPSHOT" else parameter.kind
        cast = f"CAST({'NULL' if value is None else literal(value)} AS {kind})"
        try:
            database.execute(f"SET VARIABLE {identifier(parameter.name)} = {cast}").fetchall()
        except duckdb.ConversionException:
            raise UnknownParameterError(f"{parameter.name} is {_KIND_IN_WORDS[kind]}, not {value!r}") from None


def _refuse(parameter: Parameter, value: str) -> None:
    """Raise UnknownParameterError for a value that DuckDB accepts, but the query does not."""
    if parameter.values and value not in parameter.values:
        raise UnknownParameterError(f"{parameter.name} is one of {', '.join(parameter.values)}, not {value!r}")
    if parameter.name == "limit" and value.strip().startswith("-"):
        raise UnknownParameterError(f"limit is a number of rows, not {value!r}")


def run_query(database: "duckdb.DuckDBPyConnection", question: NamedQuery, limit: int | None = None) -> Result:
    """Run one query; at most `limit` rows."""
    bound = "" if limit is None else f" LIMIT {limit}"
    rows = database.sql(f"FROM (\n{question.sql}\n){bound}").to_arrow_table()
    return Result(question.name, question.title, rows)


def violations(database: "duckdb.DuckDBPyConnection", asked: Iterable[NamedQuery], limit: int) -> list[Result]:
    """Of queries that should find nothing, those that find something."""
    answers = (run_query(database, question, limit) for question in asked)
    return [answer for answer in answers if answer.rows.num_rows]


def _read(path: Path) -> NamedQuery:
    first, *lines = path.read_text("utf-8").strip().splitlines()
    if not first.startswith("-- "):
        raise ValueError(f"{path.name}: the first line is not `-- title`")
    parameters = []
    while lines and (found := _PARAMETER.fullmatch(lines[0])):
        name, kind, values, description = found.groups()
        parameters.append(Parameter(name, kind, description, tuple(values.split("|")) if values else ()))
        lines.pop(0)
    needs = tuple(found[1].split(" or ")) if lines and (found := _NEEDS.fullmatch(lines[0])) else ()
    if unknown := [parameter.kind for parameter in parameters if parameter.kind not in PARAMETER_KINDS]:
        raise ValueError(f"{path.name}: {unknown[0]} is no kind of parameter; there are {', '.join(PARAMETER_KINDS)}")
    body = "\n".join(lines).rstrip().rstrip(";")
    return NamedQuery(path.stem, first.removeprefix("-- "), body, tuple(parameters), needs)
