"""`copydesk explain`: one document, raw and clean, with its edits, facts, quotes, files and runs."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.diff_view import diff_lines
from flows.errors import UsageError
from flows.system.terminal import visible
from transforms.patch import Edit, Patch, map_offsets
from warehouse import Warehouse
from warehouse.damage import naming_damage
from warehouse.documents import find_document
from warehouse.explanation import NEEDS, Explanation, explanation
from warehouse.sandbox import open_sandboxed

# Columns that keep their width on a narrow terminal.
_SHORT = ("no.", "at", "right")

Row = Mapping[str, Any]


def explain(warehouse: Warehouse, which: str, char: int | None = None, console: Console | None = None) -> None:
    """Print everything about a document: raw and clean with the rules in the margin, facts, quotes, files and runs.

    With `char`, only what touches that code point of the raw text. `which` is a uri, or a doc_id or its beginning.
    Raises UnknownDocumentError, and UsageError for a code point past the end.
    """
    console = console or Console(highlight=False)
    with naming_damage(warehouse), open_sandboxed(warehouse, query=NEEDS, is_ours=True) as database:
        known = explanation(database, find_document(database, which))
    if char is not None and char >= len(known.raw):
        raise UsageError(f"the text has {len(known.raw)} code points, numbered from 0")
    _head(console, known)
    if char is None:
        _diff(console, known)
    else:
        _character(console, known, char)
        known = known.at(char)
    _edits(console, known.edits)
    _facts(console, known.facts)
    _quotes(console, known.quotes)
    _mentions(console, known.mentions)
    _corrections(console, known.corrections)


def _head(console: Console, known: Explanation) -> None:
    console.print(Text(f"{known.doc_id}\n{len(known.raw):,} characters, {known.encoding} ({known.decoded_how})"))
    for file in known.files:
        came = f"{visible(file['collection'])}: {visible(file['uri'])}, seen {file['seen_at']:%Y-%m-%d %H:%M} UTC"
        run = f", run {file['run_id']} by copydesk {file['software_version']} ({file['engine']})"
        console.print(Text(came + run))
    console.print(Text(f"rules {known.rules_version}"))


def _diff(console: Console, known: Explanation) -> None:
    table = _table("rules", "raw", "clean", show_lines=True)
    table.columns[0].no_wrap = True
    for line in diff_lines(known.raw, known.edits, in_colour=console.is_terminal):
        table.add_row("\n".join(line.codes), line.raw, line.clean)
    console.print(table)


def _character(console: Console, known: Explanation, char: int) -> None:
    seen = known.raw[char]
    name = unicodedata.name(seen, "no name")
    console.print(Text(f"code point {char}: {visible(seen)} U+{ord(seen):04X} {name}"))
    for paragraph in known.at(char).paragraphs:
        console.print(Text(f"in paragraph {paragraph['paragraph']}, {paragraph['role']}"))
    applied = [edit for edit in known.edits if edit["applied"]]
    if any(edit["start"] <= char < edit["stop"] for edit in applied):
        console.print("not in the clean text: an edit changed or removed it")
    else:
        patch = Patch.of(Edit(*(edit[name] for name in Edit._fields)) for edit in applied)
        console.print(f"code point {int(map_offsets([patch], np.array([0]), np.array([char]))[0])} of the body")


def _edits(console: Console, edits: Iterable[Row]) -> None:
    rows = []
    for edit in edits:
        change = visible(edit["before"]) + (f" → {visible(edit['after'])}" if edit["after"] is not None else "")
        done = edit["action"] if edit["applied"] else f"{edit['action']}, not applied"
        rows.append((_span(edit), ", ".join(edit["codes"]), done, change, _share(edit), edit["message"]))
    print_rows(console, ("at", "rules", "done", "before → after", "right", "why"), rows)


def _facts(console: Console, facts: Iterable[Row]) -> None:
    rows = []
    for fact in facts:
        value = fact["value"] if fact["value"] is not None else f"null: {fact['reason']}"
        reader = f"{fact['reader']} {fact['form'] or ''}" + (", inferred" if fact["is_inferred"] else "")
        rows.append((fact["field"], value, fact["text"], _span(fact), reader, _share(fact)))
    print_rows(console, ("field", "value", "printed as", "at", "read by", "right"), rows)


def _quotes(console: Console, quotes: Iterable[Row]) -> None:
    rows = []
    for quote in quotes:
        status = quote["status"] + ("" if quote["outer_quote"] is None else f", in quotation {quote['outer_quote']}")
        speaker, how = _name(quote["speaker_name"], quote["speaker"]), _listed(quote["cue"], quote["form"], status)
        rows.append((str(quote["quote"]), _span(quote), quote["text"], speaker, how, _share(quote)))
    print_rows(console, ("no.", "at", "quotation", "speaker", "cue, pattern, status", "right"), rows)


def _mentions(console: Console, mentions: Iterable[Row]) -> None:
    rows = []
    for m in mentions:
        more = _listed(m["title"], m["affiliation"], m["uri"])
        rows.append((_span(m), m["kind"], _name(m["name"], m["text"]), more, m["form"], _share(m)))
    print_rows(console, ("at", "mention", "name", "title, affiliation, uri", "pattern", "right"), rows)


def _corrections(console: Console, corrections: Iterable[Row]) -> None:
    rows = [
        (c["field"], c["value"], c["replaced"], c["note"], f"{c['decided_by']}, {c['decided_at']:%Y-%m-%d}")
        for c in corrections
    ]
    print_rows(console, ("corrected", "to", "from", "because", "by"), rows)


def print_rows(console: Console, headings: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
    """Print a table, unless it is empty; the text of cells cannot control the terminal and is not markup."""
    if not rows:
        return
    table = _table(*headings)
    for row in rows:
        table.add_row(*(Text(visible(cell or "")) for cell in row))
    console.print(table)


def _table(*headings: str, show_lines: bool = False) -> Table:
    """A table that folds cells that are too long for the terminal, so that nothing is left out."""
    table = Table(show_lines=show_lines)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in _SHORT)
    return table


def _name(name: str | None, printed: str | None) -> str | None:
    """A name, and what is printed in its place if that differs."""
    return f"{name} (“{printed}”)" if printed and name and printed != name else name or printed


def _listed(*values: str | None) -> str:
    return ", ".join(filter(None, values))


def _span(row: Row) -> str:
    return "" if row["start"] is None else f"{row['start']}–{row['stop']}"


def _share(row: Row) -> str:
    return "" if row["confidence"] is None else f"{row['confidence']:.0%}"
