"""Which candidates are persons: each asks for a sign, in its words, beside it, or elsewhere in the text."""

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from transforms.mentions.mention import Mention
from transforms.mentions.runs import Piece, is_place
from transforms.mentions.words import words


class Candidate(NamedTuple):
    """A piece of a run in its text: half-open code points, and where the run begins."""

    start: int
    stop: int
    run: int
    piece: Piece


_REACH = 40
_FARTHEST = 80
_SAYS = "said|says|told|added|adds|noted|explained|argued|asked|wrote|warned|stressed|recalled|announced|claimed"
_AFTER = re.compile(
    rf"(?:['’]s)?(?:,? who\b|, (?:aged )?\d\d\b|,? (?:{_SAYS})\b"
    r"|, (?:an?|the|his|her|their|its|chief|head|former) (?:[\w-]+ ){0,3}(?P<role>[\w-]+))"
)
_CUES = frozenset(_SAYS.split("|"))
_IN = frozenset("in In near Near at At outside across around".split())
_PLACE_NOUNS = frozenset("city town village province district state capital resort port island".split())
# `Ada Roe, a spokeswoman for the Harbour Board`: what stands between the person and the affiliation.
_BELONGS = re.compile(r", (?:[a-z-]+ ){1,6}(?:of|for|at|from|with) (?:the )?")


class _Known(NamedTuple):
    """What the text says of a name: the full name of the person that it can stand for, and all acronyms spelt out."""

    person: str | None
    spelt: dict[str, str]


def decide(text: str, found: Sequence[Candidate]) -> list[Mention]:
    """Give each candidate its kind and name, in their order; those that nothing speaks for are left out."""
    names = [_plain(text[candidate.start : candidate.stop]) for candidate in found]
    singles = {name for name, candidate in zip(names, found, strict=True) if candidate.piece.form == "word"}
    signs = [_sign(text, candidate, singles) for candidate in found]
    full, spelt = _full_names(names, signs), _spelt_out(text, found)
    return _affiliated(
        text,
        [
            _mention(text, candidate, *decided)
            for name, candidate, sign, person in zip(names, found, signs, full, strict=True)
            if (decided := _decided(text, name, candidate, sign, _Known(person, spelt)))
        ],
    )


def _plain(name: str) -> str:
    """A name with one blank between its words, as it stands unless a line is broken within it."""
    return " ".join(name.split()) if "\n" in name or "\xa0" in name else name


def _decided(
    text: str, name: str, candidate: Candidate, sign: str | None, known: _Known
) -> tuple[str, str, str] | None:
    """The kind of a candidate, its full name, and the form that shows them."""
    kind, form = candidate.piece.kind, candidate.piece.form
    if kind is None and name in known.spelt.values():
        decided = "organisation", name, "initials"
    elif sign is not None:
        decided = "person", known.person or name, sign
    elif kind is not None:
        decided = kind, known.spelt.get(name, name), form
    elif known.person and " " not in name and not is_place(name):
        decided = "person", known.person, "again"
    elif _is_located(text, candidate):
        decided = "place", name, "locative"
    else:
        return None
    return decided


def _sign(text: str, candidate: Candidate, singles: Set[str]) -> str | None:
    """What shows that a candidate is a person, None where nothing does."""
    piece = candidate.piece
    if piece.kind is not None or piece.form not in ("words", "foreign"):
        return piece.form if piece.kind == "person" or (piece.kind is None and piece.form != "word") else None
    before = _before(text, candidate.start)
    last = before[-1] if before else ""
    if last in ("the", "The"):
        return None
    after = _AFTER.match(text, candidate.stop, candidate.stop + _REACH)
    if after and (after["role"] is None or after["role"] in words().roles):
        return "sign_after"
    if last in _CUES or last.rstrip(",") in words().roles:
        return "sign_before"
    if text[candidate.start : candidate.stop].rsplit(None, 1)[-1] in singles:
        return "family_name"
    return "foreign" if piece.form == "foreign" and not _is_in(before) else None


