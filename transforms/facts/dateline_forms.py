"""The grammar of datelines: each pattern, with an invented example."""

import re
from typing import NamedTuple

from transforms.facts.agencies import ALL_NAMES
from transforms.facts.calendar import MONTH, WEEKDAY
from transforms.facts.dates import STAMP_SHAPE
from transforms.facts.grammar import DASH, PERSON, PERSONS, PLACE, PLACES, REGION, UPPER
from transforms.lazy_pattern import lazy_pattern

MARK = r"(?P<mark>[*+#>\s]{0,8})"
_HIJRI_DAY = r"[A-Z][\w'’ -]{3,18}\s\d{1,2},\s14\d\d(?:\s?(?:A\.?)?H\.?)?"
HIJRI = rf"(?:{_HIJRI_DAY},\s)?"
_WHERE = rf"(?P<places>{PLACES})(?P<region>{REGION})?"
_WEEKDAY = rf"(?:,\s{WEEKDAY})?"
# Words before a date: `Am 3. Mai (dpa) -`, `El 3 de mayo (EFE).-`
_ON_DAY = (
    *"on le au du al am vom den stand em op dnia dne на від от pada".split(),
    *(r"el(?:\sdía)?", r"il(?:\sgiorno)?", r"no(?:\sdia)?", r"w\sdniu"),
)
ON_DAY = rf"(?i:{'|'.join(_ON_DAY)})"
# `Am 3.`, `Am Mittwoch, 3.` and `On May 3`, but not `Au, 3.`, which is a town.
_BEFORE_DAY = re.compile(rf"\W*{ON_DAY}(?:\s{WEEKDAY},?)?\s(?:{MONTH}\.?\s)?\d")
_DAY_LETTERS = frozenset(words[:2].replace("\\", " ") for words in _ON_DAY)
_WHEN = rf"(?=.{{0,16}}\d){HIJRI}(?:(?:le|el|den|am|il|the)\s)?(?P<date>{STAMP_SHAPE}){_WEEKDAY}"
_IN_BRACKETS = r"[(\[]\s?(?P<agency>[^()\[\]\n]{2,40}?)\s?[)\]]"
_NAMED = rf"(?P<agency>{ALL_NAMES})(?!\w)"
_GAP = r"\s?[,.:]?\s*"
_SITE = r"(?i:[a-z][\w-]{2,20}\.(?:com?|net|org|id|in|ru|ua|tv|info)(?:\.[a-z]{2})?)"
# A newspaper or station that a line names after its town.
_KINDS = r"(?:CNN|CNBC|BBC|VOA|DW|News|Press|Times|Post|Media|TV|Radio|Agency)(?!\w)"
_MEDIUM = rf"(?:{_SITE}|[\w .]{{0,20}}{_KINDS}[\w .]{{0,20}})"
_HARD = rf"(?:{DASH}|\s?:)"
_DASHES = "-–—―−_="
_DAY = r"(?P<date>3[01]|[12]\d|[1-9])"
# The day and the month in numbers, without a year.
_DAY_MONTH = r"(?P<day_month>(?:3[01]|[12]\d|0?[1-9])(?:\.|\s-\s)(?:1[0-2]|0?[1-9]))(?!\d)"
_IN_CAPITALS = rf"[{UPPER}]{{2,}}(?:\s[{UPPER}]{{2,}}){{1,3}}"
# A sentence follows, or nothing.
SENTENCE = rf"(?=\s*(?:[{UPPER}\d\"“”«„'‘’(\[<$€£¿¡*&@]|\Z))"
_REPORTER = rf"(?:\s?\((?:[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?)?:?\s?(?P<persons>{PERSONS})\))?"


class Form(NamedTuple):
    """One pattern of dateline; every line that matches has one of `marks`, if there are any.

    `names_agency`: the pattern has a name of the list, not any text in brackets. `is_dated`: it has a date.
    """

    name: str
    marks: str
    names_agency: bool
    is_dated: bool
    pattern: re.Pattern[str]


def begins_with_day(line: str) -> bool:
    """Whether a line begins with the words before a date and the day, as `Am Mittwoch, 3. Mai` does."""
    may_begin = line[:2].lower() in _DAY_LETTERS or not line[:1].isalpha()
    return may_begin and _BEFORE_DAY.match(line) is not None


