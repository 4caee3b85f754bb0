"""The summary of a run: what was left out, the table at the end, and what to do next."""

from typing import TYPE_CHECKING

from flows.console import Console
from flows.ingest.scan import Plan
from flows.ingest.scan_cache import other_root
from flows.settings import Settings
from flows.sources.archives import ENDINGS
from flows.sources.folder import MISPLACED
from flows.sources.source import Reject
from flows.system.terminal import visible

if TYPE_CHECKING:
    from flows.ingest.ingest import Ingest
    from flows.ingest.job import Tally

FIRST_NAMES = 5
TOP_RULES = 5


def unread_text(plan: Plan) -> str:
    """The files and folders that could not be read."""
    return f"not readable, left as they were: {_names(plan.unread)}"


def print_left_out(console: Console, plan: Plan, settings: Settings) -> None:
    """Print what could not be listed or dated, what was skipped, and what was blocked."""
    if plan.unread:
        console.warn(unread_text(plan).capitalize())
    if plan.misdated:
        console.warn(f"Dated before 1677 or after 2262, stored with the nearest possible time: {_names(plan.misdated)}")
    if plan.not_files:
        console.warn(f"Neither a file nor a folder of texts, skipped: {_names(plan.not_files)}")
    if plan.changes.withheld:
        count, names = len(plan.changes.withheld), _names([r.uri for r in plan.changes.withheld])
        what = "file is missing and was" if count == 1 else "files are missing and were"
        console.warn(f"{count:,} {what} not removed: {names}")
        console.warn(_withheld_hint(plan, settings))


def _withheld_hint(plan: Plan, settings: Settings) -> str:
    if plan.unread:
        return "Some folders could not be read: removals wait until all can be."
    if root := other_root(plan.memory, plan.collection, plan.changes.withheld[0].uri):
        return (
            f"They belong to {root!r}, also called {plan.collection!r}: run one of the two with another --collection."
        )
    return f"If they were removed on purpose: {settings.command('run --allow-removals')}"


def print_idle(console: Console, plan: Plan, settings: Settings, stale: int) -> None:
    """Print in one line that there is nothing to do."""
    console.say(f"Nothing to do: {plan.files_seen:,} files in {plan.root}, none new, changed or removed.")
    if not plan.files_seen and (others := plan.skipped.get(MISPLACED)):
        have = "file has" if others == 1 else "files have"
        console.say(f"{others:,} {have} another ending than {', '.join(ENDINGS)}.")
    print_stale(console, settings, stale)


def stale_text(count: int) -> str:
    """How many documents are stale."""
    documents = "document was" if count == 1 else "documents were"
    return f"{count:,} {documents} cleaned by older rules or decisions"


def print_stale(console: Console, settings: Settings, count: int) -> None:
    """Print the number of stale documents."""
    if count:
        console.say(f"{stale_text(count)}; `{settings.command('plan')}` shows what would change.")


def print_plan(console: Console, plan: Plan) -> None:
    """Print what a run would do, with the first names of each."""
    from rich.markup import escape  # noqa: PLC0415 - see flows.console
    from rich.table import Table  # noqa: PLC0415

    changes = plan.changes
    added = [a.uri for a in changes.arrivals if a.previous_doc_id is None]
    changed = [a.uri for a in changes.arrivals if a.previous_doc_id is not None]
    table = Table("would be", "files", "first names")
    for name, uris in (
        ("added", added),
        ("changed", changed),
        ("removed", [r.uri for r in changes.removals]),
        ("blocked", [r.uri for r in changes.withheld]),
        ("rejected", [r.uri for r in plan.rejects]),
    ):
        table.add_row(name, f"{len(uris):,}", escape(_names(uris)))
    console.out.print(table)
    console.say(f"{plan.files_seen:,} files seen, {len(plan.sources):,} documents to clean. Nothing was written.")


def print_summary(console: Console, ingest: "Ingest", tally: "Tally") -> None:
    """Print the short table at the end, the rejects, and the next step."""
    from transforms.rules import CATALOGUE  # noqa: PLC0415 - slow, and not needed where there is nothing to do

    rate = tally.documents / max(tally.work_seconds, 1e-9)
    counts = [
        ("files seen", f"{ingest.plan.files_seen:,}"),
        ("added", f"{tally.added:,}"),
        ("changed", f"{tally.changed:,}"),
        ("removed", f"{tally.removed:,}"),
        ("rejected", f"{len(tally.rejects):,}"),
        ("documents cleaned", f"{tally.documents:,} ({rate:,.1f} a second)"),
        ("seconds", f"{tally.wall_seconds:,.1f}"),
        ("snapshot", f"{tally.snapshot.number}" if tally.snapshot else "none: nothing new to record"),
    ]
    names = {rule.code: rule.name for rule in CATALOGUE}
    for code, count in tally.fixes.most_common(TOP_RULES):
        counts.append((f"fixed by {code} {names.get(code, '')}".rstrip(), f"{count:,}"))
    console.counts(counts)
    print_rejects(console, tally.rejects, ingest.settings)
    query = ingest.settings.command('sql "FROM articles LIMIT 5"')
    console.hint(f"Next: {query} · copydesk rules · {ingest.settings.command('check')}")


def print_rejects(console: Console, rejects: list[Reject], settings: Settings) -> None:
    """Print the first rejected files with their reasons."""
    for reject in rejects[:FIRST_NAMES]:
        console.warn(f"rejected: {visible(reject.uri)}: {reject.reason} ({reject.detail})")
    if len(rejects) > FIRST_NAMES:
        more = settings.command('sql "SELECT * FROM rejects"')
        console.warn(f"and {len(rejects) - FIRST_NAMES:,} more: {more}")


def _names(uris: list[str] | tuple[str, ...]) -> str:
    more = f", … {len(uris) - FIRST_NAMES:,} more" if len(uris) > FIRST_NAMES else ""
    return ", ".join(map(visible, uris[:FIRST_NAMES])) + more
