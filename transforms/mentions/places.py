"""Resolves a mention to a place: its id in the gazetteer, its country and its coordinates."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from transforms.gazetteer import area, has_rival, regions, resolve
from transforms.mentions.mention import Mention
from transforms.places import Region


class Where(NamedTuple):
    """The data of a place in the gazetteer; see `Mention` for the fields."""

    uri: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


NOWHERE = Where(None, None, None, None)
"""The data of a place that is unknown or ambiguous."""


_DIRECTIONS = frozenset("Central Eastern East Northern North Southern South Western West".split())
_PROVINCES = (" Province", " Oblast", " Prefecture", " Governorate", " Region", " State")


@lru_cache(maxsize=1 << 13)
def locate(name: str, language: str | None, home: str | None, named: frozenset[Region] = frozenset()) -> Where:
    """Look up a place.

    `language` is the text's (BCP 47), `home` the country of its dateline, `named` are countries with towns that it
    names.
    """
    place = resolve(name, language=language, home=home, named=named).place or area(name)
    if name.endswith(_PROVINCES):
        rest, _, _ = name.rpartition(" ")
        if place and rest in _DIRECTIONS and place.country != home:  # several countries have a `Northern Province`
            return NOWHERE
        if place is None and rest not in _DIRECTIONS and (found := area(rest)):  # `rest` may be a town as well
            return NOWHERE._replace(country=found.country)
    return Where(place.uri, place.country, place.latitude, place.longitude) if place else NOWHERE


def disambiguated(mentions: list[Mention], language: str | None, home: str | None) -> list[Mention]:
    """Resolve a name of both a country and a state (`Georgia`) to the one in whose country the text names towns.

    A town that several countries have (`Perth`) is unknown if the text names none of its country, but the other's.
    """
    mentions = _without_rivals(mentions, language, home)
    if not any(_is_shared(mention.name) for mention in mentions if mention.kind == "place"):
        return mentions
    named = frozenset(_of_towns(mentions))
    return [
        mention._replace(**locate(mention.name or "", language, home, named)._asdict())
        if mention.kind == "place" and _is_shared(mention.name)
        else mention
        for mention in mentions
    ]


def _without_rivals(mentions: list[Mention], language: str | None, home: str | None) -> list[Mention]:
    """Remove the data of a town whose country nothing else in the text confirms, if a rival may be meant."""
    countries: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind == "place" and mention.country:
            countries.setdefault(mention.country, set()).add(mention.name or "")
    doubtful = {
        country
        for country, (name, *others) in countries.items()
        if country != home and not others and has_rival(name, language, countries.keys() - {country})
    }
    if not doubtful:
        return mentions
    return [
        mention._replace(**NOWHERE._asdict()) if mention.kind == "place" and mention.country in doubtful else mention
        for mention in mentions
    ]


def _of_towns(mentions: Iterable[Mention]) -> Iterable[Region]:
    """The countries of the places that are not countries themselves."""
    for mention in mentions:
        if mention.kind == "place" and mention.country and not _is_shared(mention.name):
            known = regions(mention.name or "")
            if not known or known[0].admin1:
                yield Region(mention.country, None)


@lru_cache(maxsize=1 << 13)
def _is_shared(name: str | None) -> bool:
    """Whether a name is both a country's and that of a state of another country."""
    first, *others = regions(name or "") or (None,)
    return first is not None and not first.admin1 and any(other.country != first.country for other in others)
