"""Mentions: the persons, places, organisations and agencies that a text names."""

from collections.abc import Sequence

from transforms.mentions.foreign import is_sure
from transforms.mentions.mention import DatelinePlace, Mention
from transforms.mentions.persons import decide
from transforms.mentions.places import disambiguated, locate
from transforms.mentions.runs import PIECES, RUN

_READ = frozenset({"headline", "body"})
_ENGLISH = (None, "en")


def read(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    roles: Sequence[str],
    language: str | None,
    place: DatelinePlace | None,
) -> list[Mention]:
    """Find the mentions of a raw text, sorted by start.

    Only paragraphs whose role is headline or body are read. `language` is that of the text (BCP 47; null where
    unknown), `place` that of its dateline.

    >>> text = "Mayor Ada Roe spoke in Suva."
    >>> found = read(text, [(0, len(text))], ["body"], "en", None)
    >>> [(mention.kind, mention.name, mention.title) for mention in found]
    [('person', 'Ada Roe', 'Mayor'), ('place', 'Suva', None)]
    """
    found = [
        (run.start(), piece)
        for (start, stop), role in zip(paragraphs, roles, strict=True)
        if role in _READ
        for run in RUN.finditer(text, start, stop)
        for piece in PIECES[run[0]]
    ]
    home = place.country if place else None
    mentions = disambiguated(decide(text, found, lambda name: locate(name, language, home)), language, home)
    return mentions if language in _ENGLISH else [m for m in mentions if is_sure(text, m, language)]


__all__ = ["DatelinePlace", "Mention", "read"]
