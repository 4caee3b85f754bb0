"""Bylines: the persons who wrote a text, as a line of its own at its head or its end."""

import re

from transforms.facts.agencies import Agency, agency_of, credits_of, may_name
from transforms.facts.credit import credit_values
from transforms.facts.dates import read_stamp
from transforms.facts.found import Example, Found, example
from transforms.facts.grammar import BETWEEN_PERSONS, PERSON, PERSONS, UPPER, is_name
from transforms.facts.phrases import one_of

READER = "byline"
# A byline at a text's head is one line; only the credits of a team at its end run on.
LONGEST = 400
_ONE_LINE = 140
HELPED = " contributed"

_TEXT = r"(?:(?:Posted|Written|Story|Article|Text|Report|Words|Analysis|Opinion|News)\s(?:written\s)?)?"
_OPENS = re.compile(
    rf"[(\[*\s]*(?:{_TEXT}(?:[Bb]y|BY)|(?:[ÉE]crit\s|Article\s|Texte\s)?(?:[Pp]ar|PAR)"
    r"|(?:Escrito\s|Texto\s)?(?:[Pp]or|POR)"
    r"|[Vv]on|VON|Di|DI|Door|DOOR|Av|AV|Af|AF|Text|Texte|Texto|Autora?|Auteur|Autore|Author|Reporters?|Correspondents?)"
    r"(?:\s?:\s?|\s+)"
)
_PERSON = re.compile(PERSON)
_PERSONS = re.compile(PERSONS)
# `Associated Press Writer` is the Associated Press.
_TITLED = re.compile(r"(?i)\s(?:staff|writer|correspondent|reporter)s?\b.*")
_WHERE = re.compile(rf"\s(?:in|à|en|aus|a|i|da|em)\s[{UPPER}][\w.'’ -]{{1,40}}")
_WITH = re.compile(r"\b(?:with|avec|con|mit|com|med)\s")
_APART = re.compile(r"\s*(?:[,|/•·–—-]|\b(?:and|with|avec|con|mit|com|med)\b)\s*")
_TITLE = re.compile(
    r"(?i)[\w.' -]{0,30}\b"
    + one_of(
        "staff, staff writer, staff writers, writer, writers, correspondent, correspondents, reporter,"
        " reporters,"
        " editor, editors, columnist, analyst, corresponsal, correspondant, correspondante, korrespondent,"
        " korrespondentin, redakteur, redakteurin, enviado especial, enviada especial"
    )
    + r"\b[\w.' -]{0,30}"
)
_NOBODY = re.compile(
    r"(?:(?:[Bb]y|BY|[Ff]rom|FROM)\s(?:[Oo]ur|OUR|[Aa])\s(?:own\s|special\s)?(?:[Ss]taff|[Cc]orrespondents?|[Rr]eporters?)"
    r"|De notre correspondante?)\b.{0,40}"
)
_NAME_AGENCY = re.compile(
    rf"(?P<persons>{PERSONS})\s*[,|/–—-]\s*(?P<agency>[\w.’' -]{{2,40}})"
    rf"|(?P<person>{PERSON})\s\((?P<source>[^()]{{2,30}})\)"
)

# Who helped: persons of an agency, in one sentence at the end.
_HELPED = re.compile(
    r"(?:The\s)?(?P<agency>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})?\s?(?:[a-z]+\s)?(?:writers?|reporters?|correspondents?"
    r"|journalists?)\s[A-Z].{2,250}\s(?:also\s)?contributed(?:\s(?:reporting|to\s(?:this|the)\b).{0,40})?\.?"
)

# The credits of a team: a duty and its persons, several times over.
_DUTY = re.compile(
    r"(?i)(?:^|[;.,]|\band)\s*(?P<duty>(?:additional\s|further\s)?(?:reporting|writing|written|compiled|editing|edited|production|compiling"
    r"|contributing|translated|graphics?|reportage|reporte|reportaje|editado|bericht|édité|version)"
    r"(?:\s(?:and|et|y)\s(?:writing|editing|reporting))?(?:\s(?:française|española))?)\s?(?:by|de|par|por|von|:)\s"
)
_WRITES = ("report", "writ", "compil", "bericht", "additional", "further")
_MEMBER = re.compile(rf"(?P<person>{PERSON})(?:\s(?:in|à|en|aus)\s[^,;]+?)?(?=\s*(?:,|;|&|\band\b|\bet\b|\by\b|\.|\Z))")

