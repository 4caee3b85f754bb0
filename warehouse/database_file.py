"""Makes `warehouse.duckdb`: a DuckDB file that only has the views and macros of a snapshot.

DuckDB binds each relation when it is created, which takes ten times as long as the views of the stored files. So the
relations are created once in a template, which all warehouses of this user share.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.catalog import STORED, literal, relations, stored_views
from warehouse.disk import DiskStore
from warehouse.snapshot import EMPTY, Snapshot

if TYPE_CHECKING:
    import duckdb

# The newest storage version would exclude every DuckDB before 2.0, and the command line on PyPI is older.
STORAGE_VERSION = "v1.0.0"
_DIGEST_BYTES = hashlib.sha256().digest_size


def database_file(database: "duckdb.DuckDBPyConnection", snapshot: Snapshot, root: str, find_root: str) -> bytes:
    """The file's content; `find_root` is the statement that sets the variable `warehouse_root`.

    `database` is one in memory, see `open_memory`; nothing stays in it but that variable.
    """
    views = "\n".join([find_root, *stored_views(snapshot, root, STORED)])
    return _changed(database, _template(database, is_corrected=bool(snapshot.of("corrections"))), views)


def _template(database: "duckdb.DuckDBPyConnection", *, is_corrected: bool) -> bytes:
    """A DuckDB file with all relations, but without the stored views that they read; kept in the user's cache."""
    text = "\n".join(
        [*stored_views(EMPTY, "", STORED), *relations(is_corrected=is_corrected), "DROP SCHEMA stored CASCADE;"]
    )
    key = f"relations-{_name(text)}.duckdb"
    with suppress(OSError, RuntimeError):  # RuntimeError: this user has no home
        data = _cache().get(key)
        if hashlib.sha256(data[_DIGEST_BYTES:]).digest() == data[:_DIGEST_BYTES]:
            return data[_DIGEST_BYTES:]
    made = _changed(database, b"", text)
    with suppress(OSError, RuntimeError):  # without a cache it is made at each commit
        _cache().put(key, hashlib.sha256(made).digest() + made)
    return made


def _changed(database: "duckdb.DuckDBPyConnection", before: bytes, statements: str) -> bytes:
    """A DuckDB file after some statements; an empty one is new."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        if before:
            path.write_bytes(before)
        database.execute(
            f"ATTACH {literal(str(path))} AS published (STORAGE_VERSION '{STORAGE_VERSION}');"
            f"USE published; BEGIN;\n{statements}\nCOMMIT; USE memory; DETACH published;"
        ).fetchall()
        return path.read_bytes()


def _name(text: str) -> str:
    """The digest of everything that a template depends on."""
    import duckdb  # noqa: PLC0415 - a run with nothing to do needs none

    return hashlib.sha256(f"{duckdb.__version__} {STORAGE_VERSION}\n{text}".encode()).hexdigest()[:16]


def _cache() -> DiskStore:
    """The caches of this user; RuntimeError without a home."""
    return DiskStore(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "copydesk")
