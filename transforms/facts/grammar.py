"""The words of the dateline grammar as patterns: places, regions, dashes and persons' names."""

import re
from functools import lru_cache

from transforms import gazetteer
from transforms.facts.agencies import agency_of
from transforms.facts.dates import is_date_word

UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x530)) if c.isupper())
WORD = rf"[{UPPER}][\w.'’`´-]*+"
_PARTICLE = (
    r"(?:(?:de|del|della|di|da|do|dos|das|du|des|la|las|los|el|le|les|of|the|upon|on|in|sur|am|an|der|den|im|bei"
    r"|van|y|e|et|und|and|al|ash|sous|lez|lès)\s{1,2}|(?:al|el|an|ar|as|ash|es|ez)-)"
)
PLACE = rf"{WORD}(?:\s{{1,2}}{_PARTICLE}{{0,2}}{WORD}){{0,5}}"
PLACES = rf"{PLACE}(?:\s?[/&]\s?{PLACE}){{0,3}}"
REGION = (
    rf"(?:\s?,\s?{WORD}(?:\s(?:of\s|and\s|the\s)?{WORD}){{0,3}}|\s?\([^()\d\n]{{2,30}}\)"
    # A state and a country: `Nagpur (Maharashtra) [India]`.
    rf"(?:\s\[[^\[\]\d\n]{{2,30}}\])?|\s?\[[^\[\]\d\n]{{2,30}}\])"
)
# What a dateline ends with: a dash of any kind, alone or after a stop or a colon.
DASH = r"\s*[.,:]?\s*(?:-{1,3}|[–—―−_=]{1,2})"

_NAME_WORD = rf"(?:[dl]['’])?{WORD}"
_PARTICLES = r"(?:d[aeiou]|d[oa]s|del|della|van|von|der|den|ter|ten|zu|le|la|el|al|bin|ben|bint|af|of{})\s"
_ANY_PARTICLE = _PARTICLES.format("|y")
# After a first name and a surname, `y` before two more names joins two persons. If both readings were tried, ten names
# would have a thousand readings.
_PARTICLE_LATER = _PARTICLES.format(rf"|y(?!\s{_NAME_WORD}[^\S\n]{_NAME_WORD})")
PERSON = (
    rf"{_NAME_WORD}\s(?:{_ANY_PARTICLE}){{0,2}}{_NAME_WORD}"
    rf"(?:\s(?:{_PARTICLE_LATER}(?:{_ANY_PARTICLE})?)?{_NAME_WORD}){{0,3}}"
)
AND = r"(?:\s+(?:and|et|y|und|e|en|og|och|with|&)\s+)"
PERSONS = rf"{PERSON}(?:(?:\s?,\s|{AND}|,{AND}){PERSON}){{0,7}}"
BETWEEN_PERSONS = re.compile(rf",?{AND}|\s?,\s")

# Words that begin a byline in the languages of the wires.
_BY = "By BY by Par PAR Por POR Von VON Di DI Door DOOR Av AV Af AF".split()
BY = rf"(?:{'|'.join(_BY)})"
BY_LETTERS = frozenset(word[:2] for word in _BY)
"""The first letters that `BY` can match."""
_SPLIT_PLACES = re.compile(r"\s?[/&]\s?")
_AND_PLACES = re.compile(r"\s(?:and|et|y|e|und|og|och)\s")
_SLUG_WORD = re.compile(rf"[{UPPER}/-]{{4,}}")


@lru_cache(maxsize=4096)
def places_of(printed: str) -> tuple[str, ...]:
    """The places that a dateline names before its region, as printed."""
    joined = _AND_PLACES.split(printed)
    if len(joined) > 1 and not gazetteer.is_place(printed) and all(gazetteer.is_place(p) for p in joined):
        return tuple(joined)
    return tuple([p.strip(" ,.") for p in _SPLIT_PLACES.split(printed)])


@lru_cache(maxsize=4096)
def known_place(printed: str) -> bool:
    """Whether the gazetteer knows the first place of a dateline."""
    return gazetteer.is_place(places_of(printed)[0])


