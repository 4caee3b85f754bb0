"""Mentions: the persons, places, organisations and agencies that a text names."""

from collections.abc import Sequence

from transforms.mentions.mention import Dateline, Mention


def read(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    roles: Sequence[str],
    language: str | None,
    place: Dateline | None,
) -> list[Mention]:
    """Find the mentions of a raw text, sorted by start.

    Only paragraphs whose role is headline or body are read. `language` is that of the text (BCP 47; null where
    unknown), `place` that of its dateline.
    """
    return []


__all__ = ["Dateline", "Mention", "read"]
