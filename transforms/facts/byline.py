"""Bylines: the authors of a text, in a separate line at its head or its end."""

import re

from transforms import gazetteer
from transforms.facts.agencies import Agency, agency_of, credits_of, may_name
from transforms.facts.byline_words import FIELD, FIRST_WORDS, LABEL, LAST_WORDS, PAPER, TRADE, UNNAMED
from transforms.facts.credit import credit_values
from transforms.facts.grammar import AND, BETWEEN_PERSONS, PERSON, PERSONS, UPPER, is_country_only, is_person_name
from transforms.facts.line_reading import LineReading
from transforms.facts.published import may_begin, stamps_of
from transforms.facts.team import DUTIES, HELPED, read_helped, read_team
from transforms.lazy_pattern import lazy_pattern
from transforms.mentions.words import words

READER = "byline"
# A byline at the head of a text is one line; only the credits of a team at its end are longer.
LONGEST = 400
_ONE_LINE = 140

_TEXT = (
    r"(?:(?:Posted|Published|Written|Reported|Story|Article|Text|Report|Words|Analysis|Opinion|News)\s(?:written\s)?)?"
)
_OPENS = lazy_pattern(
    rf"[(\[*\s]*(?:{_TEXT}(?:[Bb]y|BY)|(?:[ÉE]crit\s|Article\s|Texte\s|Publié\s)?(?:[Pp]ar|PAR)"
    r"|(?:Escrito\s|Texto\s|Publicado\s)?(?:[Pp]or|POR)|[Vv]on|VON|[Dd]i|DI|Door|DOOR|Av|AV|Af|AF|De|DE|Oleh|OLEH"
    rf"|{LABEL})(?:\s?:\s?|\s+)"
)
# These begin names as well, `De Bruyne` and `Di Canio`: the most words of such a byline.
_BEGINS_NAMES = {"de": 0, "di": 2}
_DEGREE = r"(?:M\.?D|Ph\.?\s?D|R\.?N|M\.?P\.?H|M\.?B\.?A|J\.?D|D\.?D\.?S|Esq|CFA|CPA)\b\.?"
_SUFFIX = rf"(?:,?\s(?:Jr|Sr)\b\.?|,?\s(?:II|III|IV)\b|,?\s{_DEGREE}){{0,3}}"
# A byline next to a stamp has one of these.
_INSIDE = tuple(" by | by:| par | por | von | di |writer|reporter|correspondent|editor|journalist".split("|"))
_PERSON = lazy_pattern(rf"({PERSON}){_SUFFIX}")
# The separator of two parties; `Jr.` after a name is a part of it.
_BORDER = lazy_pattern(
    rf"\s*[|/•·]\s*|\s+[–—-]+\s+|,?(?:{AND}|\s(?:avec|con|mit|com|med|и|та|і|ve|oraz|dan)\s)|\s*,(?!\s*(?:(?:Jr|Sr)\b|I{{2,3}}\b|IV\b|{_DEGREE}))\s*"
)
_WHERE = re.compile(rf"\s(?:in|à|en|aus|a|i|da|em|at)\s[{UPPER}][\w.'’ -]{{1,40}}\Z")
_FOR = re.compile(rf"\s(?:for|For|FOR|pour|para|für)\s(?:the\s|The\s)?[{UPPER}].{{1,50}}\Z")
_CONTACT = re.compile(r"\s*[(<]?(?:[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}|@\w{2,30})[)>]?")
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"\s*[|•·,–—-]?\s+|(?<=\))|\s*[|•·]\s*")
_WITH = re.compile(r"\b(?:with|avec|con|mit|com|med)\s")
_TITLE = lazy_pattern(rf"(?i)[\w.' -]{{0,30}}\b{TRADE}")
# `Associated Press Writer` is the Associated Press, and `Jane Roe Senior Reporter` is Jane Roe.
_TITLED = lazy_pattern(rf"(?:\s{FIELD}){{0,3}}\s{TRADE}\b.*")
_TRADE_PERSON = lazy_pattern(rf"(?:\s{FIELD}){{0,3}}\s{TRADE}\s(?P<person>{PERSON})")
_OUR = tuple("our notre unserem unserer nuestro nuestra nostro nostra nosso nossa onze vår vores".split())
# `By Reporter Jane Roe`
_TITLE_FIRST = re.compile(rf"(?:Staff |Special |Intern )?(?:Reporter|Correspondent|Journalist)s? (?=[{UPPER}])")
_OF_STAFF = lazy_pattern(UNNAMED)
# A paper or initials: `Par Le Phare avec AFP`, `Author: AFP, jr`
_BESIDE_AGENCY = re.compile(r"(?:Le|La|El|Il|Der|Die)\s\w+|[^\W\d_A-Z]{2,3}")
# `By Jane Roe | Edited By: John Doe`
_EDITED = re.compile(r"(?i)(?:edited|published|posted)\sby\b|editor\s?:")
_PAPER = lazy_pattern(rf"(?:The|(?i:special\sto))\s.{{2,40}}|[A-Z]{{2,8}}|.{{1,30}}\b{PAPER}|[\w.-]{{2,30}}\.\w{{2,4}}")
_UNNAMED = lazy_pattern(
    r"(?i:(?:by|from)\s(?:our|a)\s(?:own\s|special\s)?(?:staff|correspondents?|reporters?)"
    r"|de notre correspondante?)\b[^,]{0,40}"
    r"|(?i:(?:(?:posted|published|written)\s)?by|par|por|von|di|da|автор|oleh)\s?:?\s?"
    rf"(?i:the\s|our\s|la\s|der\s|die\s|a\s)?{UNNAMED}"
)
_NAME_AGENCY = lazy_pattern(
    rf"(?P<persons>{PERSONS})\s*[,|/–—-]\s*(?P<agency>[\w.’' -]{{2,40}})"
    rf"|(?P<person>{PERSON})\s\((?:Theo\s)?(?P<source>[^()]{{2,30}})\)"
)
_NAME_TRADE = lazy_pattern(rf"(?P<persons>{PERSONS})\s*[,|–—-]\s*(?:{FIELD}\s){{0,3}}{TRADE}")
_NAMES = lazy_pattern(PERSONS)
_ONE_NAME = re.compile(rf"[{UPPER}]\w{{2,20}}")
# Scripts without capitals: only a label says that a name follows.
_LABEL_AND_NAME = lazy_pattern(
    r"(?:लेखक|रिपोर्टर|संवाददाता|作者|记者|記者|執筆|文|取材・文|글|기자|بقلم|كتب)\s?[:：＝=・]\s?(?P<name>[^\d\s:：|,，/]{1,20}(?:\s[^\d\s:：|,，/]{1,20}){0,3})"
)
# `（记者李成）`, `(本報記者 李成、王五)`
_REPORTER_IN_BRACKETS = lazy_pattern(
    r"[(（【\[]\s?[\u4e00-\u9fff]{0,6}?(?:记者|記者|通讯员|特派员|特派員|编译|編譯)\s?[:：]?\s?"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，,\s]{1,2}[\u4e00-\u9fff·]{2,4}){0,3})(?:\s?(?:报道|報導|報道))?\s?[)）】\]]"
)
_BETWEEN_NAMES = re.compile(r"[、，,\s]+")
_NEWSROOM = lazy_pattern(
    rf"\({{1,2}}(?P<place>[{UPPER}][\w.'’ -]{{1,30}})\s(?i:newsroom|bureau|desk)(?:[;,.:]?\s[^()]{{0,80}})?\){{1,2}}"
)
Values = list[tuple[str, str]]


