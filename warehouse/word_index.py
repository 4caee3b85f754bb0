"""The search index: an SQLite FTS5 file with the articles of the snapshots; disposable."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from difflib import get_close_matches
from heapq import nsmallest
from pathlib import Path
from typing import Any

import pyarrow as pa

from warehouse.snapshot import EMPTY, Snapshot
from warehouse.warehouse import Warehouse

FILE = "search.sqlite"
VERSION = 3  # of the tables below; an index of another version is rebuilt
MANY = 5_000  # fewer articles are indexed faster than a message about it is read
ROWS_AT_ONCE = 1_000
HASH_BYTES = 64 << 20  # of words in memory; with the default of 1 MiB an index takes twice as long

Say = Callable[[str], object]
_WORDS = "unicode61 remove_diacritics 2"
TOKENIZERS = {"words": _WORDS, "stems": f"porter {_WORDS}"}
# Deleted documents stay in the index and are found, but refer to a version that no snapshot shows. The two tables of
# words have no text (`content = ''`); the compressed texts are half as large, and a passage needs few of them.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL, commit_id INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, headline TEXT, body BLOB NOT NULL)",
    # Completely indexed snapshots, each with the number of its articles.
    "CREATE TABLE IF NOT EXISTS snapshots (commit_id INTEGER PRIMARY KEY, article_count INTEGER NOT NULL)",
    *(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(headline, body, content = '', tokenize = '{tokenizer}')"
        for name, tokenizer in TOKENIZERS.items()
    ),
    *(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', {HASH_BYTES})" for name in TOKENIZERS),
    f"PRAGMA user_version = {VERSION}",
)
_LACKING = "SELECT doc_id, _commit, headline, body FROM stored.articles ANTI JOIN indexed USING (doc_id, _commit)"
# Stems are computed from the indexed texts at their first use.
_UNSTEMMED = "FROM texts WHERE id > (SELECT coalesce(max(id), 0) FROM stems_docsize)"
_FOUND = pa.struct([("doc_id", pa.string()), ("_commit", pa.int64()), ("id", pa.int64()), ("rank", pa.float64())])

_QUOTED = r'"(?:[^"]|"")*"'
_ODD = re.compile(rf'({_QUOTED})|([^\s()"*]*[^\s()"*\w][^\s()"*]*+(?<!:))')
_ASKED = re.compile(rf'({_QUOTED}|[^\s()"{{}}:^+*,]++)(\*?)(?!\s*+:)')
_DISTANCE = re.compile(r",\s*\d+\s*\)")
_OPERATORS = {"AND", "OR", "NOT", "NEAR"}


# Messages of SQLite in plain words.
_WHY = {'fts5: syntax error near ""': "something is missing at the end"}
_SHOWN = 60  # code points of a query in a message


class SearchError(ValueError):
    """The query does not follow the grammar of FTS5."""

    exit_code = 2


def update(path: Path, warehouse: Warehouse, at: int | None, say: Say, *, stems: bool = False) -> None:
    """Index the articles of a snapshot that the index lacks; an unreadable index is rebuilt."""
    snapshot = snapshot_of(warehouse, at)
    if _has(path, snapshot, stems):  # which needs no write permission
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _update(path, warehouse, snapshot, say, stems)
    except sqlite3.OperationalError:  # locked, or the disk is full: the file is not damaged
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        _update(path, warehouse, snapshot, say, stems)


def snapshot_of(warehouse: Warehouse, at: int | None) -> Snapshot:
    """The snapshot that is searched: number `at`, or the newest."""
    return warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY


def find_versions(
    path: Path, query: str, *, stems: bool = False, best: int | None = None, commit_id: int | None = None
) -> pa.StructArray:
    """Versions of documents that FTS5 finds, each with its id in the index and its bm25 (lower is better).

    With `best`, the best versions that include so many of the snapshot. Raises SearchError, sqlite3.DatabaseError for a
    damaged index.
    """
    table = _table(stems)
    with _opened(path, "ro") as index:
        rows = _match(index, query, f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ?")
        if best is not None:
            rows = _best(rows, best + _foreign(index, commit_id))
        known = dict(_versions(index, [row for row, _ in rows]))
    found = [(*known[row], row, rank) for row, rank in rows]
    columns = list(zip(*found, strict=True)) if found else [(), (), (), ()]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, _FOUND, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(_FOUND))


def _best(rows: list[tuple[int, float]], count: int) -> list[tuple[int, float]]:
    """The best so many rows by rank, and those with the same rank as the last of them."""
    if len(rows) <= count:
        return rows
    last = nsmallest(count, (rank for _, rank in rows))[-1]
    return [row for row in rows if row[1] <= last]


def _foreign(index: sqlite3.Connection, commit_id: int | None) -> int:
    """The number of versions in the index that a snapshot does not show; their ids are numbered from 1."""
    query = "SELECT coalesce(max(id), 0) - (SELECT article_count FROM snapshots WHERE commit_id = ?) FROM versions"
    ((count,),) = index.execute(query, [commit_id]).fetchall()
    return int(count)


def passages(path: Path, query: str, ids: Sequence[int], *, stems: bool = False) -> list[str | None]:
    """The best passage of some texts, by their ids in the index; matches are in [[ ]]."""
    with _opened(path, "ro") as index, closing(sqlite3.connect(":memory:")) as shown:
        shown.execute(f"CREATE VIRTUAL TABLE few USING fts5(headline, body, tokenize = '{TOKENIZERS[_table(stems)]}')")
        texts = ((n, *_text(index, n)) for n in set(ids))
        shown.executemany("INSERT INTO few (rowid, headline, body) VALUES (?, ?, ?)", texts)
        best = "SELECT rowid, snippet(few, -1, '[[', ']]', '…', 24) FROM few WHERE few MATCH ?"
        found = dict(_match(shown, query, best))
    return [found.get(n) for n in ids]


def unmatched_words(path: Path, query: str, *, stems: bool = False, is_found: bool = False) -> dict[str, list[str]]:
    """The words of a query that no text has, each with similar words of the texts.

    `is_found` is whether the query finds any text; then a query of a single word has no such words.
    """
    table = _table(stems)
    with _opened(path, "ro") as index:
        asked = {
            word + star
            for quoted, star in _ASKED.findall(_DISTANCE.sub(")", query))
            if quoted not in _OPERATORS
            for word in re.findall(r"\w+", quoted)
        }
        if is_found and len(asked) == 1:
            return {}
        has = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1"
        lacking = [word for word in sorted(asked) if not index.execute(has, [_phrase(word)]).fetchone()]
        return {word: _near(index, word) for word in lacking}


def _phrase(word: str) -> str:
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def _near(index: sqlite3.Connection, word: str) -> list[str]:
    """Words of the texts with the same beginning as a word that are similar to it."""
    begun = word.lower()[:2]
    index.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    terms = index.execute("SELECT term FROM vocabulary WHERE term >= ? AND term < ?", [begun, f"{begun}\U0010ffff"])
    return get_close_matches(word.lower(), [term for (term,) in terms], 3, 0.75)


def _match(index: sqlite3.Connection, query: str, statement: str) -> list[tuple[int, Any]]:
    """Search with the query as it is; if FTS5 refuses it, with words such as O'Hara in quotation marks."""
    if not query.strip():
        return []
    try:
        return index.execute(statement, [query]).fetchall()
    except sqlite3.OperationalError as error:
        said = _WHY.get(str(error), str(error).removeprefix("fts5: "))
    try:
        return index.execute(statement, [_ODD.sub(lambda odd: odd[1] or f'"{odd[2]}"', query)]).fetchall()
    except sqlite3.OperationalError:
        raise SearchError(
            f'{said} in the search {query[:_SHOWN] + "…" * (len(query) > _SHOWN)!r}: words, "a phrase", AND, OR, NOT, '
            "prefix*, NEAR(a b, 5), headline: word and parentheses are understood"
        ) from None


