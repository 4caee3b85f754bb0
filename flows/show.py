"""What a run says: progress while it works, a short table at the end, and why something was left out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

if TYPE_CHECKING:
    from flows.ingest import Ingest
    from flows.job import Job, Tally
    from flows.plan import Forecast
    from flows.reading import Reject
    from flows.scan import Plan
    from flows.settings import Settings
    from flows.shard import Receipt

Progress = Callable[["Receipt"], object]
FIRST_NAMES = 5
TOP_RULES = 5
SLOW_SCAN_FILES = 2_000


class Show:
    """Speaks to a person: results on standard output, progress and warnings on standard error."""

    def __init__(self, out: Console | None = None, err: Console | None = None) -> None:
        self.out = out or Console(highlight=False, soft_wrap=True)
        self.err = err or Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        """Say one line; names in it are not read as markup."""
        self.out.print(text, markup=False)

    def warn(self, text: str) -> None:
        """Say one line on standard error."""
        self.err.print(text, markup=False, style="yellow")

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], object]]:
        """Show a bar while files are hashed, where there are many; see `scan` for the calls."""
        with self._bar() as bar:
            task = bar.add_task("Reading", total=None, visible=False)

            def tick(files: int) -> None:
                if files >= 0:
                    bar.update(task, total=files, visible=files >= SLOW_SCAN_FILES)
                else:
                    bar.advance(task)

            yield tick

    @contextmanager
    def working(self, job: "Job") -> Iterator[Progress]:
        """Show a bar of documents while shards are done."""
        with self._bar() as bar:
            task = bar.add_task("Cleaning", total=job.total, visible=len(list(islice(job.shards, 2))) > 1)
            yield lambda receipt: bar.advance(task, receipt.document_count + len(receipt.rejects))

    def _bar(self) -> Bar:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Bar(*columns, console=self.err, transient=True, disable=not self.err.is_terminal)

    def left_out(self, plan: "Plan") -> None:
        """Name what could not be listed or dated, and what was withheld."""
        if plan.unread:
            self.warn(f"Not readable, left as they were: {_names(plan.unread)}")
        if plan.misdated:
            self.warn(f"Dated before 1677 or after 2262, taken as of the nearest such day: {_names(plan.misdated)}")
        if plan.changes.withheld:
            count, names = len(plan.changes.withheld), _names([r.uri for r in plan.changes.withheld])
            self.warn(f"{count:,} files are missing and were not removed: {names}")
            self.warn(
                "Some folders could not be read: removals wait until all can be."
                if plan.unread
                else "If they were meant to go, run again with --allow-removals."
            )

    def idle(self, plan: "Plan", settings: "Settings", stale: int) -> None:
        """Say in one line that there is nothing to do."""
        self.say(f"Nothing to do: {plan.files_seen:,} files in {plan.root}, none new, changed or removed.")
        self.stale(stale)

    def stale(self, count: int) -> None:
        """Say how many documents wait for a decision to clean them again."""
        if count:
            self.say(f"{count:,} documents were cleaned by older rules; `copydesk plan` shows what would change.")

    def plan(self, plan: "Plan") -> None:
        """Print what a run would do, with the first names of each."""
        changes = plan.changes
        added = [a.uri for a in changes.arrivals if a.previous_doc_id is None]
        changed = [a.uri for a in changes.arrivals if a.previous_doc_id is not None]
        table = Table("would be", "files", "first names")
        for name, uris in (
            ("added", added),
            ("changed", changed),
            ("removed", [r.uri for r in changes.removals]),
            ("withheld", [r.uri for r in changes.withheld]),
            ("rejected", [r.uri for r in plan.rejects]),
        ):
            table.add_row(name, f"{len(uris):,}", _escape(_names(uris)))
        self.out.print(table)
        self.say(f"{plan.files_seen:,} files seen, {len(plan.sources):,} documents to clean. Nothing was written.")

    def forecast(self, found: "Forecast") -> None:
        """Print what a reprocessing would change."""
        if not found.backlog:
            self.say("Nothing would change: no document that is meant was cleaned by older rules.")
            return
        table = Table("rule or column", "edits gained", "edits lost", "values changed")
        for code in sorted({code for code, _ in found.edits}):
            table.add_row(code, f"{found.edits[code, '+']:,}", f"{found.edits[code, '-']:,}", "")
        for column, count in sorted(found.values.items()):
            table.add_row(column, "", "", f"{count:,}")
        if table.row_count:
            self.out.print(table)
        for sample in found.samples:
            self.say(f"{_plain(sample.uri)}: {sample.sign}{sample.what}\n  - {sample.before}\n  + {sample.after}")
        of = "all" if found.looked_at == found.backlog else f"a random {found.looked_at:,}"
        self.say(f"{found.backlog:,} documents were cleaned by older rules; of {of} of them {found.changed:,} change.")
        if found.failed:
            self.warn(f"{found.failed:,} could not be refined and would keep what they have.")
        self.say("Nothing was written; `copydesk reprocess` does it.")

    def summary(self, ingest: "Ingest", tally: "Tally") -> None:
        """Print the short table at the end, the rejects, and what to do next."""
        from transforms.rules import CATALOGUE  # noqa: PLC0415 - slow, and not needed where there is nothing to do

        rate = tally.documents / max(tally.work_seconds, 1e-9)
        counts = [
            ("files seen", f"{ingest.plan.files_seen:,}"),
            ("added", f"{tally.added:,}"),
            ("changed", f"{tally.changed:,}"),
            ("removed", f"{tally.removed:,}"),
            ("rejected", f"{len(tally.rejects):,}"),
            (
                "documents cleaned",
                f"{tally.documents:,} ({rate:,.0f} a second)",
            ),
            ("seconds", f"{tally.wall_seconds:,.1f}"),
            ("snapshot", f"{tally.snapshot.number}" if tally.snapshot else "none: nothing new to record"),
        ]
        names = {rule.code: rule.name for rule in CATALOGUE}
        for code, count in tally.fixes.most_common(TOP_RULES):
            counts.append((f"fixed by {code} {names.get(code, '')}".rstrip(), f"{count:,}"))
        self.counts(counts)
        self.rejects(tally.rejects)
        self.hint('Next: copydesk sql "SELECT * FROM articles LIMIT 5" · copydesk rules · copydesk check')

    def counts(self, counts: list[tuple[str, str]]) -> None:
        """Print names and values as a table."""
        table = Table(show_header=False)
        for name, value in counts:
            table.add_row(name, value)
        self.out.print(table)

    def hint(self, text: str) -> None:
        """Say what a person may do next."""
        self.say(text)

    def rejects(self, rejects: "list[Reject]") -> None:
        """Name the first rejected files and why."""
        for reject in rejects[:FIRST_NAMES]:
            self.warn(f"rejected: {_plain(reject.uri)}: {reject.reason} ({reject.detail})")
        if len(rejects) > FIRST_NAMES:
            self.warn(f'and {len(rejects) - FIRST_NAMES:,} more: copydesk sql "SELECT * FROM rejects"')


def _names(uris: "list[str] | tuple[str, ...]") -> str:
    more = f", … {len(uris) - FIRST_NAMES:,} more" if len(uris) > FIRST_NAMES else ""
    return ", ".join(map(_plain, uris[:FIRST_NAMES])) + more


def _plain(uri: str) -> str:
    """A name on one line, whatever control characters it has."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in uri)


def _escape(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415

    return escape(text)
