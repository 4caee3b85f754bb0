"""What follows the last word of a wire text: end marks, sign-offs of desks, and the name of an agency."""

import re

from transforms.facts.agencies import NO_CREDITS, Credits, agency_of, credits_of, is_spelled, may_name
from transforms.facts.credit import credit_values
from transforms.facts.line_reading import LineReading

READER = "ending"
REACH = 240
"""What follows the last sentence is within so many characters of the end."""
# So are an agency's name and a sign-off, without the names of authors.
_NEAR = 60

_MARK = re.compile(
    r"(?:(?i:ends?|\(ends?\)|item ends|enditem|end item|end of (?:item|report|bulletin|message|text)|fin|\(fin\)|fim"
    r"|nnnn|\(schluss\)|\(slut\)|/end/)"
    r"|-+\s?(?:30|0|ends?)\s?-+|#{2,}|={1,}|_{2,}|\*{3,}|\.{3}/\.{3}|\^M)\.?"
)
_MORE = re.compile(r"\(?(?i:more to follow|more|suite|à suivre|sigue|segue)\)|\(?MORE\)?|\.{3}/\.{3}")
_SIGN_OFF = re.compile(
    r"(?:\([Ss]chluss\)\s?)?[a-zäöü]{2,4}(?:\s?[-/]{1,2}\s?[a-zäöü]{1,4}){1,4}/?|[A-Z]{2,4}(?:\s?//?\s?[A-Z]{2,4}){1,3}"
)
_AND_OR = frozenset(["and/or", "km/h", "w/o", "n/a", "s/he", "he/she"])
_DESK_LINE = re.compile(
    r"(?P<agency>dpa|EFE|PTI|IANS|APA|Lusa|LUSA)(?:\s(?:[a-z][a-z0-9]{1,3}|[A-Z]{2,4})){1,5}|(?P<lusa>Lusa)/[Ff]im"
)
# The Hindi service of PTI and the names of two editors; of one word more it could be a subheading about language.
_HINDI_DESK = re.compile(r"भाषा(?:\s[\u0900-\u097f]{2,12}){2,3}|Bhasha(?:\s[A-Z][a-z]{2,12}){2}")

_CLOSING_BRACKET = re.compile(
    r"(?P<before>[.!?…\"”»’।。]|[a-zß-ÿ\u0900-\u0963\u0970-\u0d65\u3041-\u9fff]{3,})(?P<blank>\s*)"
    r"[(（\[](?P<agency>[^()（）\[\]\n]{2,30})[)）\]](?P<stop>[.।。]?)\s*\Z"
)
# Swiss desks sign below a slash: `… le maire. / ats-afp`.
_CLOSING_SLASH = re.compile(
    r"(?P<before>[.!?…\"”»’)])(?P<blank>\s+)/\s?(?P<agency>[a-zA-Z]{2,12}(?:[/ -][a-zA-Z]{2,12}){0,2})\s?/?\s*\Z"
)
_CLOSING_NAME = re.compile(
    r"(?P<before>[.!?…\"”»’)])(?P<blank>\s+)(?:[-–—/=]{1,3}\s?)?(?P<agency>[A-ZČ][\w-]{2,11}(?:\s[A-Z][a-z][\w-]{1,9})?)/?(?P<desk>(?:\s(?:[a-z]{2,4}(?:[/.-][a-z]{1,4}){0,3}"
    r"|[A-Z]{2,4}(?:/[A-Z]{2,4})*|\w{3}-\d\d-\w{3}-\d{4}|\d\d:\d\d)){0,4})\.?\s*\Z"
)
# Both need one of these, and one story in twenty has it: a sixth of the time of a search for names.
# `… in February. Enditem`
_CLOSING_MARK = re.compile(
    r"(?P<before>[.!?…\"”»’])(?P<blank>\s+)(?:(?i:enditem)|\(ENDS?\)|\(Ends?\)|ENDS|###|-30-)\s*\Z"
)
# `… in February. (Editor: Jane Roe) 1130620`: Taiwanese copy has the editor and its date.
_CLOSING_EDITOR = re.compile(
    r"(?P<before>[.!?…\"”»’」。])(?P<blank>\s*)[(（](?:[Ee]ditors?|[編编]輯|编辑)\s?[:：]\s?[^()（）\n]{2,40}[)）]\s?(?:\d{7})?\s*\Z"
)
# `… in February. AGERPRES (RO - author: Jane Roe, editor: Ann Poe)`
_CLOSING_AUTHORS = re.compile(
    r"(?P<before>[.!?…\"”»’])(?P<blank>\s+)(?P<agency>[A-ZČ]\w{2,11})\s?/?\s?"
    r"\((?:[A-Z]{2}\s?[-–]\s?)?(?:authors?|autor|editor|redactor)\s?:[^()\n]{3,200}\)\s*\Z"
)
# What an agency does in a sentence, where initials of a desk are in a credit.
_VERBS = frozenset("said says told adds was is has had did does will also".split())
_MAY_CLOSE = re.compile(r"[.!?…\"”»’)）\]](?:\s+(?:(?:[-–—/=]{1,3}\s?)?[A-ZČ]|/)|(?<=[)）\]])[.।。]?\s*\Z)")
_ENDS = '.!?…"”»’।。'
_AGENCY_WORD = re.compile(r"(?i)(?:agenc|agent|news|press)\w*\Z")


