"""The credit line at a text's end that holds what a dateline holds: stamp, place, agency and copyright in fields."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.facts import rights
from transforms.facts.agencies import Credits, credits_of, may_name
from transforms.facts.credit import credit_values
from transforms.facts.dates import Stamp, read_stamp
from transforms.facts.found import Example, Found, example
from transforms.facts.grammar import UPPER, places_of
from transforms.facts.stamps import stamp_values

READER = "trailer"
LONGEST = 200

_PLACE_AGENCY = re.compile(
    rf"(?P<places>[*\s]{{0,8}}[{UPPER}][^()\[\]\d]{{1,60}}?)\s*+(?P<region>\([^()\d]{{2,30}}\)\s*+)?\(\s*(?P<agency>[^()]{{2,40}}?)\s*+\)\.?"
)
_PLACE_COMMA_AGENCY = re.compile(rf"(?P<places>[{UPPER}][^()\[\]\d,]{{1,40}}?),\s?(?P<agency>[^(),]{{2,40}})")
# Between two fields stands a dash, a short one between blanks; or only blanks, where a copyright sign follows.
_BORDER = re.compile(r"[–—―|]|\s(?:-{1,2}\s|(?<=\d\s)\s*(?=©|\([cC]\)\s)|(?<=\)\s)\s*(?=©))")
_OPENING_DAY = re.compile(r"\(?\s*(?:\d|[A-ZÀ-Þ])")

EXAMPLES: tuple[Example, ...] = (
    example(
        "20/06/2023 17:32:23 – Lima (AFP) – © 2023 AFP",
        dateline="20/06/2023 17:32:23 – Lima (AFP)",
        located="Lima",
        dateline_date="2023-06-20",
        timestamp_local="2023-06-20T17:32:23",
        agency="AFP",
        copyright_holder="AFP",
        copyright_year="2023",
    ),
    example("20/06/2023 17:32:23 - Lima (Reuters) - © 2023 Reuters", located="Lima", agency="Reuters"),
    example(
        "20/06/2023\u00a007:05\u00a0– Rio de Janeiro (dpa)\u00a0–\u00a0©\u00a02023\u00a0dpa", located="Rio de Janeiro"
    ),
    example("20/06/2023 – Paris ( AFP ) – © AFP", dateline_date="2023-06-20", agency="AFP"),
    example("20 June 2023 17:32 GMT — Accra (AP)", timezone_printed="GMT", agency="AP"),
    example("Lima (AFP) – © 2023 AFP", dateline="Lima (AFP)", located="Lima", agency="AFP"),
    example("AFP – 20/06/2023", dateline_date="2023-06-20", agency="AFP"),
    example("05/06/2023 08:00:00 – Lima (AFP)", dateline_date="2023-06-05"),
    example("05/06/2023 – Lima (Reuters)", dateline_date="[2023-05-06,2023-06-05]"),
)


class _Field(NamedTuple):
    """One field of the line: what it is, and what was read in it."""

    kind: str
    values: tuple[tuple[str, str], ...] = ()
    stamp: Stamp | None = None
    parties: Credits | None = None


def _fields(line: str) -> list[tuple[int, int]]:
    """The stretches between the borders, without the blanks around them."""
    edges = [(0, 0), *[m.span() for m in _BORDER.finditer(line)], (len(line), len(line))]
    fields = []
    for (_, start), (stop, _) in pairwise(edges):
        if bare := line[start:stop].strip():
            begins = line.index(bare, start)
            fields.append((begins, begins + len(bare)))
    return fields


@lru_cache(maxsize=4096)  # all but the stamp come again and again: an agency has few desks
def _read_field(part: str) -> _Field | None:
    if stamp := read_stamp(part):
        return _Field("stamp", stamp=stamp)
    parties = credits_of(part.strip(" ()"))
    if parties.agencies and not parties.others:
        return _Field("agency", tuple(credit_values(parties)), parties=parties)
    if found := rights.read(part):
        return _Field("copyright", found.values)
    m = _PLACE_AGENCY.fullmatch(part) or _PLACE_COMMA_AGENCY.fullmatch(part)
    if m is None or not (parties := credits_of(m["agency"], in_dateline=True)).agencies:
        return None
    places = [p.lstrip("* ") for p in places_of(m["places"])]
    values = [("located", places[0])] + [("located_all", p) for p in places]
    if "region" in m.groupdict() and m["region"]:
        values.append(("_region", m["region"].strip(" ()")))
    return _Field("place", (*values, *credit_values(parties)), parties=parties)


def _day_first(fields: list[_Field]) -> bool | None:
    """The agency's own French portals print the day first; of every other site nothing is known."""
    if len(fields) < 2 or fields[0].kind != "stamp" or fields[1].kind != "place" or fields[1].parties is None:
        return None
    return True if fields[1].parties.agencies[0].name == "AFP" else None


def read(line: str) -> Found | None:
    """Read a line whose every field is a stamp, a place with its agency, an agency or a copyright notice.

    At least two of them must stand there, one of them a credit.
    """
    if len(line) > LONGEST or not _OPENING_DAY.match(line) or not may_name(line):
        return None
    spans = _fields(line)
    fields = []
    for start, stop in spans:
        field = _read_field(line[start:stop])
        if field is None:
            return None
        fields.append(field)
    kinds = {f.kind for f in fields}
    if len(kinds) != len(fields) or len(kinds) < 2 or kinds.isdisjoint(("place", "agency")):
        return None
    return _made(line, fields, spans)


def _made(line: str, fields: list[_Field], spans: list[tuple[int, int]]) -> Found:
    day_first = _day_first(fields)
    values: list[tuple[str, str]] = []
    dated: list[tuple[int, int]] = []
    for field, span in zip(fields, spans, strict=True):
        if (stamp := field.stamp) is not None:
            # The order of the numbers is known only now that all fields are.
            if day_first is not None and stamp.day.certain is None:
                stamp = read_stamp(line[slice(*span)], day_first)
            values += stamp_values(stamp, "portal_published")
        values += field.values
        if field.kind in ("stamp", "place"):
            dated.append(span)
    if dated:
        values.insert(0, ("dateline", line[dated[0][0] : dated[-1][1]]))
    start, stop = spans[0][0], spans[-1][1]
    values.append(("creditline", line[start:stop]))
    form = "_".join([f.kind for f in fields])
    return Found(start, stop, READER, form, tuple(values), "AGY002", "credit")
