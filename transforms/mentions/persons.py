"""Which candidates are persons: each asks for a sign, in its words, beside it, or elsewhere in the text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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
_BEFORE = re.compile(rf"(?:\b(?:{_SAYS})|(?P<role>[\w-]+),?) $")
_THE = re.compile(r"\b[Tt]he $")
_PLACE_NOUNS = "city|town|village|province|district|state|capital|resort|port|island"
_IN = re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Aa]t|outside|across|around|(?:{_PLACE_NOUNS}) of) $")
# `Ada Roe, a spokeswoman for the Harbour Board`: what stands between the person and the affiliation.
_BELONGS = re.compile(r", (?:[a-z-]+ ){1,6}(?:of|for|at|from|with) (?:the )?")


def decide(text: str, found: Sequence[Candidate]) -> list[Mention]:
    """Give each candidate its kind and name, in their order; those that nothing speaks for are left out."""
    singles = Counter(text[c.start : c.stop] for c in found if c.piece.form == "word")
    forms = [_sign(text, candidate, singles) for candidate in found]
    full = _full_names(text, found, forms)
    spelt, spelled_out = _spelt_out(text, found)
    mentions = []
    for n, (candidate, form) in enumerate(zip(found, forms, strict=True)):
        if candidate.piece.kind is None and n in spelled_out:
            mentions.append(_mention(text, candidate, "organisation", "initials"))
        elif form is not None:
            mentions.append(_person(text, candidate, form, full))
        elif candidate.piece.kind is not None:
            mention = _mention(text, candidate, candidate.piece.kind, candidate.piece.form)
            mentions.append(mention._replace(name=spelt.get(mention.name or "", mention.name)))
        else:
            mentions += _unsigned(text, candidate, full)
    return _affiliated(text, mentions)


def _sign(text: str, candidate: Candidate, singles: Mapping[str, int]) -> str | None:
    """What shows that a candidate is a person, None where nothing does."""
    piece = candidate.piece
    if piece.kind is not None or piece.form not in ("words", "foreign"):
        return piece.form if piece.kind == "person" or (piece.kind is None and piece.form != "word") else None
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    if _THE.search(before):
        return None
    if _is_role(_AFTER.match(text, candidate.stop, candidate.stop + _REACH)):
        return "sign_after"
    if _is_role(_BEFORE.search(before)):
        return "sign_before"
    if text[candidate.start : candidate.stop].rsplit(None, 1)[-1] in singles:
        return "family_name"
    return "foreign" if piece.form == "foreign" and not _IN.search(before) else None


def _is_role(sign: re.Match[str] | None) -> bool:
    """Whether a sign is a cue, an age or `who`, or a role that a person has."""
    return sign is not None and (sign["role"] is None or sign["role"] in words().roles)


def _full_names(text: str, found: Sequence[Candidate], forms: Sequence[str | None]) -> dict[str, str]:
    """The longest name of each person by its last and by its first word."""
    full: dict[str, str] = {}
    for candidate, form in zip(found, forms, strict=True):
        if form is not None:
            name = " ".join(text[candidate.start : candidate.stop].split())
            parts = name.split()
            for part in (parts[-1], parts[0]):
                if len(full.get(part, "")) < len(name):
                    full[part] = name
    return full


def _spelt_out(text: str, found: Sequence[Candidate]) -> tuple[dict[str, str], set[int]]:
    """The full names of acronyms in brackets behind them (`Harbour Board of Fiji (HBF)`), and their numbers."""
    spelt: dict[str, str] = {}
    numbers: set[int] = set()
    for n, (one, other) in enumerate(pairwise(found)):
        if other.piece.form == "acronym" and text[one.stop : other.start] in (" (", " (the "):
            name = text[one.start : one.stop]
            if "".join(word[0] for word in name.split() if word[0].isupper()) == text[other.start : other.stop]:
                spelt[text[other.start : other.stop]] = name
                numbers.add(n)
    return spelt, numbers


def _mention(text: str, candidate: Candidate, kind: str, form: str) -> Mention:
    start, stop = candidate.start, candidate.stop
    name = " ".join(text[start:stop].split())
    return Mention(start, stop, kind, name, None, None, None, None, None, None, form)


def _person(text: str, candidate: Candidate, form: str, full: Mapping[str, str]) -> Mention:
    mention = _mention(text, candidate, "person", form)
    name, title = mention.name or "", candidate.piece.title
    return mention._replace(
        name=full.get(name.split()[-1], name),
        title=text[candidate.run + title[0] : candidate.run + title[1]] if title else None,
    )


def _unsigned(text: str, candidate: Candidate, full: Mapping[str, str]) -> list[Mention]:
    """A candidate that has no sign itself: a person named before, or a place by the word before it; else nothing."""
    name = text[candidate.start : candidate.stop]
    if name in full and not is_place(name):
        return [_mention(text, candidate, "person", "again")._replace(name=full[name])]
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    if candidate.piece.form in ("word", "foreign") and _IN.search(before):
        return [_mention(text, candidate, "place", "locative")]
    return []


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