def _sorted(parties: list[str]) -> tuple[list[str], list[Agency]] | None:
    """Separate the persons from the agencies, without titles and papers; None where a party is neither."""
    if any(map(agency_of, parties)):
        parties = [party for party in parties if not _BESIDE_AGENCY.fullmatch(party)]
    people: list[str] = []
    agencies: list[Agency] = []
    has_title = False
    for party in parties:
        bare = _TITLE_FIRST.sub("", _TITLED.sub("", party), count=1)
        person = _PERSON.fullmatch(bare) or _PERSON.fullmatch(_FOR.sub("", _WHERE.sub("", bare)))
        if _OF_STAFF.fullmatch(party):
            has_title = True
        elif agency := agency_of(party) or agency_of(bare):
            agencies.append(agency)
            # `Xinhua writers Zhao Wen`
            if (named := _TRADE_PERSON.fullmatch(party, len(bare))) and is_person_name(named["person"]):
                people.append(named["person"])
        elif _PAPER.fullmatch(bare) and (people or bare != party or not bare.startswith("The ")):
            continue
        elif person and is_person_name(person[1]):
            people.append(person[0])
        elif _is_title(party):
            has_title = True
        elif not ((people or has_title) and gazetteer.is_place(bare)):
            return None
    return people, agencies


