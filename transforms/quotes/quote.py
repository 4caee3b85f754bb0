"""The output of the extractor of quotations."""

from typing import NamedTuple


class Quote(NamedTuple):
    """One quotation. All spans are half-open code points of the raw text.

    `start` to `stop` has both marks, or ends where the closing one must have been. `status` is complete, unclosed,
    multi_paragraph, partial or scare. `speaker` and `cue` are the text between their own spans; `speaker_name` is the
    speaker's fullest name in the document. `form` is the pattern that found the speaker; null without one. `paragraph`
    is the ordinal of the paragraph in which the quotation begins, `outer_quote` that of the quotation around it.
    `quoted_language` (BCP 47) is the language in which the words were probably said; `maybe_back_translated` is true if
    that is the language of the text although the text was translated from another, null if unknown.
    """

    start: int
    stop: int
    status: str
    speaker: str | None
    speaker_start: int | None
    speaker_stop: int | None
    speaker_name: str | None
    cue: str | None
    cue_start: int | None
    cue_stop: int | None
    form: str | None
    paragraph: int
    outer_quote: int | None
    quoted_language: str | None
    maybe_back_translated: bool | None
