"""Copyright notices: the holder and the year."""

import re

from transforms.facts.agencies import agency_of, credits_of
from transforms.facts.credit import credit_values
from transforms.facts.line_reading import LineReading
from transforms.facts.phrases import one_of

READER = "copyright"
LONGEST = 400

_SIGN = r"(?:©|\((?:c|C)\)|ⓒ)"
_OPENING = rf"(?:(?:Copyright|COPYRIGHT)\s?:?\s*+{_SIGN}?|{_SIGN}(?:\s*[Cc]opyright)?)"
_YEAR = r"(?:(?:19|20)\d\d\s?[-–/]\s?)?(?P<{}>(?:19|20)\d\d)(?!\d)"
TERMS = one_of(
    "all rights reserved, all right reserved, tous droits, reproduction interdite, todos los derechos, "
    "derechos reservados, alle rechte, nachdruck, tutti i diritti, riproduzione riservata, todos os direitos, "
    "direitos reservados, alle auteurs, alle rettigheter, alla rättigheter, все права, всі права, tüm hakları, "
    "wszelkie prawa, toate drepturile, minden jog, všechna práva, semua hak, 無断転載, 版权所有, this material, click "
    ", distributed, reproduction, no part, may not, must not"
)
_HOLDER = rf"(?P<{{}}>(?!{TERMS})[^\s\d©,.|/–—][^|/\n–—©]{{{{0,58}}}}?)"
# The wire's number of the story, as in `© dpa-infocom, dpa:230203-99-456123/3`.
_STORY_NUMBER = r"(?:,\s*+[a-z]{2,8}:[\d-]{6,24}(?:/\d{1,2})?)?"
_NOTICE = re.compile(
    rf"[(\[*\s]*{_OPENING}\s*+"
    rf"(?:{_YEAR.format('year1')},?\s*+(?:by\s)?{_HOLDER.format('holder1')}"
    rf"|{_HOLDER.format('holder2')},?\s++{_YEAR.format('year2')}"
    rf"|{_HOLDER.format('holder3')}{_STORY_NUMBER})"
    r"(?:\s*+\((?:https?://|www\.)[^()\s]{3,40}\))?"
    rf"[)\]*]*+(?:\s*+[.,:|–—-]*+\s*+{TERMS}.*|\s*+[.|]*+\s*+)",
    re.DOTALL,
)

_HAS_SIGN = re.compile(rf"\W*(?:[Cc]opyright\s?:?\s*)?{_SIGN}|\W*[Cc]opyright\s?:")
_MOST_WORDS = 5
# The stop after these is a part of them and does not end the notice.
_ABBREVIATED = re.compile(r"(?:\.[A-Z]|\b(?:Inc|Ltd|Co|Corp))\Z")


def read(line: str) -> LineReading | None:
    """Read a line that is only a copyright notice, as `© 2023 AFP`.

    A holder that is an agency is credited with the text; the notice of a site credits no one.
    """
    m = _NOTICE.fullmatch(line) if len(line) <= LONGEST else None
    if m is None:
        return None
    group = next(g for g in ("holder1", "holder2", "holder3") if m[g])
    holder = m[group].strip(" ,;:)")
    if _ABBREVIATED.search(holder) and line[m.end(group) : m.end(group) + 1] == ".":
        holder += "."
    is_bare = group == "holder3"
    if is_bare and (len(holder.split()) > _MOST_WORDS or not (_HAS_SIGN.match(line) or agency_of(holder))):
        # A sentence may begin with the word, but not with the sign.
        return None
    year = m["year1"] or m["year2"]
    printed = line.strip()
    start = line.index(printed)
    values = [("copyright_notice", printed), ("copyright_holder", holder)]
    values += [("copyright_year", year)] if year else []
    if agency := agency_of(holder):
        values += credit_values(credits_of(agency.name))
    return LineReading(
        start, start + len(printed), READER, "year_holder" if year else "holder", tuple(values), "AGY009", "copyright"
    )
