"""Which place a mention means: its concept in the gazetteer, its country and its coordinates."""

from functools import lru_cache

from transforms.gazetteer import Place, resolve
from transforms.mentions.mention import Dateline, Mention


def located(mention: Mention, language: str | None, dateline: Dateline | None) -> Mention:
    """Give a place what the gazetteer knows of it; other mentions, and places that it cannot tell apart, stay."""
    if mention.kind != "place":
        return mention
    found = _place(mention.name or "", language, dateline.country if dateline else None)
    if found is None:
        return mention
    return mention._replace(uri=found.uri, country=found.country, latitude=found.latitude, longitude=found.longitude)


@lru_cache(maxsize=1 << 13)
def _place(name: str, language: str | None, home: str | None) -> Place | None:
    return resolve(name, language=language, home=home).place
