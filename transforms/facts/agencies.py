"""The news agencies of data/agencies.csv, and the credits that name them."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from transforms.alternation import alternation


class Agency(NamedTuple):
    """One agency: its short name, ISO country, site, the IANA zone of its desk, and its other printed names.

    `bare_at_head`: it is printed without brackets before a dash at the head of a text (`AP - `). `is_ambiguous`: its
    name has so many other meanings that it counts only in a dateline with a place. `is_at_home`: several agencies share
    its name, and it counts only next to a place of its own country. `regions`: states with the same abbreviation.
    """

    name: str
    country: str
    zone: str
    site: str
    aliases: tuple[str, ...]
    bare_at_head: bool
    is_ambiguous: bool
    is_at_home: bool
    regions: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All its printed names, the short one first."""
        return self.name, *self.aliases


def _load() -> tuple[Agency, ...]:
    lines = files("transforms").joinpath("data", "agencies.csv").read_text(encoding="utf-8").splitlines()
    return tuple(_agency(row) for row in csv.DictReader(lines))


def _agency(row: dict[str, str]) -> Agency:
    aliases, regions = (tuple(filter(None, row[column].split("|"))) for column in ("aliases", "regions"))
    bare, ambiguous, at_home = (bool(row[flag]) for flag in ("bare_at_head", "ambiguous", "at_home"))
    site = f"https://{row['site']}/"
    return Agency(row["name"], row["country"], row["timezone"], site, aliases, bare, ambiguous, at_home, regions)


AGENCIES = _load()
_DOTTED = re.compile(r"(?:[A-Z]\.){2,5}")


def _key(printed: str) -> str:
    name = " ".join(printed.replace("‐", "-").replace("‑", "-").split())
    return name.replace(".", "") if _DOTTED.fullmatch(f"{name}.") else name


_LONG_NAME = 4
_TRIM = " \t\n\u00a0\u202f.©*="
_BY_NAME: dict[str, tuple[Agency, ...]] = {}
for _one in sorted(AGENCIES, key=lambda a: a.is_at_home):
    for _name in _one.names:
        _printed = _key(_name.strip(_TRIM))
        # The full name of an agency has no other meaning, nor has another long name, as TTXVN for VNA, or one in Arabic
        # or Indian script.
        _is_other_word = len(_printed) > _LONG_NAME and _printed.casefold() != _one.name.casefold()
        _is_other_word |= "\u0600" < _printed[0] < "\u0d80"
        _resolved = _one._replace(is_ambiguous=False) if " " in _printed or _is_other_word else _one
        _BY_NAME[_printed] = (*_BY_NAME.get(_printed, ()), _resolved)
# Long names match in any case; a short one only as its agency prints it, or in capitals.
_BY_FOLDED = {name.casefold(): found for name, found in _BY_NAME.items() if len(name) > 4}
_BY_CAPITALS = {name.upper(): found for name, found in _BY_NAME.items()}
# In a bracket after a place `AA` is Anadolu, and the Hindi words for language and talks are services of PTI and UNI.
_IN_DATELINES = {
    name: tuple(a._replace(is_ambiguous=True) for a in _BY_NAME[agency])
    for name, agency in (("AA", "Anadolu"), ("भाषा", "PTI"), ("वार्ता", "UNI"), ("Bhasha", "PTI"))
}
# `NEW DELHI, June 20 (language)`, `Muscat, on June 20 / Omani /`: names that are translated as common words.
_TRANSLATED = {("language", "IN"): _IN_DATELINES["Bhasha"], ("Omani", "OM"): _BY_NAME["ONA"]}
_ALL = (*_BY_NAME, *_IN_DATELINES, *(name for name, _ in _TRANSLATED))

_TOKENS = re.compile(r"[\w.]+")
_WORDS = re.compile(r"[\w.]+(?<!\.)")
# Words that are in many names and in many texts.
_GENERIC = frozenset(
    "agency agence agencia news press presse service services international national association group market business"
    " information united report central".split()
)


def _hints() -> Iterator[str]:
    """One word of each name, by which to search a text for the agency: the longest that is not in every text."""
    for name in _ALL:
        words = _WORDS.findall(name)
        word = max((w for w in words if w.casefold() not in _GENERIC), key=len, default=words[0])
        yield from (word, word.upper(), ".".join(word))
        if len(words) == 1 and len(word) > 4:
            yield word.lower()


class _Words:
    """Search a line for any of some words. Letters, digits, `_` and the `joints` between them continue a word."""

    def __init__(self, words: Iterable[str], joints: str = "") -> None:
        self._joints = joints
        self._find = AhoCorasick(sorted(set(words))).find_matches_as_indexes

    def stand_in(self, line: str) -> bool:
        """Whether the line has one of the words as a separate word."""
        for _, start, stop in self._find(line, overlapping=True):
            before = line[start - 1] if start else " "
            if before not in self._joints and not _joins(before) and not _joins(line[stop:].lstrip(self._joints)[:1]):
                return True
        return False


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"


