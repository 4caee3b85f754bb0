"""The manifest round-trips, and later formats are refused."""

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from warehouse.snapshot import (
    EMPTY,
    UNSWEPT,
    DataFile,
    Sweep,
    UnknownFormatError,
    dump,
    load,
    manifest_key,
    manifest_numbers,
    new_commit_id,
)

SNAPSHOT = replace(
    EMPTY,
    number=3,
    parent=2,
    created_at=datetime(2031, 5, 6, 7, 8, 9, 10, tzinfo=UTC),
    commit_id=2**63 - 1,
    kind="ingest",
    writer="copydesk 9",
    files={"edits": (DataFile("edits", "_data/edits/5-a.parquet", 3, 99, (5,)),)},
    retired=(DataFile("_retired", "_data/_retired/6-1.parquet", 1, 9, None),),
    run_keys=("emoji 🗞", "quote '"),
    columns={"edits": {"doc_id": "VARCHAR"}, "facts": {"doc_id": "VARCHAR"}},
    swept=Sweep(2, 1, datetime(2031, 5, 5, tzinfo=UTC)),
)


def test_round_trip() -> None:
    assert load(dump(SNAPSHOT), "it") == SNAPSHOT
    assert load(dump(EMPTY), "it") == EMPTY


def test_a_manifest_from_before_the_first_collection_has_no_sweep() -> None:
    manifest = json.loads(dump(SNAPSHOT))
    del manifest["swept"]
    assert load(json.dumps(manifest).encode(), "it") == replace(SNAPSHOT, swept=UNSWEPT)


def test_same_snapshot_same_bytes() -> None:
    other_order = replace(SNAPSHOT, columns=dict(reversed(list(SNAPSHOT.columns.items()))))
    assert dump(other_order) == dump(SNAPSHOT)


def test_a_later_format_is_refused() -> None:
    manifest = json.loads(dump(SNAPSHOT)) | {"format_version": 2}
    with pytest.raises(UnknownFormatError, match="format_version 2"):
        load(json.dumps(manifest).encode(), "it")


def test_keys_sort_as_numbers_do() -> None:
    keys = [manifest_key(n) for n in (1, 9, 10, 123_456)]
    assert keys == sorted(keys)
    assert manifest_numbers(keys) == [1, 9, 10, 123_456]


def test_strange_files_beside_the_manifests_are_passed_over() -> None:
    assert manifest_numbers(["_snapshots/.DS_Store", manifest_key(2), manifest_key(1) + "~"]) == [2]


def test_commit_ids_fit_a_bigint_and_differ() -> None:
    ids = {new_commit_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert all(0 <= i < 2**63 for i in ids)


def test_a_file_travels_between_processes() -> None:
    file = DataFile("edits", "_data/edits/5-a.parquet", 3, 99, (5,))
    assert pickle.loads(pickle.dumps(file)) == file


def test_retired_commits() -> None:
    one, two = (DataFile("_retired", f"{n}", 1, 1, (n,)) for n in (1, 2))
    assert replace(EMPTY, retired=(one, two)).retired_commits == frozenset({1, 2})
    assert SNAPSHOT.retired_commits is None
