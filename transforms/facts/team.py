"""The credits of a team at the end of a text: reporters, writers and contributors."""

import re

from transforms.facts.agencies import agency_of, credits_of, may_name
from transforms.facts.credit import credit_values
from transforms.facts.grammar import PERSON, is_person_name

HELPED = " contributed"
_TITLE_AND_MORE = re.compile(r"(?i)\s(?:staff|writer|correspondent|reporter)s?\b.*")

# Contributors: persons of an agency, or the agency itself, in one sentence at the end.
_HELPED = re.compile(
    r"(?:The\s)?(?P<agency>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})?\s?(?:[a-z]+\s)?(?:writers?|reporters?|correspondents?"
    r"|journalists?)\s[A-Z].{2,250}\s(?:also\s)?contributed(?:\s(?:reporting|to\s(?:this|the)\b).{0,40})?\.?"
    r"|(?:The\s)?(?P<alone>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})\s(?:also\s)?contributed\s(?:reporting\s)?to\sthis\s"
    r"(?:report|story|article)\.?"
)

# The credits of a team: a duty and its persons, repeated.
_DUTY = re.compile(
    r"(?i)(?:^|[;.,]|\band)\s*(?P<duty>(?:additional\s|further\s)?(?:reporting|writing|written|compiled|editing|edited|production|compiling"
    r"|contributing|translated|graphics?|reportage|reporte|reportaje|editado|bericht|édité|version)"
    r"(?:\s(?:and|et|y)\s(?:writing|editing|reporting))?(?:\s(?:française|española))?)\s?(?:by|de|par|por|von|:)\s"
)
_WRITES = ("report", "writ", "compil", "bericht", "additional", "further")
# The words that a duty begins with.
DUTIES = frozenset(
    "additional further reporting writing written compiled editing edited production compiling contributing translated"
    " graphic graphics reportage reporte reportaje editado bericht édité version".split()
)
_MEMBER = re.compile(rf"(?P<person>{PERSON})(?:\s(?:in|à|en|aus)\s[^,;]+?)?(?=\s*(?:,|;|&|\band\b|\bet\b|\by\b|\.|\Z))")


def read_team(line: str) -> list[str] | None:
    """The authors in `Reporting by A in B; editing by C`: only reporters and writers."""
    bare = line.strip(" \t\n()*[]")
    if _DUTY.match(bare) is None:
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
    return [p for p in dict.fromkeys(people) if is_person_name(p)]


def read_helped(line: str) -> list[tuple[str, str]] | None:
    """The agency of `Associated Press writer A in B contributed to this report.`, or without its persons.

    The persons are not authors.
    """
    m = _HELPED.fullmatch(line.strip()) if may_name(line) else None
    agency = agency_of(m["alone"] or _TITLE_AND_MORE.sub("", m["agency"] or "")) if m else None
    return credit_values(credits_of(agency.name), "co_source") if agency else None
