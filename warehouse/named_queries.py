"""Named questions: one `.sql` file each, its first comment line the title, its body one SELECT over the relations."""

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
PARAMETER_KINDS = ("VARCHAR", "DATE", "BIGINT", "SNAPSHOT")
_PARAMETER = re.compile(r"-- param (\w+) (\w+)(?: (\w+(?:\|\w+)+))?: (.+)")
_NEEDS = re.compile(r"-- needs (.+)")


class UnknownParameterError(ValueError):
    """A question was given a parameter that it does not have, or a value that is none of its kind."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be given: `getvariable(name)` in its SQL, null where it was not given.

    `kind` is one of KINDS; of kind SNAPSHOT there is one only, `before`, the older snapshot whose stored rows the
    question reads from the schema of that name. Where there are `values`, it takes none but these.
    """

    name: str
    kind: str
    description: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One `.sql` file: its stem, its title, its text, and what it may be given; of `needs` it needs one."""

    name: str
    title: str
    sql: str
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether it reads an older snapshot beside the one that is asked."""
        return any(parameter.kind == "SNAPSHOT" for parameter in self.parameters)


@dataclass(frozen=True, slots=True)
class Result:
    """What a question found."""

    name: str
    title: str
    rows: pa.Table


def named_queries(folder: str) -> dict[str, NamedQuery]:
    """The questions of a folder beside this file (`reports`, `checks`, `laws`), by name."""
    return {path.stem: _read(path) for path in sorted((HERE / folder).glob("*.sql"))}


def bind(database: "duckdb.DuckDBPyConnection", question: NamedQuery, given: Mapping[str, str]) -> None:
    """Give a question its parameters; those that are not given are null.

    Raises UnknownParameterError.
    """
    if unknown := sorted(given.keys() - {parameter.name for parameter in question.parameters}):
        has = ", ".join(parameter.name for parameter in question.parameters) or "none"
        raise UnknownParameterError(f"{question.name} has no parameter {', '.join(unknown)}; it has {has}")
    import duckdb  # noqa: PLC0415 - 40 ms, and a run with nothing to do asks no question

    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value is not None:
            _refuse(parameter, value)
        kind = "BIGINT" if parameter.kind == "SNAPSHOT" else parameter.kind
        cast = f"CAST({'NULL' if value is None else literal(value)} AS {kind})"
        try:
            database.execute(f"SET VARIABLE {identifier(parameter.name)} = {cast}").fetchall()
        except duckdb.ConversionException:
            raise UnknownParameterError(f"{parameter.name} is a {kind}, not {value!r}") from None


def _refuse(parameter: Parameter, value: str) -> None:
    """Raise UnknownParameterError for a value that DuckDB takes, but the question does not."""
    if parameter.values and value not in parameter.values:
        raise UnknownParameterError(f"{parameter.name} is one of {', '.join(parameter.values)}, not {value!r}")
    if parameter.name == "limit" and value.strip().startswith("-"):
        raise UnknownParameterError(f"limit is a number of rows, not {value!r}")


def run_query(database: "duckdb.DuckDBPyConnection", question: NamedQuery, limit: int | None = None) -> Result:
    """Run one question; at most `limit` rows."""
    bound = "" if limit is None else f" LIMIT {limit}"
    rows = database.sql(f"FROM (\n{question.sql}\n){bound}").to_arrow_table()
    return Result(question.name, question.title, rows)


def violations(database: "duckdb.DuckDBPyConnection", asked: Iterable[NamedQuery], limit: int) -> list[Result]:
    """Of questions that should find nothing, those that find something."""
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
