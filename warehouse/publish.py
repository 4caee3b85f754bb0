"""Publishes the newest snapshot: `warehouse.duckdb`, `warehouse.sql` and `FORMAT.md`."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from warehouse.catalog import literal, open_memory, script
from warehouse.database_file import database_file
from warehouse.snapshot import BrokenManifestError, Snapshot, dump, load, manifest_key
from warehouse.store import Store, digest, exclusively

if TYPE_CHECKING:
    import duckdb

DATABASE = "warehouse.duckdb"
SCRIPT = "warehouse.sql"
FORMAT = "FORMAT.md"
LOCK = "_state/publish.lock"

# The end of the script. It has a copy of the manifest, from which a repair restores a damaged one.
_COPY = b"\n-- manifest: "
_HASH = b"-- sha256 of "
_SEAL = b"-- sha256 of the lines above: "


class _Published(NamedTuple):
    """The script before its hashes, and the hashes of the two other files."""

    text: bytes
    hashes: Mapping[str, str]


def publish(
    store: Store,
    head: Snapshot,
    newest: Callable[[Snapshot], Snapshot],
    database: "duckdb.DuckDBPyConnection | None" = None,
) -> None:
    """Replace the published files by those of the head, unless they are up to date.

    `head` is the last known head; `newest` returns it, or a later one. `database` is one in memory, see `open_memory`;
    by default one is opened if needed.

    The files can be made again from the snapshots at any time. `warehouse.sql` is written last: if it exists, the
    others do. `newest` is called inside the lock, so that a slow publisher cannot publish an older snapshot. In a
    bucket, which has no lock, a publisher that was overtaken finds the newer head afterwards and publishes that.
    """
    text = _script(store, head)
    if _published(store) == text:
        return
    with exclusively(store, LOCK), nullcontext(database) if database else open_memory(store.root) as opened:
        published = _published(store)
        while True:
            if (later := newest(head)) is not head:
                head, text = later, _script(store, later)
            if published == text:
                return
            made = database_file(opened, head, store.root, _find_root(store, head.number))
            others = {DATABASE: made, FORMAT: Path(__file__).with_name(FORMAT).read_bytes()}
            for name, data in others.items():
                store.put(name, data)
            store.put(SCRIPT, _sealed(text, others))
            published = text


def published_problems(store: Store, head: Snapshot) -> dict[str, str]:
    """The missing or changed ones of the three files, with the problem.

    Empty if nothing is published. A script of format 1 has no hashes, and a script of another snapshot than the head is
    being replaced, perhaps with the two others: these cannot be judged.
    """
    try:
        data = store.get(SCRIPT)
    except FileNotFoundError:
        return {SCRIPT: "missing"} if _exists(store, DATABASE) else {}
    if _HASH not in data and not any(file.sha256 for file in head.all_files):
        return {}
    if (published := _opened(data)) is None:
        return {SCRIPT: "its sha256 is not that in its last line"}
    return _unlike(store, published) if published.text.endswith(_copy(head)) else {}


def _unlike(store: Store, published: _Published) -> dict[str, str]:
    """The ones of the two other files that were not published with the script."""
    problems = {}
    for name, sha256 in published.hashes.items():
        try:
            if digest(store, name) != sha256:
                problems[name] = f"its sha256 is not that in {SCRIPT}"
        except FileNotFoundError:
            problems[name] = "missing"
    return problems


def published_snapshot(store: Store) -> Snapshot | None:
    """The snapshot whose manifest is copied in the script, with its own checksum; None without one."""
    try:
        copy = store.get(SCRIPT).rpartition(_COPY)[2].partition(b"\n")[0]
        return load(copy, SCRIPT)
    except (FileNotFoundError, BrokenManifestError):
        return None


def _script(store: Store, snapshot: Snapshot) -> bytes:
    text = _find_root(store, snapshot.number) + script(snapshot, store.root)
    return text.encode() + _copy(snapshot)


def _copy(snapshot: Snapshot) -> bytes:
    return _COPY + dump(snapshot) + b"\n"


def _sealed(text: bytes, others: Mapping[str, bytes]) -> bytes:
    """The script with the hashes of the three files."""
    lines = [_HASH + f"{name}: {hashlib.sha256(data).hexdigest()}\n".encode() for name, data in others.items()]
    body = text + b"".join(lines)
    return body + _SEAL + hashlib.sha256(body).hexdigest().encode() + b"\n"


def _opened(data: bytes) -> _Published | None:
    """The argument of `_sealed`; None for a text that it did not make."""
    body = data.rpartition(_SEAL)[0]
    if data != body + _SEAL + hashlib.sha256(body).hexdigest().encode() + b"\n":
        return None
    text, *lines = body[:-1].rsplit(b"\n", 2)
    known = [line.removeprefix(_HASH).decode().partition(": ") for line in lines]
    return _Published(text + b"\n", {name: sha256 for name, _, sha256 in known})


def _find_root(store: Store, number: int) -> str:
    """A statement with which the script, run in a moved or copied folder, reads the files in that folder."""
    manifest = manifest_key(number)
    there = store.local_path(manifest)
    if there is None:
        return ""
    return (
        "SET VARIABLE warehouse_root = coalesce(getvariable('warehouse_root'), (SELECT '.' "
        f"WHERE EXISTS (FROM glob({literal(manifest)})) AND NOT EXISTS (FROM glob({literal(str(there))}))));\n"
    )


def _published(store: Store) -> bytes | None:
    """The published script before its hashes; None if one of the three files is missing or changed."""
    try:
        published = _opened(store.get(SCRIPT))
    except FileNotFoundError:
        return None
    return published.text if published and not _unlike(store, published) else None


def _exists(store: Store, name: str) -> bool:
    try:
        store.size(name)
    except FileNotFoundError:
        return False
    return True
