"""Which place a name means: its concept in the gazetteer, its country and its coordinates."""

from functools import lru_cache
from typing import NamedTuple

from transforms.gazetteer import resolve


class Where(NamedTuple):
    """What the gazetteer knows of a place: `Mention` says what each is."""

    uri: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


NOWHERE = Where(None, None, None, None)
"""Of a place that the gazetteer does not know or cannot tell from another."""


@lru_cache(maxsize=1 << 13)
def where(name: str, language: str | None, home: str | None) -> Where:
    """Say where a place lies; `language` is the text's (BCP 47), `home` the country of its dateline."""
    place = resolve(name, language=language, home=home).place
    return Where(place.uri, place.country, place.latitude, place.longitude) if place else NOWHERE
