"""One document from the raw text to the clean one: what was changed, what was read, and where."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse import Warehouse

if TYPE_CHECKING:
    import duckdb

CONTEXT = 30


class UnknownDocumentError(LookupError):
    """No current document has this uri or doc_id."""


def explain(warehouse: Warehouse, which: str, char: int | None = None, console: Console | None = None) -> None:
    """Print a document's raw and clean text, its edits and its facts.

    Where `char` is given, only the edits and facts that touch that code point of the raw text. `which` is a uri, or a
    doc_id or its beginning. Raises UnknownDocumentError.
    """
    console = console or Console(highlight=False)
    with warehouse.connect() as database:
        doc_id = find(database, which)
        (raw, encoding, how), (body,) = (
            _rows(database, f"SELECT {columns} FROM {relation} WHERE doc_id = ?", doc_id)[0]
            for columns, relation in (("text, encoding, decoded_how", "documents"), ("body", "articles"))
        )
        names = [uri for (uri,) in _rows(database, "SELECT uri FROM current_documents WHERE doc_id = ?", doc_id)]
        console.print(Text(f"{doc_id}\n{', '.join(names)}\n{len(raw):,} characters, {encoding} ({how})"))
        if char is None:
            _side_by_side(console, raw, body)
        touches = _touching(char)
        _edits(console, database, doc_id, raw, touches)
        _facts(console, database, doc_id, touches)


def find(database: "duckdb.DuckDBPyConnection", which: str) -> str:
    """Find the one current document that a uri or the beginning of a doc_id names."""
    query = """
        SELECT DISTINCT doc_id FROM current_documents
        WHERE uri = $1 OR (length($1) >= 6 AND starts_with(doc_id, $1)) LIMIT 3
    """
    found = [doc_id for (doc_id,) in _rows(database, query, which)]
    if len(found) != 1:
        problem = "no current document" if not found else "more than one current document"
        raise UnknownDocumentError(f"{problem} has the uri or doc_id {which!r}")
    return str(found[0])


Touches = Callable[[int | None, int | None], bool]


def _touching(char: int | None) -> Touches:
    if char is None:
        return lambda start, stop: True
    return lambda start, stop: start is not None and stop is not None and start <= char <= max(start, stop - 1)


def _side_by_side(console: Console, raw: str, body: str) -> None:
    table = Table("raw", "clean", show_lines=True)
    table.add_row(Text(raw), Text(body))
    console.print(table)


def _edits(console: Console, database: "duckdb.DuckDBPyConnection", doc_id: str, raw: str, touches: Touches) -> None:
    query = (
        "SELECT start, stop, before, after, codes, action, applied, message FROM edits WHERE doc_id = ? ORDER BY ALL"
    )
    table = Table("at", "rules", "done", "before → after", "in", "why")
    for start, stop, before, after, codes, action, applied, message in _rows(database, query, doc_id):
        if not touches(start, stop):
            continue
        change = _shown(before) + (f" → {_shown(after)}" if after is not None else "")
        around = Text(_shown(raw[max(0, start - CONTEXT) : start])).append(_shown(before), style="reverse")
        around.append(_shown(raw[stop : stop + CONTEXT]))
        done = action if applied else f"{action}, not applied"
        table.add_row(f"{start}–{stop}", ", ".join(codes), done, Text(change), around, Text(message or ""))
    console.print(table)


def _facts(console: Console, database: "duckdb.DuckDBPyConnection", doc_id: str, touches: Touches) -> None:
    query = "SELECT field, value, text, start, stop, reader, form, reason FROM facts WHERE doc_id = ? ORDER BY fact"
    table = Table("field", "value", "printed as", "at", "read by")
    for field, value, text, start, stop, reader, form, reason in _rows(database, query, doc_id):
        if not touches(start, stop):
            continue
        at = "" if start is None else f"{start}–{stop}"
        shown = Text(value) if value is not None else Text(f"null: {reason}", style="dim")
        table.add_row(field, shown, Text(_shown(text or "")), at, f"{reader} {form or ''}".strip())
    console.print(table)


def _shown(text: str) -> str:
    """A text on one line, blanks and controls made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _rows(database: "duckdb.DuckDBPyConnection", query: str, value: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = database.execute(query, [value]).fetchall()
    return found
