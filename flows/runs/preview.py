"""`copydesk plan`: what today's rules would change in stored documents; refines them and writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, NamedTuple

import pyarrow as pa
from rich.table import Table

from flows.console import Console
from flows.engines.text_refiner import RefineTexts, text_refiner
from flows.ingest.boilerplate import with_boilerplate
from flows.ingest.reviewed import reviews_in
from flows.ingest.rule_overrides import by_selection
from flows.runs.differences import EDIT, SPOKEN, Difference, Ledger, of_edits, of_rows, of_values, state
from flows.runs.reprocess import Scope, stale_sources
from flows.runs.summary import stale_text
from flows.settings import Selection, Settings
from flows.sources.source import Source
from flows.system.terminal import visible
from schemas.articles import ARTICLES
from warehouse import Warehouse
from warehouse.reviews import waiting_documents
from warehouse.stale import stored_rows, stored_texts

BATCH = 500
SAMPLE = 2_000
SHOWN = 12
COMPARED = frozenset(c.name for c in ARTICLES.stored if c.shown and not c.derived) - set(ARTICLES.key)


@dataclass(slots=True)
class Preview:
    """The result: of `looked_at` documents of a `backlog` those that change, with counts by rule and by column.

    `rows` counts added (+) and removed (-) rows: edits by rule and state, and rows of other relations. `seconds` is the
    time for refining the documents.
    """

    backlog: int
    looked_at: int = 0
    changed: int = 0
    failed: int = 0
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    samples: list[Difference] = field(default_factory=list)
    seconds: float = 0.0


def plan(settings: Settings, scope: Scope, console: Console, *, everything: bool = False) -> Preview:
    """Compare today's results with the stored ones and print the counts and some differences.

    For a long backlog a random sample is used: doc_ids are digests, so the smallest ones are random.
    """
    warehouse, settings = Warehouse(settings.warehouse), with_boilerplate(settings, console.warn)
    sources = stale_sources(warehouse, settings, scope)
    chosen = sources if everything else sorted(sources, key=lambda source: source.doc_id)[:SAMPLE]
    with console.reading() as tick:
        tick(len(chosen))
        found = preview(warehouse, settings, chosen, lambda: tick(-1))
    found.backlog = len(sources)
    print_preview(console, settings, found)
    if waiting := waiting_documents(warehouse):
        console.say(
            f"Decisions of people on edits of {waiting:,} documents wait for `{settings.command('reprocess')}`."
        )
    return found


def preview(
    warehouse: Warehouse, settings: Settings, sources: Sequence[Source], tick: Callable[[], object] = lambda: None
) -> Preview:
    """Refine documents and compare the results with the stored rows."""
    found = Preview(len(sources))
    if not sources:
        return found
    with text_refiner(settings, reviews=reviews_in(warehouse)) as refine:
        for selection, some in by_selection(sources, settings):
            for first in range(0, len(some), BATCH):
                _compare(found, warehouse, refine, selection, some[first : first + BATCH])
                for _ in some[first : first + BATCH]:
                    tick()
    return found


def _compare(
    found: Preview, warehouse: Warehouse, refine: RefineTexts, selection: Selection, sources: Sequence[Source]
) -> None:
    uris = {source.doc_id: source.uri for source in sources}
    texts = stored_texts(warehouse, uris)
    started = perf_counter()
    rows = refine(texts, selection)
    found.seconds += perf_counter() - started
    new = _Rows(_articles(rows.get("articles", ())), _edits(rows.get("edits", ())))
    new_spoken = {name: _spoken(name, rows.get(name, ())) for name in SPOKEN}
    found.looked_at += len(texts)
    found.failed += len(texts) - len(new.articles)
    articles, edits = (stored_rows(warehouse, name, new.articles) for name in ("articles", "edits"))
    old = _Rows(_articles([articles]), _edits([edits]))
    old_spoken = {name: _spoken(name, [stored_rows(warehouse, name, new.articles)]) for name in SPOKEN}
    for doc_id in new.articles:
        edits_now, edits_then = old.edits.get(doc_id, {}), new.edits.get(doc_id, {})
        differences = [*of_edits(edits_now, edits_then, texts[doc_id])]
        _count(found, state, edits_now, edits_then)
        values = [*of_values(old.articles.get(doc_id, {}), new.articles[doc_id])]
        found.values.update(value.what for value in values)
        differences += values
        for name in SPOKEN:
            rows_now, rows_then = old_spoken[name].get(doc_id, {}), new_spoken[name].get(doc_id, {})
            differences += of_rows(name, rows_now, rows_then)
            _count(found, lambda _, name=name: name, rows_now, rows_then)  # type: ignore[misc]
        found.changed += bool(differences)
        room = SHOWN - len(found.samples)
        found.samples += [Difference(uris[doc_id], *map(visible, shown[1:])) for shown in differences[:2][:room]]


class _Rows(NamedTuple):
    """Rows by doc_id: the article's values by column, and its edits."""

    articles: dict[str, dict[str, Any]]
    edits: dict[str, Ledger]


