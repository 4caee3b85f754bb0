"""The countries and states that a text names, directly or by their well-known cities."""

import re
from functools import lru_cache

from transforms import gazetteer
from transforms.facts.grammar import UPPER
from transforms.places import Region

# The country of a dateline's town is named near the beginning.
_REACH = 6000
_MOST_NAMES = 200
_MOST_WORDS = 3
_NAMES = re.compile(rf"[{UPPER}][\w'’-]+(?:\s(?:of\s)?[{UPPER}][\w'’-]+){{0,4}}")
_WELL_KNOWN = 300_000


def named_areas(text: str, but: str) -> frozenset[Region]:
    """The countries and states named in a text; the name `but` is not evidence of itself.

    >>> sorted(named_areas("The fire began in Ohio, officials in Spain said.", "Columbia"))
    [Region(country='ES', admin1=None), Region(country='US', admin1='Ohio')]
    """
    left_out = gazetteer.key(but)
    names = dict.fromkeys(name for m in _NAMES.finditer(text, 0, _REACH) for name in _parts(m[0]))
    areas = (_areas(name) for name in list(names)[:_MOST_NAMES] if gazetteer.key(name) != left_out)
    return frozenset(area for found in areas for area in found)


def _parts(run: str) -> list[str]:
    """All names of one to three words within a run of capitalised words."""
    words = run.split()
    return [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + _MOST_WORDS, len(words)) + 1)]


@lru_cache(maxsize=16384)
def _areas(name: str) -> tuple[Region, ...]:
    if len(name) <= _MOST_WORDS:
        return ()
    meant = gazetteer.resolve(name).place
    if meant is None or meant.country is None:
        return ()
    if meant.kind == "region":
        return (Region(meant.country, meant.admin1),)
    is_known = meant.kind in ("country", "capital") or (meant.population or 0) >= _WELL_KNOWN
    return (Region(meant.country, None),) if is_known else ()
