"""Finds the subject of a verb of saying: the noun phrase before it."""

import re

from transforms.quotes.noun_phrases import (
    ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    bare,
    begins_phrase,
    has_name,
    has_role,
    is_capitalised,
    is_determined,
    is_introduction,
    is_verb,
    trim,
)
from transforms.quotes.passage import Passage
from transforms.quotes.terms import names_thing
from transforms.speech_verbs import VERB_KINDS

Offsets = tuple[int, int]
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_RUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|I|We)\b|(?<!\w)[{_CAPITAL}][\w’'.&-]*(?: [{_CAPITAL}][\w’'.&-]*)*")
_WORD = re.compile(r"\S+")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_TIMES = frozenset(f"{_DAYS} morning afternoon evening night week month year yesterday today tonight".split())
# `the union on Monday night accused`
_WHEN = re.compile(
    rf",? (?:(?:on |late |early )*(?:{_DAYS.replace(' ', '|')})(?: (?:morning|afternoon|evening|night))?"
    r"|(?:this|last|that) (?:morning|afternoon|evening|night|week|month|year)|yesterday|today|tonight),?\Z"
)
# `, who came late,`, `, speaking to reporters,` and `, reached by telephone,`
_CLAUSE = re.compile(r"(?:which|who|whose|whom|born|now|[a-z]{2,14}(?:ing|ed|ly)) ")
# A longer last piece is a clause, not a noun phrase.
_LONGEST_TITLE = 40
_LONGEST_NAMED, _LONGEST_BARE, _LONGEST_DETERMINED = 14, 6, 10


def main_subject(text: str, start: int, stop: int) -> Offsets | None:
    """The subject of a sentence: the words before its first verb, without its introduction; else its first name."""
    return acting_subject(text, start, stop) or _first_name(text, without_introduction(text, start, stop), stop)


def acting_subject(text: str, start: int, stop: int) -> Offsets | None:
    """The noun phrase before the first verb of a sentence, without its introduction."""
    return _before_verb(text, without_introduction(text, start, stop), stop)


def without_introduction(text: str, start: int, stop: int) -> int:
    """The beginning of a sentence's main clause: after the comma of `On Monday, `."""
    for _ in range(3):
        comma = text.find(", ", start, min(stop, start + 200))
        phrase = text[start:comma]
        first = phrase.split(None, 1)[0] if phrase.strip() else ""
        is_participle = VERB_KINDS.get(first.lower()) == "participle"
        if comma < 0 or not (is_introduction(phrase) or is_participle or first.endswith("ly") or first in ADVERBS):
            break
        start = comma + 2
    return start


def _before_verb(text: str, start: int, stop: int) -> Offsets | None:
    """The noun phrase from `start` to the first word that looks like a finite verb."""
    words: list[str] = []
    for found in _WORD.finditer(text, start, min(stop, start + 120)):
        word = found[0]
        if words and (is_verb(word) or word in ADVERBS or word in ("who", "which", "whose")):
            phrase = " ".join(words)
            may = phrase.lower() in PRONOUNS or has_name(phrase) or has_role(phrase)
            return trim(text, start, found.start()) if may and begins_phrase(phrase) else None
        words.append(word)
        if word[-1] in ",;:—–":
            return _before_verb_of(text, start, found.end(), words)
    return None


def _before_verb_of(text: str, start: int, stop: int, words: list[str]) -> Offsets | None:
    """A noun phrase that ends at a comma, if the text begins like one."""
    phrase = " ".join(words)
    return trim(text, start, stop) if begins_phrase(phrase) and has_name(phrase) and len(words) <= 8 else None


def _first_name(text: str, start: int, stop: int) -> Offsets | None:
    """The first pronoun, or the first name that is not a possessive and not after a preposition."""
    for run in _RUN.finditer(text, start, stop):
        word = run[0]
        if word.lower() in PRONOUNS:
            return run.span()
        words = text[max(start, run.start() - 14) : run.start()].split()
        possessive = word.endswith(("’s", "'s", "s’", "s'"))
        if not _governs(words) and not possessive and is_capitalised(bare(word)) and not is_introduction(word):
            return trim(text, *run.span())
    return None


def _governs(words: list[str]) -> bool:
    """Whether a preposition is at the end of these words."""
    if len(words) > 1 and words[-1].lower() == "the":
        words = words[:-1]
    return bool(words) and words[-1].lower() in PREPOSITIONS


def subject(passage: Passage, floor: int, at: int) -> Offsets | None:
    """The subject of the verb at `at`, searched from `floor` on; None if none is certain."""
    text = passage.text
    stop = _without_adverbs(text, floor, at)
    word = text[max(floor, stop - 8) : stop].rsplit(None, 1)[-1].lstrip('“"(—–-') if stop > floor else ""
    if word.lower() in PRONOUNS:
        return stop - len(word), stop
    stop = _without_relative_clause(text, floor, stop)
    clause = passage.clause_start(stop, floor)
    if text.endswith(" and", floor, clause) and text[clause + 1 : clause + 2].isupper():
        clause = _joined_start(passage, floor, clause)
    phrase = text[clause:stop].strip()
    if not phrase and (title := _named_thing(text, floor, stop)):
        return title
    if not phrase:
        joined = text[max(floor, clause - 4) : clause].strip() in ("and", "but")
        return main_subject(text, floor, clause) if joined else None
    if text[stop - 1] == "," and ", " not in text[clause : stop - 1]:  # only an apposition: its noun is further left
        clause = floor
    return _head(text, clause, stop)


