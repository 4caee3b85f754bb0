"""Credit lines with the content of a dateline: a row of stamp, place, agency, copyright notice and filler words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms import gazetteer
from transforms.facts import copyright_notices
from transforms.facts.agencies import NO_CREDITS, Credits, credits_of, may_name
from transforms.facts.credit import credit_values
from transforms.facts.dates import Stamp, read_stamp
from transforms.facts.grammar import UPPER, country_of, is_country_only, places_of
from transforms.facts.line_reading import LineReading
from transforms.facts.stamp_words import PUBLISHED, UPDATED
from transforms.facts.stamps import stamp_values

READER = "trailer"
LONGEST = 200
_LONGEST_UNKNOWN = 40

_PLACE_AGENCY = re.compile(
    rf"(?P<places>[{UPPER}][^()\[\]\d]{{1,60}}?)\s*+(?P<region>\([^()\d]{{2,30}}\)\s*+)?[(\[]\s*(?P<agency>[^()\[\]]{{2,40}}?)\s*+[)\]]"
)
_PLACE_COMMA_AGENCY = re.compile(rf"(?P<places>[{UPPER}][^()\[\]\d,]{{1,40}}?),\s?(?P<agency>[^(),]{{2,40}})")
# Between two tokens is a dash or another mark (a short one has spaces around it), or only spaces before a copyright
# sign.
_BORDER = re.compile(
    r"[–—―|•·>;]|(?<!\d)−|−(?!\d)|(?<!\d)\s(?:-{1,2}|/)\s|\s(?:-{1,2}|/)\s(?!\d)|\s(?:(?<=\d\s)\s*(?=©|\([cC]\)\s)|(?<=\)\s)\s*(?=©))"
)
_BORDERS = re.compile(r"[–—―−|•·>;,©/]|\s-")
_COMMA = re.compile(r",\s")
_LABEL = re.compile(rf"(?:{PUBLISHED}|{UPDATED})(?:\s?:|\s(?:on|at|le|el|am|il|em|op|den|vom)(?!\w))?\s*")
# Filler words of such a line.
_FILLER = re.compile(
    rf"(?:{copyright_notices.TERMS}.*|(?i:source|quelle|fuente|fonte)|{PUBLISHED}|{UPDATED}|\(?(?i:end|fin|ends|schluss)\)?)"
)
_PICTURE = re.compile(r"(?i:\b(?:photos?|images?|pictures?|fotos?|bild(?:er)?|video|credit|crédit|imagen)\b)")
_TRIM = " \t\n\u00a0\u202f*#=_"


class _Token(NamedTuple):
    """One token of the line: its kind and its values."""

    kind: str
    values: tuple[tuple[str, str], ...] = ()
    stamp: Stamp | None = None
    parties: Credits | None = None


class _Placed(NamedTuple):
    """A token, None where it is unknown, and its span."""

    token: _Token | None
    start: int
    stop: int


def _pieces(line: str, start: int, stop: int, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The spans between the separators, without the spaces around them and without a final stop."""
    edges = [(start, start), *[m.span() for m in border.finditer(line, start, stop)], (stop, stop)]
    for (_, begins), (ends, _) in pairwise(edges):
        if bare := line[begins:ends].strip(_TRIM):
            at = line.index(bare, begins)
            yield at, at + len(bare)


@lru_cache(maxsize=4096)  # all except stamps recur: an agency has few desks
def _read_token(part: str) -> _Token | None:
    if stamp := read_stamp(part) or read_stamp(_LABEL.sub("", part, count=1)):
        return _Token("stamp", stamp=stamp)
    bare = part.rstrip(" .")
    parties = credits_of(bare.strip(" ()[]"))
    if parties.agencies and not parties.others:
        return _Token("agency", tuple(credit_values(parties)), parties=parties)
    if found := copyright_notices.read(part):
        return _Token("copyright", found.values)
    return _Token("filler") if _FILLER.fullmatch(bare) else _place(bare)


