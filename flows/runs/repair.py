"""`copydesk repair`: rebuilds the content of damaged files from other files and from seeds/, and names what is lost."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.console import Console
from flows.engines.text_refiner import RefineTexts, text_refiner
from flows.errors import BLOCKED, DONE, FAILED, UsageError, after_commit
from flows.ingest.boilerplate import with_boilerplate
from flows.ingest.diff import Arrival, Removal, compare, hash_files, is_too_many, split_unchanged
from flows.ingest.job import new_run_id
from flows.ingest.lock import RunLock
from flows.ingest.reviewed import reviews_in
from flows.ingest.run_records import Columns, Run, arrival_rows, run_row, run_rows
from flows.ingest.scan_cache import cache_path, load_cache
from flows.ingest.shard import LoadedText, documents_batch
from flows.runs.corrections import record_kept_corrections
from flows.runs.kept_decisions import why_ignored
from flows.runs.reviews import record_kept_reviews as take_reviews
from flows.settings import Settings
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.inboxes import open_inbox
from flows.sources.reader import Fetcher
from flows.sources.source import RejectedError, Source, doc_id_of
from schemas import TABLES
from transforms.catalogue_tables import readers_table, rules_table
from transforms.decode import Decoded, Undecodable, decode
from transforms.version import rules_version
from warehouse import DataFile, Warehouse, new_commit_id
from warehouse.linking import Index, Linked
from warehouse.repair import (
    Home,
    Repair,
    Survey,
    commit_repair,
    dead_versions,
    held_count,
    holders,
    known_contents,
    missing_runs,
    put_back,
    raw_texts,
    remains,
    survey,
    to_refine,
    undamaged_files,
    undone_texts,
    unheld,
    without_text,
)
from warehouse.snapshot import manifest_numbers
from warehouse.stale import match_overrides

if TYPE_CHECKING:
    import duckdb

HISTORY = ("arrivals", "rejects", "runs", "corrections", "reviews", "grades")
AT_ONCE = 1_000
# Tried in turn for a text that is stored without its bytes: the sha256 shows which one is right.
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "gb18030", "big5")


def repair(settings: Settings, console: Console, *, dry_run: bool = False, allow_removals: bool = False) -> int:
    """Repair the warehouse, or print what a repair would do; returns the exit code: 3 if something cannot be recovered.

    Raises NotAWarehouseError; InboxMissingError if seeds/ is needed and missing; and UsageError if more documents would
    be removed than a run may remove, unless removals are allowed.
    """
    with RunLock(settings.state_dir).held() as is_ours:
        if not is_ours:
            console.warn("Another run is using this warehouse; repair when it has ended.")
            return FAILED
        return _repair(settings, console, dry_run=dry_run, allow_removals=allow_removals)


def _repair(settings: Settings, console: Console, *, dry_run: bool, allow_removals: bool) -> int:
    warehouse, settings = Warehouse(settings.warehouse), with_boilerplate(settings, console.warn)
    found = survey(warehouse)
    for path, problem in found.damage.rows():
        console.say(f"damaged: {path}: {problem}")
    if not found.damage:
        console.say("Nothing is damaged.")
        return DONE
    work = _Work(settings, warehouse, found, dry_run=dry_run, allow_removals=allow_removals)
    lost = work.prepare()
    if dry_run:
        _say_done(console, work, lost, "Nothing was written. These could not be recovered:")
        return BLOCKED if lost else DONE
    ignored: list[str] = []
    if not work.is_of_published_alone:
        put_back(warehouse, found)
        made = commit_repair(warehouse, found, work.repair, work.link)
        with after_commit(lambda: made.number):
            warehouse.show(made)
            ignored = [why_ignored(take, settings, console.say) for take in (record_kept_corrections, take_reviews)]
        console.say(f"Repaired, as snapshot {made.number}.")
        for text in filter(None, ignored):
            console.warn(text)
    else:
        warehouse.publish()
        console.say("Published again.")
    _say_done(console, work, lost, "These cannot be recovered:")
    return BLOCKED if lost or any(ignored) else DONE


def _say_done(console: Console, work: "_Work", lost: Sequence[str], title: str) -> None:
    if made := work.made:
        console.say(f"Rebuilt: {', '.join(made)}.")
    if lost:
        console.warn("\n  ".join((title, *lost)))


@dataclass
class _Work:
    """The state of a repair: `repair` is its content, `texts` are the rebuilt texts."""

    settings: Settings
    warehouse: Warehouse
    found: Survey
    dry_run: bool
    allow_removals: bool

    def __post_init__(self) -> None:
        version = rules_version(*self.settings.selections[0])
        self.run = Run(new_run_id(), "direct", datetime.now(UTC), self.settings.collection_name, version)
        self.now_ns = time.time_ns()
        self.repair = Repair(new_commit_id())
        self.texts: dict[str, LoadedText] = {}
        self.uncleaned: set[str] = set()
        self.refined = 0

    @property
    def is_of_published_alone(self) -> bool:
        """Whether no data file and no manifest is damaged."""
        return not any((self.found.damage.manifests, self.found.damage.data, self.found.damage.older))

    @property
    def made(self) -> list[str]:
        """The rebuilt contents, in words."""
        counts = {"texts": len(self.texts), "documents, cleaned": self.refined}
        counts["rows of arrivals"] = len(self.repair.rows.get("arrivals", {"uri": ()})["uri"])
        return [f"{count:,} {what}" for what, count in counts.items() if count] + [*self.repair.whole]

    def prepare(self) -> list[str]:
        """Rebuild what is possible; returns what cannot be recovered, a line for each."""
        lost = [*self._lost_snapshots(), *self._lost_rows()]
        if self.found.has_lost_rows:
            lost += self._documents()
        chosen = self.settings.selections[0]
        whole = {
            "rules": lambda: rules_table(chosen.select, chosen.ignore, chosen.safety),
            "readers": readers_table,
        }
        self.repair.whole |= {name: make() for name, make in whole.items() if name in self.found.tables}
        row = run_row(self.run, "done", "; ".join(lost)[:10_000] or None)
        self.repair.rows["runs"] = run_rows([row | {"kind": "repair"}])
        return lost

    def link(self, index: Index) -> Linked | None:
        """The function that links the documents again; it makes no links if the settings turn them off."""
        if not self.settings.stories:
            return None
        from flows.ingest.link_documents import link_documents  # noqa: PLC0415 - numpy, only for linking

        return link_documents(index, self.run.run_id)

    def _lost_snapshots(self) -> Iterator[str]:
        damage, found = self.found.damage, self.found
        for number in manifest_numbers(damage.manifests):
            if number == found.newest and not found.is_put_back:
                yield f"snapshot {number}, the newest, replaced by {found.head.number}; the next run loads from seeds/"
            elif number != found.newest:
                yield f"snapshot {number}: its manifest"
        bad, lost_before = {*damage.data, *damage.older}, set(found.head.lost)
        for snapshot in [*self.warehouse.snapshots(), *([found.head] if found.is_put_back else [])]:
            paths = {file.path for file in snapshot.all_files}
            if paths & bad and not paths & lost_before:
                yield f"snapshot {snapshot.number}: its files are damaged, so it cannot be shown any more"

    def _lost_rows(self) -> Iterator[str]:
        counts = {name: sum(f.rows for f in self.found.out if f.table == name) for name in HISTORY}
        means = {
            "corrections": " except those in corrections.csv",
            "reviews": " except those in reviews.csv",
            "rejects": " except those of files in seeds/",
        }
        yield from (f"{count:,} rows of {name}{means.get(name, '')}" for name, count in counts.items() if count)

    def _documents(self) -> Iterator[str]:
        """Restore texts and articles; documents that cannot be restored are no longer documents of seeds/."""
        root = self.warehouse.store.root
        arrivals, removals = self._changes() if "arrivals" in self.found.tables else ([], [])
        rows = arrival_rows(self.run, self.now_ns, arrivals, removals)
        # The process is forked first, because a database has threads.
        reviews = reviews_in(self.warehouse, self.found.base)
        with (
            text_refiner(self.settings, self.repair.commit_id, reviews) as refine,
            remains(self.found, root, rows) as database,
        ):
            homes, lacking = to_refine(database), without_text(database)
            self._find_texts(lacking)
            self._put([documents_batch(list(self.texts.values()), self.repair.commit_id)], "documents", "texts")
            failed = set(self._refine(refine, database, homes)) | (lacking.keys() - self.texts.keys())
            gone = holders(database, failed)
            adrift = unheld(database) if "arrivals" in self.found.tables else []
            self._refuse_to_lose(len(adrift) + len({d for _, _, d in gone}), len(adrift) + held_count(database))
            self.repair.dead = dead_versions(database, {doc_id for _, _, doc_id in gone})
            if "runs" in self.found.tables:
                yield from (f"run {run_id}" for run_id in missing_runs(database, self.found, root))
        left = [arrival for arrival in arrivals if arrival.doc_id not in failed]
        parts = [arrival_rows(self.run, self.now_ns, left, removals)]
        parts += [arrival_rows(replace(self.run, collection=c), self.now_ns, (), [Removal(u, d)]) for c, u, d in gone]
        self.repair.rows |= {"arrivals": joined} if (joined := _joined(parts))["uri"] else {}
        yield from (f"text {doc_id} {uri}" for doc_id, uri in lacking.items() if doc_id not in self.texts)
        why = dict.fromkeys(self.uncleaned, "it cannot be cleaned")
        yield from (f"document {d} {u}: {why.get(d, 'no file has it now')}" for _, u, d in gone)
        yield from (f"document {d}: its file is unknown; a run over its seeds loads it again" for d in adrift)

    def _refuse_to_lose(self, lost: int, count: int) -> None:
        share = self.settings.max_removed_share
        if lost and not self.allow_removals and is_too_many(lost, count, share):
            raise UsageError(
                f"{lost:,} of {count:,} documents would be removed: {self.settings.seeds} has no file of them. "
                "Is it the right folder, and mounted? `--allow-removals` repairs anyway"
            )

    def _changes(self) -> tuple[list[Arrival], list[Removal]]:
        """Files of seeds/ with a known content that the remaining arrivals lack."""
        current = undamaged_files(self.found, self.warehouse, self.settings.collection_name)
        changes = compare(self._seen, current, self._listing.unread, self.settings.max_removed_share)
        known = known_contents(self.found, self.warehouse)
        return [arrival for arrival in changes.arrivals if arrival.doc_id in known], list(changes.removals)

    @cached_property
    def _inbox(self) -> Any:
        return open_inbox(self.settings.seeds)

    @cached_property
    def _listing(self) -> Any:
        return self._inbox.list()

    @cached_property
    def _seen(self) -> pa.Table:
        """The readable files of seeds/, as in a scan."""
        path = cache_path(self.settings.state_dir, self.settings.collection_name, self.settings.seeds)
        known, new = split_unchanged(self._listing, load_cache(path), self.settings.max_file_bytes)
        found, _ = hash_files(new, self._inbox, ArchiveLimits.of(self.settings), self.now_ns)
        return pa.concat_tables([known, found]).sort_by("uri")

    def _find_texts(self, lacking: Mapping[str, str]) -> None:
        """Texts from whole articles, and all others from seeds/."""
        if not lacking:
            return
        root = self.warehouse.store.root
        for doc_id, text in undone_texts(self.found, root, lacking).items():
            if (raw := _bytes_of(doc_id, text)) and (decoded := _decoded(raw)):
                source = Source(lacking[doc_id], doc_id, len(raw), False)
                self.texts[doc_id] = LoadedText(source, decoded.text, raw, decoded)
        wanted = pa.array([doc_id for doc_id in lacking if doc_id not in self.texts], pa.string())
        if not len(wanted):
            return
        rows = self._seen.filter(pc.and_(pc.is_in(self._seen["doc_id"], wanted), pc.is_null(self._seen["reason"])))
        fetcher = Fetcher(self.settings.seeds, self._inbox, ArchiveLimits.of(self.settings))
        for row in rows.select(["uri", "doc_id", "byte_count", "bundle", "place", "content_bytes"]).to_pylist():
            length = row["content_bytes"] or row["byte_count"]
            source = Source(row["uri"], row["doc_id"], length, False, row["bundle"], row["place"])
            if taken := _read(fetcher, source):
                self.texts[source.doc_id] = taken

    def _refine(
        self, refine: RefineTexts, database: "duckdb.DuckDBPyConnection", homes: Sequence[Home]
    ) -> Iterator[str]:
        """Clean documents again and store the rows; returns those that then have no article."""
        numbers = self._selections(homes)
        for start in range(0, len(homes), AT_ONCE):
            some = homes[start : start + AT_ONCE]
            texts = raw_texts(database, [home.doc_id for home in some])
            texts |= {h.doc_id: self.texts[h.doc_id].text for h in some if h.doc_id in self.texts}
            yield from (home.doc_id for home in some if home.doc_id not in texts)
            for number in sorted({numbers[home.doc_id] for home in some}):
                chosen = [h.doc_id for h in some if numbers[h.doc_id] == number and h.doc_id in texts]
                yield from self._refine_some(refine, chosen, texts, number, f"{start:07d}-{number}")

    def _refine_some(
        self, refine: RefineTexts, doc_ids: Sequence[str], texts: Mapping[str, str], number: int, part: str
    ) -> Iterator[str]:
        rows = refine({doc_id: texts[doc_id] for doc_id in doc_ids}, self.settings.selections[number])
        for name, batches in rows.items():
            self._put(batches, name, part)
        made = {doc_id for batch in rows.get("articles", ()) for doc_id in batch["doc_id"].to_pylist()}
        self.refined += len(made)
        failed = [doc_id for doc_id in doc_ids if doc_id not in made]
        self.uncleaned.update(failed)
        yield from failed

    def _selections(self, homes: Sequence[Home]) -> dict[str, int]:
        """The number of the settings' selection for each document."""
        found = dict.fromkeys((home.doc_id for home in homes), 0)
        if self.settings.overrides:
            from flows.ingest.rule_overrides import overrides_due  # noqa: PLC0415 - only needed with overrides

            for collection in {home.collection for home in homes}:
                here = [home for home in homes if home.collection == collection]
                numbers = match_overrides(overrides_due(self.settings), collection, [home.uri for home in here])
                found |= {home.doc_id: number for home, number in zip(here, numbers, strict=True)}
        return found

    def _put(self, batches: Sequence[pa.RecordBatch], name: str, part: str) -> None:
        filled = [batch for batch in batches if batch.num_rows]
        if filled and not self.dry_run:
            made: DataFile = self.warehouse.put(TABLES[name], filled, self.repair.commit_id, part)
            self.repair.files.append(made)


def _bytes_of(doc_id: str, text: str | None) -> bytes | None:
    """The bytes that a text was decoded from; None if no encoding gives bytes with this doc_id."""
    for encoding in ENCODINGS if text else ():
        try:
            raw = str(text).encode(encoding)
        except UnicodeEncodeError:
            continue
        if doc_id_of(raw) == doc_id:
            return raw
    return None


def _decoded(raw: bytes) -> Decoded | None:
    try:
        return decode(raw)
    except Undecodable:
        return None


def _read(fetcher: Fetcher, source: Source) -> LoadedText | None:
    try:
        raw = fetcher.fetch(source)
    except RejectedError:
        return None
    decoded = _decoded(raw) if doc_id_of(raw) == source.doc_id else None
    return decoded and LoadedText(source, decoded.text, raw, decoded)


def _joined(parts: Sequence[Columns]) -> Columns:
    return {name: [value for part in parts for value in part[name]] for name in parts[0]}
