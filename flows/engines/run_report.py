"""A run as a page of Markdown: its work, its speed, the rules that matched, and the most edited texts."""

from flows.ingest.job import Tally
from flows.ingest.recorded_job import RecordedJob
from flows.system.terminal import visible
from transforms.rules import CATALOGUE

TOP_RULES = 20
FIRST_REJECTS = 20


def run_report(job: RecordedJob, tally: Tally) -> str:
    """Make the page; characters with a meaning in Markdown are escaped."""
    snapshot = f"snapshot {tally.snapshot.number}" if tally.snapshot else "no snapshot: nothing new to record"
    rate = tally.documents / max(tally.work_seconds, 1e-9)
    parts = [
        f"# Run {job.name}",
        f"{job.kind}, {snapshot}, rules {job.run.rules_version}.",
        f"{tally.documents:,} documents in {tally.work_seconds:,.1f} s, {rate:,.0f} a second.",
        _table("Counts", ("what", "count"), [(n, f"{c:,}") for n, c in job.counts().items() if isinstance(c, int)]),
        _table("CPU seconds", ("stage", "seconds"), [(n, f"{s:,.2f}") for n, s in sorted(tally.seconds.items())]),
        _table("Fixes by rule", ("code", "rule", "fixes"), _rules(tally)),
        _table("Most edited", ("file", "edits"), [(uri, f"{count:,}") for count, uri in tally.worst]),
        _table("Rejects", ("file", "reason", "detail"), [(r.uri, r.reason, r.detail) for r in tally.rejects]),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _rules(tally: Tally) -> list[tuple[str, ...]]:
    names = {rule.code: rule.name for rule in CATALOGUE}
    return [(code, names.get(code, ""), f"{count:,}") for code, count in tally.fixes.most_common(TOP_RULES)]


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A titled table; empty without rows."""
    if not rows:
        return ""
    shown = [head, tuple("---" for _ in head), *rows[:FIRST_REJECTS]]
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in shown]
    more = [f"\nand {len(rows) - FIRST_REJECTS:,} more"] if len(rows) > FIRST_REJECTS else []
    return "\n".join([f"## {title}\n", *lines, *more])


def _cell(text: str) -> str:
    """A text in one cell of a table."""
    return visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
