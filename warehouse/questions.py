"""Named questions: one `.sql` file each, its first comment line the title, its body one SELECT over the relations."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Question:
    """One `.sql` file: its stem, its title, its text."""

    name: str
    title: str
    sql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found."""

    name: str
    title: str
    rows: pa.Table


def questions(folder: str) -> dict[str, Question]:
    """The questions of a folder beside this file (`reports`, `checks`, `laws`), by name."""
    return {path.stem: _read(path) for path in sorted((HERE / folder).glob("*.sql"))}


def ask(database: duckdb.DuckDBPyConnection, question: Question, limit: int | None = None) -> Answer:
    """Run one question; at most `limit` rows."""
    bound = "" if limit is None else f" LIMIT {limit}"
    rows = database.sql(f"FROM (\n{question.sql}\n){bound}").to_arrow_table()
    return Answer(question.name, question.title, rows)


def broken(database: duckdb.DuckDBPyConnection, asked: Iterable[Question], limit: int) -> list[Answer]:
    """Of questions that should find nothing, those that find something."""
    answers = (ask(database, question, limit) for question in asked)
    return [answer for answer in answers if answer.rows.num_rows]


def _read(path: Path) -> Question:
    text = path.read_text("utf-8").strip()
    first, _, body = text.partition("\n")
    if not first.startswith("-- "):
        raise ValueError(f"{path.name}: the first line is not `-- title`")
    return Question(path.stem, first.removeprefix("-- "), body.rstrip().rstrip(";"))
