"""A shard is names in, a receipt out; its rows lie in the warehouse unseen."""

import pickle
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.ingest.shard import Shard, refine_shard
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Source, doc_id_of
from transforms.decode import Decoded, decode

STORY = b"Ships wait outside .\n\nThe council is late.\n"
LATIN = "Le maire a \xe9t\xe9 re\xe7u \xe0 l'\xe9glise. La ville enti\xe8re a chant\xe9.\n".encode("latin-1")


def shard_of(tmp_path: Path, **files: bytes) -> Shard:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, raw in files.items():
        (seeds / f"{name}.txt").write_bytes(raw)
    sources = tuple(Source(f"{n}.txt", doc_id_of(raw), len(raw), n == "stored") for n, raw in files.items())
    return Shard(3, 0, 77, str(tmp_path / "warehouse"), str(seeds), sources, ArchiveLimits(1_000))


def test_a_shard_and_its_receipt_travel(tmp_path: Path) -> None:
    shard = pickle.loads(pickle.dumps(shard_of(tmp_path, a=STORY)))
    receipt = refine_shard(shard)
    assert pickle.loads(pickle.dumps(receipt)) == receipt
    assert (receipt.shard, receipt.step, receipt.document_count) == (3, 0, 1)
    assert {"read", "decode", "write"} <= set(receipt.stage_seconds)


def test_the_rows_of_each_table_are_one_file_of_the_commit(tmp_path: Path) -> None:
    receipt = refine_shard(shard_of(tmp_path, a=STORY, stored=STORY + b"Again.", latin=LATIN))
    rows = {file.table: file.rows for file in receipt.files}
    assert (rows["documents"], rows["articles"]) == (2, 3)
    assert all(file.commits == (77,) and file.rows for file in receipt.files)
    (documents,) = (file for file in receipt.files if file.table == "documents")
    stored = pq.read_table(tmp_path / "warehouse" / documents.path).to_pylist()
    assert {row["text"].encode(row["encoding"]) for row in stored} == {STORY, LATIN}
    assert {row["byte_count"] for row in stored} == {len(STORY), len(LATIN)}


def test_fixes_are_counted_by_rule(tmp_path: Path) -> None:
    receipt = refine_shard(shard_of(tmp_path, a=STORY, b=STORY + b"Boats , too, wait.\n"))
    assert sum(receipt.fixes.values()) >= 3


def test_a_second_attempt_has_files_of_its_own(tmp_path: Path) -> None:
    shard = shard_of(tmp_path, a=STORY)
    first, second = refine_shard(shard), refine_shard(shard)
    assert not {file.path for file in first.files} & {file.path for file in second.files}


def test_a_file_with_another_content_than_listed_is_rejected(tmp_path: Path) -> None:
    shard = shard_of(tmp_path, a=STORY, b=STORY + b"More.")
    (tmp_path / "seeds" / "a.txt").write_bytes(b"Something else.")
    receipt = refine_shard(shard)
    assert [(r.uri, r.doc_id, r.reason) for r in receipt.rejects] == [("a.txt", doc_id_of(STORY), "changed_while_read")]
    assert receipt.document_count == 1


def test_a_shard_without_a_good_file_leaves_no_rows(tmp_path: Path) -> None:
    receipt = refine_shard(shard_of(tmp_path, a=b"%PDF-1.7 and so on", b=b"\x7fELF and so on"))
    assert [r.reason for r in receipt.rejects] == ["binary", "binary"]
    assert receipt.files == ()


def test_a_file_that_breaks_decoding_is_rejected_whatever_its_error_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choking(raw: bytes) -> Decoded:
        if raw == b"break":
            raise ValueError("\ud800" + "x" * 5_000)
        return decode(raw)

    monkeypatch.setattr("flows.ingest.shard.decode", choking)
    receipt = refine_shard(shard_of(tmp_path, a=STORY, b=b"break"))
    (reject,) = receipt.rejects
    assert (reject.uri, reject.reason, receipt.document_count) == ("b.txt", "failed", 1)
    assert reject.detail.encode().startswith(b"ValueError: \\ud800")
    assert len(reject.detail) < 1_100
