"""Exit codes, and errors as one line where a person can act on them."""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

DONE, FAILED, MISUSED, WITHHELD = 0, 1, 2, 3

# By name, so that no command imports the room that another one needs.
COMMITTED = {"CommittedError", "UnpublishedError"}
MISUSE = {
    "UsageError",
    "InboxMissingError",
    "RefusedQueryError",
    "UnknownDocumentError",
    "UnknownFieldError",
    "UnknownParameterError",
    "UnknownRuleError",
    "UnfitCorrectionError",
    "BadSheetError",
    "UnknownSnapshotError",
    "NotAWarehouseError",
    "LostSnapshotError",
}
PLAIN = {
    "BrokenManifestError",
    "ContendedError",
    "DamagedError",
    "OutdatedChangeError",
    "RefineError",
    "ServerFailedError",
    "UnknownFormatError",
}


class UsageError(Exception):
    """Something asked for that cannot be done as it was asked: exit 2."""


class CommittedError(Exception):
    """Something failed after a snapshot was committed, which stands: exit 3."""


@contextmanager
def after_commit(number: Callable[[], int | None]) -> Iterator[None]:
    """Say of an error in the block which snapshot was committed before it, where one was; `number` gives it."""
    try:
        yield
    except Exception as error:
        made = number()
        if made is None or type(error).__name__ in COMMITTED:
            raise
        raise CommittedError(f"snapshot {made} is committed; what came after it failed: {error}") from error


@contextmanager
def told() -> Iterator[None]:
    """Turn an error into one line and an exit code; what nobody expected keeps its trace."""
    code = None
    try:
        yield
    except Exception as error:
        code = _code_of(error)
        if _is_plain(error):
            print(f"copydesk: {error}", file=sys.stderr)
        else:
            traceback.print_exc()
    # Outside of the handler: an error that is still alive at exit keeps DuckDB's objects alive, which it complains of.
    if code is not None:
        raise SystemExit(code)


def _code_of(error: Exception) -> int:
    name = type(error).__name__
    return MISUSED if name in MISUSE else WITHHELD if name in COMMITTED else FAILED


def _is_plain(error: BaseException | None) -> bool:
    """Whether the message alone tells a person what to do."""
    kind = type(error)
    if kind.__name__ in COMMITTED and error:
        return _is_plain(error.__cause__)
    if isinstance(error, OSError) and error.filename:  # a full disk, say: the system's words, and the file
        return True
    return kind.__name__ in MISUSE | PLAIN or kind.__module__.partition(".")[0] in ("duckdb", "_duckdb")
