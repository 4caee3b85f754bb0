"""Puts the newest snapshot before readers: `warehouse.duckdb`, `warehouse.sql` and `FORMAT.md`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from warehouse.catalog import literal, open_memory, script
from warehouse.snapshot import Snapshot, manifest_key
from warehouse.store import Store, exclusively

DATABASE = "warehouse.duckdb"
SCRIPT = "warehouse.sql"
FORMAT = "FORMAT.md"
LOCK = "_state/publish.lock"

# The newest storage version would shut out every DuckDB before 2.0, and the command line on PyPI is older.
STORAGE_VERSION = "v1.0.0"


def publish(store: Store, head: Callable[[], Snapshot]) -> None:
    """Replace the published files by those of the head, unless they are that already.

    All of it can be made again from the snapshots at any time. `warehouse.sql` is put last: where it stands, the
    others do. The lock keeps a slow publisher from putting back an older snapshot: the head is read inside it. In a
    bucket, which has no lock, a publisher that was overtaken finds the newer head afterwards, and publishes that.
    """
    if _published(store) == _script(store, head()):
        return
    with exclusively(store, LOCK):
        published = _published(store)
        while published != (text := _script(store, head())):
            store.put(DATABASE, _build(text, store.root))
            store.put(FORMAT, Path(__file__).with_name(FORMAT).read_bytes())
            store.put(SCRIPT, text.encode())
            published = text


def _script(store: Store, snapshot: Snapshot) -> str:
    return _find_root(store, snapshot.number) + script(snapshot, store.root)


def _find_root(store: Store, number: int) -> str:
    """A statement by which the script, run in a folder that was moved or copied, reads the files that lie there."""
    manifest = manifest_key(number)
    there = store.local_path(manifest)
    if there is None:
        return ""
    return (
        "SET VARIABLE warehouse_root = coalesce(getvariable('warehouse_root'), (SELECT '.' "
        f"WHERE EXISTS (FROM glob({literal(manifest)})) AND NOT EXISTS (FROM glob({literal(str(there))}))));\n"
    )


def _published(store: Store) -> str | None:
    """The published script; None where a file of the three is missing."""
    try:
        store.size(DATABASE)
        store.size(FORMAT)
        return store.get(SCRIPT).decode()
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _build(text: str, root: str) -> bytes:
    """A DuckDB file that holds nothing but the views and macros."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        with open_memory(root) as database:
            database.execute(
                f"ATTACH {literal(str(path))} AS published (STORAGE_VERSION '{STORAGE_VERSION}');"
                f"USE published; BEGIN;\n{text}\nCOMMIT; USE memory; DETACH published;"
            ).fetchall()
        return path.read_bytes()
