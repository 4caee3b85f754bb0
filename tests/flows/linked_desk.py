"""A desk whose commits link their documents, and what a fresh load of the same documents would link."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.ingest.link_documents import link_documents
from schemas import TABLES
from tests.warehouse.toy_desk import Desk, digest
from transforms.stories.columns import story_terms
from warehouse import Change, Warehouse
from warehouse.catalog import open_memory, stored_views
from warehouse.snapshot import EMPTY

Partition = tuple[set[frozenset[str]], set[frozenset[str]]]


class LinkedDesk(Desk):
    """A toy desk that stores the terms of what it refines."""

    def change(self, files: Mapping[str, str | None], *, key: str | None = None, redo: bool = False) -> Change:
        made = super().change(files, key=key, redo=redo)
        (articles,) = (file for file in made.files if file.table == "articles")
        rows = self.warehouse.store.dataset([articles.path], TABLES["articles"].schema).to_table()
        terms = story_terms(rows["body"].to_pylist(), {name: rows[name].combine_chunks() for name in NEEDED})
        batch = TABLES["story_terms"].batch(
            {"doc_id": rows["doc_id"].combine_chunks(), **terms, "_commit": pa.repeat(made.commit_id, len(rows))}
        )
        part = self.warehouse.put(TABLES["story_terms"], [batch], made.commit_id, "terms")
        return replace(made, files=[*made.files, part], link=partial(link_documents, run_id=str(made.commit_id)))


NEEDED = ("headline", "earliest_at", "latest_at")


def stored(warehouse: Warehouse, table: str) -> list[dict[str, Any]]:
    """Live rows of a table, without the relations over it."""
    with open_memory(warehouse.store.root) as database:
        for statement in stored_views(warehouse.head() or EMPTY, warehouse.store.root, [TABLES[table]]):
            database.execute(statement).fetchall()
        rows: list[dict[str, Any]] = database.sql(f"FROM stored.{table}").to_arrow_table().to_pylist()
        return rows


def partition(warehouse: Warehouse) -> Partition:
    """The stories and the groups of copies, each as the set of its documents."""
    return _groups(warehouse, "article_stories", "story_id"), _groups(warehouse, "duplicates", "group_id")


def _groups(warehouse: Warehouse, table: str, column: str) -> set[frozenset[str]]:
    rows = stored(warehouse, table)
    ids = {row[column] for row in rows}
    found = {frozenset(row["doc_id"] for row in rows if row[column] == group) for group in ids}
    return {group for group in found if len(group) > 1}


def fresh_load(folder: Path, texts: set[str]) -> Partition:
    """What a new warehouse makes of these texts at once."""
    desk = LinkedDesk(Warehouse(folder))
    desk.take({digest(text): text for text in sorted(texts)})
    return partition(desk.warehouse)