def _is_title(party: str) -> bool:
    """Whether a party is a title, perhaps with a place: `Our correspondent in Lima`."""
    is_own = party[0].isupper() or party.startswith(_OUR)
    return is_own and _TITLE.fullmatch(_WHERE.sub("", party)) is not None


def _found(line: str, form: str, people: list[str], agencies: list[Agency], *, role: str | None = None) -> LineReading:
    values: Values = [("byline", line.strip()), *(("authors", p) for p in people)]
    values += credit_values(credits_of("/".join(a.name for a in agencies)), role) if agencies else []
    return _of(line, form, values)


def _of(line: str, form: str, values: Values) -> LineReading:
    printed = line.strip()
    start = line.index(printed)
    code = "AGY008" if form in ("team", "helped") else "AGY007"
    return LineReading(start, start + len(printed), READER, form, tuple(values), code, "byline")


def _parted(line: str) -> tuple[str, Values] | None:
    """A line without the stamps of the page at one of its ends, and their values; None where there are none."""
    for m in _GAP.finditer(line):
        before, after = line[: m.start()], line[m.end() :]
        if after[:1] and (stamps := stamps_of(after)):
            return before, stamps[1]
        if _OPENS.match(after) and (stamps := stamps_of(before)):
            return after, stamps[1]
    return None


def _by(line: str, *, has_stamp: bool = False) -> LineReading | None:
    """`By` and persons, then their place and their agency or paper."""
    if _UNNAMED.fullmatch(line):
        return _found(line, "by_nobody", [], [])
    opens = _OPENS.match(line)
    if opens is None:
        return None
    who = _CONTACT.sub("", line[opens.end() :]).strip(" )]*|•·–—-,")
    is_sentence = who.endswith(".") and not line.isupper() and not re.search(rf"{_SUFFIX}\Z", who)[0]  # type: ignore[index]
    has_more = has_stamp or _BORDER.search(who) is not None
    if is_sentence or (not has_more and len(who.split()) > _BEGINS_NAMES.get(opens[0].strip().lower(), LONGEST)):
        return None
    known = _sorted([party for party in _BORDER.split(who) if party and not _EDITED.match(party)])
    if known is None or not who:
        return None
    role = "co_source" if known[0] and _WITH.search(who) else None
    return _found(line, "by" if known[0] else "by_agency" if known[1] else "by_nobody", *known, role=role)


def read_name(line: str) -> LineReading | None:
    """Read a line that only has names of persons with known first names: `ROSA CONTI and Leo Marsh`."""
    if not _NAMES.fullmatch(line.strip()):
        return None
    people = [_TITLED.sub("", person) for person in BETWEEN_PERSONS.split(line.strip())]
    return _found(line, "name_alone", people, []) if all(map(_is_known, people)) else None


def _is_known(person: str) -> bool:
    """Whether a name begins with a first name that is not also a place, as in `Virginia Beach`."""
    first = person.split(maxsplit=1)[0].title()
    return (
        first in words().given_names
        and is_person_name(person)
        and not (gazetteer.is_place(person) or is_country_only(first))
    )


def is_unnamed(line: str) -> bool:
    """Whether a line has the first word of a byline and then only capitals: `By The Standard Staff` names no person."""
    opens = _OPENS.match(line)
    return opens is not None and all(word[0].isupper() for word in line[opens.end() :].split()) and line[-1].isalnum()


