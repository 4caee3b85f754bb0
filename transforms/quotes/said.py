"""The result of an attribution: the spans of the speaker and of the cue."""

from typing import NamedTuple


class Said(NamedTuple):
    """The spans of the speaker and the cue, and the pattern that found them; without a cue its offsets are None."""

    start: int
    stop: int
    cue_start: int | None
    cue_stop: int | None
    form: str
