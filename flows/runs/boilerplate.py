"""`copydesk boilerplate`: proposes lines that the pages of a collection repeat, in a plain file next to the seeds."""

from typing import NamedTuple

from flows.ingest.boilerplate import COLUMNS, FILE, read_boilerplate
from flows.settings import Settings
from flows.sources.kept_sheet import append_kept
from transforms.layout.vocabulary import fold_line
from warehouse import Warehouse
from warehouse.named_queries import bind, named_queries, run_query


class RepeatedLine(NamedTuple):
    """A line at the head or the tail (`place`) of `text_count` texts of a collection."""

    collection: str
    line: str
    place: str
    text_count: int


def propose_lines(settings: Settings, collection: str | None, path: str | None, *, write: bool) -> list[RepeatedLine]:
    """Count repeated lines in the warehouse, and add missing ones to the file next to the seeds.

    Lines are equal if their folded forms are, as in `transforms.layout`. A line of the file, used or not, is not
    proposed again.
    """
    sheet = read_boilerplate(settings)
    known = (
        {(row.cells["collection"] or settings.collection_name, fold_line(row.cells["line"])) for row in sheet.rows}
        if sheet
        else set()
    )
    new = []
    for proposal in _counted(settings, collection, path):
        key = proposal.collection, fold_line(proposal.line)
        if key[1] and key not in known:
            known.add(key)
            new.append(proposal)
    if write:
        append_kept(settings.seeds, FILE, sheet, COLUMNS, [{**p._asdict(), "is_used": "yes"} for p in new])
    return new


def boilerplate_path(settings: Settings) -> str:
    """The path of the file next to the seeds."""
    return f"{settings.seeds.rstrip('/')}/{FILE}"


def _counted(settings: Settings, collection: str | None, path: str | None) -> list[RepeatedLine]:
    """The repeated lines, the most frequent first."""
    question = named_queries("reports")["boilerplate"]
    given = {name: value for name, value in (("collection", collection), ("path", path)) if value}
    with Warehouse(settings.warehouse).connect() as database:
        bind(database, question, given)
        rows = run_query(database, question).rows.to_pylist()
    return [RepeatedLine(*(row[name] for name in RepeatedLine._fields)) for row in rows]
