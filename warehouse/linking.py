"""The index of terms as a commit leaves it: what its documents may be linked with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas import TABLES
from warehouse.catalog import literal

if TYPE_CHECKING:
    import duckdb

LINKS = ("article_stories", "duplicates")
LINKED_BY = ("story_terms", *LINKS)
_SQL = Path(__file__).with_suffix(".sql")
_CHANGED = """
    SELECT _component AS component FROM stored.article_stories
    ANTI JOIN (SELECT doc_id FROM live WHERE NOT is_fresh) USING (doc_id)
    UNION
    SELECT _component FROM stored.article_stories AS linked
    SEMI JOIN (SELECT doc_id FROM live WHERE is_fresh) AS fresh ON linked.story_id = fresh.doc_id
"""
_LINKED = """
    SELECT _component FROM stored.article_stories
    SEMI JOIN (SELECT doc_id FROM live SEMI JOIN wanted USING (n)) USING (doc_id)
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """The result of linking: rows of whole tables that replace those of the head, and rows of history tables."""

    whole: Mapping[str, pa.Table] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def batches(self) -> dict[str, list[pa.RecordBatch]]:
        """The whole tables as batches."""
        return {name: table.to_batches() for name, table in self.whole.items()}


Link = Callable[["Index"], Linked | None]
"""Makes the links of the documents in an index; None without linking."""


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of all documents that are live after a commit.

    `live` has their doc_id, `is_fresh` (new in the commit) and `_heavy`; the row number of a document is its ordinal.
    `gone` has `_heavy` of the documents that the commit removes.
    """

    database: "duckdb.DuckDBPyConnection"
    live: pa.Table
    gone: pa.Table

    @classmethod
    def of(cls, database: "duckdb.DuckDBPyConnection", *, is_first: bool) -> "Index":
        """Build the index after `commit.sql`; `is_first` is whether there are no links yet: then all is fresh."""
        import pyarrow.compute as pc  # noqa: PLC0415 - 30 ms, and a question links nothing

        database.execute(_SQL.read_text("utf-8")).fetchall()
        rows = database.sql("FROM heavy").to_arrow_table()
        goes = rows["is_gone"]
        live = rows.filter(pc.invert(goes)) if pc.any(goes).as_py() else rows
        if is_first:
            live = live.set_column(1, "is_fresh", pa.repeat(True, len(live)))
        index = cls(database, live.drop_columns("is_gone"), rows.filter(goes).select(["_heavy"]))
        database.register("live", index._numbered())
        return index

    def _numbered(self) -> pa.Table:
        return self.live.drop_columns("_heavy").append_column("n", pa.array(range(len(self.live)), pa.int64()))

    def around(self, documents: pa.Array) -> pa.Table:
        """The terms of documents, by ordinal, and of all documents that any of them, or a removed one, was linked with.

        Columns n, is_fresh, doc_id and those of `story_terms` except the commit, in the order of doc_ids.
        """
        self._register(documents)
        self.database.execute(f"CREATE TABLE unsettled AS {_CHANGED} UNION {_LINKED}").fetchall()
        found = self.database.sql("""
            SELECT n, is_fresh, doc_id, _more, _words, _sentences, _earliest_at, _latest_at
            FROM all_terms JOIN (
                FROM live SEMI JOIN wanted USING (n)
                UNION
                FROM live SEMI JOIN (
                    FROM stored.article_stories SEMI JOIN unsettled ON _component = component
                ) USING (doc_id)
            ) USING (doc_id)
            ORDER BY doc_id
        """).to_arrow_table()
        return found.append_column("_heavy", self.live["_heavy"].take(found["n"]))

    def settle(self, asking: pa.Array, upset: pa.Array) -> pa.Table:
        """All documents that must be linked again: columns n, doc_id, former story_id, null if a document had no links.

        `is_joint` says whether that story had other documents.

        These are the asking documents, and those that were linked with an upset, fresh or removed document, or have the
        story id of a fresh one.
        """
        self._register(upset)
        self.database.register("asking", pa.table({"n": asking}))
        self.database.execute(f"""
            CREATE OR REPLACE TABLE unsettled AS {_CHANGED} UNION {_LINKED};
            CREATE TABLE undone AS
            SELECT doc_id, story_id, similarity IS NOT NULL AS is_joint
            FROM stored.article_stories SEMI JOIN unsettled ON _component = component;
        """).fetchall()
        return self.database.sql("""
            SELECT n, doc_id, story_id, is_joint FROM live JOIN undone USING (doc_id)
            UNION ALL
            SELECT n, doc_id, NULL, false FROM live SEMI JOIN asking USING (n) ANTI JOIN undone USING (doc_id)
        """).to_arrow_table()

    def _register(self, documents: pa.Array) -> None:
        self.database.register("wanted", pa.table({"n": documents}))

    def copies(self) -> pa.Table:
        """The head's rows of `duplicates` about documents that are linked again, and about removed ones."""
        return self.database.sql("FROM stored.duplicates SEMI JOIN undone USING (doc_id)").to_arrow_table()

    def articles(self, doc_ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """The clean bodies and the headlines of some documents."""
        wanted = ", ".join(map(literal, doc_ids))
        if not wanted:
            return {}
        # A list in the query instead of a join: then row groups without any of them are not read.
        query = " UNION ALL ".join(
            f"SELECT doc_id, (body, headline) FROM (FROM {rows}.articles WHERE doc_id IN ({wanted}))"
            " ANTI JOIN dead USING (doc_id, _commit)"
            for rows in ("stored", "ours")
        )
        return dict(self.database.execute(query).fetchall())

    def kept(self, table: str) -> pa.Table:
        """The head's rows of a whole table about documents that were not linked again."""
        query = f"FROM stored.{table} ANTI JOIN undone USING (doc_id)"
        return self.database.sql(query).to_arrow_table().cast(TABLES[table].schema)
