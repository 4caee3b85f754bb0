"""Standard output whose failures are one type of error, so that all commands end in the same way."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from flows.errors import FAILED, PIPE_CLOSED


class OutputError(Exception):
    """Standard output is closed, full, or lacks a character."""

    exit_code = FAILED


class PipeClosedError(Exception):
    """The reader of our output, such as `head`, was closed."""

    exit_code = PIPE_CLOSED


class _Output(io.FileIO):
    """File descriptor 1, with its own type of errors."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "wb", closefd=False)
        self._null = os.open(os.devnull, os.O_WRONLY)  # a sandbox cannot open files later

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self._discard()
            if error.errno == errno.EPIPE:
                raise PipeClosedError("standard output is closed by its reader") from None
            raise OutputError(f"standard output cannot be written: {error.strerror}") from None

    def _discard(self) -> None:
        """Discard buffered output."""
        os.dup2(self._null, self.fileno())


@contextmanager
def guarded_output() -> Iterator[None]:
    """Let print raise OutputError or PipeClosedError, in the block and when the rest is written at its end.

    A character that the encoding of standard output lacks is written as an escape.
    """
    _fill_low_descriptors()
    if os.environ.get("COLUMNS") == "0":  # without any width tables would have no columns
        del os.environ["COLUMNS"]
    before = cast("io.TextIOWrapper | None", sys.stdout)
    if before is None:
        raise OutputError("standard output is closed")
    try:
        raw = _Output(before.fileno())
    except OSError:  # a test's stream, which is not a file
        yield
        return
    is_prompt = before.line_buffering or before.write_through
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), before.encoding, "backslashreplace", line_buffering=is_prompt)
    try:
        yield
    except BaseException:
        with suppress(OutputError, PipeClosedError):  # the current error is more specific
            sys.stdout.flush()
        raise
    sys.stdout.flush()


def _fill_low_descriptors() -> None:
    """Occupy closed standard streams: otherwise the next opened file would get the number, and our messages."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # uses the lowest free number
    if cast("io.TextIOWrapper | None", sys.stderr) is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
