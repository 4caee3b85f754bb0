"""Credit lines: the author, co-source or distributor of a text."""

import re

from transforms.facts.agencies import NO_CREDITS, Credits, agency_of, credits_of, may_name
from transforms.facts.byline_words import LABEL
from transforms.facts.dates import STAMP
from transforms.facts.grammar import BETWEEN_PERSONS, PERSON, PERSONS, UPPER
from transforms.facts.line_reading import LineReading
from transforms.facts.published import stamps_of
from transforms.lazy_pattern import lazy_pattern

READER = "credit"
_LONGEST_AMBIGUOUS = 12
# A credit line is short; a longer line is prose.
LONGEST = 160

_FRAME = r"[\s(（【\[{/=*—–-]*+"
_FRAME_END = r"[\s)）】\]}/=*.—–-]*"
# `with material from AFP` means the same as `with AFP`.
_MATERIAL = (
    r"[Ww]ith\s(?:additional\s)?(?:material|information|reporting|reports|input|inputs|content|files|contributions)\s(?:from|of|by)"
    r"|[Mm]it\s(?:Material|Informationen|Angaben|Agenturmaterial)\s(?:von|der)"
    r"|[Bb]ased\son\s(?:material|information|reports|reporting)\s(?:from|by)"
    r"|[Aa]vec\s(?:des\s)?(?:informations|dépêches)\sde|[Cc]on\s(?:materiale?s?|informaci(?:ón|ones)|informazioni)\sd(?:e|i|al)"
    r"|[Cc]om\s(?:informações|material)\sd[aeo]|[Mm]et\s(?:informatie|materiaal)\svan|[Mm]ed\s(?:material|uppgifter)\sfrån"
    r"|[Mm]ed\s(?:materiale?|informasjon|oplysninger)\sfra|[Aa]mb\sinformació\sd[e']|[Cc]u\s(?:informații|informaţii)\sde\sla"
    r"|[Dd]engan\s(?:informasi|laporan)\sdari|[Pp]o\sinformacijah|[Пп]о\s(?:материалам|информации)|[Зз]а\sматеріалами"
)
_WITH = rf"(?:{_MATERIAL}|[Ww]ith|WITH|[Aa]vec|AVEC|[Cc]on|[Mm]it|[Cc]om|[Mm]et|[Mm]ed)"
# `de l'AFP`, `da Reuters e da AFP`
_ARTICLES = re.compile(
    r"(?<![^\s,/])(?:[dl]['’]|(?:d[aeo]s?|di|del|della|dell['’]|la|el|il|the|der|den|von|y de|e da)\s)+"
)
_SOURCE = (
    r"(?:Sources?|SOURCE|source|Quellen?|Fuentes?|Fontes?|Fonte|Bron|Kild[ea]r?|Källa|Źródło|Zdroj|Sursa|Forrás|Izvor"
    r"|Lähde|Kaynak|KAYNAK|Sumber|Источники?|Джерел[оа]|Източник|Πηγή|स्रोत|सोर्स|出典|来源|來源|출처|المصدر|Nguồn|Theo"
    # These words mean a source only before a colon.
    r"|D[ae](?=\sAgência\s)|(?:From|FROM|Via|VIA|Agency|AGENCY|Agencia|Agência|Agence|Agenzia|Agentur)(?=\s?:))"
)
_BY = r"(?:Distributed|Provided|Supplied|Syndicated|Diffusé|Distribué|Distribuido|Verbreitet)"

