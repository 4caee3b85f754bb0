"""The versions of a document's text, and the changes from the one that it supersedes, sentence by sentence."""

from typing import Any

from rich.console import Console
from rich.text import Text

from flows.cli.diff_view import DELETED, INSERTED
from flows.cli.explain import print_rows
from flows.errors import UsageError
from flows.system.terminal import visible
from warehouse import Warehouse
from warehouse.damage import naming_damage
from warehouse.documents import find_document
from warehouse.sandbox import open_sandboxed

_CHAIN = """
    SELECT uri, doc_id, supersedes, basis, agency, signal, earliest_at, first_seen_at, is_current
    FROM revision_chain(?)
"""
_CHANGES = "SELECT supersedes, change, words FROM diff_revisions(?)"
_NEEDS = f"current_documents {_CHAIN} {_CHANGES}"


def explain_revisions(
    warehouse: Warehouse, which: str, char: int | None = None, console: Console | None = None
) -> None:
    """Print the chain of versions of a document, and its changes.

    Raises UnknownDocumentError, and UsageError for a code point: only whole texts have versions.
    """
    if char is not None:
        raise UsageError("--revisions is about the whole text: leave the code point out")
    console = console or Console(highlight=False)
    with naming_damage(warehouse), open_sandboxed(warehouse, query=_NEEDS, is_ours=True) as database:
        doc_id = find_document(database, which)
        chain = database.execute(_CHAIN, [doc_id]).fetchall()
        changes = database.execute(_CHANGES, [doc_id]).fetchall()
    print_rows(
        console, ("file", "document", "supersedes", "agency", "not before (UTC)"), [_version(*row) for row in chain]
    )
    if not changes:
        console.print("No sentence changed." if any(row[2] for row in chain) else "No other version is known.")
    for supersedes in dict.fromkeys(row[0] for row in changes):
        console.print(Text(f"\nWhat changed from {supersedes[:12]}…"))
        for _, change, words in (row for row in changes if row[0] == supersedes):
            console.print(Text(f"{change:8} ") + _marked(words))


def _version(uri: str, doc_id: str, supersedes: str | None, *rest: Any) -> tuple[str | None, ...]:
    basis, agency, signal, earliest_at, seen_at, is_current = rest
    replaced = supersedes and f"{supersedes[:12]}… ({basis})"
    when = f"{earliest_at:%Y-%m-%d %H:%M}" if earliest_at else f"seen {seen_at:%Y-%m-%d %H:%M}"
    now = uri if is_current else f"{uri} (older version)"
    return now, f"{doc_id[:12]}…", replaced, ", ".join(filter(None, (agency, signal))), when


def _marked(words: str) -> Text:
    """The words of a sentence, with removed and added words in colour."""
    shown = Text(visible(words))
    shown.highlight_regex(r"\[-.*?-\]", DELETED)
    shown.highlight_regex(r"\{\+.*?\+\}", INSERTED)
    return shown