def _stamped(line: str) -> LineReading | None:
    """A byline with a stamp of the page next to it; one name is enough, because no headline ends with a stamp."""
    parted = _parted(line)
    if parted is None:
        return None
    who, stamps = parted
    found = _by(who, has_stamp=True) or _name_and_more(who, who.lower().rpartition(" ")[2])
    if found is None and (opens := _OPENS.match(who)) and _ONE_NAME.fullmatch(who, opens.end()):
        found = _found(who, "by", [who[opens.end() :]], [])
    return _of(line, found.form, [*found.values, *stamps]) if found else None


def _name_and_more(line: str, last: str) -> LineReading | None:
    """Only a person and then an agency or a title, or a name after a label. `last` is the last word."""
    if line[0] in "(（【[" and (found := _in_brackets(line)):
        return found
    if not line.isascii() and (m := _LABEL_AND_NAME.fullmatch(line.strip())):
        return _found(line, "by", [m["name"]], [])
    if (
        last in LAST_WORDS
        and (m := _NAME_TRADE.fullmatch(line))
        and all(is_person_name(p) for p in BETWEEN_PERSONS.split(m["persons"]))
    ):
        return _found(line, "name_title", BETWEEN_PERSONS.split(m["persons"]), [])
    m = _NAME_AGENCY.fullmatch(line) if may_name(line) else None
    # In capitals it is a headline with its source.
    if m is None or (" - " in line and line.isupper()):
        return None
    known = _sorted([*BETWEEN_PERSONS.split(m["persons"] or m["person"]), m["agency"] or m["source"]])
    return (
        _found(line, "name_agency", *known)
        if known and known[1] and (known[0] or _OF_STAFF.fullmatch(m["persons"] or ""))
        else None
    )


def _in_brackets(line: str) -> LineReading | None:
    """The reporters of a Chinese text, `（记者李成）`, or a desk without a person, `(Gdansk Newsroom)`."""
    if m := _REPORTER_IN_BRACKETS.fullmatch(line.strip()):
        return _found(line, "by", _BETWEEN_NAMES.split(m["names"]), [])
    m = _NEWSROOM.fullmatch(line.strip())
    return _found(line, "by_nobody", [], []) if m and gazetteer.is_place(m["place"]) else None


def _is_inside(lower: str) -> bool:
    for sign in _INSIDE:  # noqa: SIM110 - any() takes twice as long
        if sign in lower:
            return True
    return False


def may_be_stamped(line: str) -> bool:
    """Whether a line that does not begin like a byline may be one with a stamp: it begins with a name or the stamp."""
    return _is_inside(line.lower()) and (may_begin(line) or _PERSON.match(line) is not None)


def _read_line(line: str, first: str, last: str) -> LineReading | None:
    """Read a line by the pattern that its first or last word suggests."""
    opens = first in FIRST_WORDS
    if _DIGIT.search(line) and (opens or may_be_stamped(line)):
        return _stamped(line) or _by(line)
    return (_by(line) if opens else None) or _name_and_more(line, last)


def read(line: str) -> LineReading | None:
    """Read a line that is only a byline: `By Jane Roe`. The first and last words exclude most other lines."""
    if len(line) > LONGEST or not line.strip():
        return None
    if HELPED in line:
        helped = read_helped(line)
        return _of(line, "helped", helped) if helped else None
    first = line.split(maxsplit=1)[0].strip("([*:.").lower()
    if len(line) <= _ONE_LINE and (found := _read_line(line, first, line.rsplit(maxsplit=1)[-1].lower())):
        return found
    printed = _bracketed(line.strip()) if first in DUTIES else ""
    people = read_team(printed) if printed else None
    return _of(line, "team", [("byline", printed), *(("authors", person) for person in people)]) if people else None


def _bracketed(line: str) -> str:
    """The part of a line from its opening bracket to the closing one."""
    depth = 0
    for n, character in enumerate(line):
        depth += (character == "(") - (character == ")")
        if not depth:
            return line[: n + 1] if n else line
    return line
