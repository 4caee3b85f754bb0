"""What the reader of quotations gives back."""

from typing import NamedTuple


class Quote(NamedTuple):
    """One quotation. All spans are half-open code points of the raw text.

    `start` to `stop` has both marks, or ends where the closing one must have been. `status` is complete, unclosed,
    multi_paragraph, partial or scare. `speaker` and `cue` are the text between their own spans; `speaker_name` is the
    speaker's fullest name in the document. `form` names what found the speaker; null where there is none. `paragraph`
    is the ordinal of the paragraph in which the quotation begins, `outer_quote` that of the quotation around it.
    `quoted_language` (BCP 47) is the language in which the words were likely said; `maybe_back_translated` is true
    where that is the text's own although the text came through another, null where unknown.
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
