"""A small desk for the tests: it cleans invented texts by two toy rules and commits them."""

import hashlib
import itertools
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas import TABLES
from warehouse import Change, DataFile, Snapshot, Warehouse, new_commit_id
from warehouse.lookup import current_files, known_documents
from warehouse.snapshot import dump, load, manifest_key

NOON = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
TOY_RULES = re.compile(r"(?P<fix>teh)|(?P<extract>\[ad\])|(?P<flag>\?\?)")
Rows = Callable[..., list[tuple[Any, ...]]]
REMEDY = {"fix": "the", "extract": "", "flag": None}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def toy_edits(text: str) -> list[dict[str, Any]]:
    return [
        {
            "edit": ordinal,
            "start": found.start(),
            "stop": found.end(),
            "before": found[0],
            "after": REMEDY[str(found.lastgroup)],
            "action": found.lastgroup,
            "applied": found.lastgroup != "flag",
        }
        for ordinal, found in enumerate(TOY_RULES.finditer(text))
    ]


def toy_body(text: str) -> str:
    return TOY_RULES.sub(lambda found: found[0] if (after := REMEDY[str(found.lastgroup)]) is None else after, text)


def columns(table: str, rows: Iterable[Mapping[str, Any]], **same: Any) -> dict[str, list[Any]]:
    """Rows as columns of a table; a column that no row gives is null, or a plain value where null is refused."""
    plain = {"string": "x", "int32": 0, "int64": 0, "double": 0.0, "bool": False}
    listed = [{**same, **row} for row in rows]
    filled: dict[str, list[Any]] = {}
    for column in TABLES[table].stored:
        default = None
        if column.required:
            default = plain.get(str(column.type), NOON if "timestamp" in str(column.type) else [])
        filled[column.name] = [row.get(column.name, default) for row in listed]
    return filled


@dataclass
class Desk:
    """Takes files as a run would: refines what is not live, stores what is not stored, and commits."""

    warehouse: Warehouse
    rules: str = "rules-1"
    collection: str = "wire"
    parts: Iterable[int] = field(default_factory=itertools.count)

    def change(self, files: Mapping[str, str | None], *, key: str | None = None, redo: bool = False) -> Change:
        """What a run makes of these files (None: the file is gone), seen from the present head."""
        warehouse, commit_id = self.warehouse, new_commit_id()
        head = warehouse.head()
        before = dict(
            zip(*current_files(warehouse.stored("arrivals"), self.collection).to_pydict().values(), strict=True)
        )
        texts = {digest(text): text for text in files.values() if text is not None}
        live, stored = known_documents(warehouse.stored("articles", "documents"), texts)
        refined = {d: t for d, t in texts.items() if redo or d not in live}
        parts = {
            "documents": [
                {"doc_id": d, "text": t, "encoding": "utf-8", "char_count": len(t), "byte_count": len(t.encode())}
                for d, t in texts.items()
                if d not in stored
            ],
            "articles": [
                {
                    "doc_id": d,
                    "rules_version": self.rules,
                    "body": toy_body(t),
                    "_lead_stop": len(toy_body(t).partition("\n")[0]),
                    "fix_count": sum(e["action"] == "fix" for e in toy_edits(t)),
                    "edit_count": sum(e["applied"] for e in toy_edits(t)),
                    "flag_count": sum(not e["applied"] for e in toy_edits(t)),
                }
                for d, t in refined.items()
            ],
            "edits": [
                {"doc_id": d, "rules_version": self.rules, **e} for d, t in refined.items() for e in toy_edits(t)
            ],
        }
        arrivals = [
            {
                "uri": uri,
                "doc_id": before.get(uri, "x") if text is None else digest(text),
                "previous_doc_id": before.get(uri) if text is not None else None,
                "status": "removed" if text is None else "changed" if uri in before else "added",
            }
            for uri, text in files.items()
        ]
        given = columns("arrivals", arrivals, collection=self.collection, run_id=str(commit_id))
        del given["_snapshot"]
        return Change(
            commit_id=commit_id,
            run_key=key or str(commit_id),
            kind="ingest",
            files=[
                warehouse.put(
                    TABLES[name], [TABLES[name].batch(columns(name, rows, _commit=commit_id))], commit_id, f"p{number}"
                )
                for number, (name, rows) in enumerate(parts.items())
            ],
            rows={"arrivals": given},
            base=head.number if head else 0,
        )

    def take(self, files: Mapping[str, str | None], *, key: str | None = None, redo: bool = False) -> Snapshot:
        return self.warehouse.commit(self.change(files, key=key, redo=redo))


def rewrite(root: Path, number: int, change: Callable[[Snapshot], Snapshot]) -> None:
    """Put a changed manifest in the place of one."""
    path = root / manifest_key(number)
    path.write_bytes(dump(change(load(path.read_bytes(), path.name))))


def as_it_lies(root: Path, file: DataFile) -> DataFile:
    """A file's entry, made fit for what lies there now."""
    data = (root / file.path).read_bytes()
    rows = pq.read_metadata(root / file.path).num_rows
    return replace(file, rows=rows, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def python(code: str, *arguments: object) -> tuple[list[str], dict[str, str]]:
    """Command line and environment of another Python process that finds the same modules."""
    return [sys.executable, "-c", code, *map(str, arguments)], os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