_WITH_LINE = re.compile(
    rf"{_FRAME}(?P<first>(?:[^\s(].{{0,60}}?)?)[\s,/–—|-]*(?<!\w){_WITH}(?:\s+|(?<=['’]))(?P<agencies>[^.:;]{{2,60}}?){_FRAME_END}"
)
_SOURCE_LINE = re.compile(rf"{_FRAME}{_SOURCE}(?:\s?[:：–—-]\s*|\s+|(?=www\.))(?P<agencies>[^:;]{{2,80}}?){_FRAME_END}")
# `Editor: Jane Roe | Source: AFP | 3 May 2023`, `Source: Xinhua 2023-06-20 17:32:05`
_BETWEEN_LABELS = re.compile(r"\s*[|•·]\s*|\s+/\s+|\s{2,}|\s(?=\d[\d\s:/.+-]{7,30}\Z)")
_LABELLED_PERSON = re.compile(
    rf"(?:(?P<author>{LABEL}\s?[:：]|(?i:by|par|por|von|oprac\.)(?=\s)|(?i:by)\s?:)|(?i:editors?|edited(?:\sby)?|editing|editör|redakteurin|redakteur|redaktor|redaktion"
    rf"|redactora?|redacción|redação|redazione|edición|edição|edizione|редактор|редакция|редакція|责任编辑|编辑|編集)\s?[:：])\s?(?P<persons>[^\d:|]{{2,60}})"
)
_PERSONS = lazy_pattern(PERSONS)
_DISTRIBUTED_LINE = re.compile(rf"{_FRAME}{_BY}\s(?:by|par|por|von)\s(?P<agencies>[^:;]{{2,60}}?){_FRAME_END}")
# `fb/msh (AP, dpa, Reuters)`: the initials of editors, and their sources.
_INITIALS_LINE = re.compile(r"[a-z]{1,4}(?:(?:/|,\s?)[a-z]{1,4}){0,3}\s\((?P<agencies>[^()]{2,60})\)\.?\s*")
# `AGERPRES (RO - author: Ion Roe, editor: Ana Poe)`
_AUTHORED_LINE = re.compile(
    rf"(?P<agencies>[{UPPER}]\w{{2,11}})\s?/?\s?\((?:[A-Z]{{2}}\s?[-–]\s?)?(?:author|autor|writing by)\s?:\s?"
    rf"(?P<author>{PERSON})[,;)][^()\n]{{0,160}}\)?\.?\s*"
)
# `MAP 12 May 2022`
_DATED_LINE = re.compile(rf"{_FRAME}(?P<agencies>[^\s\d][^\d]{{1,40}}?),?\s(?P<date>{STAMP}){_FRAME_END}")
_REPORT_LINE = re.compile(
    r"This (?:report|story|article|content) (?:by|from) (?P<agencies>[^.]{2,50}?)"
    r" was (?:first |originally )?published\b.{0,60}"
)
_ALONE_LINE = re.compile(rf"{_FRAME}(?P<agencies>[^\s(\[/=*–—-].{{0,59}}?){_FRAME_END}")
_PUBLISHER = re.compile(r"[\w'’.& -]{2,40}")
_DESK = re.compile(
    r"(?i),?\s?\boprac\..*|\b(?:staff|correspondents?|writers?|reporters?|editors?|desk|news agency)\b.*"
)
# With the sign it is a copyright notice at the end of a text, and usually a picture credit at its head.
_COPYRIGHT = re.compile(r"[\s(]*(?:©|\([cC]\))")
_END_NAMES = frozenset(["reuter", "reuters end"])
_WORD = re.compile(r"[^\W_][\w'’-]*")
_LONGEST_NAME = 80
_MOST_WORDS_OF_NAMES = 6
_PARTICLES = frozenset("a of the and de del do da di la le el et y e du des".split())
_NEWS_AGENCY = re.compile(
    r"(?i)\b(?:(?:news|press|information) agency|kantor berita|(?:haber|xəbər|axborot) (?:ajansı|agentliyi|agentligi)"
    r"|agencia (?:de noticias|informativa|noticiosa)|agência (?:de notícias|noticiosa)"
    r"|agence (?:de presse|d['’]information)"
    r"|agenzia (?:di )?stampa|agen[tț]ia de (?:știri|ştiri|stiri|presă)|agencja (?:prasowa|informacyjna)"
    r"|nyhetsbyrån"
    r"|(?:novinska|tisková|tlačová) agen(?:cija|tura)|(?:nachrichten|presse)agentur|tisková kancelář|persbureau"
    r"|информационное агентство|информационна агенция|інформаційне агентство|новинска агенција|πρακτορείο ειδήσεων"
    r"|समाचार एजेंसी|thông tấn xã)(?!\w)"
)


def credit_values(parties: Credits, role: str | None = None) -> list[tuple[str, str]]:
    """Give credited parties as columns: the first agency, and every party with its role."""
    if not parties.agencies:
        return []
    role = role or parties.role
    return [
        ("agency", parties.agencies[0].name),
        ("agency_role", role),
        *(("info_sources", f"{role}:{agency.name}") for agency in parties.agencies),
        *(("info_sources", f"co_source:{other}") for other in parties.others),
    ]


def _found(
    line: str, form: str, values: list[tuple[str, str]], code: str = "AGY002", role: str = "credit"
) -> LineReading:
    printed = line.strip()
    start = line.index(printed)
    whole = [("creditline", printed)] if role == "credit" else []
    return LineReading(start, start + len(printed), READER, form, (*whole, *values), code, role)


def _with(line: str) -> LineReading | None:
    m = _WITH_LINE.fullmatch(line)
    parties = credits_of(m["agencies"]) if m else None
    if m and parties and (parties.others or not parties.agencies):
        parties = credits_of(_ARTICLES.sub("", m["agencies"]))
    if m is None or parties is None or not parties.agencies or parties.others:
        return None
    first = m["first"].strip(" ,(")
    if first and not (_PUBLISHER.fullmatch(first) and first[0].isupper() and len(first.split()) <= 6):
        return None
    is_own = bool(first) and agency_of(first) is None and not first.startswith(("By ", "Par ", "Por ", "Von "))
    own = [("info_sources", f"author:{first}")] if is_own else []
    return _found(line, "with", own + credit_values(parties, "co_source"))