def _place(bare: str) -> _Token | None:
    """A place with its agency, or a town that the gazetteer knows."""
    m = _PLACE_AGENCY.fullmatch(bare) or _PLACE_COMMA_AGENCY.fullmatch(bare)
    printed, region = (m["places"], (m.groupdict().get("region") or "").strip(" ()")) if m else (bare, "")
    country = country_of(printed, region) if m else None
    parties = credits_of(m["agency"], in_dateline=True, country=country) if m else None
    is_town = gazetteer.is_place(bare) and not is_country_only(bare) and bare[0].isupper()
    if not (parties.agencies if parties else is_town):
        return None
    places = places_of(printed)
    values = [("located", places[0]), *(("located_all", p) for p in places)]
    values += [("_region", region)] if region else []
    return _Token("place", (*values, *credit_values(parties or NO_CREDITS)), parties=parties)


def _tokens(line: str) -> list[_Placed]:
    """The row of tokens; an unknown piece between two separators is split at its commas."""
    tokens = []
    for start, stop in _pieces(line, 0, len(line), _BORDER):
        whole = _Placed(_read_token(line[start:stop]), start, stop)
        parts: list[_Placed] = []
        if whole.token is None:
            parts = [_Placed(_read_token(line[a:b]), a, b) for a, b in _pieces(line, start, stop, _COMMA)]
        tokens += parts if parts and all(p.token for p in parts) else [whole]
    return tokens


def read(line: str) -> LineReading | None:
    """Read a line that is a row of stamp, place, agency and copyright notice: `Lima (AFP) – © 2022 AFP`.

    It has at least two of them, one of them a credit. An unknown token is allowed only with a stamp or a notice, and
    gives no value. The credit of a picture is not such a line.
    """
    if len(line) > LONGEST or not _BORDERS.search(line) or not may_name(line) or _PICTURE.search(line):
        return None
    tokens = _tokens(line)
    unknown = [p for p in tokens if p.token is None]
    known = [p for p in tokens if p.token and p.token.kind != "filler"]
    kinds = {p.token.kind for p in known if p.token}
    if len(kinds) != len(known) or len(kinds) < 2 or not any(p.token and p.token.parties for p in known):
        return None
    if unknown and (
        len(unknown) >= len(known)
        or kinds.isdisjoint(("stamp", "copyright"))
        or any(p.stop - p.start > _LONGEST_UNKNOWN for p in unknown)
    ):
        return None
    return _made(line, known)


def _day_first(tokens: list[_Token]) -> bool | None:
    """The agency's own French portals print the day first; of every other site nothing is known."""
    if len(tokens) < 2 or tokens[0].kind != "stamp" or tokens[1].kind != "place" or tokens[1].parties is None:
        return None
    return True if tokens[1].parties.agencies[0].name == "AFP" else None


def _made(line: str, known: list[_Placed]) -> LineReading:
    tokens = [p.token for p in known if p.token]
    day_first = _day_first(tokens)
    values: list[tuple[str, str]] = []
    dated = [p for p in known if p.token and p.token.kind in ("stamp", "place")]
    for token, placed in zip(tokens, known, strict=True):
        if (stamp := token.stamp) is not None:
            # The order of the numbers is known only after all tokens are read.
            if day_first is not None and stamp.day.certain is None:
                printed = _LABEL.sub("", line[placed.start : placed.stop], count=1)
                stamp = read_stamp(printed, day_first)
            values += stamp_values(stamp, "portal_published")
        values += token.values
    if dated:
        values.insert(0, ("dateline", line[dated[0].start : dated[-1].stop].rstrip(" .")))
    start, stop = len(line) - len(line.lstrip()), len(line.rstrip())
    values.append(("creditline", line[start:stop]))
    form = "_".join(token.kind for token in tokens)
    return LineReading(start, stop, READER, form, tuple(values), "AGY002", "credit")
