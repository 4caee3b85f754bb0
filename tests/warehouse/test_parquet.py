"""Parts are written as the format says."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from toy_desk import columns

from schemas import TABLES
from warehouse.disk import DiskStore
from warehouse.parquet import put_part


@pytest.mark.parametrize(("name", "groups"), [("documents", 2), ("edits", 1)])
def test_a_part(tmp_path: Path, name: str, groups: int) -> None:
    table = TABLES[name]
    batch = table.batch(columns(name, [{"doc_id": f"{i:064x}"} for i in range(3_000)], _commit=77))
    file = put_part(DiskStore(tmp_path), table, [batch], 77, "w1.a-0")
    stored = pq.ParquetFile(tmp_path / file.path)
    assert file.path == f"_data/{name}/77-w1.a-0.parquet"
    assert (file.table, file.rows, file.commits) == (name, 3_000, (77,))
    assert file.bytes == (tmp_path / file.path).stat().st_size
    assert stored.metadata.num_row_groups == groups
    assert stored.metadata.row_group(0).column(0).compression == "ZSTD"
    assert stored.schema_arrow.names == [c.name for c in table.stored]
    said = {k: v for k, v in stored.metadata.metadata.items() if not k.startswith(b"ARROW")}
    assert said == {b"table": name.encode(), b"commit_id": b"77", b"format_version": b"2"}


def test_no_batches_are_an_empty_part(tmp_path: Path) -> None:
    assert put_part(DiskStore(tmp_path), TABLES["edits"], [], 1, "0").rows == 0


def test_another_tables_batch_is_refused(tmp_path: Path) -> None:
    batch = TABLES["edits"].batch(columns("edits", []))
    with pytest.raises(ValueError, match="different"):
        put_part(DiskStore(tmp_path), TABLES["facts"], [batch], 1, "0")


@pytest.mark.parametrize("part", ["", "../up", "a/b", "a b"])
def test_part_names_stay_in_their_folder(tmp_path: Path, part: str) -> None:
    with pytest.raises(ValueError, match="part"):
        put_part(DiskStore(tmp_path), TABLES["edits"], [], 1, part)
