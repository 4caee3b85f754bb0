"""The warehouse: Parquet files, snapshots of them, and DuckDB views of a snapshot."""

from warehouse.commit import Change, InvalidChangeError, OutdatedChangeError
from warehouse.snapshot import DataFile, Snapshot, UnknownFormatError, new_commit_id
from warehouse.store import Store, open_store
from warehouse.warehouse import ContendedError, UnpublishedError, Warehouse

__all__ = [
    "Change",
    "ContendedError",
    "DataFile",
    "InvalidChangeError",
    "OutdatedChangeError",
    "Snapshot",
    "Store",
    "UnknownFormatError",
    "UnpublishedError",
    "Warehouse",
    "new_commit_id",
    "open_store",
]
