"""Reads a warehouse by what FORMAT.md says of it alone: nothing of this project is imported."""

import json
from pathlib import Path
from typing import Any

import duckdb

HISTORY = {"arrivals": "collection, uri", "runs": "run_id"}  # of rows with the same key the newest counts
DEAD = """DELETE FROM found USING read_parquet($1) AS dead
WHERE found.doc_id = dead.doc_id AND found._commit = dead._commit AND scope = $2"""


def manifest(root: Path, number: int | None = None) -> dict[str, Any]:
    """The manifest of a snapshot, the newest by default."""
    name = f"{number:012d}.json" if number else max(p.name for p in (root / "_snapshots").glob("[0-9]*.json"))
    return dict(json.loads((root / "_snapshots" / name).read_text("utf-8")))


def rows(root: Path, table: str, columns: list[str], number: int | None = None) -> list[tuple[Any, ...]]:
    """The rows that a snapshot has of a table, in any order."""
    snapshot = manifest(root, number)
    known, files = snapshot["tables"][table]["columns"], snapshot["tables"][table]["files"]
    with duckdb.connect() as database:

        def do(statement: str, *values: str) -> list[tuple[Any, ...]]:
            return database.execute(statement, values).fetchall()

        do(f"CREATE TABLE found ({', '.join(f'{name} {kind}' for name, kind in known.items())})")
        for file in files:  # by name, since a file may lack a column
            do("INSERT INTO found BY NAME FROM read_parquet($1)", str(root / file["path"]))
        for file in snapshot["retired"] if "_commit" in known else ():
            do(DEAD, str(root / file["path"]), "documents" if table == "documents" else "refined")
        newest = ""
        if key := HISTORY.get(table):
            newest = f"QUALIFY _snapshot = max(_snapshot) OVER (PARTITION BY {key})"
        return do(f"SELECT {', '.join(columns)} FROM found {newest}")
