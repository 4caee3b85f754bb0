"""Surveys a damaged warehouse: what is whole, what must be made again, and the snapshot to continue from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from schemas import TABLES, Lifetime
from warehouse.catalog import open_memory, script, stored_views
from warehouse.commit import OutdatedChangeError, next_after, put_history, put_retired, relinked, with_files
from warehouse.damage import Damage, find_damage, refuse_no_warehouse
from warehouse.linking import LINKS, Link
from warehouse.lookup import current_files
from warehouse.parquet import put_part
from warehouse.publish import published_snapshot
from warehouse.snapshot import EMPTY, LOST, RETIRED, BrokenManifestError, DataFile, Snapshot, dump, manifest_key
from warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

_SQL = Path(__file__).with_suffix(".sql")
_ARRIVALS = ("collection", "uri", "doc_id", "status")
REFINED = [t.name for t in TABLES.values() if t.lifetime is Lifetime.DOCUMENT]


class Home(NamedTuple):
    """A document and the first of its files."""

    doc_id: str
    collection: str
    uri: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The damaged and the whole parts of a warehouse.

    `head` is the newest snapshot that can be read or restored; `newest` is the number of the newest manifest, a later
    one if that snapshot is lost; `base` is the head without its damaged files, which are `out`.
    """

    damage: Damage
    head: Snapshot
    newest: int
    base: Snapshot
    out: tuple[DataFile, ...]
    is_put_back: bool

    @property
    def tables(self) -> frozenset[str]:
        """Tables with a damaged or missing file."""
        return frozenset(file.table for file in self.out)

    @property
    def has_lost_rows(self) -> bool:
        """Whether documents, or rows about them, must be searched for losses."""
        return bool(self.tables & {"documents", "arrivals", RETIRED, *REFINED})


def survey(warehouse: Warehouse) -> Survey:
    """Read all files and find the damaged ones; raises NotAWarehouseError if there never was a snapshot."""
    numbers, published = warehouse.numbers(), published_snapshot(warehouse.store)
    if not (numbers or published):
        refuse_no_warehouse(warehouse)
    newest = numbers[-1] if numbers else 0
    try:
        head = warehouse.head() or EMPTY
    except BrokenManifestError:
        head = EMPTY
    is_put_back = bool(published and published.number >= newest and published.number > head.number)
    if is_put_back and published:
        head, newest = published, published.number
    elif not head.number:
        head = [EMPTY, *warehouse.snapshots()][-1]
    damage = find_damage(warehouse, head)
    out = tuple(file for file in head.all_files if file.path in damage.data)
    files = {name: tuple(f for f in held if f not in out) for name, held in head.files.items()}
    base = replace(head, files=files, retired=tuple(f for f in head.retired if f not in out), number=newest)
    return Survey(damage, head, newest, base, out, is_put_back)


