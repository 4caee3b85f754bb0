"""`copydesk plan`: what today's rules would change in stored documents; refines them and writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from flows.runs.reprocess import Scope, stale_sources
from flows.settings import Selection, Settings
from flows.sources.source import Source
from flows.system.terminal import visible
from schemas.articles import ARTICLES
from warehouse import Warehouse
from warehouse.backlog import stored_rows, stored_texts
from warehouse.reviews import waiting_documents

BATCH = 500
SAMPLE = 2_000
SHOWN = 12
AROUND = 24
# What tells edits apart; the ordinal and the confidence do not.
EDIT = ("start", "stop", "before", "after", "codes", "action", "applied")
# What tells the rows of other relations apart, and last what a person sees of them.
SPOKEN = {
    "quotes": ("start", "stop", "status", "form", "speaker_name", "text"),
    "mentions": ("start", "form", "name", "kind", "text"),
}
COMPARED = frozenset(c.name for c in ARTICLES.stored if c.shown and not c.derived) - set(ARTICLES.key)


class Difference(NamedTuple):
    """One edit, row or value that a document gains (`sign` is +) or loses (-).

    `what` is the code of a rule, the name of another relation, or a column of articles.

    `before` is how it stands in the warehouse, `after` how it would.
    """

    uri: str
    sign: str
    what: str
    before: str
    after: str


@dataclass(slots=True)
class Preview:
    """What was found: of `looked_at` documents of a `backlog` those that change, counts by rule and by column.

    `rows` counts edits by rule, and rows of other relations; `seconds` is how long it took to refine the documents.
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

    Where the backlog is long, on a random sample of it: doc_ids are digests, so that the smallest are a fair choice.
    """
    warehouse, settings = Warehouse(settings.warehouse), with_boilerplate(settings, console.warn)
    sources = stale_sources(warehouse, settings, scope)
    chosen = sources if everything else sorted(sources, key=lambda source: source.doc_id)[:SAMPLE]
    with console.reading() as tick:
        tick(len(chosen))
        found = preview(warehouse, settings, chosen, lambda: tick(-1))
    found.backlog = len(sources)
    print_preview(console, found)
    if waiting := waiting_documents(warehouse):
        console.say(f"Decisions of people on edits of {waiting:,} documents wait for `copydesk reprocess`.")
    return found


def preview(
    warehouse: Warehouse, settings: Settings, sources: Sequence[Source], tick: Callable[[], object] = lambda: None
) -> Preview:
    """Refine documents and hold the results against the stored rows."""
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
        differences = [*_of_edits(old.edits.get(doc_id, {}), new.edits.get(doc_id, {}), texts[doc_id])]
        differences += _of_values(old.articles.get(doc_id, {}), new.articles[doc_id])
        for name in SPOKEN:
            differences += _of_rows(name, old_spoken[name].get(doc_id, {}), new_spoken[name].get(doc_id, {}))
        if differences:
            found.changed += 1
            _count(found, [difference._replace(uri=uris[doc_id]) for difference in differences])


class _Rows(NamedTuple):
    """Rows by doc_id: the article's values by column, and its edits as of EDIT."""

    articles: dict[str, dict[str, Any]]
    edits: dict[str, dict[tuple[Any, ...], None]]


def _articles(batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, dict[str, Any]]:
    return {
        row["doc_id"]: {k: v for k, v in row.items() if k in COMPARED} for batch in batches for row in batch.to_pylist()
    }


def _edits(batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, dict[tuple[Any, ...], None]]:
    """Edits by document, in the order of the text."""
    found: dict[str, dict[tuple[Any, ...], None]] = {}
    rows = [row for batch in batches for row in batch.select(["doc_id", *EDIT]).to_pylist()]
    for row in sorted(rows, key=lambda row: int(row["start"])):
        key = tuple(tuple(row[name]) if name == "codes" else row[name] for name in EDIT)
        found.setdefault(row["doc_id"], {})[key] = None
    return found


def _spoken(table: str, batches: Iterable[pa.Table | pa.RecordBatch]) -> dict[str, dict[tuple[Any, ...], None]]:
    """Rows of a relation by document."""
    found: dict[str, dict[tuple[Any, ...], None]] = {}
    for batch in batches:
        columns = [batch[name].to_pylist() for name in ("doc_id", *SPOKEN[table])]
        for doc_id, *row in zip(*columns, strict=True):
            found.setdefault(doc_id, {})[tuple(row)] = None
    return found


def _of_rows(
    table: str, old: Mapping[tuple[Any, ...], None], new: Mapping[tuple[Any, ...], None]
) -> Iterator[Difference]:
    for row in old.keys() - new.keys():
        yield Difference("", "-", table, _as_seen(row), "")
    for row in new.keys() - old.keys():
        yield Difference("", "+", table, "", _as_seen(row))


def _as_seen(row: tuple[Any, ...]) -> str:
    return ": ".join(map(str, filter(None, row[-2:])))


def _of_edits(
    old: Mapping[tuple[Any, ...], None], new: Mapping[tuple[Any, ...], None], text: str
) -> Iterator[Difference]:
    for sign, edits, others in (("-", old, new), ("+", new, old)):
        for start, stop, before, after, codes, action, applied in edits:
            if (start, stop, before, after, codes, action, applied) not in others:
                lead, tail = text[max(0, start - AROUND) : start], text[stop : stop + AROUND]
                change = after if applied else f"{after or before} ({action}, not applied)"
                without, with_it = f"{lead}{before}{tail}", f"{lead}{change}{tail}"
                code = codes[0] if codes else "UNCODED"  # the first versions stored such edits
                yield Difference("", sign, code, *((without, with_it) if sign == "+" else (with_it, without)))


def _of_values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for column, value in new.items():
        if old.get(column) != value:
            yield Difference("", "+", column, str(old.get(column)), str(value))


def _count(found: Preview, differences: Sequence[Difference]) -> None:
    for difference in differences:
        if difference.what in COMPARED:
            found.values[difference.what] += 1
        else:
            found.rows[difference.what, difference.sign] += 1
    room = SHOWN - len(found.samples)
    found.samples += [d._replace(before=visible(d.before), after=visible(d.after)) for d in differences[:2][:room]]


def print_preview(console: Console, found: Preview) -> None:
    """Print what a reprocessing would change."""
    if not found.backlog:
        console.say("Nothing would change: none of these documents was cleaned by older rules or decisions.")
        return
    table = Table("rule, relation or column", "gained", "lost", "values changed")
    for name in sorted({name for name, _ in found.rows}):
        table.add_row(name, f"{found.rows[name, '+']:,}", f"{found.rows[name, '-']:,}", "")
    for column, count in sorted(found.values.items()):
        table.add_row(column, "", "", f"{count:,}")
    if table.row_count:
        console.out.print(table)
    for sample in found.samples:
        console.say(f"{visible(sample.uri)}: {sample.sign}{sample.what}\n  - {sample.before}\n  + {sample.after}")
    of = "all" if found.looked_at == found.backlog else f"a random {found.looked_at:,}"
    older = f"{found.backlog:,} documents were cleaned by older rules or decisions"
    console.say(f"{older}; of {of} of them {found.changed:,} change.")
    if found.failed:
        console.warn(f"{found.failed:,} could not be refined and would keep what they have.")
    seconds = found.seconds / max(1, found.looked_at) * found.backlog
    console.say(f"Nothing was written; `copydesk reprocess` does it, in about {seconds:,.0f} seconds on one core.")