@lru_cache(maxsize=4096)
def country_of(printed: str, region: str | None = None) -> str | None:
    """The ISO country of the first place of a dateline, where the gazetteer is sure of it."""
    meant = gazetteer.resolve(places_of(printed)[0], region or None).place
    return meant.country if meant else None


@lru_cache(maxsize=4096)
def is_further_place(first: str, printed: str) -> bool:
    """Whether the name at the place of a region is another town: `PARIS, BERLIN, June 2`."""
    if not known_place(first) or gazetteer.is_place(first, printed):
        return False
    meant = gazetteer.resolve(printed).place
    return meant is not None and meant.kind in ("city", "capital") and gazetteer.is_place(printed)


@lru_cache(maxsize=4096)
def is_country_only(printed: str, region: str | None = None) -> bool:
    """Whether a name is that of a country or state and of no town: `CHINA -` begins a headline, not a dateline."""
    meant = gazetteer.resolve(printed, region).place
    return meant.kind in ("country", "region") if meant else not region and gazetteer.is_region(printed) is not None


def is_joined(place: str, rest: str) -> bool:
    """Whether a dash at a town's name ends a dateline: `ALGIERS- The rain fell`, and not `PARIS- Lyon trains`.

    The town is a capital or has a million inhabitants: small ones are also English words, as `READING`.
    """
    return _is_large(place, 1_000_000) and not _is_large(rest.split(maxsplit=1)[0], 100_000)


def _is_large(place: str, least: int) -> bool:
    meant = gazetteer.resolve(place).place
    return meant is not None and (meant.kind == "capital" or (meant.population or 0) >= least)


def place_after_slug(printed: str) -> tuple[int, str] | None:
    """Find the place at the end of the text before a dateline's date; a slug or a byline may come first.

    Returns the offset and the place, which is the longest end that is one: `HARVEST Lleida` → (8, `Lleida`).
    """
    words = [(m.start(), m[0]) for m in re.finditer(r"\S+", printed)]
    for at, _ in words:
        if gazetteer.is_place(printed[at:]):
            return at, printed[at:]
    plain = next((at for at, word in words if not _SLUG_WORD.fullmatch(word)), None)
    if plain and words[0][0] == 0 and printed[plain : plain + 1].isupper():
        return plain, printed[plain:]
    return None


def state_of_place(printed: str, places: str) -> str | None:
    """The state of the place, if its abbreviation is also an agency's name: `SCRANTON, PA — …`."""
    agency = agency_of(printed) if printed.isupper() else None
    states = agency.regions if agency else ()
    return next((state for state in states if gazetteer.is_place(places_of(places)[0], state)), None)


def is_person_name(printed: str) -> bool:
    """Whether words in the form of a person's name can be one, and not the words of a headline."""
    words = printed.split()
    lower = [w.lower() for w in words]
    if lower[0] in _NEVER_FIRST or not _NEVER_IN_NAMES.isdisjoint(lower):
        return False
    if printed.isupper() and len(set(lower) - _PARTICLE_WORDS) > _MOST_NAMES:
        # A headline in capitals looks like a long name.
        return False
    # June, April and Jan are first names too, but rarely before two more words without a particle (`Jan van Eyk`).
    return len(words) == 2 or lower[1] in _PARTICLE_WORDS or not is_date_word(words[0])


_MOST_NAMES = 4
_PARTICLE_WORDS = frozenset("de da do dos das di del della la las los le el al van der den von zu y e bin ben".split())
_NEVER_IN_NAMES = frozenset(
    "the on in at for from to of with as is are was not over after before up out off by when while how why what who"
    " next last day night morning monday tuesday wednesday thursday friday saturday sunday".split()
)
_NEVER_FIRST = frozenset(
    "a this that these those our my your his her its their all most many some and but or now then it he she we they you"
    " i there here far contrast comparison end air land sea law les un une des los las una uno der die das ein eine fin"
    " avion".split()
)
