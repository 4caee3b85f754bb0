"""The dateline at the head of a paragraph: place, region, date and agency before a dash."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from transforms import gazetteer
from transforms.facts.agencies import (
    ALL_NAMES,
    NO_CREDITS,
    OPENING,
    OPENING_LETTERS,
    Credits,
    agency_of,
    credits_of,
    is_spelled,
    may_name,
    may_spell,
)
from transforms.facts.calendar import WEEKDAY
from transforms.facts.credit import credit_values
from transforms.facts.dateline_forms import FORMS, PLACE_LINES, RESULT, SENTENCE, SHAPED, Form, begins_with_day
from transforms.facts.dateline_scripts import FORMS as FORMS_OF_SCRIPTS
from transforms.facts.dateline_scripts import HINDI_DAYS
from transforms.facts.dates import IMPOSSIBLE, STAMP, Stamp, is_date_word, read_stamp
from transforms.facts.grammar import (
    BETWEEN_PERSONS,
    BY,
    BY_LETTERS,
    DASH,
    PERSONS,
    REGION,
    UPPER,
    country_of,
    is_country_only,
    is_further_place,
    is_joined,
    known_place,
    place_after_slug,
    places_of,
    state_of_place,
)
from transforms.facts.line_reading import LineReading
from transforms.facts.stamps import stamp_values
from transforms.layout.prose import ends_sentence, is_prose
from transforms.lazy_pattern import lazy_pattern

READER = "dateline"
# The greatest length of a dateline, in code points.
REACH = 250
# Headlines match these patterns too: `NO RISE SEEN - JIJI`.
_TITLE_LIKE = ("place_comma_agency", "place_dash_agency", "place_slash_agency", "agency_place")
# A town that the gazetteer does not know has at most so many words; headlines have more.
_MOST_WORDS_UNKNOWN = 4
# Patterns of a place alone, which is a dateline only at the very head of a story.
BARE = ("place", "place_mark", "place_joined")
_UNMARKED = ("place_agency", "place_day_agency")  # `Bern (sda) Der Hafen …`: prose follows
_NEAR = 160
# The scripts without capital letters begin with Arabic; their patterns may begin with a bracket.
_FIRST_WITHOUT_CAPITALS = "\u0600"
_WITHOUT_CAPITALS = re.compile(r"[(\[]?[\u0600-\u06ff\u0900-\u0d65\u3005-\u9fff\uac00-\ud7a3\uff08-\uff3d]")
_SHORTEST_SENTENCE = 40
_SHORTEST_PROSE = 60
# The greatest length of a headline.
_LONG_PROSE = 160
_MEDIA = frozenset("Agency Network News Newspaper Press Radio Service TV Times Website".split())
# What a dateline may end with. Searching one after the other takes a fifth of the time of a pattern.
_MARKS = ("(", "–", "—", "−", ":", "/", "|", " -", "- ", "--", "-\n", "_", "=", "[", "―")

_OPENING = lazy_pattern(
    rf"\((?P<bracket>{OPENING})\){DASH}(?=\s|\Z)|(?P<bare>{OPENING}){DASH}(?=\s|\Z){SENTENCE}"
    rf"|/(?P<slashed>{ALL_NAMES})/\.?(?=\s|\Z){SENTENCE}"
)
_BEFORE_OPENING = ("(", "/")
_BYLINE = lazy_pattern(rf"{BY}\s+(?P<persons>{PERSONS}?)(?:\s{{2,}}|\n\s*)(?=[{UPPER}])")
_BYLINE_WORDS = lazy_pattern(rf"{BY}\s+(?P<persons>{PERSONS})\s*\Z")
_IN_BRACKETS = rf"\(\s?(?P<agency>[^()\n]{{2,40}}?)\s?\)(?P<end>{DASH}|\s?:)"
_BRACKETS = re.compile(_IN_BRACKETS)  # begins with a letter, unlike the next one, and so fails fast
_CREDITED = lazy_pattern(rf"\s?[,.:]?\s*{_IN_BRACKETS}")
_DATE_END = lazy_pattern(rf"[\s,]({STAMP})\Z")
_SPACES = re.compile(r"\s*")
_SLUG_AT_MOST = 90
# The greatest length of a place that ends with a stop.
_PLACE_WITHIN = 44
_WEEKDAY = re.compile(rf",?\s?{WEEKDAY}")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+")
# A dash between a date and its sentence, as in `place_date`.
_GLUED = re.compile(r"\d.{0,24}-(?![a-zß-ÿ\d])")
_HINDI_DAY = re.compile("|".join(HINDI_DAYS))
_DASHES = ("- ", "– ", "— ")
_LONG_DASHES = ("—", "--")
_FORMS_MARKS = sorted({mark for form in FORMS for mark in form.marks})
_OF_DAY = [form for form in FORMS if form.name == "date_agency"]
_SOURCE = re.compile(rf"(?P<source>[^\s–—-][^\n.!?:–—-]{{1,40}})\s(?:[–—-]|--)\s(?=[{UPPER}])")
_REGION_END = re.compile(rf"{REGION}\Z")


class _Parts(NamedTuple):
    """The parts of a dateline, as printed."""

    places: str
    region: str
    stamp: Stamp | None
    parties: Credits
    source: str
    end: str


def _parts(m: re.Match[str]) -> _Parts | None:
    """Split a match into its parts; None where its date is not valid."""
    groups = m.groupdict()
    printed = groups.get("date") or groups.get("day") or ""
    if not printed.isascii():
        printed = _HINDI_DAY.sub(lambda m: str(HINDI_DAYS.index(m[0]) + 1), unicodedata.normalize("NFKC", printed))
    stamp = read_stamp(f"{printed}th" if printed.isdigit() else printed) if printed else None
    if groups.get("day_month"):
        stamp = read_stamp("/".join(_NUMBERS.findall(groups["day_month"])), day_first=True)
    if printed and stamp is None:
        words = [w for w in _LETTERS.findall(printed) if not _WEEKDAY.fullmatch(w)]
        if len(words) != 1 or not is_date_word(words[0]):
            return None
        stamp = IMPOSSIBLE
    places, source = groups.get("places") or "", groups.get("agency") or ""
    region = (groups.get("region") or "").strip(" ,()[]\t\n").partition(") [")[0]
    if _WEEKDAY.fullmatch(region):
        region = ""
    if region and is_further_place(places_of(places)[0], region):
        places, region = f"{places}/{region}", ""
    if (region or source) and (state := state_of_place(region or source, places)):
        region, source = state, source if region else ""
    country = country_of(places, region) if places and source else None
    parties = credits_of(source, in_dateline=True, country=country) if source else NO_CREDITS
    return _Parts(places, region, stamp, parties, source, groups["end"] or "")


def _is_sure(form: str, parts: _Parts, rest: str, *, after_agency: bool) -> bool:
    """Whether a line that matches a pattern is a dateline: the less it prints, the more the gazetteer must confirm."""
    places, region, agencies = parts.places, parts.region, parts.parties.agencies
    if not places:
        return bool(agencies) or "-" in parts.end
    is_town = known_place(places)
    known = is_town or bool(region and gazetteer.is_region(region))
    # Before a date and an agency a slug or a byline may be on the same line.
    is_short = len(places.split()) <= _MOST_WORDS_UNKNOWN or bool(parts.stamp and agencies)
    # `Delhi, June 20 (evening) was cold`
    goes_on = form == "place_date_agency" and not parts.end and rest.lstrip()[:1].islower() and _are_ambiguous(parts)
    lacks_mark = form in _UNMARKED and rest and not (parts.end or (is_town and is_prose(rest) and _is_own(parts)))
    if goes_on or lacks_mark or _is_another_word(places, region, is_town=is_town) or not (known or is_short):
        return False
    if form == "place_bars":
        # Menus have bars too: `Paris | AFP | Sports`.
        return is_town and (not rest or len(rest) > _SHORTEST_PROSE or ends_sentence(rest))
    if agencies:
        return known or (form not in _TITLE_LIKE and _is_plain_credit(form, parts))
    if form in ("place_date", "place_date_agency", "place_date_slashes"):
        return known or (places.isupper() and not rest.isupper())
    return (
        known and not is_country_only(places, region) and _ends_like_one(form, parts, rest, after_agency=after_agency)
    )


@lru_cache(maxsize=4096)
def _is_another_word(places: str, region: str, *, is_town: bool) -> bool:
    """Whether the matched place or region is really a month or an agency."""
    agency = agency_of(places)
    is_there = bool(region) and gazetteer.is_place(places, region)
    is_agency = agency is not None and not is_there and not (agency.is_ambiguous and is_town)
    # `Valley News Network, Beijing, June 20`
    is_medium = bool(region) and places.rpartition(" ")[2] in _MEDIA
    return is_agency or is_medium or is_date_word(places) or bool(region and is_date_word(region.split(maxsplit=1)[0]))


def _is_plain_credit(form: str, parts: _Parts) -> bool:
    """With an unknown place, the agency's name must be unambiguous, and must not abbreviate the words before it.

    A name that is also a state's (`AP`) is unambiguous behind the date.
    """
    places, agencies = parts.places, parts.parties.agencies
    # `TARNVILLE (AP) — …`: the agency itself prints the town in capitals and a long dash.
    is_town = places.isupper() and not places.startswith("THE ")
    is_own = form == "place_agency" and is_town and parts.end.strip() in _LONG_DASHES
    may_be_state = not is_own and form != "place_date_agency" and any(agency.regions for agency in agencies)
    if may_be_state or any(is_spelled(agency, places) for agency in agencies):
        return False
    # In a script without capitals only the gazetteer or a date behind a single word can confirm a place.
    is_dated = parts.stamp is not None and " " not in places and not _WEEKDAY.fullmatch(places)
    is_written = places.upper() != places or is_dated
    is_own_script = form == "place_date_agency" and places.upper() == places.lower()
    return places.isupper() or (is_written and (is_own_script or not _are_ambiguous(parts)))


def _is_own(parts: _Parts) -> bool:
    """Whether an agency of the place's country is credited, or one whose name has no other meaning."""
    country = country_of(parts.places, parts.region)
    return any(agency.country == country or not agency.is_ambiguous for agency in parts.parties.agencies)