def make_form(name: str, marks: str, pattern: str) -> Form:
    """Compile a pattern of dateline."""
    return Form(name, marks, ALL_NAMES in pattern, _WHEN in pattern or _DAY in pattern, lazy_pattern(pattern))


FORMS = (
    # BEIJING, June 20, 2023 (AFP) - Rain fell.
    make_form(
        "place_date_agency",
        "([",
        # After an agency in brackets almost any mark ends the dateline; after a date no mark is needed.
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}{_GAP}{_IN_BRACKETS}(?P<end>(?:{DASH}|\s?[.:…]+|,)?)",
    ),
    # Lausanne, 24 (ATS).- Il pleut.
    make_form(
        "place_day_agency",
        "([",
        # French and Spanish desks print only the day of the month.
        rf"{MARK}{_WHERE},?\s{_DAY}\s?{_IN_BRACKETS}(?P<end>{_HARD}|(?=\s|\Z){SENTENCE})",
    ),
    # Kyiv. 20.06. UNN. Rain fell. Kuwait - 20 - 6 (KUNA) -- Rain fell.
    make_form(
        "place_day_month_agency",
        "",
        rf"{MARK}{_WHERE}(?:{_GAP}|\s-\s){_DAY_MONTH}[.,]?\s[(\[/]?\s?{_NAMED}\s?[)\]/]?(?P<end>{_HARD}|\.){SENTENCE}",
    ),
    # Cairo - June 20 (MENA) - Rain fell.
    make_form("place_dash_date_agency", "(", rf"{MARK}{_WHERE}\s[-–—]\s{_WHEN}{_GAP}{_IN_BRACKETS}(?P<end>{_HARD})"),
    # PARIS (AFP) June 20 - Rain fell.
    make_form("place_agency_date", "([", rf"{MARK}{_WHERE},?\s*{_IN_BRACKETS}{_GAP}{_WHEN}(?P<end>{_HARD})"),
    # ANKARA (AA) - JANE ROE - Rain fell.
    make_form(
        "place_agency_person",
        "(",
        rf"{MARK}{_WHERE},?\s*\((?P<agency>AA)\){DASH}\s?(?P<persons>{_IN_CAPITALS})(?P<end>{DASH}){SENTENCE}",
    ),
    # Jane ROE/TRABZON, (DHA) - Rain fell.
    make_form(
        "person_place_agency",
        "/",
        rf"{MARK}(?P<persons>{PERSONS})\s?/\s?(?P<places>{PLACE})(?P<region>{REGION})?,?\s*"
        rf"\((?P<agency>AA|DHA|[İI]HA)\)(?P<end>{DASH}){SENTENCE}",
    ),
    # Beijing (AFP) – Rain fell.
    make_form(
        "place_agency",
        "([",
        rf"{MARK}{_WHERE}{_WEEKDAY},?\s*{_IN_BRACKETS}(?P<end>{_HARD}|\.(?=\s|\Z)|\s*\Z|(?=\s)){SENTENCE}",
    ),
    # MOSCOW, June 20. /TASS/. Rain fell.
    make_form(
        "place_date_slashes",
        "/",
        rf"{MARK}{_WHERE}{_GAP}(?:on\s)?{_WHEN}{_GAP}/(?:[Cc]orr\.\s)?(?P<agency>[^/\d\n]{{2,40}})/"
        rf"(?P<end>[.,]?(?:{DASH})?){SENTENCE}",
    ),
    # Malmö/TT. Rain fell.
    make_form("place_slash_agency", "/", rf"{MARK}(?P<places>{PLACES})/{_NAMED}(?P<end>\.)(?:\s|\Z){SENTENCE}"),
    # Kampala, Uganda | AFP | Rain fell.
    make_form("place_bars", "|", rf"{MARK}{_WHERE}\s?\|\s?(?P<agency>[^|\d\n]{{2,40}}?)\s?(?P<end>\|){SENTENCE}"),
    # TORONTO /CNW/ - Rain fell.
    make_form("place_slashes", "/", rf"{MARK}{_WHERE}{_GAP}/(?P<agency>[^/\d\n]{{2,30}})/(?P<end>{DASH}){SENTENCE}"),
    # Xinhua News Agency, Wuhan, July 6 (Reporter Jane Roe) Rain fell.
    make_form(
        "agency_place_date",
        "",
        # Chinese copy in English: the agency comes first, and the reporter last, in brackets.
        rf"{MARK}{_NAMED},?\s(?P<places>{PLACE})(?P<region>{REGION})?,?\s{_WHEN}{_REPORTER}(?P<end>(?:{DASH}|\s?[.:,])?)",
    ),
    # (Central News Agency reporter Jane Roe, Taipei, 20th) Rain fell.
    make_form(
        "agency_reporter_place_date",
        "([",
        rf"(?P<mark>[(\[]){_NAMED},?(?:\s[Rr]eporters?\s(?P<persons>{PERSONS}),)?\s(?P<places>{PLACE}),\s(?:on\s)?(?:the\s)?"
        rf"(?P<date>{STAMP_SHAPE}|\d{{1,2}}(?:st|nd|rd|th))[)\]](?P<end>(?:{DASH})?){SENTENCE}",
    ),
    # MOSCOW, June 20 - RIA Novosti. Rain fell. MOSCOW, June 20 - RIA Novosti, Jane Roe. Rain fell.
    make_form(
        "place_date_dash_agency",
        ",",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}{DASH}\s?{_NAMED}(?:,\s(?P<persons>{PERSONS})(?<=\.))?(?P<end>(?<=\.)|{DASH}|\s?[.:,])"
        rf"{SENTENCE}",
    ),
    # VILNIUS, June 20, BNS – Rain fell. BAKU, June 20, AZERTAC The rain fell.
    make_form(
        "place_date_comma_agency",
        "",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}[.,]?\s{_NAMED}(?P<end>{_HARD}|\s?\.|\s*\Z|(?=\s(?:The|An?)\s)){SENTENCE}",
    ),
    # Riyadh, Rajab 14, 1445, SPA -- Rain fell. Riyadh, Rajab 14, 1445 (January 26, 2024), SPA -- Rain fell.
    make_form(
        "place_hijri_agency",
        ",",
        rf"{MARK}{_WHERE},\s{_HIJRI_DAY}(?:\s?\((?P<date>{STAMP_SHAPE})\))?,\s{_NAMED}(?P<end>{DASH}){SENTENCE}",
    ),
    # Riyadh, SPA -- Rain fell. ASTANA. Kazinform – Rain fell. CASTRIES, St Lucia, CMC – Rain fell.
    make_form(
        "place_comma_agency",
        ",.",
        rf"{MARK}{_WHERE}(?:,|(?<=\.))\s(?P<agency>{ALL_NAMES}|AA)(?!\w)(?P<end>{DASH}){SENTENCE}",
    ),
    # MEDAN, ROOFS.com - Rain fell on the roofs of the town.
    make_form(
        "place_comma_site", ".", rf"{MARK}(?:(?P<places>{PLACE}),\s(?P<agency>{_SITE})(?P<end>{DASH})){SENTENCE}"
    ),
    # Roofs.com, Surabaya - Rain fell on the roofs of the town.
    make_form(
        "site_comma_place",
        ".",
        rf"{MARK}(?P<agency>{_SITE}),\s(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>{DASH}){SENTENCE}",
    ),
    # Beirut - AFP
    make_form(
        "place_dash_agency",
        _DASHES,
        rf"{MARK}{_WHERE}\s(?:-{{1,2}}|[–—])\s{_NAMED}(?P<end>\s(?:-{{1,2}}|[–—])\s|\s?:|\s*\Z){SENTENCE}",
    ),
    # Press Trust of India Nagpur. Agence France-Presse . Suva
    make_form(
        "agency_place",
        "",
        rf"{MARK}{_NAMED}(?:\s?[,|/–—-]\s?|\s[.•·]\s|\s)(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>)\s*\Z",
    ),
    # SALVADOR, Feb 26 - Rain fell.
    make_form("place_date", _DASHES, rf"{MARK}{_WHERE}{_GAP}{_WHEN}(?P<end>{DASH})(?![a-zß-ÿ\d])"),
    # Jan 3 (Reuters) - Rain fell. Am 3. Mai (dpa) - Rain fell.
    make_form(
        "date_agency",
        "([",
        rf"{MARK}(?:{ON_DAY}\s)?{_WHEN}\s*{_IN_BRACKETS}(?P<end>{_HARD}|\s?\.|(?=\s[{UPPER}]|\Z)){SENTENCE}",
    ),
    # (Seoul = Yonhap) Reporter Jane Roe = Rain fell.
    make_form(
        "place_equals_agency",
        "=",
        rf"(?P<mark>[(\[])(?P<places>{PLACE})\s?=\s?{_NAMED}[)\]](?P<end>(?:\sReporters?\s(?P<persons>{PERSON})\s?=)?)",
    ),
    # [Tokyo, 20th Reuters] - Rain fell. [Tokyo Kyodo] Rain fell.
    make_form(
        "square_brackets",
        "[",
        rf"(?P<mark>\[)(?P<places>{PLACE}),?\s(?:(?P<date>{STAMP_SHAPE}|\d{{1,2}}(?:st|nd|rd|th)),?\s)?\(?{_NAMED}\)?\](?P<end>(?:{DASH})?)",
    ),
    # WASHINGTON — Rain fell.
    make_form("place", _DASHES, rf"{_WHERE}{_WEEKDAY}(?P<end>\s?(?:\s-{{1,2}}|--|\s?[—–−])\s?){SENTENCE}"),
    # ALGIERS- Rain fell on the roofs of the town all day, and the mayor said that it would not cease.
    make_form(
        "place_joined",
        "-",
        rf"(?P<places>[{UPPER}]{{3,}}(?:[ '’][{UPPER}]{{2,}}){{0,2}})(?P<region>)(?P<end>-)(?:\s|\Z){SENTENCE}",
    ),
    # ANKARA: Rain fell on the roofs of the town all day, and the mayor said that it would not cease.
    make_form(
        "place_mark",
        ":.",
        rf"(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>:|(?<=\w\w\.))(?:\s|\Z){SENTENCE}",
    ),
)
# Lines that are a place alone, or a place and its author: only if the lines around them confirm it.
PLACE_LINES = (
    # ANKARA
    make_form("place_line", "", rf"(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>)\s*\Z"),
    # Jakarta, CNN Indonesia
    make_form("place_medium", ",", rf"(?P<places>{PLACE}),\s(?P<agency>{_MEDIUM})(?P<end>)\s*\Z"),
    # Cairo: «Valley Wire»
    make_form("place_quoted", ":", rf"(?P<places>{PLACE})\s?:\s?«(?P<agency>[\w .'’-]{{2,30}})»(?P<end>)\s*\Z"),
)
# No dateline, but the other team and the result of a match: `Chelsea - Milan 2-1: …`.
RESULT = re.compile(r"(?:[^\W\d_][\w’'-]{0,20}\s){1,3}\d{1,2}[-–:]\d{1,2}(?![\d-])\s?(?:[:(–—-]|\Z)")
# Every dateline has one of these; in prose they rarely follow words that could be places.
# The first digit of a stamp is within 32 characters. Prose seldom has one there, so the pattern is not tried.
_MAY_BE_STAMP = r"(?=\D{0,31}+\d)"
# After a comma, a lowercase letter begins a date, a weekday, an agency or a site. One of these marks is in it or comes
# within so many characters; in `Today, the rain fell on the roofs` none does.
_COMMA = r",(?!\s*[a-zß-ÿ][^\d(\[./:=|_–—―−-]{28})"
SHAPED = re.compile(
    rf"{MARK}(?:[(\[]?{PLACES}[\s,.:]*(?:[.(/:\[\]=|_–—―−\d-]|{_COMMA}|\Z|(?<=[.-]\s)|{_MAY_BE_STAMP}{STAMP_SHAPE})"
    rf"|{_MAY_BE_STAMP}(?:{ON_DAY}\s)?{HIJRI}{STAMP_SHAPE}\s*\(|[(\[]{PLACE}\s[Rr]eporters?\s)"
)
