"""Each law catches what breaks it."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from toy_desk import Desk, as_it_lies, columns, digest, rewrite

from schemas import TABLES
from warehouse import Change, Warehouse, new_commit_id
from warehouse.compact import THOROUGH, compact
from warehouse.damage import DamagedError, NotAWarehouseError
from warehouse.snapshot import manifest_key
from warehouse.verify import check, verify

TEXT = "teh one [ad] was?? teh last"
Spoil = Callable[[pa.Table], pa.Table]


def spoil(desk: Desk, root: Path, table: str, change: Spoil) -> None:
    """Rewrite a table's only file, and name it so in the manifest."""
    head = desk.warehouse.head()
    assert head is not None
    (file,) = head.of(table)
    path = root / file.path
    pq.write_table(change(pq.read_table(path)), path)
    rewrite(root, 1, lambda s: replace(s, files={**s.files, table: (as_it_lies(root, file),)}))


def put(name: str, change: Callable[[pa.ChunkedArray], Any]) -> Spoil:
    def spoiled(table: pa.Table) -> pa.Table:
        column = table.column(name)
        values = pa.array(change(column).to_pylist(), column.type)
        return table.set_column(table.schema.get_field_index(name), table.schema.field(name), values)

    return spoiled


def each(function: Callable[[Any], Any]) -> Callable[[pa.ChunkedArray], pa.Array]:
    return lambda column: pa.array([function(value) for value in column.to_pylist()], column.type)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "change", "laws"),
    [
        ("edits", put("before", each(lambda v: v.upper())), {"edits_quote_the_text", "undo_restores_the_text"}),
        (
            "edits",
            put("start", each(lambda v: 0)),
            {"edits_lie_apart", "edits_quote_the_text", "undo_restores_the_text"},
        ),
        ("edits", put("edit", each(lambda v: 1)), {"edits_have_an_ordinal"}),
        ("edits", put("after", each(lambda v: None)), {"edits_have_an_ordinal", "undo_restores_the_text"}),
        ("edits", lambda t: t.slice(1), {"counts_are_right", "undo_restores_the_text"}),
        ("edits", put("_commit", each(lambda v: 1)), {"rows_have_their_article"}),
        ("articles", put("body", each(lambda v: v + "!")), {"undo_restores_the_text"}),
        ("articles", put("flag_count", each(lambda v: 7)), {"counts_are_right"}),
        ("documents", put("char_count", each(lambda v: v + 1)), {"counts_are_right"}),
        ("documents", put("text", each(lambda v: v + "!")), {"bytes", "counts_are_right", "undo_restores_the_text"}),
        ("documents", put("encoding", each(lambda v: "no-such")), {"bytes"}),
        ("documents", put("bytes", each(lambda v: b"other")), {"bytes"}),
        ("documents", lambda t: pa.concat_tables([t, t]), {"one_article_each"}),
        ("articles", lambda t: pa.concat_tables([t, t]), {"one_article_each"}),
        ("arrivals", put("status", each(lambda v: "removed")), {"one_article_each"}),
    ],
)
def test_a_broken_law_is_found(desk: Desk, root: Path, table: str, change: Spoil, laws: set[str]) -> None:
    desk.take({"a": TEXT})
    assert verify(desk.warehouse) == []
    spoil(desk, root, table, change)
    assert laws <= {answer.name for answer in verify(desk.warehouse)}


def test_values_that_a_column_cannot_have_are_found(desk: Desk, root: Path) -> None:
    wrong = {
        "country": "ZZ",
        "dateline_date": "2024-99-99",
        "copyright_year": 99,
        "agency_role": "boss",
        "latitude": 91,
    }
    wrong |= {"authors": [""], "dateline_on": date(1, 1, 1)}
    desk.take({"a": TEXT})
    spoil(desk, root, "articles", lambda t: put_all(t, wrong))
    (found,) = verify(desk.warehouse)
    rows = found.rows.to_pydict()
    assert dict(zip(rows["field"], rows["value"], strict=True)) == {
        name: "['']" if name == "authors" else "91.0" if name == "latitude" else str(value)
        for name, value in wrong.items()
    }


def put_all(table: pa.Table, values: dict[str, Any]) -> pa.Table:
    for name, value in values.items():
        table = put(name, each(lambda _, value=value: value))(table)
    return table


def test_files_that_are_missing_cut_or_short(desk: Desk, root: Path) -> None:
    head = desk.take({"a": TEXT})
    missing, cut, short = (root / head.of(name)[0].path for name in ("edits", "articles", "documents"))
    missing.unlink()
    cut.write_bytes(cut.read_bytes()[:-9])
    size = short.stat().st_size
    short.write_bytes(b"x" * size)
    (answer,) = verify(desk.warehouse)
    problems = dict(zip(*answer.rows.to_pydict().values(), strict=True))
    assert answer.name == "files"
    assert problems[head.of("edits")[0].path] == "missing"
    assert problems[
        head.of("articles")[0].path
    ] == f"{head.of('articles')[0].bytes - 9} bytes; the manifest has " + str(head.of("articles")[0].bytes)
    assert head.of("documents")[0].path in problems