def _alone(line: str) -> LineReading | None:
    m = _ALONE_LINE.fullmatch(line)
    if m is None or _COPYRIGHT.match(line):
        return None
    name = _DESK.sub("", m["agencies"]).strip() or m["agencies"]
    parties = credits_of(name)
    if not parties.agencies or parties.others or all(a.is_ambiguous for a in parties.agencies):
        return None
    if name.casefold() in _END_NAMES:
        return _found(line, "end_mark", credit_values(parties), "AGY004", "end_mark")
    return _found(line, "alone", credit_values(parties))


def _with_initials(line: str) -> LineReading | None:
    m = _INITIALS_LINE.fullmatch(line) if line[:1].islower() else None
    parties = credits_of(m["agencies"]) if m else NO_CREDITS
    is_sure = len(parties.agencies) > 1 and not parties.others
    return _found(line, "initials", credit_values(parties, "co_source")) if is_sure else None


def _authored(line: str) -> LineReading | None:
    m = _AUTHORED_LINE.fullmatch(line.strip()) if ":" in line else None
    parties = credits_of(m["agencies"]) if m else NO_CREDITS
    if m is None or not parties.agencies:
        return None
    return _found(line, "authored", [*credit_values(parties), ("byline", m["author"]), ("authors", m["author"])])


def _dated(line: str) -> LineReading | None:
    m = _DATED_LINE.fullmatch(line) if line[-1:].isdigit() else None
    parties = credits_of(m["agencies"]) if m else NO_CREDITS
    stamp = stamps_of(m["date"]) if m and parties.agencies and not parties.others else None
    return _found(line, "dated", [*credit_values(parties), *stamp[1]]) if stamp else None


def _named(line: str) -> LineReading | None:
    for form, pattern, role in (
        ("source", _SOURCE_LINE, "co_source"),
        ("distributed", _DISTRIBUTED_LINE, "distributor"),
        ("report", _REPORT_LINE, "author"),
    ):
        m = pattern.fullmatch(line)
        # Turkish portals print the short name of their own agency: `Kaynak: AA`.
        is_short = m is not None and m["agencies"].isupper() and "kaynak" in line.lower()
        if m and (parties := credits_of(m["agencies"], in_dateline=is_short)).agencies:
            return _found(line, form, credit_values(parties, role))
    return None


def read_ambiguous(line: str) -> LineReading | None:
    """Read a line that is nothing but the name of an agency with other meanings, as `TT`; its place must confirm it."""
    parties = credits_of(line.strip(" ()/"))
    if len(line) > _LONGEST_AMBIGUOUS or parties.others or not any(a.is_ambiguous for a in parties.agencies):
        return None
    return _found(line, "ambiguous", credit_values(parties))


def names_agency(line: str) -> bool:
    """Whether a line calls something a news agency."""
    if line.isascii():
        # Few lines have a part of the word; that search takes a tenth of the time of the pattern.
        lowered = line.lower()
        if not ("agen" in lowered or "berita" in lowered or "persbureau" in lowered):
            return False
    return _NEWS_AGENCY.search(line) is not None


def read_name(line: str) -> LineReading | None:
    """Read a line that is only the name of an agency, known or not, as `Hill Country News Agency (HCNA)`."""
    if len(line) > _LONGEST_NAME or not names_agency(line):
        return None
    words = [word for word in _WORD.findall(_NEWS_AGENCY.sub("", line)) if word.lower() not in _PARTICLES]
    if not 0 < len(words) <= _MOST_WORDS_OF_NAMES or any(word[0].islower() or word[0].isdigit() for word in words):
        return None
    return _found(line, "name", [])


def _labelled(line: str) -> LineReading | None:
    """A row of parts with a label each, one of them the source: `Editor: Jane Roe | Source: AFP | 3 May 2023`."""
    values: list[tuple[str, str]] = []
    sources = 0
    parts = _BETWEEN_LABELS.split(line.strip(" |"))
    for part in parts if len(parts) > 1 else ():
        source = _SOURCE_LINE.fullmatch(part)
        # Such a row may print a short name that means other things elsewhere: `Source: AA`.
        parties = credits_of(source["agencies"], in_dateline=source["agencies"].isupper()) if source else NO_CREDITS
        if parties.agencies and not parties.others:
            values += credit_values(parties, "co_source")
            sources += 1
        elif m := _LABELLED_PERSON.fullmatch(part):
            if m["author"] and _PERSONS.fullmatch(m["persons"]):
                values += [("byline", part), *(("authors", p) for p in BETWEEN_PERSONS.split(m["persons"]))]
        elif stamp := stamps_of(part):
            values += stamp[1]
        else:
            return None
    return _found(line, "labelled", values) if sources == 1 else None


def read(line: str) -> LineReading | None:
    """Read a line that is only a credit, as `AFP/Reuters`."""
    if len(line) > LONGEST or not (may_name(line) or "www." in line):
        return None
    found = _alone(line) or _with(line) or _labelled(line) or _named(line)
    return found or _with_initials(line) or _authored(line) or _dated(line)
