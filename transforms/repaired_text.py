"""The text that quotations and names are read from: its encoding is repaired, and it has no HTML tags."""

from collections.abc import Iterable
from typing import NamedTuple

from transforms.mentions import Mention
from transforms.paragraphs import Span, split_paragraphs
from transforms.patch import Edit, Patch
from transforms.quotes import Quote

_TAG = "ENC006"
_APOSTROPHES = ("QUO006",)


class RepairedText(NamedTuple):
    """A text whose encoding was repaired, its paragraphs, and the repair, which maps its offsets to the raw text."""

    text: str
    paragraphs: list[Span]
    repair: Patch


def repaired(text: str, paragraphs: list[Span], edits: Iterable[Edit], repair: Patch) -> RepairedText:
    """Repair the encoding of a raw text, and blank the HTML tags that its `edits` remove.

    >>> repair = Patch.of([Edit(3, 5, "Ã©", "é", ("ENC007",), "fix", applied=True)])
    >>> repaired("RenÃ© Roe", [Span(0, 9)], [], repair)[:2]
    ('René Roe', [Span(start=0, stop=8)])
    """
    plain = without_tags(text, edits)
    # Quotations in two apostrophes stay unread: see DECISIONS.md.
    repair = Patch(tuple([edit for edit in repair.edits if edit.codes != _APOSTROPHES])) if repair.edits else repair
    if not repair.edits:
        return RepairedText(plain, paragraphs, repair)
    return RepairedText(repair.apply(plain), split_paragraphs(repair.apply(text)), repair)


def without_tags(text: str, edits: Iterable[Edit]) -> str:
    """A raw text with blanks in place of the HTML tags that its edits remove: attributes are not quoted or named.

    >>> tag = Edit(3, 16, '<b class="x">', "", ("ENC006",), "fix", True)
    >>> without_tags('A: <b class="x">yes', [tag])
    'A:              yes'
    """
    pieces: list[str] = []
    at = 0
    for edit in edits if "<" in text else ():
        if edit.applied and _TAG in edit.codes and not (edit.after or "").strip():
            pieces += text[at : edit.start], " " * (edit.stop - edit.start)
            at = edit.stop
    return "".join([*pieces, text[at:]])


def mention_in_raw(mention: Mention, repair: Patch) -> Mention:
    """A mention of the repaired text with its span in the raw one."""
    if mention.stop <= repair.starts[0]:  # offsets before the first repair do not change
        return mention
    start, stop = repair.origin(mention.start, mention.stop)
    return mention._replace(start=start, stop=stop)


def quote_in_raw(quote: Quote, text: str, repair: Patch) -> Quote:
    """A quotation of the repaired text with its spans in the raw `text`, and speaker and cue as printed there."""
    if max(quote.stop, quote.speaker_stop or 0, quote.cue_stop or 0) <= repair.starts[0]:
        return quote
    start, stop = repair.origin(quote.start, quote.stop)
    quote = quote._replace(start=start, stop=stop)
    if quote.speaker_start is not None and quote.speaker_stop is not None:
        start, stop = repair.origin(quote.speaker_start, quote.speaker_stop)
        quote = quote._replace(speaker=text[start:stop], speaker_start=start, speaker_stop=stop)
    if quote.cue_start is not None and quote.cue_stop is not None:
        start, stop = repair.origin(quote.cue_start, quote.cue_stop)
        quote = quote._replace(cue=text[start:stop], cue_start=start, cue_stop=stop)
    return quote
