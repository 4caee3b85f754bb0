"""One commit: the change, and the snapshot that it makes from the head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas import TABLES, Lifetime
from warehouse.catalog import columns_of, open_memory, scratch, stored_views
from warehouse.linking import LINKED_BY, LINKS, Index, Link, Linked
from warehouse.parquet import put_part, put_rows
from warehouse.snapshot import EMPTY, KEPT_RUN_KEYS, RETIRED, DataFile, Snapshot, listed
from warehouse.store import Store

if TYPE_CHECKING:
    import duckdb

_SQL = Path(__file__).with_name("commit.sql")
RowsByTable = Mapping[str, Mapping[str, Sequence[Any]]]
_ARRIVALS = pa.schema([(name, pa.string()) for name in ("collection", "uri", "doc_id", "status")])


class InvalidChangeError(ValueError):
    """The change contradicts itself; a retry cannot help."""


class OutdatedChangeError(RuntimeError):
    """The head changed in a way that makes the change incomplete. Scan again.

    A concurrent commit removed the last other document with a content that this change relies on, so that a current
    document would have no article or no text. Or garbage collection may have deleted files of a slow writer.
    """

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Change:
    """The content of one commit.

    `files` are parts of `documents` and of the tables of lifetime DOCUMENT, already stored by `put`. `rows` are
    columns, by table and name, of the history tables, without `_snapshot`. `whole` replaces tables. `run_key`
    identifies the work: a second change with the same key is not committed. `base` is the snapshot at the start of the
    work, before any file was stored (None: the head when `commit` is called); if a concurrent commit has stored a
    result of the same rules since then, that one stays and ours is dropped. `link` makes the links of the documents
    that are then live, on each head that is tried; without it the links of the head stay.
    """

    commit_id: int
    run_key: str
    kind: str
    files: Sequence[DataFile] = ()
    rows: RowsByTable = field(default_factory=dict)
    whole: Mapping[str, pa.RecordBatch] = field(default_factory=dict)
    base: int | None = None
    link: Link | None = None


def next_snapshot(
    store: Store, head: Snapshot, change: Change, rivals: Iterable[int], database: "duckdb.DuckDBPyConnection"
) -> Snapshot:
    """Store what depends on the head (retired versions, numbered rows), and return the next snapshot.

    The stored files are visible only with the manifest of the snapshot. Each attempt writes its own files, named by the
    snapshot's number. Raises InvalidChangeError and OutdatedChangeError.
    """
    _validate(change)
    if lost := swept_away(store, head, change.files, change.base or 0):
        raise OutdatedChangeError(f"stored so long ago that they count as garbage: {lost[:10]}; run again")
    number = head.number + 1
    retired, linked = _worked_out(database, head, change, store.root, rivals)
    brought = [file for file in change.files if file.rows]
    brought += put_history(store, change.rows, change.commit_id, number)
    files = dict(head.files)
    for name, batch in change.whole.items():
        files[name] = (put_part(store, TABLES[name], [batch], change.commit_id, f"{number:012d}"),)
    made = replace(
        next_after(head, change.commit_id, change.kind),
        files=with_files(files, brought),
        retired=(*head.retired, *put_retired(store, retired, change.commit_id, number)),
        run_keys=(*head.run_keys, change.run_key)[-KEPT_RUN_KEYS:],
    )
    return _with_links(store, made, linked)


def _with_links(store: Store, snapshot: Snapshot, linked: Linked | None) -> Snapshot:
    """Store links in place of those of the snapshot; without linking, the snapshot has none."""
    files = {name: held for name, held in snapshot.files.items() if linked is not None or name not in LINKS}
    if linked is None:
        return replace(snapshot, files=files)
    for name, batches in linked.batches.items():
        files[name] = (put_part(store, TABLES[name], batches, snapshot.commit_id, f"{snapshot.number:012d}"),)
    return replace(
        snapshot, files=with_files(files, put_history(store, linked.rows, snapshot.commit_id, snapshot.number))
    )


def relinked(store: Store, snapshot: Snapshot, link: Link) -> Snapshot:
    """Make an unpublished snapshot with all documents linked again; stories keep their ids."""
    needed = [TABLES[name] for name in ("articles", *LINKED_BY)]
    with open_memory(store.root) as database:
        views = *stored_views(snapshot, store.root, needed), *stored_views(EMPTY, store.root, needed, schema="ours")
        for statement in views:
            database.execute(statement).fetchall()
        database.execute("CREATE TABLE retired (doc_id VARCHAR, _commit BIGINT, scope VARCHAR)").fetchall()
        return _with_links(store, snapshot, link(Index.of(database, is_first=True)))


def next_after(head: Snapshot, commit_id: int, kind: str) -> Snapshot:
    """The next snapshot, with the contents of the head.

    Columns of the head that this software does not know are kept: files may have them.
    """
    ours = {t.name: columns_of(t) for t in TABLES.values() if t.lifetime is not Lifetime.VIEW}
    return replace(
        head,
        number=head.number + 1,
        parent=head.number or None,
        created_at=datetime.now(UTC),
        commit_id=commit_id,
        kind=kind,
        writer=_writer(),
        columns={name: {**head.columns.get(name, {}), **ours.get(name, {})} for name in {**head.columns, **ours}},
    )


def with_files(files: Mapping[str, tuple[DataFile, ...]], more: Iterable[DataFile]) -> dict[str, tuple[DataFile, ...]]:
    """Files by table, with some added."""
    together = dict(files)
    for file in more:
        together[file.table] = (*together.get(file.table, ()), file)
    return together


def swept_away(store: Store, head: Snapshot, files: Iterable[DataFile], base: int) -> list[str]:
    """The files stored after snapshot `base` that the head declares garbage, whether deleted or not."""
    return [f.path for f in files if _is_swept(store, head, f.path)] if head.swept.number > base else []


def _is_swept(store: Store, head: Snapshot, path: str) -> bool:
    try:
        return store.modified_at(path) < head.swept.before
    except FileNotFoundError:
        return True


def _validate(change: Change) -> None:
    for file in change.files:
        by_parts = TABLES[file.table].lifetime is Lifetime.DOCUMENT or file.table == "documents"
        if not by_parts or file.commits != (change.commit_id,):
            raise InvalidChangeError(f"{file.path}: not a part of commit {change.commit_id}")
    for name in change.rows:
        if TABLES[name].lifetime is not Lifetime.HISTORY or name == "documents":
            raise InvalidChangeError(f"{name}: only history tables take rows")
    for name in change.whole:
        if TABLES[name].lifetime is not Lifetime.WHOLE:
            raise InvalidChangeError(f"{name}: only whole tables are replaced")
    arrivals = change.rows.get("arrivals", {})
    files = list(zip(arrivals.get("collection", ()), arrivals.get("uri", ()), strict=True))
    if len(set(files)) < len(files):
        raise InvalidChangeError("arrivals: a file arrives twice in one commit")


def _worked_out(
    database: "duckdb.DuckDBPyConnection", head: Snapshot, change: Change, root: str, rivals: Iterable[int]
) -> tuple[pa.Table, Linked | None]:
    """Versions that this commit retires (columns doc_id, _commit, scope), and the links of the live ones.

    Without linking there are no links.
    """
    needed = [TABLES[name] for name in ("arrivals", "articles", "documents", *(LINKED_BY if change.link else ()))]
    brought = {t.name: tuple(f for f in change.files if f.table == t.name and f.rows) for t in needed}
    ours = replace(EMPTY, files=brought)
    with scratch(database):
        for statement in (*stored_views(head, root, needed), *stored_views(ours, root, needed, schema="ours")):
            database.execute(statement).fetchall()
        database.register("our_arrivals", _arrivals(change))
        database.register("rivals", pa.table({"_commit": pa.array(rivals, pa.int64())}))
        _refuse_doubles(database)
        database.execute(_SQL.read_text("utf-8")).fetchall()
        lacking = database.execute("SELECT doc_id, lacks FROM unsupported ORDER BY ALL LIMIT 10").fetchall()
        if lacking:
            raise OutdatedChangeError(f"current documents without a row: {lacking}")
        retired = database.sql("SELECT * FROM retired ORDER BY scope, doc_id, _commit").to_arrow_table()
        is_first = not all(head.of(name) for name in LINKS)
        if change.link is None or not (is_first or retired.num_rows or change.files):
            return retired, Linked()
        return retired, change.link(Index.of(database, is_first=is_first))


def _arrivals(change: Change) -> pa.Table:
    columns = change.rows.get("arrivals", {})
    return pa.table([pa.array(columns.get(name, ()), pa.string()) for name in _ARRIVALS.names], schema=_ARRIVALS)


def _refuse_doubles(database: "duckdb.DuckDBPyConnection") -> None:
    """Refuse a doc_id that is twice in our parts: one version with two rows cannot be retired in part."""
    for table in ("articles", "documents"):
        query = f"SELECT doc_id FROM ours.{table} GROUP BY doc_id HAVING count(*) > 1 LIMIT 10"
        doubles = database.execute(query).fetchall()
        if doubles:
            raise InvalidChangeError(f"{table}: brought twice in one commit: {doubles}")


def put_history(store: Store, rows: RowsByTable, commit_id: int, number: int) -> list[DataFile]:
    """Store the rows of the history tables, with the number of their first snapshot."""
    files = []
    for name, columns in rows.items():
        count = len(next(iter(columns.values()), ()))
        if count:
            batch = TABLES[name].batch({**columns, "_snapshot": [number] * count})
            files.append(put_part(store, TABLES[name], [batch], commit_id, f"{number:012d}"))
    return files


def put_retired(store: Store, retired: pa.Table, commit_id: int, number: int) -> list[DataFile]:
    """Store retired versions: columns doc_id, _commit, scope; no file for none."""
    if not retired.num_rows:
        return []
    file = put_rows(store, RETIRED, retired, commit_id, f"{number:012d}")
    return [replace(file, commits=listed(retired.column("_commit").unique().to_pylist()))]


def _writer() -> str:
    try:
        return f"copydesk {version('copydesk')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "copydesk"