def _are_ambiguous(parts: _Parts) -> bool:
    return all(agency.is_ambiguous for agency in parts.parties.agencies)


def _ends_like_one(form: str, parts: _Parts, rest: str, *, after_agency: bool) -> bool:
    """Whether a place without date and agency ends like a dateline, and a sentence follows, not a headline's end."""
    is_stopped = ends_sentence(rest)
    if form == "place_agency":
        return parts.end.strip() not in ("", ":")
    if form == "place_mark":
        # A colon also follows the place in a headline, or the name of a speaker.
        is_prose = not rest or len(rest) > _LONG_PROSE or (is_stopped and len(rest) > _SHORTEST_SENTENCE)
        return is_prose and (after_agency or parts.places == parts.places.upper() or not parts.end)
    if form == "place_joined":
        return not rest or (is_stopped and len(rest) > _SHORTEST_SENTENCE and is_joined(parts.places, rest))
    if form in ("place_comma_site", "site_comma_place"):
        return True
    return form == "place" and not RESULT.match(rest) and (not rest or len(rest) > _SHORTEST_PROSE or is_stopped)


def _values(parts: _Parts, printed: str) -> list[tuple[str, str]]:
    values = [("dateline", printed)]
    if parts.places:
        places = places_of(parts.places)
        values += [("located", places[0])] + [("located_all", p) for p in places]
    if parts.region:
        values.append(("_region", parts.region))
    if parts.source and not parts.parties.agencies:
        values.append(("_source", parts.source))
    return values + stamp_values(parts.stamp, "dispatch") + credit_values(parts.parties)


