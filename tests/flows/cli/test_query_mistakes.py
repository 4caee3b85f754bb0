"""A query that is wrong is wrong usage, in one line that shows the place; a damaged file is not."""

from collections.abc import Iterator

import duckdb
import pytest

from flows.cli.queries import execute
from flows.cli.query_mistakes import CHARACTERS, mistake, naming_mistakes
from flows.errors import UsageError
from warehouse import Warehouse
from warehouse.allow_list import RefusedQueryError
from warehouse.sandbox import open_sandboxed


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_sandboxed(Warehouse(tmp_path_factory.mktemp("empty"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC" (line 1, at `SELEC 1`)'),
        ("SELECT uri,\n  nocol FROM arrivals", "(line 2, at `nocol FROM arrivals`)"),
        ("SELECT 'a' + 1", "add explicit type casts. (line 1, at `+ 1`)"),
        ("SELECT sum(body) FROM articles", "type casts. (line 1, at `sum(body) FROM articles`)"),
        ("SELECT 'a'::INT", "Could not convert string 'a' to INT32 (line 1, at `::INT`)"),
        ("SELECT nosuch(1)", "Scalar Function with name nosuch does not exist!"),
        ("SELECT * FROM range(3) WHERE (SELECT range FROM range(2)) = 1", "can only return a single row."),
        ("SELECT x FROM range(2) AS t (x) LIMIT -1", "LIMIT/OFFSET cannot be negative"),
        ("SELECT '9999999999'::INT", "Conversion Error"),
        ("SELECT 'a\nb", "unterminated"),
        ("SELECT error('one\ntwo')", "one two"),
        ("SELECT 170141183460469231731687303715884105727 + 1", "Out of Range Error"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(database: duckdb.DuckDBPyConnection, query: str, said: str) -> None:
    with pytest.raises(UsageError) as raised, naming_mistakes(Warehouse("memory:///none")):
        list(execute(database, query).rows)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "SET scalar" not in str(raised.value)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("INSTALL httpfs", "INSTALL"),
        ("LOAD httpfs", "LOAD"),
        ("CHECKPOINT", "CHECKPOINT"),
        ("use memory", "USE"),
        ("RESET threads", "RESET"),
        ("COMMENT ON TABLE a IS 'b'", "COMMENT"),
        ("/* so */ ANALYZE", "ANALYZE"),
        ("IMPORT DATABASE 'a'", "IMPORT"),
        ("BEGIN", "BEGIN"),
        ("TRUNCATE articles", "TRUNCATE"),
        ("MERGE INTO a USING (SELECT 1) ON true WHEN MATCHED THEN DELETE", "MERGE"),
        ("DEALLOCATE a", "DEALLOCATE"),
        ("WITH a AS (SELECT 1) INSERT INTO articles FROM a", "INSERT"),
    ],
)
def test_what_is_refused_has_the_name_that_it_was_asked_by(
    database: duckdb.DuckDBPyConnection, query: str, word: str
) -> None:
    with pytest.raises(RefusedQueryError, match=f"^{word} is refused"):
        execute(database, query)


def test_no_internal_name_and_no_long_text_is_repeated() -> None:
    text = 'Catalog Error: no own_count!\nDid you mean "own_counts"?\n\nLINE 1: FROM own_count\n             ^^^^^'
    assert mistake(text) == "Catalog Error: no own_count! (line 1, at `own_count`)"
    assert '"arrivals"' in mistake('Catalog Error: no arrival!\nDid you mean "arrivals"?')
    assert len(mistake("Conversion Error: " + "x" * 9_000)) == CHARACTERS + 1


def test_a_limit_and_a_disk_are_no_mistakes() -> None:
    for error in (duckdb.OutOfMemoryException("no more"), duckdb.IOException("a disk")):
        with pytest.raises(type(error)), naming_mistakes(Warehouse("memory:///none")):
            raise error
