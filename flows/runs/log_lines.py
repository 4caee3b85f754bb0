"""Log lines instead of messages for people: time in UTC, level, run and message, as text or as JSON."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flows.console import Console
from flows.errors import LOGGER
from flows.settings import Settings
from flows.system.terminal import visible


class TextLines(logging.Formatter):
    """`TIME LEVEL RUN MESSAGE`; a line without a run has a dash. Control characters in a message are escaped."""

    def __init__(self, *_: object) -> None:
        super().__init__()

    def format(self, record: logging.LogRecord) -> str:
        """Format a record; a traceback follows on separate lines."""
        fields = _fields(record)
        line = f"{fields['time']} {fields['level']} {fields['run'] or '-'} {visible(fields['message'])}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(TextLines):
    """One object a line: time, level, run, message and, with an error, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record."""
        trace = {"trace": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps(_fields(record) | trace, ensure_ascii=False)


def _fields(record: logging.LogRecord) -> dict[str, str]:
    when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    # Prefect names our runs by their ids.
    run = getattr(record, "run", None) or getattr(record, "flow_run_name", None) or ""
    return {"time": when, "level": record.levelname, "run": run, "message": record.getMessage()}


class LogConsole(Console):
    """Writes log lines to standard error, without bars, tables and advice."""

    def __init__(self, lines: type[TextLines]) -> None:
        super().__init__()
        self._log, self._run = _start(lines), ""

    def say(self, text: str) -> None:
        """Log at level INFO."""
        self._log.info("%s", text, extra={"run": self._run})

    def warn(self, text: str) -> None:
        """Log at level WARNING."""
        self._log.warning("%s", text, extra={"run": self._run})

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], object]]:
        """Log nothing: a scan does not belong to a run yet."""
        self._run = ""
        yield lambda files: None

    @contextmanager
    def working(self, run_id: str, total: int) -> Iterator[Callable[[int], object]]:
        """Log nothing; the following lines belong to this run."""
        self._run = run_id
        yield lambda done: None

    def counts(self, counts: list[tuple[str, str]]) -> None:
        """Log all of them in one line."""
        self.say("; ".join(f"{name}: {value}" for name, value in counts))

    def hint(self, text: str) -> None:
        """Log nothing: hints are for people."""


def show_for(settings: Settings, default: str = "") -> Console:
    """The log lines of the settings, or of `default`; without either, messages for people.

    Prefect's own lines take the same form: call it before Prefect is imported.
    """
    form = settings.log_format or default
    return LogConsole(JsonLines if form == "json" else TextLines) if form else Console()


def _start(lines: type[TextLines]) -> logging.Logger:
    # These two give Prefect's console the formatter, in this process and in those of scheduled runs.
    os.environ["PREFECT_LOGGING_FORMATTERS_JSON_CLASS"] = f"{lines.__module__}.{lines.__name__}"
    os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER"] = "json"
    log, handler = logging.getLogger(LOGGER), logging.StreamHandler()
    handler.setFormatter(lines())
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)
    return log
