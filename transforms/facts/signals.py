"""Signals of a wire before the text: update, correction, kill; slugs and editors' notes."""

import re

from transforms.facts.line_reading import LineReading
from transforms.facts.phrases import one_of

READER = "signal"
LONGEST = 300

_KINDS = {
    "kill": "kill, kill notice, withdrawn, annulation, anular, annullamento",
    "correction": (
        "correction, corrected, corrects, corrige, correctif, rectificatif, corrección, korrektur, berichtigung,"
        " rettifica, correção, rettelse"
    ),
    "update": (
        "update, updates, updated, adds, recasts, writethru, write-thru, wrapup, lead, ld, refile, refiles, refiled,"
        " clarifies, actualisation, ajoute, añade, actualiza, actualización, amplía, amplia, aktualisierung,"
        " aktualisiert, zusammenfassung, neu, aggiornamento, aggiunge, atualização, atualiza, n i e u w bericht,"
        " nieuw bericht"
    ),
    "repeat": "repeat, repeats, repeating, rpt, répétition, repite, wiederholung, ripetizione",
    "alert": "alert, flash, urgent, urgente, bulletin, breaking, eilmeldung, eil, snap, newsalert",
    "advisory": "advisory, media advisory, note to editors, note to readers, note to subscribers",
    "embargo": "embargo, embargoed, embargoed until, sperrfrist, sous embargo",
}
_VERSIONS = {"update", "correction"}
_ANY = "|".join(f"(?P<{kind}>{one_of(words)})" for kind, words in _KINDS.items())
_ORDINAL = r"(?:\d+(?:st|nd|rd|th|\.)?\s)?"
# `(This May 3 story has been corrected to fix the name)`
_THIS_STORY = r"(?:This\s(?:[A-Z][a-z]+\.?\s\d{1,2}\s)?(?:story|article|item|report)\s(?:has\sbeen\s|was\s)?)?"
_BRACKETED = re.compile(rf"\(\s*{_THIS_STORY}{_ORDINAL}(?:{_ANY})\b[^()]{{0,160}}\)\.?")
_MARKED = re.compile(
    rf"{_ORDINAL}(?P<word>[A-ZÀ-Þ][A-ZÀ-Þ -]{{2,24}}?)(?:\s?\d{{1,2}})?"
    r"(?:\s?[-–—:]\s?(?P<rest>.*)|\s?[.!]?)",
    re.DOTALL,
)
_REPLACES = re.compile(r"(?i:n i e u w bericht|nieuw bericht), vervangt:.*")
_WORD = re.compile(_ANY)
_STARS = re.compile(r"\*{5,6}(?!\*)")
_SLUG = re.compile(
    r"(?:ZCZC|BC-)\S*.{0,60}|[a-z]{3}\d{3,4}\s\d\s[a-z]{1,2}\s\d{1,4}\s\S.{0,40}|[A-Z]{2,8}\s\d{6}\sGMT\s[A-Z]{3}\s\d\d"
    r"|[A-Z][A-Za-z]+(?:-[A-Za-z]+){1,4}/"
)
# `Rain falls on roofs (UPDATE 1)`: the bracket begins with a capital and has nothing else.
_ENDING = re.compile(r"[^.!?]{10,160}\s\((?P<word>[A-ZÀ-Þ][^\W\d_]{3,20})(?:\s\d{1,2})?\)\s*")
# Notes to editors or readers. A plain `NOTE:` is a footnote of the story, and `Ed:` without brackets a speaker.
_NOTES = (
    "eds, editor's note, editors' note, editor’s note, editors’ note, editors note, note to editors,"
    " note to readers, editorial note, note de l'éditeur, note de la rédaction, nota del editor,"
    " nota de la redacción, anmerkung der redaktion, anm. d. red., nota della redazione, ndlr"
)
_NOTE = re.compile(
    r"(?:[(\[]\s*(?i:ed)\b|[(*\[\s]*" + one_of(_NOTES) + r")\s?[:.—–-].+|ATTENTION\s?[-–—:].+",
    re.DOTALL,
)
# A longer line that ends in mid-sentence continues in the next one, so it is not a whole note.
_SHORT_NOTE = 50
FIRST_WORDS = frozenset(
    re.match(r"\w+", phrase.strip())[0]  # type: ignore[index]  # each begins with a word
    for phrases in (*_KINDS.values(), _NOTES, "attention, zczc, bc, nieuw")
    for phrase in phrases.split(",")
)
"""The first words of signals and notes, and the letters that slugs begin with."""
# What an agency changed in a text: `UPDATES WITH REMARKS, CHANGES HEADLINE`.
_CHANGES = re.compile(
    r"(?:UPDATES|UPDATED|ADDS|RECASTS|REVISES|REWRITES|CHANGES)\b"
    r"(?=.*\b(?:HEADLINE|LEDE|DECK|DETAILS?|QUOTES?|THROUGHOUT|BACKGROUND|REMARKS|DATELINE|BYLINE|PARAS?|GRAFS?)\b)"
    r"[A-Z ,;.’'/&()-]{4,200}"
)
_WHOLE = re.compile(r"[.!?…)\]\"”*/]\s*\Z")


def may_be_slug(line: str) -> bool:
    """Whether a line that begins with a letter may be a slug with numbers: `abc123 4 pl 56 XYZ` or `XYZ 012345 GMT`."""
    return line[3:4].isdigit() or "GMT" in line


def _kind(m: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if m[kind])


def _found(line: str, form: str, values: tuple[tuple[str, str], ...], code: str | None, role: str) -> LineReading:
    printed = line.strip()
    start = line.index(printed)
    return LineReading(start, start + len(printed), READER, form, values, code, role)


def read(line: str) -> LineReading | None:
    """Read a line that is, or begins with, a signal, as `UPDATE 2-`; a headline with a signal stays a headline."""
    if m := _STARS.match(line):
        return LineReading(0, m.end(), READER, "stars", (("signal", "alert"),))
    if len(line) > LONGEST:
        return None
    found: LineReading | None
    if m := _BRACKETED.fullmatch(line):
        found = _found(line, "bracketed", (("signal", _kind(m)),), "AGY005", "slug")
    elif _NOTE.fullmatch(line) and (len(line) <= _SHORT_NOTE or _WHOLE.search(line)):
        found = _found(line, "ed_note", (("ed_note", line.strip()),), "AGY010", "ed_note")
    elif _CHANGES.fullmatch(line):
        found = _found(line, "changes", (("signal", "update"),), "AGY005", "slug")
    elif _SLUG.fullmatch(line):
        found = _found(line, "slug", (), "AGY006", "slug")
    else:
        found = _marked(line)
    return found


def _marked(line: str) -> LineReading | None:
    if _REPLACES.fullmatch(line):
        return _found(line, "replaces", (("signal", "update"),), "AGY005", "slug")
    if (m := _ENDING.fullmatch(line)) and (word := _WORD.fullmatch(m["word"])) and _kind(word) in _VERSIONS:
        return _found(line, "ending", (("signal", _kind(word)),), None, "headline")
    m = _MARKED.fullmatch(line)
    word = _WORD.fullmatch(m["word"].strip()) if m else None
    if m is None or word is None:
        return None
    # With words after it the line is the headline; alone it is a mark of the wire.
    code = None if (m["rest"] or "").strip() else "AGY005"
    return _found(line, "marked", (("signal", _kind(word)),), code, "slug" if code else "headline")