def _forms(line: str) -> Iterable[Form]:
    """The patterns that a line may match, by its script, its digits, its words and its marks."""
    if _WITHOUT_CAPITALS.match(line):
        return [form for form in FORMS_OF_SCRIPTS if not form.marks or _has_any(line, form.marks)]
    if not SHAPED.match(line):
        return ()
    held = "".join([mark for mark in _FORMS_MARKS if mark in line])
    return _forms_of(_DIGIT.search(line) is not None, may_spell(line[:_NEAR]), held)


@lru_cache(maxsize=4096)
def _forms_of(has_digit: bool, has_name: bool, held: str) -> list[Form]:
    """The forms of lines with or without a digit and an agency's name; `held` are the marks of forms in the line."""
    forms = [form for form in FORMS if has_digit >= form.is_dated and has_name >= form.names_agency]
    return [form for form in forms if not form.marks or _has_any(held, form.marks)]


def _core(line: str, *, after_agency: bool = False) -> LineReading | None:
    """A dateline at the beginning of the line; an agency's name may come before it."""
    is_of_day = begins_with_day(line)
    for form in _OF_DAY if is_of_day else _forms(line):
        m = form.pattern.match(line)
        parts = _parts(m) if m else None
        if is_of_day and parts and not parts.parties.agencies:
            continue
        if m and parts and _is_sure(form.name, parts, line[m.end() :], after_agency=after_agency):
            return _made(form.name, m, parts, after_agency)
    return None


