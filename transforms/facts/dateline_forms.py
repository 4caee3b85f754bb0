"""The grammar of datelines: every shape that one has at the head of a text, with invented lines that have it."""

import re
from typing import NamedTuple

from transforms.facts.agencies import ALL_NAMES
from transforms.facts.calendar import WEEKDAY
from transforms.facts.dates import STAMP_SHAPE
from transforms.facts.found import Example, example
from transforms.facts.grammar import DASH, PERSON, PERSONS, PLACE, PLACES, REGION, UPPER

MARK = r"(?P<mark>[*+#>\s]{0,8})"
HIJRI = r"(?:[A-Z][\w'’ -]{3,18}\s\d{1,2},\s14\d\d(?:\s?H)?,\s)?"
_WHERE = rf"(?P<places>{PLACES})(?P<region>{REGION})?"
_WEEKDAY = rf"(?:,\s{WEEKDAY})?"
_WHEN = rf"(?=.{{0,16}}\d){HIJRI}(?:(?:le|el|den|am|il|the)\s)?(?P<date>{STAMP_SHAPE}){_WEEKDAY}"
_IN_BRACKETS = r"[(\[]\s?(?P<agency>[^()\[\]\n]{2,40}?)\s?[)\]]"
_NAMED = rf"(?P<agency>{ALL_NAMES})(?!\w)"
_GAP = r"\s?[,.:]?\s*"
_SITE = r"(?i:[a-z][\w-]{2,20}\.(?:com?|net|org|id|in|ru|ua|tv|info)(?:\.[a-z]{2})?)"
# A newspaper or station that a line names after its town.
_KINDS = r"(?:CNN|CNBC|BBC|VOA|DW|News|Press|Times|Post|Media|TV|Radio|Agency)(?!\w)"
_MEDIUM = rf"(?:{_SITE}|[\w .]{{0,20}}{_KINDS}[\w .]{{0,20}})"
_HARD = rf"(?:{DASH}|\s?:)"
# The text that follows begins a sentence, or nothing follows.
SENTENCE = rf"(?=\s*(?:[{UPPER}\d\"“”«„'‘’(\[<$€£¿¡*&@]|\Z))"
_REPORTER = rf"(?:\s?\((?:[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?)?:?\s?(?P<persons>{PERSONS})\))?"


_PROSE = "Rain fell on the roofs of the town all day, and the mayor said that it would not cease."


class Form(NamedTuple):
    """One shape of dateline, with invented lines that have it; one of `marks`, if any, is in every such line.

    `names_agency`: a name of the list is a part of the shape, not whatever its brackets hold. `is_dated`: so is a date.
    """

    name: str
    marks: str
    names_agency: bool
    is_dated: bool
    pattern: re.Pattern[str]
    examples: tuple[Example, ...]


def make_form(name: str, marks: str, pattern: str, *examples: Example) -> Form:
    """Compile a shape."""
    return Form(name, marks, ALL_NAMES in pattern, _WHEN in pattern, re.compile(pattern), examples)


