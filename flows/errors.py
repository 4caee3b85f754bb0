"""Exit codes, and errors as one line where a person can act on them.

An error whose message alone tells a person what to do has the attribute `exit_code` on its class.
"""

import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.system.terminal import visible

DONE, FAILED, MISUSED, BLOCKED = 0, 1, 2, 3
# As a shell reports SIGINT and SIGPIPE, of which other tools die.
INTERRUPTED, PIPE_CLOSED = 130, 141

LOGGER = "copydesk"
LINE_BREAK = "\n"


class UsageError(Exception):
    """Something asked for that cannot be done as it was asked."""

    exit_code = MISUSED


class CommittedError(Exception):
    """Something failed after a snapshot was committed, which stands."""

    exit_code = BLOCKED


class StoppedError(BaseException):
    """Ctrl-C after a commit: no failure, and nothing that the command line's library takes for its own."""


@contextmanager
def after_commit(number: Callable[[], int | None]) -> Iterator[None]:
    """Say of an error in the block which snapshot was committed before it, where one was; `number` gives it."""
    try:
        yield
    except KeyboardInterrupt:
        if (made := number()) is None:
            raise
        raise StoppedError(f"interrupted; snapshot {made} is committed, the next run goes on") from None
    except Exception as error:
        made = number()
        if made is None or _code_of(error) == BLOCKED:
            raise
        raise CommittedError(f"snapshot {made} is committed; what came after it failed: {_words(error)}") from error


@contextmanager
def reporting_errors() -> Iterator[None]:
    """Turn an error into one line and an exit code; what nobody expected keeps its trace."""
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
    # Outside of the handler: an error that is still alive at exit keeps DuckDB's objects alive, which it complains of.
    if code is not None:
        raise SystemExit(code)


def _say(text: str, code: int) -> int:
    try:
        if text and (log := _log()):
            log.error("%s", text)
        elif text:  # none where the help was printed
            print(f"copydesk: {visible(text, keep=LINE_BREAK)}", file=sys.stderr, flush=True)
    except OSError:  # standard error is full: the code says it
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end
    return code


def _trace(error: Exception) -> None:
    if log := _log():
        log.error("%s: %s", type(error).__name__, error, exc_info=True)
    else:
        print(visible(traceback.format_exc(), keep=LINE_BREAK), end="", file=sys.stderr, flush=True)


def _log() -> logging.Logger | None:
    """The log, where the command writes log lines; see `flows.runs.log_lines`."""
    log = logging.getLogger(LOGGER)
    return log if log.handlers else None


def _limit(error: BaseException) -> str:
    """What a person can do about a query that DuckDB has no memory for; its own advice has several lines."""
    if type(error).__name__ != "OutOfMemoryException":
        return ""
    return "the query needs more memory than it may take (setting query_bytes)"


def _message(error: Exception) -> str:
    """The message; of the command line's own errors it is a method."""
    return str(error.format_message() if hasattr(error, "format_message") else error)


def is_interrupt(error: BaseException) -> bool:
    """Whether it is what DuckDB makes of Ctrl-C in a query."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"


def _code_of(error: BaseException) -> int:
    if hasattr(error, "format_message"):  # the command line's own errors have other codes
        return MISUSED
    if is_interrupt(error):
        return INTERRUPTED
    return int(getattr(error, "exit_code", FAILED))


def said(error: BaseException) -> str:
    """An error as a record of a run has it: with its kind, where the message alone does not say enough."""
    return _words(error) if _is_plain(error) else f"{type(error).__name__}: {error}"


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{str(error.filename)!r}: {error.strerror}"
    text = _limit(error) or str(error)
    if is_of_a_file(error):
        return f"a file of the warehouse cannot be read; `copydesk verify` names it ({text})"
    return text


def is_of_a_file(error: BaseException) -> bool:
    """Whether a query failed because it cannot read a table's files, in the sandbox."""
    return "reading the stream" in str(error)


def _is_plain(error: BaseException | None) -> bool:
    """Whether the message alone tells a person what to do."""
    if error and _code_of(error) == BLOCKED:
        return _is_plain(error.__cause__)
    if isinstance(error, OSError) and error.filename:  # a full disk, say: the system's words, and the file
        return True
    return hasattr(error, "exit_code") or type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb")
