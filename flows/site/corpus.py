"""The rows that a site shows, from `warehouse/site/*.sql`; each query runs once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flows.site.page_names import agency_page, person_page, place_page, portal_page, rule_page, story_page
from flows.site.rendering import rows_by
from warehouse.named_queries import NamedQuery, named_queries

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
# At most so many pages of a kind are made, for the largest; lists have as many entries.
MOST_PAGES = 1_000


@dataclass
class Corpus:
    """One open snapshot; `with_articles` is whether each article has a page."""

    database: "duckdb.DuckDBPyConnection"
    with_articles: bool
    asked: dict[str, NamedQuery] = field(default_factory=lambda: named_queries("reports") | named_queries("site"))

    def __post_init__(self) -> None:
        """Make the list of articles once, as a table for the queries."""
        self.database.execute(f"CREATE TEMP TABLE site_texts AS {self.asked['texts'].sql}").fetchall()

    def rows(self, name: str, most: int | None = None) -> list[Row]:
        """The rows of a query, at most `most`."""
        bound = "" if most is None else f"\nLIMIT {most}"
        return _fetched(self.database.execute(f"FROM (\n{self.asked[name].sql}\n){bound}"))

    def grouped(self, name: str, *keys: str) -> dict[Any, list[Row]]:
        """The rows of a query by their keys."""
        return rows_by(self.rows(name), *keys)

    @cached_property
    def counts(self) -> Row:
        """Counts of the whole corpus."""
        return self.rows("counts")[0]

    @cached_property
    def agencies(self) -> list[Row]:
        """Agencies, the largest first."""
        return self.rows("agencies", MOST_PAGES)

    @cached_property
    def places(self) -> list[Row]:
        """Places of datelines, the largest first."""
        return self.rows("places", MOST_PAGES)

    @cached_property
    def people(self) -> list[Row]:
        """Quoted persons, the most quoted first."""
        return self.rows("people", MOST_PAGES)

    @cached_property
    def stories(self) -> list[Row]:
        """Stories, the largest first."""
        return self.rows("stories", MOST_PAGES)

    @cached_property
    def days(self) -> list[Row]:
        """The days of texts, in order."""
        return self.rows("days")

    @cached_property
    def portals(self) -> list[Row]:
        """Portals, the largest first, as `copydesk report portals` has them."""
        return self.rows("portals", MOST_PAGES)

    @cached_property
    def rules(self) -> list[Row]:
        """Rules by their codes."""
        return self.rows("rules")

    @cached_property
    def story_texts(self) -> dict[str, list[Row]]:
        """The texts of each story."""
        return self.grouped("story_texts", "story_id")

    @cached_property
    def older(self) -> dict[str, list[Row]]:
        """The texts that each text supersedes."""
        return self.grouped("revisions", "doc_id")

    @cached_property
    def newer(self) -> dict[str, list[Row]]:
        """The texts that supersede each text."""
        return rows_by([row for rows in self.older.values() for row in rows], "supersedes")

    @cached_property
    def copies(self) -> dict[str, list[Row]]:
        """The texts of each group of near-duplicates."""
        return self.grouped("copies", "group_id")

    @cached_property
    def pages(self) -> dict[str, dict[Any, str]]:
        """The paths of the pages of all things that have one, by kind and name; a place is named by its key."""
        return {
            "person": {row["name"]: person_page(row["name"]) for row in self.people},
            "agency": {row["agency"]: agency_page(row["agency"]) for row in self.agencies},
            "place": {
                key: place_page(row["country"], row["place"], key) for row in self.places if (key := row["place_key"])
            },
            "story": {row["story_id"]: story_page(row["story_id"]) for row in self.stories},
            "portal": {key: portal_page(*key) for row in self.portals if (key := (row["collection"], row["portal"]))},
            "rule": {row["code"]: rule_page(row["code"]) for row in self.rules},
        }

    def links(self, **names: Iterable[Any]) -> dict[str, dict[Any, str]]:
        """The paths of the pages of some names, by kind; the only links that a page gets."""
        return {
            kind: {name: pages[name] for name in sorted({*names.get(kind, ())} & pages.keys())}
            for kind, pages in self.pages.items()
        }

    def batches(self, size: int) -> Iterator[list[Row]]:
        """The listed articles in the order of their doc_ids, in batches."""
        return self._pages_of("doc_id", size)

    def listed(self, size: int) -> Iterator[list[Row]]:
        """The articles in the order of their files, in batches; one empty batch if there are none."""
        return self._pages_of("collection, uri, doc_id", size)

    def _pages_of(self, order: str, size: int) -> Iterator[list[Row]]:
        for start in range(0, max(self.counts["article_count"], 1), size):
            yield _fetched(self.database.execute(f"FROM site_texts ORDER BY {order} LIMIT {size} OFFSET {start}"))


def _fetched(cursor: "duckdb.DuckDBPyConnection") -> list[Row]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