def _made(form: str, m: re.Match[str], parts: _Parts, after_agency: bool) -> LineReading:
    groups = m.groupdict()
    mark = groups.get("mark") or ""
    start = 0 if mark in ("(", "[") else len(mark)
    by: list[tuple[str, str]] = []
    if parts.stamp and parts.parties.agencies and (skipped := _slug_in(parts.places, after_agency)):
        # A slug or a byline on the same line looks like a part of the place.
        before, place = parts.places[:skipped], parts.places[skipped:]
        parts, start = parts._replace(places=place), m.start("places") + skipped
        if written := _BYLINE_WORDS.match(before):
            by = [("byline", before.strip()), ("authors", written["persons"])]
    if groups.get("persons"):
        persons = [p.rstrip(".") for p in BETWEEN_PERSONS.split(m["persons"])]
        by = [("byline", m["persons"].rstrip(".")), *(("authors", person) for person in persons)]
    printed = m.string[start : m.start("end")].rstrip(" ,:." if form == "place_mark" else " ,:")
    return LineReading(0, m.end(), READER, form, (*_values(parts, printed), *by), "AGY001", "dateline")


def _slug_in(places: str, after_agency: bool) -> int:
    """The number of characters of a slug, a desk's name or a byline before the place; usually 0."""
    first, _, rest = places.partition(" ")
    in_capitals = first.isupper() and len(first) > 3 and not rest.isupper()
    is_slug = in_capitals or re.fullmatch(BY, first) or credits_of(first.partition("-")[0]).agencies
    if not rest or not (is_slug or after_agency) or all(gazetteer.is_place(p) for p in places_of(places)):
        return 0
    found = place_after_slug(places)
    return found[0] if found else 0


def _after_opening(line: str) -> LineReading | None:
    """An agency before a dash at the very head, alone or before a dateline: `AP - …`, `(ANSA) - ROME, Oct 11 - …`."""
    m = _OPENING.match(line) if line[:2] in OPENING_LETTERS or line[:1] in _BEFORE_OPENING else None
    spaces = _SPACES.match(line, m.end()) if m else None
    if m is None or spaces is None:
        return None
    parties = credits_of(m["bracket"] or m["bare"] or m["slashed"])
    core = _core(line[spaces.end() :], after_agency=True)
    if core is None:
        return LineReading(0, m.end(), READER, "agency", tuple(credit_values(parties)), "AGY001", "dateline")
    role = "distributor" if core.value("agency") else "author"
    values = (*credit_values(parties, role), *core.values)
    return core.shifted(spaces.end())._replace(start=0, form=f"agency_{core.form}", values=values)


def _after_byline(line: str) -> LineReading | None:
    """A byline and a dateline in one line: `By JANE ROE    AKRON, Ohio (AP) -- …`."""
    m = _BYLINE.match(line) if line[:2] in BY_LETTERS else None
    core = _core(line[m.end() :]) if m else None
    if m is None or core is None:
        return None
    by = (("byline", m[0].strip()), ("authors", m["persons"]))
    return core.shifted(m.end())._replace(start=0, form=f"byline_{core.form}", values=core.values + by)


