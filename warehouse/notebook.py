"""One call for a notebook or a script: a read-only connection to the newest snapshot."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.sandbox import open_sandboxed
from warehouse.search import use_index
from warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb


def connect(root: str | Path = "warehouse/data", at: int | None = None) -> "duckdb.DuckDBPyConnection":
    """Open the newest snapshot of a warehouse, or number `at`, with all its relations and macros.

    A query cannot access files, and the connection shows the same snapshot as long as it is open. `search` accepts the
    whole grammar of FTS5. The result of `database.sql(…)` has `.df()` for a pandas frame and `.pl()` for a polars one;
    after `database.register("mine", frame)` queries can read your own frame. Raises UnknownSnapshotError.

    >>> database = connect("warehouse/data")
    >>> database.sql("SELECT month, count(*) FROM search('ferry OR harbour') GROUP BY month").df()
    """
    warehouse = Warehouse(root)
    database = open_sandboxed(warehouse, at)
    state = warehouse.store.local_path("_state") or Path(tempfile.mkdtemp(prefix="copydesk-"))
    use_index(database, warehouse, at, state, lambda text: print(text, file=sys.stderr))
    return database