def _joined_start(passage: Passage, floor: int, clause: int) -> int:
    """The beginning of a name with `and` in it: `the Food and Drug Administration`, `Ida Moss and Abel Tamm`."""
    start = passage.clause_start(clause - len(" and"), floor)
    words = passage.text[start : clause - len(" and")].split()
    is_name = bool(words) and all(word[0].isupper() or word in ("the", "of", "for") for word in words)
    return start if is_name and is_capitalised(words[-1]) and not is_introduction(words[0]) else clause


def _named_thing(text: str, floor: int, stop: int) -> Offsets | None:
    """The name in quotation marks of what says something: `the newspaper “Tarn Press” wrote`."""
    start = max(text.rfind(mark, floor, stop - 1) for mark in '“"«„')
    if text[stop - 1] not in '”"»' or start < 0 or stop - start > _LONGEST_TITLE:
        return None
    return trim(text, start, stop) if text[start + 1].isupper() and names_thing(text[floor:start]) else None


def _without_adverbs(text: str, floor: int, stop: int) -> int:
    """The end of the words before a verb, without its adverbs and auxiliaries."""
    while stop > floor:
        while stop > floor and text[stop - 1].isspace():
            stop -= 1
        word = text[max(floor, stop - 16) : stop].rsplit(None, 1)[-1:] or [""]
        if word[0] in _TIMES and (when := _WHEN.search(text, max(floor, stop - 32), stop)):
            stop = when.start()
            continue
        if word[0] not in ADVERBS and not (word[0].endswith("ly") and word[0].islower()):
            break
        stop -= len(word[0])
        while stop > floor and (text[stop - 1].isspace() or text[stop - 1] == ","):
            stop -= 1
    return stop


def _without_relative_clause(text: str, floor: int, stop: int) -> int:
    """The end of the noun phrase before `, who …,`; the given place without such a clause."""
    if text[stop - 1 : stop] == ",":
        pieces = text[floor : stop - 1].rsplit(", ", 2)
        for taken in (1, 2):
            is_clause = len(pieces) > taken and _CLAUSE.match(pieces[-taken])
            if is_clause and len(pieces[-1]) <= 200:
                return stop - 1 - sum(len(piece) + 2 for piece in pieces[-taken:])
    return stop


def _head(text: str, start: int, stop: int) -> Offsets | None:
    """The noun phrase of a clause up to its verb: the last piece between commas, or the head of an apposition."""
    ends_apposition = text[stop - 1] == ","
    stop -= ends_apposition
    pieces = text[start:stop].split(", ")
    last = pieces[-1]
    if last.startswith("as ") and not ends_apposition:
        last = last[3:]
    words = last.split()
    if not words or words[-1].lower() in PREPOSITIONS:
        return None
    place = trim(text, stop - len(last), stop)
    if place[0] == place[1]:  # only marks
        return None
    is_described = ends_apposition and len(pieces) > 1 and is_determined(last)  # `Ida Moss, a clerk of the firm Tarn,`
    if (
        is_capitalised(bare(words[-1]))
        and not is_described
        and (is_capitalised(bare(words[0])) or not _is_governed(words))
    ):
        return place
    if len(pieces) > 1:
        if not ends_apposition and is_determined(last) and len(words) <= _LONGEST_DETERMINED:
            return place
        if named := _named_piece(text, start, pieces):
            return named
    return place if _may_be_subject(last, words, text[start:stop]) else None


def _may_be_subject(phrase: str, words: list[str], clause: str) -> bool:
    """Whether a phrase without a name at its end can be a subject, by its length and its words."""
    if not begins_phrase(phrase):
        return False
    if len(words) <= _LONGEST_NAMED and (has_role(phrase) or has_name(phrase)):
        return True
    return len(words) <= _LONGEST_BARE and not has_name(clause)


def _is_governed(words: list[str]) -> bool:
    """Whether the name at the end of a phrase comes after a preposition."""
    first = len(words)
    while first and is_capitalised(bare(words[first - 1])):
        first -= 1
    return _governs(words[:first])


def _named_piece(text: str, start: int, pieces: list[str]) -> Offsets | None:
    """The first piece before the last one that is a name of several words, else the first one with a name."""
    at, second = start, None
    for piece in pieces[:-1]:
        words = piece.split()
        if words and not is_introduction(piece):
            if len(words) > 1 and all(is_capitalised(bare(word)) for word in words):
                return trim(text, at, at + len(piece))
            if second is None and has_name(piece):
                second = trim(text, at, at + len(piece))
        at += len(piece) + 2
    return second