def test_bytes_that_the_text_does_not_give_are_kept(desk: Desk) -> None:
    data = b"\xff\x00 no text"
    doc_id, commit_id = hashlib.sha256(data).hexdigest(), new_commit_id()
    row = {"doc_id": doc_id, "text": "\ufffd\x00 no text", "encoding": "utf-8", "bytes": data, "char_count": 10}
    batch = TABLES["documents"].batch(columns("documents", [row], _commit=commit_id))
    part = desk.warehouse.put(TABLES["documents"], [batch], commit_id, "0")
    desk.warehouse.commit(Change(commit_id, "k", "ingest", [part]))
    assert verify(desk.warehouse) == []


@pytest.mark.parametrize("name", ["", "notes.txt", "_snapshots/notes.txt", "_data/articles/1-0.parquet"])
def test_a_folder_that_is_no_warehouse_is_not_sound(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    if name:
        (root / name).write_bytes(b"?")
    with pytest.raises(NotAWarehouseError, match="is not a warehouse"):
        verify(Warehouse(root))
    assert check(Warehouse(root)) == []


@pytest.mark.published
def test_a_warehouse_without_any_manifest_says_repair(desk: Desk, root: Path) -> None:
    desk.take({"a": TEXT})
    (root / manifest_key(1)).unlink()
    with pytest.raises(DamagedError, match="lost all its manifests; `copydesk repair`"):
        verify(desk.warehouse)


@pytest.mark.slow
def test_one_changed_bit_of_any_file_is_found(desk: Desk, root: Path) -> None:
    desk.take({"a": TEXT, "b": "teh same"})
    desk.take({"a": "teh other"})
    chance = random.Random(13)
    for path in [path for path in root.rglob("*") if path.is_file() and "_state" not in path.parts]:
        data = path.read_bytes()
        for _ in range(5):
            spoiled, bit = bytearray(data), chance.randrange(8 * len(data))
            spoiled[bit // 8] ^= 1 << bit % 8
            path.write_bytes(spoiled)
            (answer,) = verify(desk.warehouse)
            assert str(path.relative_to(root)) in answer.rows["path"].to_pylist()
        path.write_bytes(data)
    assert verify(desk.warehouse) == []


def test_files_of_older_snapshots_are_looked_at_too(desk: Desk, root: Path) -> None:
    first = desk.take({"a": TEXT})
    compact(desk.warehouse, due=THOROUGH)
    desk.take({"a": "teh other"})
    compact(desk.warehouse, due=THOROUGH)
    (root / first.of("edits")[0].path).unlink()
    (answer,) = verify(desk.warehouse)
    assert answer.rows.to_pylist() == [{"path": first.of("edits")[0].path, "problem": "missing"}]


@pytest.mark.slow
def test_an_older_snapshot_is_verified(desk: Desk, root: Path) -> None:
    desk.take({"a": TEXT})
    spoil(desk, root, "articles", put("flag_count", each(lambda v: 7)))
    desk.take({"a": "teh other"})
    assert verify(desk.warehouse) == []
    assert [answer.name for answer in verify(desk.warehouse, at=1)] == ["counts_are_right"]


def test_checks_find_what_cannot_be(desk: Desk, root: Path) -> None:
    desk.take({"a": TEXT})
    spoil(desk, root, "articles", put("language", each(lambda v: "en")))
    assert check(desk.warehouse) == []
    (file,) = desk.warehouse.snapshot(1).of("articles")
    sound = pq.read_table(root / file.path)
    for column, value, name in (
        ("language", "english", "codes_are_well_formed"),
        ("country", "uk", "codes_are_well_formed"),
        ("latitude", 91.0, "codes_are_well_formed"),
        ("language_confidence", 1.5, "shares_are_shares"),
        ("body", " \r\n", "bodies_are_not_empty"),
    ):
        wrong = put(column, each(lambda _, v=value: v))(sound)
        spoil(desk, root, "articles", lambda _, t=wrong: t)
        assert [answer.name for answer in check(desk.warehouse)] == [name], column


WORDS = ("teh", "[ad]", "??", "a", "e\u0301", "\U0001f469\u200d\U0001f680", "\x00", "\r\n", "'", "\u2028")


@pytest.mark.slow
def test_undo_restores_any_text(desk: Desk) -> None:
    chance = random.Random(7)
    texts = {"".join(chance.choices(WORDS, k=chance.randrange(30))) for _ in range(500)}
    desk.take({str(number): text for number, text in enumerate(sorted(texts))})
    with desk.warehouse.connect() as database:
        found = dict(database.execute("SELECT doc_id, undo(doc_id) FROM articles").fetchall())
    assert found == {digest(text): text for text in texts}
    assert verify(desk.warehouse) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        put("before", each(lambda v: v.upper())),
        put("start", each(lambda v: 0)),
        put("after", each(lambda v: f"{v}x")),
        put("stop", each(lambda v: v + 1_000)),
    ],
)
def test_edits_of_a_long_document_are_proved_in_one_pass(
    change: Spoil, desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.verify.MOST_STEPS", 0)
    desk.take({"a": TEXT})
    said: list[str] = []
    assert verify(desk.warehouse, say=said.append) == []
    assert "the edits of 1 long documents" in said
    spoil(desk, root, "edits", change)
    found = {answer.name for answer in verify(desk.warehouse)}
    assert "ledger" in found
    assert not found & {"edits_quote_the_text", "undo_restores_the_text"}