_HINTS = _Words(_hints(), joints=".")


def _plain(printed: str) -> str:
    return _key(printed).replace(".", "").casefold()


_WHOLE_NAMES = _Words(_plain(form) for name in _ALL for form in (name, name.upper()))
_SPELLINGS = sorted({form for name in _BY_NAME for form in (name, name.upper())}, key=lambda form: (-len(form), form))
_SPELLED = _Words([*_SPELLINGS, "AA"])

_BETWEEN = re.compile(r"\s*[/,&+;|]\s*|\s+(?:and|et|y|und|e|en|og|och|i)\s+")
_SIDE_BY_SIDE = re.compile(r"[\s-]+")
_REGIONAL = re.compile(r"[a-z]{2,4}")
_OPENERS = sorted(
    (n for a in AGENCIES if a.bare_at_head or not a.is_ambiguous for n in a.names), key=lambda n: (-len(n), n)
)
OPENING = alternation(map(re.escape, _OPENERS))
OPENING_LETTERS = frozenset(name[:2] for name in _OPENERS)
"""The first two letters of what `OPENING` can match."""
ALL_NAMES = alternation(map(re.escape, _SPELLINGS))


def agency_of(printed: str, *, in_dateline: bool = False, country: str | None = None) -> Agency | None:
    """The agency with a printed name; None for every other party, and where several agencies share the name.

    `country` is that of the place next to the name: `APS` is Algerian with Algiers, Senegalese with Dakar. The bracket
    of a dateline may print a short name in any case: `Afp`.

    >>> agency_of("Agence France-Presse").name, agency_of("APS", country="SN").country
    ('AFP', 'SN')
    >>> agency_of("The Valley Gazette") is None
    True
    """
    name = _key(printed.strip(_TRIM))
    if name.startswith(("The ", "the ")):
        name = name[4:]
    found = _BY_NAME.get(name) or _BY_FOLDED.get(name.casefold()) or (name.isupper() and _BY_CAPITALS.get(name)) or ()
    if in_dateline and not found:
        found = (
            _IN_DATELINES.get(name) or _TRANSLATED.get((name, country or "")) or _BY_CAPITALS.get(name.upper()) or ()
        )
    at_home = [a for a in found if a.country == country]
    return next(iter(at_home or [a for a in found if len(found) == 1 or not a.is_at_home]), None)


def is_spelled(agency: Agency, words: str) -> bool:
    """Whether the letters of an agency abbreviate the words before them: `the Academy of Fine Painting (AFP)`."""
    initials = "".join(word[0] for word in _TOKENS.findall(words)[-8:])
    name = agency.name.upper()
    return initials.upper().endswith(name) or "".join(filter(str.isupper, initials)).endswith(name)


@lru_cache(maxsize=16)
def may_name(printed: str) -> bool:
    """Whether a text can name an agency at all; a cheap test before the expensive ones."""
    return _HINTS.stand_in(printed) and _WHOLE_NAMES.stand_in(_plain(printed))


def may_spell(line: str) -> bool:
    """Whether a line may have one of `ALL_NAMES` between other words."""
    return _SPELLED.stand_in(line)


class Credits(NamedTuple):
    """The agencies that a credit names, in its order, and whether it names any other party besides them."""

    agencies: tuple[Agency, ...]
    others: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The roles of credited parties: a single agency is the author, several are co-sources."""
        return "author" if len(self.agencies) == 1 and not self.others else "co_source"


NO_CREDITS = Credits(())


@lru_cache(maxsize=4096)
def credits_of(printed: str, *, in_dateline: bool = False, country: str | None = None) -> Credits:
    """Read the parties of a credit: `AFP`, `AFP/Reuters`, `dpa/bb`, `ats afp`, `AFP-AP`, `Reuters and AP`."""

    def agency(part: str) -> Agency | None:
        return agency_of(part, in_dateline=in_dateline, country=country)

    if whole := agency(printed):
        return Credits((whole,))
    parts = [p for p in _BETWEEN.split(printed.strip(_TRIM)) if p]
    if len(parts) == 1:
        # Swiss and French desks separate agencies by a space or a hyphen alone.
        words = _SIDE_BY_SIDE.split(parts[0])
        side_by_side = [a for word in words if (a := agency(word) or agency(word.upper()))]
        return Credits(tuple(side_by_side)) if 1 < len(words) == len(side_by_side) <= 3 else NO_CREDITS
    named = [(part, agency(part)) for part in parts]
    agencies = tuple(dict.fromkeys(a for _, a in named if a))
    # `dpa/bb`: a regional desk of the agency before it is not another party.
    others = tuple(p for n, (p, a) in enumerate(named) if a is None and not (n and _REGIONAL.fullmatch(p)))
    return Credits(agencies, others) if agencies else NO_CREDITS