@contextmanager
def remains(found: Survey, root: str, arrivals: Mapping[str, Sequence[Any]]) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A database with the results of `repair.sql` on the whole files, and the rows of `arrivals` that a repair adds."""
    hurt = {commit for f in found.out if f.table in REFINED for commit in f.commits or ()}
    is_all = any(f.table in REFINED and f.commits is None for f in found.out)
    columns = {name: pa.array(arrivals.get(name, ()), pa.string()) for name in _ARRIVALS}
    with open_memory(root) as database:
        needed = [TABLES[name] for name in ("arrivals", "documents", *REFINED)]
        for statement in stored_views(found.base, root, needed):
            database.execute(statement).fetchall()
        database.register("our_arrivals", pa.table(columns))
        if is_all:
            database.execute("CREATE TEMP TABLE hurt AS SELECT DISTINCT _commit FROM stored.articles").fetchall()
        else:
            database.register("hurt", pa.table({"_commit": pa.array(hurt, pa.int64())}))
        database.execute(_SQL.read_text("utf-8")).fetchall()
        yield database


def undamaged_files(found: Survey, warehouse: Warehouse, collection: str) -> pa.Table:
    """Files of a collection by the whole Parquet files: columns uri, doc_id."""
    with warehouse.stored("arrivals", of=found.base) as database:
        return current_files(database, collection)


def known_contents(found: Survey, warehouse: Warehouse) -> set[str]:
    """The documents with a text or an article in the whole files."""
    with warehouse.stored("documents", "articles", of=found.base) as database:
        query = "SELECT doc_id FROM stored.documents UNION SELECT doc_id FROM stored.articles"
        return {doc_id for (doc_id,) in database.execute(query).fetchall()}


def to_refine(database: "duckdb.DuckDBPyConnection") -> list[Home]:
    """The held documents without exactly one article, or with one that has lost rows."""
    query = "SELECT doc_id, collection, uri FROM held ANTI JOIN kept USING (doc_id) ORDER BY collection, uri"
    return [Home(*row) for row in database.execute(query).fetchall()]


def without_text(database: "duckdb.DuckDBPyConnection") -> dict[str, str]:
    """The documents ever loaded whose text is not stored, with one of their uris."""
    return dict(database.execute("SELECT doc_id, uri FROM lacking ORDER BY uri, doc_id").fetchall())


def unheld(database: "duckdb.DuckDBPyConnection") -> list[str]:
    """The documents with an article and, as far as is known, no file."""
    found = database.execute("SELECT DISTINCT doc_id FROM versions ANTI JOIN held USING (doc_id) ORDER BY 1").fetchall()
    return [doc_id for (doc_id,) in found]


def held_count(database: "duckdb.DuckDBPyConnection") -> int:
    """The number of documents that have a file."""
    ((count,),) = database.execute("SELECT count(*) FROM held").fetchall()
    return int(count)


def raw_texts(database: "duckdb.DuckDBPyConnection", doc_ids: Sequence[str]) -> dict[str, str]:
    """The stored texts of documents."""
    query = "SELECT DISTINCT doc_id, text FROM stored.documents WHERE doc_id IN (SELECT unnest(?))"
    return dict(database.execute(query, [list(doc_ids)]).fetchall())


def undone_texts(found: Survey, root: str, doc_ids: Iterable[str]) -> dict[str, str]:
    """Raw texts of current documents, rebuilt from body and edits; a wrong one has a wrong sha256."""
    if found.tables & {"articles", "edits", RETIRED}:
        return {}
    with open_memory(root) as database:
        database.execute(script(found.base, root)).fetchall()
        query = "SELECT doc_id, undo(doc_id) FROM articles WHERE doc_id IN (SELECT unnest(?))"
        return dict(database.execute(query, [list(doc_ids)]).fetchall())


def holders(database: "duckdb.DuckDBPyConnection", doc_ids: Iterable[str]) -> list[tuple[str, str, str]]:
    """The current files of documents: collection, uri, doc_id."""
    query = """
        SELECT collection, uri, max_by(doc_id, _snapshot) AS newest
        FROM stored.arrivals ANTI JOIN our_arrivals USING (collection, uri)
        GROUP BY collection, uri HAVING max_by(status, _snapshot) <> 'removed' AND newest IN (SELECT unnest($1))
        UNION ALL SELECT collection, uri, doc_id FROM our_arrivals WHERE doc_id IN (SELECT unnest($1)) ORDER BY ALL
    """
    return [(c, u, d) for c, u, d in database.execute(query, [list(doc_ids)]).fetchall()]


def dead_versions(database: "duckdb.DuckDBPyConnection", lost: Iterable[str]) -> pa.Table:
    """The versions that the repair retires: doc_id, _commit, scope. `lost` are documents without a file.

    For each document all versions except the kept one, and for a text that is stored twice all except one.
    """
    database.register("lost", pa.table({"doc_id": pa.array(lost, pa.string())}))
    stored = " UNION ".join(f"SELECT DISTINCT doc_id, _commit FROM stored.{name}" for name in REFINED)
    return database.sql(f"""
        SELECT doc_id, _commit, 'refined' AS scope
        FROM ({stored}) ANTI JOIN (FROM kept ANTI JOIN lost USING (doc_id)) USING (doc_id, _commit)
        UNION ALL
        SELECT doc_id, _commit, 'documents' FROM stored.documents
        QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY _commit) > 1
        ORDER BY ALL
    """).to_arrow_table()


def missing_runs(database: "duckdb.DuckDBPyConnection", found: Survey, root: str) -> list[str]:
    """Ids of runs in `arrivals` that `runs` lacks."""
    for statement in stored_views(found.base, root, [TABLES["runs"]], schema="others"):
        database.execute(statement).fetchall()
    query = "SELECT DISTINCT run_id FROM stored.arrivals ANTI JOIN others.runs USING (run_id) ORDER BY ALL"
    return [run_id for (run_id,) in database.execute(query).fetchall()]


def put_back(warehouse: Warehouse, found: Survey) -> None:
    """Restore the newest manifest from the copy in the published script."""
    if found.is_put_back:
        warehouse.store.put(manifest_key(found.newest), dump(found.head))


@dataclass(slots=True)
class Repair:
    """The content of a repair: stored parts, history rows, whole tables, and the versions that it retires."""

    commit_id: int
    files: list[DataFile] = field(default_factory=list)
    rows: dict[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    whole: dict[str, pa.RecordBatch] = field(default_factory=dict)
    dead: pa.Table = field(default_factory=lambda: pa.table({"doc_id": [], "_commit": [], "scope": []}))


def commit_repair(warehouse: Warehouse, found: Survey, repair: Repair, link: Link) -> Snapshot:
    """Commit the replacements of damaged files, and mark the lost manifests.

    `link` links all documents again if some were made again or links are lost.

    Raises OutdatedChangeError if there was a commit since the survey.
    """
    store = warehouse.store

    def successor(head: Snapshot) -> Snapshot:
        if (head.number, head.commit_id) != (found.newest, found.head.commit_id):
            raise OutdatedChangeError("another commit came first; repair again")
        following = next_after(found.base, repair.commit_id, "repair")
        named = repair.commit_id, following.number
        fresh = [
            put_part(store, TABLES[name], [batch], repair.commit_id, f"{following.number:012d}")
            for name, batch in repair.whole.items()
        ]
        fresh += [*repair.files, *put_history(store, repair.rows, *named)]
        made = replace(
            following,
            parent=found.head.number or None,
            files=with_files(following.files, fresh),
            retired=(*following.retired, *put_retired(store, repair.dead, *named)),
            lost=tuple(dict.fromkeys((*following.lost, *found.damage.data, *found.damage.older))),
        )
        is_changed = bool(repair.files or repair.dead.num_rows or found.tables & {*LINKS})
        return relinked(store, made, link) if is_changed else made

    made = warehouse.add(successor, over_broken=True)
    for key in found.damage.manifests:
        if not (found.is_put_back and key == manifest_key(found.newest)):
            store.put(key, LOST)
    return made
