"""Quotations: which words of a text are quoted, whose they are, and how that was found."""

from collections.abc import Sequence

from transforms.mentions.mention import Mention
from transforms.quotes.quote import Quote


def read(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    roles: Sequence[str],
    mentions: Sequence[Mention],
    *,
    language: str | None,
    source_language: str | None,
) -> list[Quote]:
    """Find the quotations of a raw text, sorted by start.

    Only paragraphs whose role is headline or body are read. `language` is that of the text and `source_language` the
    one that it was translated from (BCP 47; null where unknown).
    """
    return []


__all__ = ["Quote", "read"]
