"""Telling somebody who is not looking: a command or a webhook, on failure, on exit 3 and on drift."""

import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.settings import Settings
from warehouse import Warehouse
from warehouse.habit import Habit, habit

if TYPE_CHECKING:
    from flows.ingest import Ingest
    from flows.job import Tally

# Fewer documents or files than these make no habit, and show no drift.
FEWEST_KNOWN, FEWEST_NEW = 200, 50
# So many times more, or less, than is usual.
FAR = 3.0
SLIGHT_EDITS, SLIGHT_SHARE = 0.5, 0.02
SECONDS = 30
Say = Callable[[str], object]


def notify(settings: Settings, event: str, text: str, say: Say) -> None:
    """Send `{"event", "collection", "warehouse", "text"}` as JSON: to the command's standard input, to the webhook.

    `event` is failed, withheld or drift. Where it cannot be sent, that is said and nothing else happens.
    """
    names = {"collection": settings.collection_name, "warehouse": settings.warehouse}
    message = json.dumps({"event": event, **names, "text": text}).encode()
    try:
        if settings.notify_command:
            command = shlex.split(settings.notify_command)
            subprocess.run(command, input=message, check=True, capture_output=True, timeout=SECONDS)
        if settings.notify_webhook:
            _post(settings.notify_webhook, message)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        say(f"Nobody could be told of this ({event}): {error}")


def _post(url: str, message: bytes) -> None:
    import urllib.request  # noqa: PLC0415 - slow, and seldom needed

    request = urllib.request.Request(url, message, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        answer.read()


@contextmanager
def told_of_failure(settings: Settings, say: Say) -> Iterator[None]:
    """Notify of an error of the block, which goes on its way."""
    try:
        yield
    except Exception as error:
        notify(settings, "failed", f"{type(error).__name__}: {error}", say)
        raise


def tell_withheld(settings: Settings, rejected: int, withheld: int, say: Say) -> None:
    """Notify of an exit 3."""
    notify(settings, "withheld", f"{rejected} documents rejected, {withheld} removals withheld", say)


def tell_outcome(ingest: "Ingest", tally: "Tally", is_withheld: bool, say: Say) -> None:
    """Notify of a run that ended with exit 3, or far from what is usual in its collection."""
    settings = ingest.settings
    if not (settings.notify_command or settings.notify_webhook):
        return
    if is_withheld:
        tell_withheld(settings, len(tally.rejects), len(ingest.plan.changes.withheld), say)
    usual = habit(Warehouse(settings.warehouse), ingest.plan.collection, ingest.plan.base)
    if drifts := drift(usual, tally):
        notify(settings, "drift", "; ".join(drifts), say)


def drift(usual: Habit, tally: "Tally") -> list[str]:
    """Say in what a run is far from the habit; empty where it is not, or where one of the two is too small to tell."""
    found = []
    each = tally.edits / max(1, tally.documents)
    enough = tally.documents >= FEWEST_NEW and usual.documents >= FEWEST_KNOWN
    if enough and _is_far(each, usual.edits_each, SLIGHT_EDITS):
        found.append(f"{each:.1f} edits a document; usual are {usual.edits_each:.1f}")
    worked_on = tally.added + tally.changed + len(tally.rejects)
    share = tally.reject_share
    enough = worked_on >= FEWEST_NEW and usual.files >= FEWEST_KNOWN
    if enough and share > usual.reject_share and _is_far(share, usual.reject_share, SLIGHT_SHARE):
        found.append(f"{share:.1%} of the files rejected; usual are {usual.reject_share:.1%}")
    return found


def _is_far(new: float, usual: float, slight: float) -> bool:
    """Whether one is many times the other; `slight` keeps small numbers apart from nothing."""
    return max(new, usual) > FAR * (min(new, usual) + slight)
