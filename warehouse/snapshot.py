"""A snapshot: the files of the warehouse at one moment, as values and as the JSON of the manifest."""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any, TypeVar

FORMAT_VERSION = 2
FOLDER = "_snapshots/"
RETIRED = "_retired"
KEPT_RUN_KEYS = 200

# The mark that a repair puts in place of a lost manifest, so that its number is never used again.
LOST = b"lost: this manifest was damaged\n"
_SEAL = b',"checksum":"sha256:'
_MANIFEST = re.compile(rf"{FOLDER}([0-9]{{12}})\.json")


# A file of more commits than this has "many": a list of them would make the manifests long.
LISTED_COMMITS = 1_000


class UnknownFormatError(ValueError):
    """The warehouse was written by a later version of the format."""

    exit_code = 1


class UnknownSnapshotError(FileNotFoundError):
    """There is no snapshot of that number, or it is no longer kept."""

    exit_code = 2


class BrokenManifestError(ValueError):
    """A manifest was changed since it was written."""

    exit_code = 1


class LostSnapshotError(BrokenManifestError):
    """The manifest was damaged, and `copydesk repair` has put a mark in its place."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of a table: `path` is its key in the store.

    `commits` are the commit ids of its rows, None for many; for a file of retired versions, those that it names.
    `sha256` is that of its bytes, in hex; None in format 1.
    """

    table: str
    path: str
    rows: int
    bytes: int
    commits: tuple[int, ...] | None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """What garbage collection may delete since it committed snapshot `number`.

    These are the manifests before `oldest`, and files stored before `before` that no later manifest named then.
    """

    number: int
    oldest: int
    before: datetime


UNSWEPT = Sweep(0, 1, datetime(1970, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of all tables; `columns` has the column names and SQL types of each table when it was written.

    `lost` are paths of damaged files that a repair removed; older snapshots may still name them.
    """

    number: int
    parent: int | None
    created_at: datetime
    commit_id: int
    kind: str
    writer: str
    files: Mapping[str, tuple[DataFile, ...]]
    retired: tuple[DataFile, ...]
    run_keys: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]
    swept: Sweep = UNSWEPT
    lost: tuple[str, ...] = ()

    def of(self, table: str) -> tuple[DataFile, ...]:
        """The files of one table; empty before the first commit with any."""
        return self.files.get(table, ())

    @property
    def all_files(self) -> Iterator[DataFile]:
        """Files of all tables, and those of retired versions."""
        yield from chain(*self.files.values(), self.retired)

    @property
    def retired_commits(self) -> frozenset[int] | None:
        """Commits with at least one dead version; None if the retired files name too many to list."""
        return commits_of(self.retired)


EMPTY = Snapshot(
    number=0,
    parent=None,
    created_at=datetime(1970, 1, 1, tzinfo=UTC),
    commit_id=0,
    kind="empty",
    writer="",
    files={},
    retired=(),
    run_keys=(),
    columns={},
)


Made = TypeVar("Made", Snapshot, DataFile, Sweep)
# Members of the manifest that are fields of the snapshot, in their order there; tables, retired and lost follow.
_FIRST_MEMBERS = ("number", "parent", "created_at", "commit_id", "kind", "writer", "run_keys", "swept")


def new_commit_id() -> int:
    """63 random bits; two writers could have the same clock time."""
    return secrets.randbits(63)


def manifest_key(number: int) -> str:
    """Key of the manifest of a snapshot."""
    return f"{FOLDER}{number:012d}.json"


def manifest_numbers(keys: Iterable[str]) -> list[int]:
    """Numbers of the snapshots whose manifests are among the keys, in order; other files are ignored."""
    return sorted(int(found[1]) for key in keys if (found := _MANIFEST.fullmatch(key)))


def dump(snapshot: Snapshot) -> bytes:
    """The manifest: JSON in UTF-8 with keys in a fixed order; its last member is a checksum of all text before it."""
    manifest = {
        "format_version": FORMAT_VERSION,
        **{name: getattr(snapshot, name) for name in _FIRST_MEMBERS},
        "tables": {
            name: {"columns": snapshot.columns[name], "files": snapshot.of(name)} for name in sorted(snapshot.columns)
        },
        "retired": snapshot.retired,
        "lost": snapshot.lost,
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"), default=_to_json)
    return _sealed(text.encode().removesuffix(b"}"))


def _to_json(value: Any) -> Any:
    """The JSON form of an instant, a file or a sweep; the table of a file is given by its place."""
    if isinstance(value, datetime):
        return value.isoformat()
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name != "table"}


def _sealed(body: bytes) -> bytes:
    return body + _SEAL + hashlib.sha256(body).hexdigest().encode() + b'"}'


def load(data: bytes, name: str) -> Snapshot:
    """Read a manifest; `name` is its name in errors.

    Raises UnknownFormatError for a later format, BrokenManifestError if it cannot be read or its checksum is wrong.
    Every single changed bit is detected, also in the names of the checksum and of the version.
    """
    if data == LOST:
        raise LostSnapshotError(f"{name}: this snapshot was lost; `copydesk snapshots` lists those that are kept")
    body, seal, _ = data.rpartition(_SEAL)
    try:
        if seal and data != _sealed(body):
            raise ValueError("its checksum does not match")
        manifest = json.loads(data)
        written_as = manifest["format_version"]
        if written_as <= FORMAT_VERSION:
            if written_as > 1 and not seal:
                raise ValueError("it has no checksum")
            return _snapshot(manifest)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BrokenManifestError(f"{name} is damaged ({error}); `copydesk repair` repairs the warehouse") from error
    raise UnknownFormatError(
        f"{name}: format_version {written_as}; this copydesk reads up to {FORMAT_VERSION}: install a newer one"
    )


def _snapshot(manifest: Mapping[str, Any]) -> Snapshot:
    tables = manifest["tables"]
    return _from_json(
        Snapshot,
        manifest,
        files={name: _files(name, table["files"]) for name, table in tables.items() if table["files"]},
        columns={name: table["columns"] for name, table in tables.items()},
    )


def _from_json(kind: type[Made], members: Mapping[str, Any], **others: Any) -> Made:
    """Make a snapshot, a file or a sweep from its members; members that format 1 lacks keep their defaults."""
    names = {field.name for field in fields(kind)} & members.keys()
    return kind(**{name: _PARSE.get(name, _as_it_is)(members[name]) for name in names - others.keys()}, **others)


def _files(table: str, entries: Iterable[Mapping[str, Any]]) -> tuple[DataFile, ...]:
    return tuple(_from_json(DataFile, entry, table=table) for entry in entries)


def _as_it_is(value: Any) -> Any:
    return value


# Members with another form in JSON, by name.
_PARSE: Mapping[str, Callable[[Any], Any]] = {
    "created_at": datetime.fromisoformat,
    "before": datetime.fromisoformat,
    "commits": lambda commits: None if commits is None else tuple(commits),
    "run_keys": tuple,
    "lost": tuple,
    "retired": partial(_files, RETIRED),
    "swept": partial(_from_json, Sweep),
}


def commits_of(files: Iterable[DataFile]) -> frozenset[int] | None:
    """The commits of several files together; None if one of them has too many to list."""
    found: set[int] = set()
    for file in files:
        if file.commits is None:
            return None
        found.update(file.commits)
    return frozenset(found)


def listed(commits: Iterable[int] | None) -> tuple[int, ...] | None:
    """Commits in the form of a file's entry: in order, or None for many."""
    found = sorted(commits or ())
    return tuple(found) if commits is not None and len(found) <= LISTED_COMMITS else None
