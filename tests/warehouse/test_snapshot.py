"""The manifest round-trips, and later formats are refused."""

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from warehouse.snapshot import (
    EMPTY,
    FORMAT_VERSION,
    UNSWEPT,
    BrokenManifestError,
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


def of_format_1() -> dict[str, Any]:
    """The manifest as format 1 wrote it."""
    manifest: dict[str, Any] = json.loads(dump(SNAPSHOT)) | {"format_version": 1}
    for file in manifest["tables"]["edits"]["files"]:
        del file["sha256"]
    del manifest["checksum"], manifest["lost"]
    return manifest


def test_round_trip() -> None:
    assert load(dump(SNAPSHOT), "it") == SNAPSHOT
    assert load(dump(EMPTY), "it") == EMPTY
    hashed = replace(
        SNAPSHOT, retired=(replace(SNAPSHOT.retired[0], sha256="0" * 64),), lost=("_data/edits/4-a.parquet",)
    )
    assert load(dump(hashed), "it") == hashed


def test_a_manifest_from_before_the_first_collection_has_no_sweep() -> None:
    manifest = of_format_1()
    del manifest["swept"]
    assert load(json.dumps(manifest).encode(), "it") == replace(SNAPSHOT, swept=UNSWEPT)


def test_same_snapshot_same_bytes() -> None:
    other_order = replace(SNAPSHOT, columns=dict(reversed(list(SNAPSHOT.columns.items()))))
    assert dump(other_order) == dump(SNAPSHOT)


def test_a_later_format_is_refused() -> None:
    manifest = json.loads(dump(SNAPSHOT)) | {"format_version": FORMAT_VERSION + 1}
    with pytest.raises(UnknownFormatError, match="format_version 3; this copydesk reads up to 2: install a newer one"):
        load(json.dumps(manifest).encode(), "it")


def test_every_changed_bit_of_a_manifest_is_noticed() -> None:
    data = dump(SNAPSHOT)
    for bit in range(8 * len(data)):
        spoiled = bytearray(data)
        spoiled[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BrokenManifestError, match=r"it is damaged .*`copydesk repair`"):
            load(bytes(spoiled), "it")


@pytest.mark.parametrize("cut", [1, 66, 100])
def test_a_manifest_that_was_cut_short_is_noticed(cut: int) -> None:
    with pytest.raises(BrokenManifestError):
        load(dump(SNAPSHOT)[:-cut], "it")


def test_format_1_has_no_hashes() -> None:
    (file,) = load(json.dumps(of_format_1()).encode(), "it").of("edits")
    assert file == replace(SNAPSHOT.of("edits")[0], sha256=None)


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