def _before(text: str, start: int) -> list[str]:
    """The words before a place in the text, in reach; none where it is not behind a blank."""
    return text[max(0, start - _REACH) : start].split() if text[start - 1 : start] in (" ", "\n", "\xa0") else []


def _is_in(before: list[str]) -> bool:
    """Whether words end with `in`, `near`, `the town of` or their like."""
    if len(before) > 1 and before[-1] == "of":
        return before[-2] in _PLACE_NOUNS
    return bool(before) and before[-1] in _IN


def _full_names(names: Sequence[str], signs: Sequence[str | None]) -> list[str | None]:
    """The full name of the person that each name can stand for, None where the text has no such person.

    A name of several words stands for the longest with its first and last word, so that two persons of one family
    stay two. A single word stands for the person last named before it, else for the first behind; as a family name
    before a first name.
    """
    longest: dict[tuple[str, str], str] = {}
    for name, sign in zip(names, signs, strict=True):
        if sign is not None and len(longest.get(_ends(name), "")) < len(name):
            longest[_ends(name)] = name
    family, given = dict[str, str](), dict[str, str]()
    for (first, last), name in sorted(longest.items(), key=lambda item: " " not in item[1]):
        family.setdefault(last, name)
        given.setdefault(first, name)
    full = []
    for name, sign in zip(names, signs, strict=True):
        first, last = _ends(name)
        person = longest.get((first, last)) if " " in name else family.get(name) or given.get(name)
        if sign is not None and person:
            family[last] = given[first] = person
        full.append(person)
    return full


def _ends(name: str) -> tuple[str, str]:
    """The first and the last word of a name; they are one where it has one."""
    return name.split(" ", 1)[0], name.rsplit(" ", 1)[-1]


def _spelt_out(text: str, found: Sequence[Candidate]) -> dict[str, str]:
    """The full names of acronyms in brackets behind them: `Harbour Board of Fiji (HBF)`."""
    spelt: dict[str, str] = {}
    for one, other in pairwise(found):
        if other.piece.form == "acronym" and text[one.stop : other.start] in (" (", " (the "):
            name, acronym = text[one.start : one.stop], text[other.start : other.stop]
            if "".join(word[0] for word in name.split() if word[0].isupper()) == acronym:
                spelt[acronym] = name
    return spelt


def _mention(text: str, candidate: Candidate, kind: str, name: str, form: str) -> Mention:
    start, stop, run, piece = candidate
    title = text[run + piece.title[0] : run + piece.title[1]] if piece.title and kind == "person" else None
    return Mention(start, stop, kind, name, None, None, None, None, title, None, form)


def _is_located(text: str, candidate: Candidate) -> bool:
    """Whether a name that nothing else speaks for stands behind `in`, `near` or `the town of`."""
    return candidate.piece.form in ("word", "foreign") and _is_in(_before(text, candidate.start))


def _belongs(text: str, person: Mention, other: Mention) -> bool:
    """Whether the words between a person and what is named next say that the person belongs to it."""
    is_near = other.kind != "person" and 0 < other.start - person.stop < _FARTHEST
    return is_near and _BELONGS.fullmatch(text, person.stop, other.start) is not None


def _affiliated(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give persons what they belong to: what stands before their title, or behind `, a spokeswoman for`."""
    for n, person in enumerate(mentions):
        if person.kind != "person":
            continue
        begin = person.start - len(person.title or "") - 1
        if person.title and n and mentions[n - 1].stop in (begin - 1, begin - 3) and mentions[n - 1].kind != "person":
            mentions[n] = person._replace(affiliation=text[mentions[n - 1].start : mentions[n - 1].stop])
        elif n + 1 < len(mentions) and _belongs(text, person, following := mentions[n + 1]):
            mentions[n] = person._replace(affiliation=text[following.start : following.stop])
    return mentions
