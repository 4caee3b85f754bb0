"""Who says a quotation, and by what sign: what each form of attribution finds."""

from typing import NamedTuple


class Said(NamedTuple):
    """Where the speaker and the cue stand, and the form that found them; without a cue both its places are None."""

    start: int
    stop: int
    cue_start: int | None
    cue_stop: int | None
    form: str
