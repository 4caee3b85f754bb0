"""What a commit's documents may be linked with, asked of the index of terms as the commit leaves it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas import TABLES

if TYPE_CHECKING:
    import duckdb

LINKS = ("article_stories", "duplicates")
LINKED_BY = ("story_terms", *LINKS)
MOST_TEXTS = 1_000
"""A stem that more documents have finds none: they would be too many."""
_SQL = Path(__file__).with_suffix(".sql")
_ASKED_AT_ONCE = 2_000
_PAIRS = """
    SELECT asked.n AS one, other.n AS other
    FROM (postings ANTI JOIN frequent USING (stem)) AS other
    JOIN (
        SELECT n, unnest(stems) AS stem, unnest(weights)::BIGINT AS weight FROM live SEMI JOIN {asked} USING (n)
    ) AS asked USING (stem)
    WHERE {distinct}
    GROUP BY ALL HAVING sum(asked.weight * other.weight) >= $least
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking makes: the rows of whole tables that take the place of the head's, and rows of history tables."""

    whole: Mapping[str, pa.Table] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def batches(self) -> dict[str, list[pa.RecordBatch]]:
        """The whole tables as batches."""
        return {name: table.to_batches() for name, table in self.whole.items()}


Link = Callable[["Index"], Linked | None]
"""Makes the links of the documents that an index shows; None where there shall be none."""


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of all documents that are live after a commit. Documents have ordinals, which hold for this index."""

    database: "duckdb.DuckDBPyConnection"

    @classmethod
    def of(cls, database: "duckdb.DuckDBPyConnection", *, is_first: bool) -> "Index":
        """Build it where `commit.sql` has been run; `is_first` is whether no links are known yet."""
        *statements, _ = _SQL.read_text("utf-8").split(";\n")
        for statement in statements:
            filled = statement.replace("$is_first", str(is_first)).replace("$most", str(MOST_TEXTS))
            database.execute(filled).fetchall()
        return cls(database)

    def pairs(self, least: int) -> Iterator[pa.Table]:
        """Pairs (one, other) of a document that asks and another whose index terms have the product `least` or more.

        Each pair comes once, some thousand asking documents at a time.
        """
        distinct = "other.n > asked.n OR other.n < asked.n AND other.n NOT IN (SELECT n FROM asking)"
        for first in self._starts():
            some = f"(SELECT n FROM asking ORDER BY n LIMIT {_ASKED_AT_ONCE} OFFSET {first}) AS chosen"
            query = _PAIRS.format(asked=some, distinct=distinct)
            yield self.database.sql(query, params={"least": least}).to_arrow_table()

    def _starts(self) -> range:
        ((count,),) = self.database.execute("SELECT count(*) FROM asking").fetchall()
        return range(0, count, _ASKED_AT_ONCE)

    def settle(self, neighbours: pa.Array) -> None:
        """Take in all that was linked before with a document of these, so that `former` and `inner_pairs` give it."""
        self.database.register("neighbours", pa.table({"n": neighbours}))
        self.database.execute("""
            INSERT INTO unsettled
            SELECT _component FROM stored.article_stories
            SEMI JOIN (SELECT doc_id FROM live SEMI JOIN neighbours USING (n)) USING (doc_id);
            CREATE TABLE undone AS SELECT * FROM stored.article_stories SEMI JOIN unsettled ON _component = component;
            CREATE TABLE relinked AS
            SELECT n, doc_id, story_id, _component AS component FROM live JOIN undone USING (doc_id)
            UNION ALL
            SELECT n, doc_id, NULL, NULL FROM live SEMI JOIN asking USING (n) ANTI JOIN undone USING (doc_id)
        """).fetchall()

    def inner_pairs(self, least: int) -> pa.Table:
        """The same pairs of documents that were linked before, did not ask, and have to be looked at again."""
        query = """
            WITH quiet AS (
                SELECT n, component, unnest(stems) AS stem, unnest(weights)::BIGINT AS weight
                FROM live JOIN (FROM relinked ANTI JOIN asking USING (n)) USING (n)
            ),
            finding AS (FROM quiet ANTI JOIN frequent USING (stem))
            SELECT one.n AS one, other.n AS other
            FROM finding AS one JOIN finding AS other USING (stem, component)
            WHERE one.n < other.n GROUP BY ALL HAVING sum(one.weight * other.weight) >= $least
        """
        return self.database.sql(query, params={"least": least}).to_arrow_table()

    def terms(self, documents: pa.Array) -> pa.Table:
        """The rows of `story_terms` of some documents in the order of doc_ids, with their `n` and `is_fresh`."""
        self.database.register("wanted", pa.table({"n": documents}))
        return self.database.sql("""
            SELECT n, is_fresh, all_terms.*
            FROM all_terms JOIN (SELECT n, is_fresh, doc_id FROM live SEMI JOIN wanted USING (n)) USING (doc_id)
            ORDER BY doc_id
        """).to_arrow_table()

    def former(self) -> dict[str, str | None]:
        """The former story of each document that is linked again; None for one that had no links."""
        return dict(self.database.execute("SELECT doc_id, story_id FROM relinked").fetchall())

    def articles(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """The clean bodies and the headlines of some documents."""
        self.database.register("copied", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        query = " UNION ALL ".join(
            f"SELECT doc_id, (body, headline) FROM {rows}.articles SEMI JOIN copied USING (doc_id)"
            " ANTI JOIN dead USING (doc_id, _commit)"
            for rows in ("stored", "ours")
        )
        return dict(self.database.execute(query).fetchall())

    def kept(self, table: str) -> pa.Table:
        """The head's rows of a whole table about documents that stay and were not linked again."""
        query = f"""
            SELECT * FROM stored.{table}
            SEMI JOIN (SELECT doc_id FROM live ANTI JOIN relinked USING (n)) USING (doc_id)
        """
        return self.database.sql(query).to_arrow_table().cast(TABLES[table].schema)