FORMS = (
    make_form(
        "place_date_agency",
        "([",
        # After a bracketed agency almost any mark ends the dateline, and after a date even none.
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}{_GAP}{_IN_BRACKETS}(?P<end>(?:{DASH}|\s?[.:…]+|,)?)",
        example(
            "BEIJING, June 20, 2023 (AFP) - Rain fell.",
            dateline="BEIJING, June 20, 2023 (AFP)",
            located="BEIJING",
            dateline_date="2023-06-20",
            agency="AFP",
        ),
        example("PÉKIN, 20 juin 2023 (AFP) - Il a plu.", located="PÉKIN", dateline_date="2023-06-20", agency="AFP"),
        example("Nueva Delhi, 21 ene (EFE).- Llovió.", located="Nueva Delhi", dateline_date="XXXX-01-21", agency="EFE"),
        example("Rouen, le 20 juin (AFP) - Il a plu.", located="Rouen", dateline_date="XXXX-06-20", agency="AFP"),
        example("Lyon (Francia), 3 may (EFE). - Llovió.", located="Lyon", dateline_date="XXXX-05-03", agency="EFE"),
        example("MADRID, 20 Jun. (EUROPA PRESS) - Llovió.", dateline_date="XXXX-06-20", agency="Europa Press"),
        example("Roma, 20 giu. (Adnkronos) - Piove.", located="Roma", dateline_date="XXXX-06-20", agency="Adnkronos"),
        example("Lisboa, 20 jun 2023 (Lusa) – Choveu.", dateline_date="2023-06-20", agency="Lusa"),
        example("NEW DELHI [India], June 2 (ANI): Rain fell.", located="NEW DELHI", agency="ANI"),
        example("Mumbai, Jun 20 (PTI) Rain fell.", located="Mumbai", dateline_date="XXXX-06-20", agency="PTI"),
        example("MOSCOW. June 20 (Interfax) - Rain fell.", located="MOSCOW", agency="Interfax"),
        example("BRUSSELS 20/06 (BELGA) = Rain fell.", located="BRUSSELS", dateline_date="XXXX-06-20", agency="Belga"),
        example("ABU DHABI, 20th June, 2023 (WAM) -- Rain fell.", dateline_date="2023-06-20", agency="WAM"),
        example("BEIJING, Jan. 1(Xinhua) -- Rain fell.", dateline_date="XXXX-01-01", agency="Xinhua"),
        example("Warsaw, June 20 (PAP) - Rain fell.", located="Warsaw", agency="PAP"),
        example("SEOUL, June 20 (Yonhap) -- Rain fell.", located="SEOUL", agency="Yonhap"),
        example("PARIS and LONDON, June 20 (AFP) - Rain fell.", located="PARIS", located_all="LONDON"),
        example("PARIS, LONDON, June 20 [AFP] - Rain fell.", located="PARIS", located_all="LONDON", agency="AFP"),
    ),
    make_form(
        "place_day_agency",
        "([",
        # French and Spanish desks print the day of the month alone.
        rf"{MARK}{_WHERE},?\s(?P<date>3[01]|[12]\d|[1-9])\s?{_IN_BRACKETS}(?P<end>{_HARD})",
        example("Lausanne, 24 (ATS).- Il pleut.", located="Lausanne", dateline_date="XXXX-XX-24", agency="ATS"),
    ),
    make_form(
        "place_agency_date",
        "([",
        rf"{MARK}{_WHERE},?\s*{_IN_BRACKETS}{_GAP}{_WHEN}(?P<end>{_HARD})",
        example("PARIS (AFP) June 20 - Rain fell.", located="PARIS", dateline_date="XXXX-06-20", agency="AFP"),
        example("Oslo (NTB), 20. juni: Det regner.", located="Oslo", dateline_date="XXXX-06-20", agency="NTB"),
    ),
    make_form(
        "place_agency",
        "([",
        rf"{MARK}{_WHERE}{_WEEKDAY},?\s*{_IN_BRACKETS}(?P<end>{_HARD}|\s*\Z){SENTENCE}",
        example("Beijing (AFP) – Rain fell.", dateline="Beijing (AFP)", located="Beijing", agency="AFP"),
        example("Pékin\u00a0(AFP)\u00a0— Il a plu.", located="Pékin", agency="AFP"),
        example("BETHESDA, Md. (AP) _ Rain fell.", dateline="BETHESDA, Md. (AP)", located="BETHESDA", agency="AP"),
        example("London/Berlin (dpa/bb) - Es regnete.", located="London", agency="dpa"),
        example("San Diego (tca/dpa) - Es regnete.", located="San Diego", agency="dpa"),
        example("HONG KONG (Dow Jones)--Rain fell.", located="HONG KONG", agency="Dow Jones"),
        example("København (Ritzau): Det regner.", located="København", agency="Ritzau"),
        example("Wien (APA) - Es regnet.", located="Wien", agency="APA"),
        example("ISTANBUL (AA) - Rain fell.", located="ISTANBUL", agency="Anadolu"),
        example("Paris (ats afp)", located="Paris", agency="ATS", agency_role="co_source"),
        example("LYON (Afp-Ap). — Il a plu.", located="LYON", agency="AFP", agency_role="co_source"),
        example("Boston [A.P.] - Rain fell.", located="Boston", agency="AP"),
        example("DAKAR (APS) - Il a plu.", located="DAKAR", agency="Agence de presse sénégalaise"),
        example("HONOLULU, Hawaii (KXYZ) - Rain fell.", located="HONOLULU"),
    ),
    make_form(
        "place_date_slashes",
        "/",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}{_GAP}/(?P<agency>[^/\d\n]{{2,30}})/(?P<end>[.,]?(?:{DASH})?)",
        example("MOSCOW, June 20. /TASS/. Rain fell.", located="MOSCOW", dateline_date="XXXX-06-20", agency="TASS"),
        example("BELGRADE, June 20 /Tanjug/ - Rain fell.", located="BELGRADE", agency="Tanjug"),
        example("КИЕВ. 20 июня. /УНИАН/. Дождь.", located="КИЕВ", dateline_date="XXXX-06-20", agency="UNIAN"),
    ),
    make_form(
        "place_slashes",
        "/",
        rf"{MARK}{_WHERE}{_GAP}/(?P<agency>[^/\d\n]{{2,30}})/(?P<end>{DASH}){SENTENCE}",
        example("TORONTO /CNW/ - Rain fell.", located="TORONTO", agency="CNW"),
    ),
    make_form(
        "agency_place_date",
        "",
        # Chinese copy in English: the agency comes first, and the reporter last, in brackets.
        rf"{MARK}{_NAMED},?\s(?P<places>{PLACE})(?P<region>{REGION})?,?\s{_WHEN}{_REPORTER}(?P<end>(?:{DASH}|\s?[.:,])?)",
        example(
            "Xinhua News Agency, Wuhan, July 6 (Reporter Jane Roe) Rain fell.",
            located="Wuhan",
            dateline_date="XXXX-07-06",
            agency="Xinhua",
            authors="Jane Roe",
        ),
        example("China News Service, Lhasa, Tibet, July 6. Title: Rain", located="Lhasa", agency="China News Service"),
    ),
    make_form(
        "place_date_dash_agency",
        ",",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}{DASH}\s?{_NAMED}(?P<end>{DASH}|\s?[.:,]){SENTENCE}",
        example("MOSCOW, June 20 - RIA Novosti. Rain fell.", located="MOSCOW", agency="RIA Novosti"),
    ),
    make_form(
        "place_date_comma_agency",
        "",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}[.,]?\s{_NAMED}(?P<end>{_HARD}|\s?\.|\s*\Z){SENTENCE}",
        example("VILNIUS, June 20, BNS – Rain fell.", located="VILNIUS", dateline_date="XXXX-06-20", agency="BNS"),
        example("SYDNEY, July 30 AAP - Rain fell.", located="SYDNEY", dateline_date="XXXX-07-30", agency="AAP"),
        example("TOKYO, June 20, Kyodo", located="TOKYO", dateline_date="XXXX-06-20", agency="Kyodo"),
        example("TAUPO, New Zealand, March 23, Reuter - Rain fell.", located="TAUPO", agency="Reuters"),
        example("Minsk. 4 Nov. INTERFAX.RU — Rain fell.", located="Minsk", dateline_date="XXXX-11-04"),
    ),
    make_form(
        "place_comma_agency",
        ",",
        rf"{MARK}(?P<places>{PLACES}),\s{_NAMED}(?P<end>{DASH}){SENTENCE}",
        example("Riyadh, SPA -- Rain fell.", located="Riyadh", agency="SPA"),
    ),
    make_form(
        "place_comma_site",
        ".",
        rf"{MARK}(?:(?P<places>{PLACE}),\s(?P<agency>{_SITE})(?P<end>{DASH})){SENTENCE}",
        example("MEDAN, ROOFS.com - Rain fell on the roofs of the town.", located="MEDAN"),
    ),
    make_form(
        "site_comma_place",
        ".",
        rf"{MARK}(?P<agency>{_SITE}),\s(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>{DASH}){SENTENCE}",
        example("Roofs.com, Surabaya - Rain fell on the roofs of the town.", located="Surabaya"),
    ),
    make_form(
        "place_dash_agency",
        "",
        rf"{MARK}{_WHERE}\s(?:-{{1,2}}|[–—])\s{_NAMED}(?P<end>\s(?:-{{1,2}}|[–—])\s|\s?:|\s*\Z){SENTENCE}",
        example("Beirut - AFP", dateline="Beirut - AFP", located="Beirut", agency="AFP"),
        example("Cairo – MENA – Rain fell.", located="Cairo", agency="MENA"),
    ),
    make_form(
        "agency_place",
        "",
        rf"{MARK}{_NAMED}(?:\s?[,|/–—-]\s?|\s)(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>)\s*\Z",
        example("Press Trust of India Nagpur", located="Nagpur", agency="PTI"),
        example("ANI | Jaipur", located="Jaipur", agency="ANI"),
        example("AFP, Lima", located="Lima", agency="AFP"),
    ),
    make_form(
        "place_date",
        "",
        rf"{MARK}{_WHERE}{_GAP}{_WHEN}(?P<end>{DASH})(?![a-zß-ÿ\d])",
        example("SALVADOR, Feb 26 - Rain fell.", located="SALVADOR", dateline_date="XXXX-02-26"),
        example("AKRON, Ohio, March  3- Rain fell.", located="AKRON", dateline_date="XXXX-03-03"),
        example("BEIRUT, Lebanon, June 2 — Rain fell.", located="BEIRUT", dateline_date="XXXX-06-02"),
        example("MILAN, Italy Oct. 5, 2004 - Rain fell.", located="MILAN", dateline_date="2004-10-05"),
        example("****SANTO DOMINGO, april 3 - Rain fell.", located="SANTO DOMINGO", dateline_date="XXXX-04-03"),
    ),
    make_form(
        "date_agency",
        "([",
        rf"{MARK}{_WHEN}\s*{_IN_BRACKETS}(?P<end>{_HARD}){SENTENCE}",
        example(
            "Jan 3 (Reuters) - Rain fell.", dateline="Jan 3 (Reuters)", dateline_date="XXXX-01-03", agency="Reuters"
        ),
    ),
    make_form(
        "place_equals_agency",
        "=",
        rf"(?P<mark>[(\[])(?P<places>{PLACE})\s?=\s?{_NAMED}[)\]](?P<end>(?:\sReporters?\s(?P<persons>{PERSON})\s?=)?)",
        example(
            "(Seoul = Yonhap) Reporter Jane Roe = Rain fell.", located="Seoul", agency="Yonhap", authors="Jane Roe"
        ),
    ),
    make_form(
        "square_brackets",
        "[",
        rf"(?P<mark>\[)(?P<places>{PLACE}),?\s(?:(?P<date>{STAMP_SHAPE}|\d{{1,2}}(?:st|nd|rd|th)),?\s)?\(?{_NAMED}\)?\](?P<end>(?:{DASH})?)",
        example("[Tokyo, 20th Reuters] - Rain fell.", located="Tokyo", dateline_date="XXXX-XX-20", agency="Reuters"),
        example("[LONDON, June 20 (Reuters)] - Rain fell.", located="LONDON", dateline_date="XXXX-06-20"),
    ),
    make_form(
        "place",
        "",
        rf"{_WHERE}{_WEEKDAY}(?P<end>\s?(?:\s-{{1,2}}|--|\s?[—–−])\s?){SENTENCE}",
        example("WASHINGTON — Rain fell.", dateline="WASHINGTON", located="WASHINGTON"),
        example("Berlin - Rain fell.", dateline="Berlin", located="Berlin"),
        example("SANTA FE, N.M. -- Rain fell.", dateline="SANTA FE, N.M.", located="SANTA FE"),
        example("SCRANTON, PA — Rain fell.", dateline="SCRANTON, PA", located="SCRANTON"),
    ),
    make_form(
        "place_mark",
        "",
        rf"(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>:|(?<=\w\w\.))(?:\s|\Z){SENTENCE}",
        example(f"ANKARA: {_PROSE}", dateline="ANKARA", located="ANKARA"),
        example(f"Leipzig. {_PROSE}", dateline="Leipzig", located="Leipzig"),
    ),
)
# Lines that are a place alone, or a place and who wrote there: only where the lines around them vouch for it.
PLACE_LINES = (
    make_form(
        "place_line",
        "",
        rf"(?P<places>{PLACE})(?P<region>{REGION})?(?P<end>)\s*\Z",
        example("ANKARA", located="ANKARA"),
        example("Leipzig, Germany", located="Leipzig"),
    ),
    make_form(
        "place_medium",
        ",",
        rf"(?P<places>{PLACE}),\s(?P<agency>{_MEDIUM})(?P<end>)\s*\Z",
        example("Jakarta, CNN Indonesia", located="Jakarta"),
        example("Surabaya, Roofs TV", located="Surabaya"),
    ),
)
# No dateline is without one of these, and hardly a paragraph of prose has one behind words that could be places.
# A stamp's first digit stands within 32 characters: prose mostly has none there, and the shape need not be tried.
_MAY_BE_STAMP = r"(?=\D{0,31}+\d)"
SHAPED = re.compile(
    rf"{MARK}(?:[(\[]?{PLACES}[\s,.:]*(?:[,.(/:\[=|_–—―−\d-]|\Z|(?<=\.\s)|{_MAY_BE_STAMP}{STAMP_SHAPE})"
    rf"|{_MAY_BE_STAMP}{HIJRI}{STAMP_SHAPE}\s*\()"
)
