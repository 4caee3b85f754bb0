"""The macros about versions, on texts of their own: sentences, and what changed in them."""

import random
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import duckdb
import pytest

from warehouse.catalog import HERE

TABLES = """
    CREATE SCHEMA stored;
    CREATE TABLE stored.articles (doc_id VARCHAR);
    CREATE TABLE current_documents (doc_id VARCHAR, collection VARCHAR, uri VARCHAR);
    CREATE TABLE arrivals (doc_id VARCHAR, previous_doc_id VARCHAR, status VARCHAR, seen_at TIMESTAMPTZ, uri VARCHAR);
    CREATE TABLE decided_articles (
        doc_id VARCHAR, agency VARCHAR, signal VARCHAR, earliest_at TIMESTAMPTZ, headline VARCHAR, body VARCHAR
    );
    CREATE TABLE documents (doc_id VARCHAR, text VARCHAR);
    CREATE TABLE stored.article_stories (doc_id VARCHAR, story_id VARCHAR);
    CREATE MACRO versions_in(wanted) AS TABLE SELECT '' AS doc_id, '' AS supersedes, 'story' AS basis WHERE false;
"""


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute(TABLES + Path(HERE / "revisions.sql").read_text("utf-8")).fetchall()
        yield made


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "One went. Two  came!\nThree\nstayed? “Yes.” No",
            ["One went.", "Two came!", "Three", "stayed?", "“Yes.”", "No"],
        ),
        ("A headline\n\nJ. R. Holm said: “It is 5.5 %.” He left.\r\n\r\nEnd", 4),
        ("wrapped\nlines are. one\n\nother", ["wrapped lines are. one", "other"]),
        ("", []),
    ],
)
def test_sentences_end_at_stops_and_paragraphs(
    database: duckdb.DuckDBPyConnection, text: str, sentences: list[str] | int
) -> None:
    ((found,),) = database.execute("SELECT sentences_of($1)", [text]).fetchall()
    assert (len(found) if isinstance(sentences, int) else found) == sentences


def marked(was: list[str], new: list[str]) -> str:
    """What difflib makes of two sentences."""
    said = []
    for kind, a, b, c, d in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
        if kind == "equal":
            said += was[a:b]
        else:
            said += [f"[-{' '.join(was[a:b])}-]"] * (b > a) + [f"{{+{' '.join(new[c:d])}+}}"] * (d > c)
    return " ".join(said)


def test_words_are_marked_as_difflib_marks_them(database: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(5)
    pairs = {
        n: ([*chance.choices("abcdef", k=9), "salvage", str(n)], [*chance.choices("abcdef", k=9), "salvage", str(n)])
        for n in range(30)
    }
    rows = [
        ("was", "\n".join(" ".join(was) for was, _ in pairs.values())),
        ("new", "\n".join(" ".join(new) for _, new in pairs.values())),
    ]
    database.executemany("INSERT INTO documents VALUES ($1, $2)", rows)
    database.execute("INSERT INTO arrivals VALUES ('new', 'was', 'changed', now(), 'a.txt')")
    found = [words for (words,) in database.execute("SELECT words FROM diff_revisions('new')").fetchall()]
    assert found == [marked(was, new) for was, new in pairs.values() if was != new]