EXAMPLES: tuple[tuple[str, Example], ...] = (
    ("by", example("By Jane Roe", byline="By Jane Roe", authors="Jane Roe")),
    ("by", example("By JANE ROE, Associated Press Writer", authors="JANE ROE", agency="AP")),
    ("by", example("By Jane Roe, Reuters", authors="Jane Roe", agency="Reuters")),
    ("by", example("Par Jeanne Dupré", authors="Jeanne Dupré")),
    ("by_agency", example("By Reuters Staff", byline="By Reuters Staff", agency="Reuters")),
    ("by_nobody", example("By our correspondent", byline="By our correspondent")),
    ("name_agency", example("Jane Roe, Associated Press", authors="Jane Roe", agency="AP")),
    ("name_agency", example("Jane Roe (AFP)", authors="Jane Roe", agency="AFP")),
    ("by", example("By Jane Roe, with AFP", authors="Jane Roe", agency="AFP", agency_role="co_source")),
    ("by", example("Par Jeanne Dupré avec AFP", authors="Jeanne Dupré", agency="AFP", agency_role="co_source")),
    (
        "helped",
        example(
            "Associated Press writers Jane Roe in Accra and John Doe contributed to this report.",
            agency="AP",
            agency_role="co_source",
        ),
    ),
    ("team", example("(Reporting by Jane Roe in Accra; Editing by John Doe)", authors="Jane Roe")),
)


def _sorted(parties: list[str]) -> tuple[list[str], list[Agency]] | None:
    """Part the persons from the agencies, leaving titles out; None where a party is neither."""
    people: list[str] = []
    agencies: list[Agency] = []
    for party in parties:
        if agency := agency_of(party) or agency_of(_TITLED.sub("", party)):
            agencies.append(agency)
        elif _TITLE.fullmatch(party) or read_stamp(party):
            continue
        elif _PERSON.fullmatch(party) and is_name(party):
            people.append(party)
        else:
            return None
    return people, agencies


def _found(line: str, form: str, people: list[str], agencies: list[Agency], role: str | None = None) -> Found:
    printed = line.strip()
    start = line.index(printed)
    values = [("byline", printed), *(("authors", p) for p in people)]
    values += credit_values(credits_of("/".join(a.name for a in agencies)), role) if agencies else []
    leaves = "AGY008" if form == "team" else "AGY007"
    return Found(start, start + len(printed), READER, form, tuple(values), leaves, "byline")


def _by(line: str) -> Found | None:
    """`By` and persons; then where they wrote, for whom and when."""
    if _NOBODY.fullmatch(line):
        return _found(line, "by_nobody", [], [])
    opens = _OPENS.match(line)
    if opens is None:
        return None
    persons = _PERSONS.match(line, opens.end())
    at = persons.end() if persons else opens.end()
    if persons and (where := _WHERE.match(line, at)):
        at = where.end()
    rest = line[at:].strip(" )]*")
    if rest == "." and not line[:at].isupper():
        # A sentence ends with a stop; a byline does not.
        return None
    if rest and persons and not _APART.match(rest):
        return None
    parties = [p.strip(" .") for p in BETWEEN_PERSONS.split(persons[0])] if persons else []
    whole = rest.lstrip(" ,|/•·–—-")
    parties += [whole] if read_stamp(whole) else [p for p in _APART.split(rest) if p]
    known = _sorted(parties)
    if known is None or not (known[0] or known[1]):
        return None
    role = "co_source" if known[0] and _WITH.search(rest) else None
    return _found(line, "by" if known[0] else "by_agency", *known, role)


def _name_agency(line: str) -> Found | None:
    """A person and an agency, and nothing else."""
    m = _NAME_AGENCY.fullmatch(line) if may_name(line) else None
    # In capitals it is a headline with its source.
    if m is None or (" - " in line and line.isupper()):
        return None
    known = _sorted([*BETWEEN_PERSONS.split(m["persons"] or m["person"]), m["agency"] or m["source"]])
    return _found(line, "name_agency", *known) if known and known[0] and known[1] else None


def _team(line: str) -> Found | None:
    """`Reporting by A in B; editing by C`: only who reported or wrote is an author."""
    bare = line.strip(" \t\n()*[]")
    first = _DUTY.match(bare)
    if first is None:
        return None
    people: list[str] = []
    duties = list(_DUTY.finditer(bare))
    for duty, following in zip(duties, [*duties[1:], None], strict=True):
        part = bare[duty.end() : following.start() if following else len(bare)]
        members = [m["person"].strip(" .") for m in _MEMBER.finditer(part)]
        if not members:
            return None
        if duty["duty"].lower().startswith(_WRITES):
            people += members
    people = [p for p in dict.fromkeys(people) if is_name(p)]
    return _found(line, "team", people, []) if people else None


def _helped(line: str) -> Found | None:
    """`Associated Press writer A in B contributed to this report.`: the agency is a source, its persons no authors."""
    m = _HELPED.fullmatch(line.strip()) if may_name(line) else None
    agency = agency_of(_TITLED.sub("", m["agency"] or "")) if m else None
    if m is None or agency is None:
        return None
    start = line.index(m[0])
    values = tuple(credit_values(credits_of(agency.name), "co_source"))
    return Found(start, start + len(m[0]), READER, "helped", values, "AGY008", "byline")


def read(line: str) -> Found | None:
    """Read a line that is nothing but a byline."""
    if len(line) > LONGEST:
        return None
    if HELPED in line:
        return _helped(line)
    return (_by(line) or _name_agency(line) if len(line) <= _ONE_LINE else None) or _team(line)
