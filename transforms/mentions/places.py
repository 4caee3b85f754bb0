"""Which place a name means: its concept in the gazetteer, its country and its coordinates."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from transforms.gazetteer import area, regions, resolve
from transforms.mentions.mention import Mention
from transforms.places import Region


class Where(NamedTuple):
    """What the gazetteer knows of a place: `Mention` says what each is."""

    uri: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


NOWHERE = Where(None, None, None, None)
"""Of a place that the gazetteer does not know or cannot tell from another."""


@lru_cache(maxsize=1 << 13)
def locate(name: str, language: str | None, home: str | None, named: frozenset[Region] = frozenset()) -> Where:
    """Say where a place lies.

    `language` is the text's (BCP 47), `home` the country of its dateline, `named` are countries whose towns it names.
    """
    place = resolve(name, language=language, home=home, named=named).place or area(name)
    return Where(place.uri, place.country, place.latitude, place.longitude) if place else NOWHERE


def disambiguated(mentions: list[Mention], language: str | None, home: str | None) -> list[Mention]:
    """Give a name of a country and of another one's state (`Georgia`) the place in whose country the text names towns.

    Mentions that no such name bears stay.
    """
    if not any(_is_shared(mention.name) for mention in mentions if mention.kind == "place"):
        return mentions
    named = frozenset(_of_towns(mentions))
    return [
        mention._replace(**locate(mention.name or "", language, home, named)._asdict())
        if mention.kind == "place" and _is_shared(mention.name)
        else mention
        for mention in mentions
    ]


def _of_towns(mentions: Iterable[Mention]) -> Iterable[Region]:
    """The countries of the places that are no countries themselves."""
    for mention in mentions:
        if mention.kind == "place" and mention.country and not _is_shared(mention.name):
            known = regions(mention.name or "")
            if not known or known[0].admin1:
                yield Region(mention.country, None)


@lru_cache(maxsize=1 << 13)
def _is_shared(name: str | None) -> bool:
    """Whether a country and a state of another one bear a name."""
    first, *others = regions(name or "") or (None,)
    return first is not None and not first.admin1 and any(other.country != first.country for other in others)
