"""Exit codes, and errors as one-line messages.

An error whose message is enough for a person has the attribute `exit_code` on its class.
"""

import errno
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.system.terminal import visible

DONE, FAILED, MISUSED, BLOCKED = 0, 1, 2, 3
# The codes that a shell reports for SIGINT and SIGPIPE.
INTERRUPTED, PIPE_CLOSED = 130, 141

LOGGER = "copydesk"
LINE_BREAK = "\n"
# As the command-line library says it.
_NOT_A_NUMBER = re.compile(r"Input should be a valid (integer|number), unable to parse string as an? \w+")
_FULL_IN_ARROW = re.compile(rf"\[errno ({errno.ENOSPC}|{errno.EDQUOT})\]")


class UsageError(Exception):
    """The options, settings or input files are wrong."""

    exit_code = MISUSED


class CommittedError(Exception):
    """A step failed after a snapshot was committed; the snapshot is valid."""

    exit_code = BLOCKED


class StoppedError(BaseException):
    """Ctrl-C after a commit: not a failure, and not an exception that the command-line library handles."""


@contextmanager
def after_commit(number: Callable[[], int | None]) -> Iterator[None]:
    """Add to an error in the block the snapshot that was committed before it, if any; `number` returns it."""
    try:
        yield
    except KeyboardInterrupt:
        if (made := number()) is None:
            raise
        raise StoppedError(f"interrupted; snapshot {made} is committed, the next run continues") from None
    except Exception as error:
        made = number()
        if made is None or _code_of(error) == BLOCKED:
            raise
        raise CommittedError(f"snapshot {made} is committed; the step after it failed: {_words(error)}") from error


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Turn an error into one line and an exit code; an unexpected error keeps its traceback."""
    code = None
    try:
        yield
    except (KeyboardInterrupt, StoppedError) as error:
        code = _say(str(error) or "interrupted", INTERRUPTED)
    except Exception as error:
        code = _code_of(error)
        if code == INTERRUPTED:
            _say("interrupted", code)
        elif code == MISUSED:
            _say(visible(" ".join(_message(error).splitlines())), code)
        elif code != PIPE_CLOSED and _is_plain(error):
            _say(_words(error), code)
        elif code != PIPE_CLOSED:
            _trace(error)
    # Outside of the handler: a live error at exit keeps DuckDB's objects alive, and DuckDB prints warnings.
    if code is not None:
        raise SystemExit(code)


def _say(text: str, code: int) -> int:
    try:
        if text and (log := _log()):
            log.error("%s", text)
        elif text:  # none after printing the help
            print(f"copydesk: {visible(text, keep=LINE_BREAK)}", file=sys.stderr, flush=True)
    except OSError:  # standard error is full: the exit code remains
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
    return code


def _trace(error: Exception) -> None:
    if log := _log():
        log.error("%s: %s", type(error).__name__, error, exc_info=True)
    else:
        print(visible(traceback.format_exc(), keep=LINE_BREAK), end="", file=sys.stderr, flush=True)


def _log() -> logging.Logger | None:
    """The log, if the command writes log lines; see `flows.runs.log_lines`."""
    log = logging.getLogger(LOGGER)
    return log if log.handlers else None


def _limit(error: BaseException) -> str:
    """A hint for a query without enough memory; DuckDB's own advice has several lines."""
    if type(error).__name__ != "OutOfMemoryException":
        return ""
    return "the query needs more memory than it may take (setting query_bytes)"


def _message(error: Exception) -> str:
    """The message; in errors of the command-line library it is a method."""
    return _NOT_A_NUMBER.sub(
        lambda found: f"a {'whole ' if found[1] == 'integer' else ''}number is needed",
        str(error.format_message() if hasattr(error, "format_message") else error),
    )


def is_interrupt(error: BaseException) -> bool:
    """Whether the error is DuckDB's form of Ctrl-C in a query."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def _code_of(error: BaseException) -> int:
    if hasattr(error, "format_message"):  # errors of the command-line library have other codes
        return MISUSED
    if is_interrupt(error):
        return INTERRUPTED
    return int(getattr(error, "exit_code", FAILED))


def said(error: BaseException) -> str:
    """An error in the record of a run: with its type, if the message alone is not enough."""
    return _words(error) if _is_plain(error) else f"{type(error).__name__}: {error}"


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{str(error.filename)!r}: {error.strerror}"
    if _is_full(error):
        return "the disk is full: a file could not be written"
    return _limit(error) or str(error)


def _is_full(error: BaseException | None) -> bool:
    """Whether a disk is full; the error of a write names no file, and Arrow's has its number only in the text."""
    numbers = (errno.ENOSPC, errno.EDQUOT)
    if isinstance(error, OSError):
        return error.errno in numbers or bool(_FULL_IN_ARROW.search(str(error)))
    return str(error) == "database or disk is full"


def _is_plain(error: BaseException | None) -> bool:
    """Whether the message alone is enough for a person."""
    if error and _code_of(error) == BLOCKED:
        return _is_plain(error.__cause__)
    if (isinstance(error, OSError) and error.filename) or _is_full(error):
        return True
    return hasattr(error, "exit_code") or type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb")
