"""Incidents that last over several runs: reported when they begin, when they change, once a day, and when they end."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from flows.errors import said
from flows.ingest.job import new_run_id
from flows.ingest.lock import wanted_by
from flows.ingest.run_records import Run, RunJournal, run_row
from flows.runs.notify import Say, notify
from flows.settings import Settings
from flows.system import clock
from flows.system.state_files import StateStore

REMINDER = timedelta(days=1)
_FOLDER = "incidents"
_ENTRY = re.compile(r"[0-9a-f]{16}\.json")
_NUMBERS = re.compile(r"[0-9a-f]{8,}|\d+")


class Incident(NamedTuple):
    """A current condition: `mark` changes with it, `noted_at` is when it was last reported."""

    event: str
    mark: str
    text: str
    began_at: datetime
    noted_at: datetime
    is_sent: bool
    is_over: bool = False


def open_incidents(state_dir: Path) -> list[tuple[str, Incident]]:
    """The reported current conditions of all collections and roots of a warehouse, by name."""
    state = StateStore(state_dir)
    files = (f"{_FOLDER}/{name}" for name in state.names(_FOLDER) if _ENTRY.fullmatch(name))
    held = (entry for file in files for entry in _held(state, file).items())
    return [(name, incident) for name, incident in held if incident.event and not incident.is_over]


def _held(state: StateStore, file: str) -> dict[str, Incident]:
    try:
        found = json.loads(state.read(file) or b"{}")
        return {str(name): _incident(fields) for name, fields in found.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


class Incidents:
    """The incidents of one collection and root, by name, in a file; if it is lost, they are reported again."""

    def __init__(self, settings: Settings, say: Say) -> None:
        self._settings, self._say = settings, say
        self._state = StateStore(settings.state_dir)
        source = json.dumps(wanted_by(settings)).encode()
        self._file = f"{_FOLDER}/{hashlib.sha256(source).hexdigest()[:16]}.json"

    def is_news(self, name: str, mark: str) -> bool:
        """Whether an incident is new, changed, or due for its daily reminder; `stale` has none."""
        known = self.held().get(name)
        if known is None or known.mark != mark:
            return True
        # With a wrong clock it may have been dated in the future.
        return known.event != "stale" and abs(clock.now() - known.noted_at) >= REMINDER

    def begin(self, name: str, event: str, mark: str, text: str, run_id: str | None = None) -> None:
        """Record a condition; send the notification if it is new or could not be sent before."""
        held, is_news = self.held(), self.is_news(name, mark)
        known = held.get(name)
        if known and known.is_sent and not is_news:
            return
        is_sent = notify(self._settings, event, text, self._say, run_id)
        now = clock.now()
        began_at = known.began_at if known else now
        noted_at = now if is_news or not known else known.noted_at
        self._keep(held | {name: Incident(event, mark, text, began_at, noted_at, is_sent)})

    def end(self, names: Iterable[str], run_id: str | None = None) -> None:
        """Record that conditions ended; `recovered` is sent once for all of them, by the next run if sending fails."""
        held = self.held()
        over = {name: held[name] for name in names if name in held}
        if not over:
            return
        text = "; ".join(f"{i.event} since {i.began_at:%Y-%m-%d %H:%M} UTC: {i.text}" for i in over.values())
        if notify(self._settings, "recovered", f"over: {text}", self._say, run_id):
            self._keep({name: incident for name, incident in held.items() if name not in over})
        else:
            self._keep(held | {name: incident._replace(is_sent=False, is_over=True) for name, incident in over.items()})

    def since(self, name: str, mark: str = "") -> datetime:
        """The time of the first call with this mark; its name is only for this, without notifications."""
        held, now = self.held(), clock.now()
        if name in held and held[name].mark == mark:
            return held[name].began_at
        self._keep(held | {name: Incident("", mark, "", now, now, is_sent=True)})
        return now

    def is_first(self, name: str, mark: str) -> bool:
        """Whether the mark differs from that of the last call; its name is only for this."""
        known = self.held().get(name)
        self.since(name, mark)
        return known is None or known.mark != mark

    def held(self) -> dict[str, Incident]:
        """The incidents by name; none if the file is missing or damaged."""
        return _held(self._state, self._file)

    def _keep(self, held: Mapping[str, Incident]) -> None:
        if not self._settings.state_dir.is_dir():
            return  # a refused command does not make a warehouse
        with suppress(OSError):  # a full disk: the notification was sent, and will be sent again
            self._state.put(self._file, json.dumps(held, default=datetime.isoformat).encode())


def _incident(fields: list[object]) -> Incident:
    event, mark, text, began_at, noted_at, is_sent, *is_over = fields
    began, noted = (datetime.fromisoformat(str(value)).astimezone(UTC) for value in (began_at, noted_at))
    return Incident(str(event), str(mark), str(text), began, noted, is_sent is True, is_over == [True])


@contextmanager
def reporting_failure(settings: Settings, say: Say, kind: str = "ingest") -> Iterator[Incidents]:
    """Report an error of the block, which is raised again; `kind` is the kind of run, as in `runs`."""
    began_at = clock.now()
    incidents = Incidents(settings, say)
    try:
        yield incidents
    except Exception as error:
        text = said(error)
        mark = _NUMBERS.sub("#", text)
        run_id = RunJournal(settings.state_dir).failed_since(began_at)
        if run_id is None and incidents.is_news(kind, mark):
            run_id = _record(settings, kind, text, began_at)
        incidents.begin(kind, "failed", mark, text, run_id)
        raise


def _record(settings: Settings, kind: str, text: str, began_at: datetime) -> str | None:
    """Record a run that failed before it began, for the next commit; returns its id."""
    if not settings.state_dir.is_dir():
        return None
    run = Run(new_run_id(), "none", began_at, settings.collection_name, "unknown")
    with suppress(OSError):
        RunJournal(settings.state_dir).note(run_row(run, "failed", text) | {"kind": kind})
    return run.run_id