def _versions(index: sqlite3.Connection, rows: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    """The document and commit of some rows; for many rows nearly all are read at a time."""
    wanted = f"WHERE id IN ({', '.join(map(str, rows))})" if len(rows) < ROWS_AT_ONCE else ""
    for n, doc_id, commit_id in index.execute(f"SELECT id, doc_id, commit_id FROM versions {wanted}"):
        yield n, (doc_id, commit_id)


def _text(index: sqlite3.Connection, number: int) -> tuple[str, str]:
    headline, body = index.execute("SELECT headline, unpacked(body) FROM texts WHERE id = ?", [number]).fetchone()
    return headline, body


def _table(stems: bool) -> str:
    return "stems" if stems else "words"


def _has(path: Path, snapshot: Snapshot, stems: bool) -> bool:
    """Whether a snapshot is completely in the index."""
    try:
        with _opened(path, "ro") as index:
            (version,) = index.execute("PRAGMA user_version").fetchone()
            has = index.execute("SELECT 1 FROM snapshots WHERE commit_id = ?", [snapshot.commit_id]).fetchone()
            return (
                version == VERSION and bool(has) and not (stems and index.execute(f"SELECT 1 {_UNSTEMMED}").fetchone())
            )
    except sqlite3.Error:
        return False


def _update(path: Path, warehouse: Warehouse, snapshot: Snapshot, say: Say, stems: bool) -> None:
    with _index(path) as index:
        count = _fill(index, warehouse, snapshot.number or None, say)
        if stems:
            ((lacking,),) = index.execute(f"SELECT count(*) {_UNSTEMMED}").fetchall()
            if lacking >= MANY:
                say(f"Indexing the stems of {lacking:,} articles …")
            index.execute(f"INSERT INTO stems (rowid, headline, body) SELECT id, headline, unpacked(body) {_UNSTEMMED}")
        index.execute("INSERT OR IGNORE INTO snapshots VALUES (?, ?)", [snapshot.commit_id, count])


def _fill(index: sqlite3.Connection, warehouse: Warehouse, number: int | None, say: Say) -> int:
    """Add the articles that the index lacks; returns the number of articles of the snapshot."""
    with warehouse.connect(number) as database:
        known = index.execute("SELECT doc_id, commit_id FROM versions").fetchall()
        doc_ids, commits = zip(*known, strict=True) if known else ((), ())
        database.register(
            "indexed", pa.table({"doc_id": pa.array(doc_ids, pa.string()), "_commit": pa.array(commits, pa.int64())})
        )
        ((count,),) = database.sql(f"SELECT count(*) FROM ({_LACKING})").fetchall()
        if count >= MANY:
            say(f"Indexing the words of {count:,} articles …")
        rows = database.execute(_LACKING)
        while some := rows.fetchmany(ROWS_AT_ONCE):
            _add(index, some)
        ((count,),) = database.execute("SELECT count(*) FROM stored.articles").fetchall()
        return int(count)


def _add(index: sqlite3.Connection, rows: Iterable[tuple[str, int, str | None, str]]) -> None:
    for doc_id, commit_id, headline, body in rows:
        row = index.execute("INSERT INTO versions (doc_id, commit_id) VALUES (?, ?)", [doc_id, commit_id]).lastrowid
        packed = zlib.compress(body.encode(), 1)
        index.execute("INSERT INTO texts (id, headline, body) VALUES (?, ?, ?)", [row, headline, packed])
        index.execute("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", [row, headline, body])


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, 600, isolation_level=None, uri=True)) as index:
        index.create_function("unpacked", 1, lambda packed: zlib.decompress(packed).decode(), deterministic=True)
        yield index


@contextmanager
def _index(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the index for one exclusive transaction; raises sqlite3.DatabaseError for an index of another version."""
    with _opened(path, "rwc") as index:
        index.execute("BEGIN IMMEDIATE")
        (version,) = index.execute("PRAGMA user_version").fetchone()
        if version != VERSION and index.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError(f"an index of version {version}")
        for statement in _TABLES:
            index.execute(statement)
        yield index
        index.execute("COMMIT")