def read(line: str) -> LineReading | None:
    """Read a line that is only an end mark or a desk's sign-off, as `ENDS`."""
    bare = line.strip()
    if not 0 < len(bare) <= 40:
        return None
    start = line.index(bare)
    stop = start + len(bare)
    if _MORE.fullmatch(bare):
        return LineReading(start, stop, READER, "more", (("representation_type", "partial"),), "AGY004", "end_mark")
    if _MARK.fullmatch(bare):
        ended = (("representation_type", "full"),) if any(c.isalnum() or c == "#" for c in bare) else ()
        return LineReading(start, stop, READER, "end_mark", ended, "AGY004", "end_mark")
    if m := _DESK_LINE.fullmatch(bare):
        values = tuple(credit_values(credits_of(m["agency"] or m["lusa"])))
        return LineReading(start, stop, READER, "desk", values, "AGY003", "end_mark")
    if (_SIGN_OFF.fullmatch(bare) and bare.casefold() not in _AND_OR) or _HINDI_DESK.fullmatch(bare):
        return LineReading(start, stop, READER, "sign_off", (), "AGY003", "end_mark")
    return None


def read_closing(line: str) -> LineReading | None:
    """Read the agency after a text's last sentence, in brackets or as a separate word.

    The span is that of the credit. A bracket inside the sentence counts only if it does not explain the words before
    it.
    """
    tail = line[-_NEAR:]
    if m := _CLOSING_MARK.search(tail):
        return _closing("closing_mark", m, len(line) - len(tail), NO_CREDITS)
    if (":" in tail or "：" in tail) and (m := _CLOSING_EDITOR.search(tail)):
        return _closing("closing_editor", m, len(line) - len(tail), NO_CREDITS)
    if tail.endswith(")") and ":" in tail and (m := _CLOSING_AUTHORS.search(line[-REACH:])):
        parties = credits_of(m["agency"])
        return _closing("closing_authors", m, len(line) - len(m.string), parties) if parties.agencies else None
    if not _MAY_CLOSE.search(tail) or not may_name(tail):
        return None
    for form, pattern, parties_of in _CLOSINGS:
        if (m := pattern.search(tail)) and (parties := parties_of(m)).agencies:
            return _closing(form, m, len(line) - len(tail), parties)
    return None


def _in_bracket(m: re.Match[str]) -> Credits:
    parties = credits_of(m["agency"])
    if m["before"][0] in _ENDS:
        return parties
    # Within the sentence it may explain the words before it, or name something else.
    before = m.string[: m.start("blank")]
    is_explained = _AGENCY_WORD.search(before) or any(is_spelled(a, before) for a in parties.agencies[:1])
    is_credit = m["stop"] and not is_explained and not all(a.is_ambiguous for a in parties.agencies)
    return parties if is_credit else NO_CREDITS


def _after_slash(m: re.Match[str]) -> Credits:
    parties = credits_of(m["agency"])
    return NO_CREDITS if parties.others else parties


def _as_word(m: re.Match[str]) -> Credits:
    if _is_sentence(m["desk"], is_stopped=m.string.rstrip().endswith(".")):
        return NO_CREDITS
    agency = agency_of(m["agency"])
    return credits_of(agency.name) if agency and not agency.is_ambiguous else NO_CREDITS


def _is_sentence(desk: str, *, is_stopped: bool) -> bool:
    """Whether words after an agency's name are no initials of a desk: `said so.`, and `says he lied` without a stop."""
    words = [word for word in desk.split() if word.isalpha() and word.islower()]
    return bool(words) and (is_stopped or words[0] in _VERBS)


_CLOSINGS = (
    ("closing_bracket", _CLOSING_BRACKET, _in_bracket),
    ("closing_slash", _CLOSING_SLASH, _after_slash),
    ("closing_name", _CLOSING_NAME, _as_word),
)


def _closing(form: str, m: re.Match[str], offset: int, parties: Credits) -> LineReading:
    """The evidence begins with the character before the space, so that it can be read again on its own."""
    values = tuple(credit_values(parties))
    stop, cut = offset + len(m.string.rstrip()), offset + m.start("blank")
    return LineReading(offset + m.start("before"), stop, READER, form, values, "AGY004", "credit", cut)
