"""One call for a notebook or a script: a connection to the newest snapshot that only reads."""

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

    No query reaches a file, and the connection shows the same snapshot as long as it is open. `search` has the whole
    grammar of FTS5. Of what `desk.sql(…)` gives, `.df()` makes a pandas frame, `.pl()` a polars one; with
    `desk.register("mine", frame)` queries read a frame of yours. Raises UnknownSnapshotError.

    >>> desk = connect("warehouse/data")
    >>> desk.sql("SELECT month, count(*) FROM search('ferry OR harbour') GROUP BY month").df()
    """
    warehouse = Warehouse(root)
    desk = open_sandboxed(warehouse, at)
    state = warehouse.store.local_path("_state") or Path(tempfile.mkdtemp(prefix="copydesk-"))
    use_index(desk, warehouse, at, state, lambda text: print(text, file=sys.stderr))
    return desk
