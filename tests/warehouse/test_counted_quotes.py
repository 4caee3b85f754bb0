"""Whose quotations count as one person's, and which are one quotation that several texts print."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.catalog import HERE

TABLES = """
    CREATE SCHEMA stored;
    CREATE TABLE quotes (
        doc_id VARCHAR, quote INTEGER, speaker_name VARCHAR, text VARCHAR, speaker_kind VARCHAR, outer_quote INTEGER
    );
    CREATE TABLE stored.mentions (doc_id VARCHAR, name VARCHAR, kind VARCHAR, is_first BOOLEAN DEFAULT true);
    CREATE TABLE stored.article_stories (doc_id VARCHAR, story_id VARCHAR, _chain VARCHAR);
    CREATE TABLE stored.duplicates (doc_id VARCHAR, group_id VARCHAR);
"""
MACRO = re.compile(r"CREATE MACRO (?:without_initials|counted_quotes)\(.*?;\n", re.DOTALL)
Said = tuple[str, str, str]
"""A text, who speaks in it, and the words."""
Count = Callable[[Iterable[Said]], dict[str, int]]


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    macros = "".join(Path(HERE / name).read_text("utf-8") for name in ("functions.sql", "macros.sql"))
    with duckdb.connect() as made:
        made.execute(TABLES + "".join(MACRO.findall(macros))).fetchall()
        yield made


@pytest.fixture
def count(database: duckdb.DuckDBPyConnection) -> Count:
    """Count quotations by name; who speaks is mentioned in the text as well."""

    def counted(said: Iterable[Said]) -> dict[str, int]:
        for n, (doc_id, name, words) in enumerate(said):
            database.execute("INSERT INTO quotes VALUES ($1, $2, $3, $4, 'person', NULL)", [doc_id, n, name, words])
            mention(database, doc_id, name)
        query = "SELECT speaker_name, count(DISTINCT wording) FROM counted_quotes('person') GROUP BY ALL"
        return dict(database.execute(query).fetchall())

    return counted


def mention(database: duckdb.DuckDBPyConnection, doc_id: str, name: str) -> None:
    database.execute("INSERT INTO stored.mentions VALUES ($1, $2, 'person', true)", [doc_id, name])


def story(database: duckdb.DuckDBPyConnection, *doc_ids: str, chain: str | None = None) -> None:
    for doc_id in doc_ids:
        database.execute("INSERT INTO stored.article_stories VALUES ($1, $2, $3)", [doc_id, doc_ids[0], chain])


def test_a_quotation_of_one_chain_or_group_of_copies_counts_once(
    database: duckdb.DuckDBPyConnection, count: Count
) -> None:
    story(database, "lead", "update", chain="lead")
    database.execute("INSERT INTO stored.duplicates VALUES ('mine', 'g'), ('copy', 'g')").fetchall()
    story(database, "mine", "copy")
    words = [
        ("lead", "We sail."),
        ("update", "“WE SAIL”"),
        ("update", "At noon."),
        ("mine", "No."),
        ("copy", "No."),
        ("x", "No."),
    ]
    assert count([(doc_id, "Ann Roe", said) for doc_id, said in words]) == {"Ann Roe": 4}


def test_a_family_name_joins_the_only_full_name_of_its_story(database: duckdb.DuckDBPyConnection, count: Count) -> None:
    story(database, "one", "two")
    mention(database, "elsewhere", "Bo Roe")
    assert count([("one", "Roe", "Yes."), ("two", "Ann Roe", "No.")]) == {"Ann Roe": 2}


@pytest.mark.parametrize("other", ["one", "two"])
def test_a_family_name_that_two_in_its_story_have_stays_alone(
    database: duckdb.DuckDBPyConnection, count: Count, other: str
) -> None:
    story(database, "one", "two")
    mention(database, other, "Bo Roe")
    for n in range(99):
        mention(database, f"text {n}", "Ann Roe")
    assert count([("one", "Roe", "Yes."), ("two", "Ann Roe", "No.")]) == {"Roe": 1, "Ann Roe": 1}


@pytest.mark.parametrize(("texts", "others", "name"), [(10, 1, "Ann Roe"), (9, 0, "Roe"), (10, 2, "Roe")])
def test_a_family_name_joins_whom_most_texts_name(
    database: duckdb.DuckDBPyConnection, count: Count, texts: int, others: int, name: str
) -> None:
    for n in range(texts):
        mention(database, f"text {n}", "Ann Roe")
    for n in range(others):
        mention(database, f"text {n}", "Bo Roe")
    assert count([("one", "Roe", "Yes.")]) == {name: 1}
