"""The files of the last scan of a root: a disposable cache, so that unchanged files are not read again."""

import hashlib
import os
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.sources.folder import FILES
from flows.system.regular_file import open_regular
from flows.system.state_files import StateStore

# A row is one document, or what was refused. The stamp is its file's: a member of a bundle has the bundle's, whose uri
# is `bundle`. place, content_bytes: where it is packed and its own length, null in a plain file; doc_id: the content
# after the stamp; reason: why it was rejected, if it was; is_settled: false where the file had been written so shortly
# before the scan that a later write could bear the same stamp.
SEEN = pa.schema(
    [
        *FILES,
        ("doc_id", pa.string()),
        ("reason", pa.string()),
        ("is_settled", pa.bool_()),
        ("bundle", pa.string()),
        ("place", pa.int64()),
        ("content_bytes", pa.int64()),
    ]
)
SETTLING_NS = 2_000_000_000
_AGREEMENT = b"agreement"
_SUM_BYTES = 4
_ROOT = ".root"


def cache_path(state_dir: Path, collection: str, root: str) -> Path:
    """The cache file of a root as a collection."""
    which = "\0".join((collection, root if "://" in root else os.path.realpath(root)))
    return state_dir / "seen" / f"{hashlib.sha256(os.fsencode(which)).hexdigest()[:16]}.arrow"


def note_root(path: Path, collection: str, root: str) -> None:
    """Write the owner of a cache next to it, once."""
    state, key = StateStore(path.parents[1]), f"{path.parent.name}/{path.stem}{_ROOT}"
    if state.read(key) is None:
        state.put(key, os.fsencode(f"{collection}\n{root}"))


def other_root(path: Path, collection: str, uri: str) -> str | None:
    """Another root that was loaded as the same collection and had a file, if its cache still exists."""
    state = StateStore(path.parents[1])
    for noted in sorted(path.parent.glob(f"*{_ROOT}")):
        name, _, root = os.fsdecode(state.read(f"{path.parent.name}/{noted.name}") or b"").partition("\n")
        if noted.stem == path.stem or name != collection:
            continue
        if pc.any(pc.equal(load_cache(noted.with_suffix(path.suffix))["uri"], uri)).as_py():
            return root
    return None


def load_cache(path: Path) -> pa.Table:
    """Read the cache; a missing or damaged one is empty."""
    try:
        with open(open_regular(path), "rb") as file:
            raw = memoryview(file.read())
        content, checksum = raw[:-_SUM_BYTES], raw[-_SUM_BYTES:]
        if _checksum(content) != checksum:  # Arrow does not check what it reads
            return SEEN.empty_table()
        table = pa.ipc.open_file(pa.BufferReader(pa.py_buffer(content))).read_all()
    except (OSError, pa.ArrowInvalid):
        return SEEN.empty_table()
    return table if table.schema.equals(SEEN) else SEEN.empty_table()


def save_cache(path: Path, seen: pa.Table, agreement: str = "") -> None:
    """Replace the cache, an Arrow file followed by a checksum, as a whole.

    `agreement` identifies the state that all the files agree with; see `fingerprint_of`.
    """
    schema = SEEN.with_metadata({_AGREEMENT: agreement})
    with StateStore(path.parents[1]).replacing(f"{path.parent.name}/{path.name}") as staged:
        with pa.OSFile(os.fspath(staged), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
            writer.write_table(seen.cast(schema))
        with pa.memory_map(os.fspath(staged)) as content:
            checksum = _checksum(content.read_buffer())
        with staged.open("ab") as file:
            file.write(checksum)


def _checksum(content: memoryview | pa.Buffer) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM_BYTES, "big")


def fingerprint_of(memory: pa.Table) -> str:
    """The `agreement` of a cache; empty without one."""
    metadata: dict[bytes, bytes] = memory.schema.metadata or {}
    return metadata.get(_AGREEMENT, b"").decode()