def _after_source(line: str) -> LineReading | None:
    """An unknown party before the place: `Valley Voice (VV) – Madrid – …`."""
    m = _SOURCE.match(line)
    core = _core(line[m.end() :], after_agency=True) if m else None
    if m is None or core is None or core.value("located") is None or known_place(m["source"]):
        return None
    values = (*core.values, *([] if core.value("agency") else [("_source", m["source"])]))
    return core.shifted(m.end())._replace(start=0, form=f"source_{core.form}", values=values)


def _after_slug(line: str) -> LineReading | None:
    """A slug before the dateline, if date and agency follow: `EFE ab/cd Lleida, 23 may (EFE). - …`."""
    if _BRACKETS.search(line, 0, _NEAR) is None:
        return None
    m = next((m for m in _CREDITED.finditer(line, 0, _NEAR) if credits_of(m["agency"]).agencies), None)
    date = _DATE_END.search(line, 0, m.start()) if m else None
    stamp = read_stamp(date[1]) if date else None
    if m is None or date is None or stamp is None:
        return None
    before = line[: date.start()].rstrip(" ,")
    region = _REGION_END.search(before)
    found = place_after_slug(before[: region.start()] if region else before)
    if found is None or not 0 < found[0] <= _SLUG_AT_MOST:
        return None
    parts = _Parts(
        found[1], region[0].strip(" ,()[]") if region else "", stamp, credits_of(m["agency"]), m["agency"], m["end"]
    )
    values = _values(parts, line[found[0] : m.start("end")].rstrip(" ,:"))
    return LineReading(0, m.end(), READER, "slug_place_date_agency", tuple(values), "AGY001", "dateline")


def _has_any(line: str, marks: Iterable[str]) -> bool:
    for mark in marks:  # noqa: SIM110 - any() takes twice as long
        if mark in line:
            return True
    return False


def _needs_no_mark(head: str) -> bool:
    """Whether a line may name a town and an agency, or a date, with no mark between them or no space before the dash.

    A longer line has both: `BAKU, June 20, AZERTAC The rain fell.`
    """
    if len(head) > _SHORTEST_PROSE:
        return _DIGIT.search(head, 0, _PLACE_WITHIN) is not None and may_name(head)
    return head.endswith(".") or ("-" in head and _GLUED.search(head) is not None) or may_name(head)


def _has_mark(line: str) -> bool:
    return _has_any(line, _MARKS) or line.find(". ", 0, _PLACE_WITHIN) > 0 or line[:1] >= _FIRST_WITHOUT_CAPITALS


def read(line: str) -> LineReading | None:
    """Read the dateline that a line begins with; the span ends with its dash.

    >>> read("SUVA, May 23 (AFP) - The harbour is open.").values[:4]
    (('dateline', 'SUVA, May 23 (AFP)'), ('located', 'SUVA'), ('located_all', 'SUVA'), ('dateline_date', 'XXXX-05-23'))
    """
    head = line[:REACH]
    near = head[:_NEAR]
    if not (_has_mark(near) or near.endswith("-") or _needs_no_mark(head)):
        return None
    found = _after_opening(head) or _core(head) or _after_byline(head) or _after_slug(head)
    return found or (_after_source(head) if _has_any(head, _DASHES) else None)


def read_place(line: str) -> LineReading | None:
    """Read a line that is only a place, or a place and a paper or station; the lines around it must confirm it."""
    if len(line) > _SHORTEST_PROSE or not line[:1].isupper():
        return None
    for form in PLACE_LINES:
        m = form.pattern.match(line)
        parts = _parts(m) if m else None
        if m and parts and _is_town(parts):
            return _made(form.name, m, parts, after_agency=False)
    return None


def _is_town(parts: _Parts) -> bool:
    where = parts.places, parts.region or None
    return known_place(parts.places) and not is_country_only(*where) and gazetteer.is_place(*where)
