"""The data dictionary in Markdown: every relation, its grain, its key and its columns."""

from collections.abc import Iterable

from schemas import TABLES
from schemas.sql_types import sql_type
from schemas.table import Lifetime, Table

_KEPT = {
    Lifetime.DOCUMENT: "Shown as long as its document is current.",
    Lifetime.HISTORY: "Kept for ever.",
    Lifetime.WHOLE: "Replaced as a whole by the commit that brings a new one.",
    Lifetime.VIEW: "A view; nothing of it is stored.",
}


def describe(table: Table) -> Iterable[str]:
    """Yield the lines of one relation's section."""
    yield f"## {table.name}"
    yield f"\nA row is {table.grain}. Key: {', '.join(f'`{k}`' for k in table.key)}. {_KEPT[table.lifetime]}\n"
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for c in table.shown:
        kind = sql_type(c.type).replace('"', "")
        yield f"| `{c.name}` | {kind} | {c.description} |"
    if correctable := [f"`{c.name}`" for c in table.shown if c.correctable]:
        yield f"\n`copydesk correct` takes the columns {', '.join(correctable)}."
    yield ""


def dictionary() -> str:
    """Give the whole data dictionary."""
    head = [
        "# schemas: what a table is\n",
        "Generated from the code of this room by `make docs`. Each relation is data: its grain, its key, its columns.",
        "The Parquet schemas, the DuckDB views and the comments on them are derived from it.\n",
        "`start` and `stop` are half-open, in Unicode code points of the decoded raw text. Suffixes mean something:",
        "`_id`, `_at` an instant (UTC), `_on` a date, `_local` a clock time as printed, `_count`, `_inferred` what is",
        "concluded and not printed, `is_`.\n",
    ]
    return "\n".join([*head, *(line for table in TABLES.values() for line in describe(table))])
