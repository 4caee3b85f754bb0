"""The notifications of one ingest: its outcome, runs that were killed before it, and a stale inbox."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flows.ingest.job import Tally
from flows.ingest.run_records import RunJournal
from flows.runs.drift import drift
from flows.runs.incidents import Incidents
from flows.runs.notify import Say, notify
from flows.settings import Settings
from flows.system import clock
from warehouse import Warehouse
from warehouse.baseline import baseline, newest_file_at

if TYPE_CHECKING:
    from flows.ingest.ingest import Ingest

FAILURE_NOTICE, REMOVAL_NOTICE, REJECT_NOTICE, STALE_NOTICE, UNREAD_NOTICE, DECISIONS_NOTICE = (
    "ingest",
    "removals",
    "rejects",
    "stale",
    "unread",
    "decisions",
)


def report_killed(incidents: Incidents, diary: RunJournal) -> None:
    """Report runs that were killed since the last commit, each once; call it under the run lock."""
    killed = diary.killed()
    if killed and incidents.is_first("killed", killed[-1]):
        text = f"the run before was interrupted: {', '.join(killed)} was killed, or the machine stopped"
        incidents.begin(FAILURE_NOTICE, "failed", killed[-1], text, killed[-1])


def report_outcome(ingest: "Ingest", tally: Tally, incidents: Incidents, say: Say) -> None:
    """Report a run that ended with exit 3, or that differs strongly from the baseline of its collection."""
    settings, run_id, changes = ingest.settings, ingest.run.run_id, ingest.plan.changes
    if changes.withheld:
        incidents.begin(REMOVAL_NOTICE, "withheld", changes.withheld_mark, changes.withheld_text, run_id)
    if ingest.rejected_text:
        incidents.begin(REJECT_NOTICE, "withheld", run_id, ingest.rejected_text, run_id)
    if not (settings.notify_command or settings.notify_webhook):
        return
    usual = baseline(Warehouse(settings.warehouse), ingest.plan.collection, ingest.plan.base)
    if drifts := drift(usual, tally):
        notify(settings, "drift", "; ".join(drifts), say, run_id)


def report_recovered(incidents: Incidents, run_id: str | None) -> None:
    """Report the first successful run after failures; a run with nothing to do is no evidence about earlier rejects."""
    always = FAILURE_NOTICE, REMOVAL_NOTICE, UNREAD_NOTICE, DECISIONS_NOTICE
    incidents.end((*always, *((REJECT_NOTICE,) if run_id else ())), run_id)


def report_stale(incidents: Incidents, settings: Settings) -> None:
    """Report once that no new file came for `stale_hours`, and once that files come again."""
    if not settings.stale_hours:
        return
    newest = newest_file_at(Warehouse(settings.warehouse), settings.collection_name)
    since = newest or incidents.since("watched")
    if clock.now() - since < timedelta(hours=settings.stale_hours):
        incidents.end((STALE_NOTICE,))
    else:
        incidents.begin(STALE_NOTICE, "stale", "", f"no new file since {since:%Y-%m-%d %H:%M} UTC")
