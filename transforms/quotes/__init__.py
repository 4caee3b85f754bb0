"""Quotations: the quoted words, their speakers, and the pattern that found each speaker."""

from collections.abc import Sequence

from transforms.mentions.mention import Mention
from transforms.pairing import Quotation
from transforms.paragraphs import Span
from transforms.quotes.antecedents import Antecedents
from transforms.quotes.attribute import attribute
from transforms.quotes.drafts import QuoteDraft, rows
from transforms.quotes.names import Names
from transforms.quotes.origin import is_back_translated
from transforms.quotes.passage import Passage
from transforms.quotes.quote import Quote
from transforms.quotes.unclosed import narration_start


def read(
    text: str,
    paragraphs: Sequence[Span],
    roles: Sequence[str],
    mentions: Sequence[Mention],
    *,
    language: str | None,
    source_language: str | None,
    pairs: Sequence[Quotation] | None = None,
) -> list[Quote]:
    """Find the quotations of a raw text, sorted by start.

    Only paragraphs whose role is headline or body are read. `language` is that of the text and `source_language` the
    one that it was translated from (BCP 47; null where unknown). `pairs` are its pairs of quotation marks, if known.

    >>> text = "“The harbour is open,” said Ada Roe."
    >>> (quote,) = read(text, [Span(0, len(text))], ["body"], [], language="en", source_language=None)
    >>> quote.speaker, quote.cue, quote.status
    ('Ada Roe', 'said', 'complete')
    """
    found = rows(text, paragraphs, roles, pairs)
    if not found and not any(dash in text for dash in "–—-"):
        return []
    flat = text.replace("\xa0", " ").replace("\n", " ")
    passages: dict[int, Passage] = {}
    found = attribute(flat, paragraphs, roles, found, language=language, passages=passages)
    meant = Antecedents(flat, paragraphs, mentions, found, source_language=source_language, passages=passages)
    names = Names(flat, mentions, meant)
    ordinals = {id(row): n for n, row in enumerate(found)}
    quotes = []
    for row in found:
        name = names.of(row)
        if name and row.status == "unclosed":
            floor = max((one.stop for one in row.inners), default=row.start)
            row.stop = narration_start(text, floor, row.stop, name)
        spoken = names.language_of(name) if name else None
        back = is_back_translated(spoken, language, source_language)
        quotes.append(_quote(text, row, name, ordinals.get(id(row.outer)), spoken=spoken, back=back))
    return quotes


def _quote(
    text: str, row: QuoteDraft, name: str | None, outer: int | None, *, spoken: str | None, back: bool | None
) -> Quote:
    said = row.said
    start, stop, cue_start, cue_stop, form = said or (None, None, None, None, None)
    return Quote(
        start=row.start,
        stop=row.stop,
        status=row.status,
        speaker=text[start:stop] if said else None,
        speaker_start=start,
        speaker_stop=stop,
        speaker_name=name,
        cue=text[cue_start:cue_stop] if cue_start is not None else None,
        cue_start=cue_start,
        cue_stop=cue_stop,
        form=form,
        paragraph=row.first,
        outer_quote=outer,
        quoted_language=spoken,
        maybe_back_translated=back,
    )


__all__ = ["Quote", "read"]