def _articles(batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, dict[str, Any]]:
    return {
        row["doc_id"]: {k: v for k, v in row.items() if k in COMPARED} for batch in batches for row in batch.to_pylist()
    }


def _edits(batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, Ledger]:
    """Edits by document."""
    found: dict[str, dict[tuple[Any, ...], str | None]] = {}
    rows = [row for batch in batches for row in batch.select(["doc_id", *EDIT, "decided_by"]).to_pylist()]
    for row in sorted(rows, key=lambda row: int(row["start"])):
        key = tuple(tuple(row[name]) if name == "codes" else row[name] for name in EDIT)
        found.setdefault(row["doc_id"], {})[key] = row["decided_by"]
    return dict(found)


def _spoken(table: str, batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, dict[tuple[Any, ...], None]]:
    """Rows of a relation by document."""
    found: dict[str, dict[tuple[Any, ...], None]] = {}
    for batch in batches:
        columns = [batch[name].to_pylist() for name in ("doc_id", *SPOKEN[table])]
        for doc_id, *row in zip(*columns, strict=True):
            found.setdefault(doc_id, {})[tuple(row)] = None
    return found


def _count(
    found: Preview,
    name: Callable[[tuple[Any, ...]], str],
    now: Mapping[tuple[Any, ...], Any],
    then: Mapping[tuple[Any, ...], Any],
) -> None:
    found.rows.update((name(row), "-") for row in now.keys() - then.keys())
    found.rows.update((name(row), "+") for row in then.keys() - now.keys())


def print_preview(console: Console, settings: Settings, found: Preview) -> None:
    """Print what a reprocessing would change."""
    if not found.backlog:
        console.say("Nothing would change: none of these documents was cleaned by older rules or decisions.")
        return
    table = Table("rule, relation or column", "more", "fewer", "values changed")
    for name in sorted({name for name, _ in found.rows}):
        table.add_row(name, f"{found.rows[name, '+']:,}", f"{found.rows[name, '-']:,}", "")
    for column, count in sorted(found.values.items()):
        table.add_row(column, "", "", f"{count:,}")
    if table.row_count:
        console.out.print(table)
    for sample in found.samples:
        console.say(f"{visible(sample.uri)}: {sample.what}\n  now:  {sample.now}\n  then: {sample.then}")
    counts = f"{found.changed:,} of {found.looked_at:,} checked would change"
    console.say(f"{stale_text(found.backlog)}; {counts}.")
    if found.failed:
        console.warn(f"{found.failed:,} could not be processed and would stay as they are.")
    seconds = found.seconds / max(1, found.looked_at) * found.backlog
    command = settings.command("reprocess")
    console.say(f"Nothing was written; `{command}` does it, in about {seconds:,.0f} seconds on one core.")
