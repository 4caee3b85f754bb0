"""What a run does if a file of people's decisions next to the seeds cannot be read."""

from collections.abc import Callable

from flows.errors import BLOCKED
from flows.settings import Settings

Say = Callable[[str], object]


class IgnoredDecisionsError(Exception):
    """A file of decisions was ignored, because it is damaged."""

    exit_code = BLOCKED

    def __init__(self, path: str, error: Exception) -> None:
        super().__init__(f"{path} was ignored: {error}; correct the file, or restore it from a copy, and run again")


def why_ignored(record: Callable[[Settings, Say], object], settings: Settings, say: Say) -> str:
    """Record the decisions of a file; returns why it was ignored, empty if it was not."""
    try:
        record(settings, say)
    except IgnoredDecisionsError as error:
        return str(error)
    return ""
