"""Decides which candidates are persons: each needs evidence in its own words, next to it, or elsewhere in the text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from transforms.lexicon import is_listed
from transforms.mentions.mention import MENTION, Mention
from transforms.mentions.places import NOWHERE, Where
from transforms.mentions.runs import Piece, is_area, is_place_name
from transforms.mentions.words import words
from transforms.speech_verbs import PERSONS_SAY, VERB_KINDS

Candidate = tuple[int, Piece]
"""The start of a run in the text, and one piece of it."""

_REACH = 40
_FARTHEST = 80
_NEAR = 20
_SEARCHED = 20_000  # a longer text would be searched once for each name
_PLACING = frozenset(
    """against and around at between for from in into leaving near of on or outside over the through to toward towards
    via across""".split()
)
_OWNS = ("’s", "'s")
_ENDS_NOUN = frozenset("of for at in from who which that and on to with whose by as is was".split())
_ENDS_QUOTATION = (*(f"{mark}{end}" for mark in ",.!?" for end in "”\"’'»"), *(f"{end}," for end in "”\"’'»"))
_SHORTEST_ACRONYM = 2
_AFTER = re.compile(
    r"(?:['’]s)?(?:,? who\b|, (?:aged )?\d\d\b"
    r"|, (?:an?|the|his|her|their|its|chief|head|former) (?P<role>(?:[\w-]+ ){0,3}[\w-]+)"
    r"|, (?P<office>(?:[a-z-]+ ){0,2}[a-z-]+) (?:at|of|for|in|from)\b|,? (?P<verb>[a-z]+)\b)"
)
_IN = frozenset("in In near Near outside across".split())
# Few names need the words before them to be split.
_PLAIN = frozenset(("word", "words", "foreign"))
_MAY_BE_IN = _IN | {"of"}
_PLACE_NOUNS = frozenset("city town village province district state capital resort port island".split())
# `the mayor of Tarn, ` before a name.
_ROLE_OF = re.compile(r"\b([a-z-]+) (?:of|for|at|from) [^,.;:()“”\"\n]{2,50}, $")
# `Ada Roe, a spokeswoman for the Harbour Board`: the words between the person and the affiliation.
_BELONGS = re.compile(r", (?:[a-z-]+ ){1,6}(?:of|for|at|from|with) (?:the )?")


def decide(text: str, found: Sequence[Candidate], locate: Callable[[str], Where]) -> list[Mention]:
    """Give each candidate its kind and name, in their order; candidates without evidence are left out.

    `locate` looks up a place.
    """
    singles = {piece.name for _, piece in found if piece.form == "word"}
    signs = [_sign(text, at, piece, singles) if piece.asks else piece.sign for at, piece in found]
    persons = _Persons([piece.name for (_, piece), sign in zip(found, signs, strict=True) if sign])
    spelled = _spelled_out(text, found)
    acronyms = _acronyms(text, found, spelled)
    mentions, described, towns = [], set[str](), dict[str, bool]()
    before, nouns = "", words().before_organisations
    for (at, piece), sign in zip(found, signs, strict=True):
        start, stop, kind, form, name, title, _, _ = piece
        if kind is None and (begin := at + start):  # without a call of its own: most pieces are words without a sign
            reach = text[begin - _NEAR if begin > _NEAR else 0 : begin - 1]
            before = reach.rpartition(" ")[2] or reach.rstrip().rpartition(" ")[2]  # before a mark: `company “Tarn”`
        if spelled and kind is None and name in spelled.values():
            kind, form = "organisation", "initials"
        elif kind is None and form in _PLAIN and (name in described or before in nouns):
            described.add(name)
            kind, form = "organisation", "described"
        elif sign:
            kind, name, form = "person", persons.named(name), sign
        elif form == "acronym":
            if at + start not in acronyms:
                continue
            form, name = acronyms[at + start], spelled.get(name, name)
        elif form == "word" and (person := persons.meant(name)) and not is_place_name(name):
            kind, name, form = "person", person, "again"
        elif (
            form == "word" and text.startswith(", ", at + stop) and _is_single_person(text, at + start, at + stop, name)
        ):
            kind, form = "person", "sign_after"
        elif kind is None and before in _MAY_BE_IN and _is_located(text, at, piece):
            kind, form = "place", "locative"
        elif kind is None:
            continue
        where = locate(name) if kind == "place" else NOWHERE
        if (
            kind == "place"
            and (person := persons.of_family(name))
            and not is_area(name)
            and (where is NOWHERE or _may_be_person(text, at + start, at + stop, name, towns))
        ):
            kind, name, form = "person", person, "again"
        printed = text[at + title[0] : at + title[1]] if title and kind == "person" else None
        mentions.append(MENTION((at + start, at + stop, kind, name, *where, printed, None, form)))
    return _affiliated(text, mentions)


def _may_be_person(text: str, start: int, stop: int, name: str, towns: dict[str, bool]) -> bool:
    """Whether the name of a town, which is also a person's family name, means the person here.

    It does before a verb of saying, and without a preposition before it if the text has no `in` or `near` the town. In
    `in Roe’s house` the preposition belongs to the house. `towns` keeps the answer for the text.
    """
    after = text[stop : stop + _NEAR].split(None, 1)
    if after and after[0] in PERSONS_SAY:
        return True
    before = _before(text, start)
    if before and before[-1].lower() in _PLACING and not text.startswith(_OWNS, stop):
        return False
    if name not in towns:
        placed = re.compile(rf"\b(?:in|near) {re.escape(name)}\b(?!['’]s)")
        towns[name] = placed.search(text, 0, _SEARCHED) is not None
    return not towns[name]


def _is_single_person(text: str, start: int, stop: int, name: str) -> bool:
    """Whether an age, or a role after an article, shows that one word names a person: `said Sutopo, a spokesman`."""
    after = _AFTER.match(text, stop, stop + _REACH)
    return after is not None and after["verb"] is None and _is_signed(after) and not is_listed(name.lower())


def _sign(text: str, at: int, piece: Piece, singles: Set[str]) -> str | None:
    """The evidence that a name of several words is a person's; None without evidence."""
    before = _before(text, at + piece.start)
    last = before[-1] if before else ""
    if last in ("the", "The"):
        return None
    stop = at + piece.stop
    if _is_signed(_AFTER.match(text, stop, stop + _REACH)):
        return "sign_after"
    says = VERB_KINDS.get(last) == "finite" and " ".join(before[:-1]).endswith(_ENDS_QUOTATION)  # `…,” insisted`
    if says or last in PERSONS_SAY or last.rstrip(",") in words().roles:
        return "sign_before"
    if last.endswith(",") and text.startswith(",", stop) and _is_role_before(text, at + piece.start):
        return "sign_before"
    if piece.name.rsplit(" ", 1)[-1] in singles:
        return "family_name"
    return "foreign" if piece.form == "foreign" and not _is_in(before) else None


def _is_role_before(text: str, start: int) -> bool:
    """Whether `the mayor of Tarn, ` comes before a name."""
    found = _ROLE_OF.search(text, max(0, start - _FARTHEST), start)
    return found is not None and found[1] in words().roles


def _is_signed(after: re.Match[str] | None) -> bool:
    """Whether the words after a name are evidence of a person: an age, `who`, a verb of saying, a role."""
    if after is None:
        return False
    role, office, verb = after.groups()
    named = role or office
    return verb in PERSONS_SAY if verb else named is None or _is_role(named)


def _is_role(words_after: str) -> bool:
    """Whether words after an article are a role: `spokeswoman for the board`, and no `board of the mayor`."""
    roles = words().roles
    for word in words_after.split():
        if word in roles:
            return True
        if word in _ENDS_NOUN:
            return False
    return False


def _before(text: str, start: int) -> list[str]:
    """The last few words before a place in the text; none unless a space comes before it."""
    return text[max(0, start - _REACH) : start].split() if text[start - 1 : start] in (" ", "\n", "\xa0") else []


def _is_located(text: str, at: int, piece: Piece) -> bool:
    """Whether a name that is no English word comes after `in`, `near` or `the town of`."""
    return piece.form != "words" and _is_in(_before(text, at + piece.start)) and not is_listed(piece.name.lower())


def _acronyms(text: str, found: Sequence[Candidate], spelled: Mapping[str, str]) -> dict[int, str]:
    """The pattern of each acronym that names something, by its offset.

    An acronym is confirmed by an article, a bracket, a possessive `’s` or its full name anywhere in the text. An
    unconfirmed one of two letters, or one that is an English word (`NOTE`), names nothing. None does among capitals or
    before a number: `KRX 251`.
    """
    places = [(at + piece.start, at + piece.stop, piece.name) for at, piece in found if piece.form == "acronym"]
    signed = {name for start, stop, name in places if _is_set_off(text, start, stop)} | spelled.keys()
    return {
        start: "acronym_signed" if name in signed else "acronym"
        for start, stop, name in places
        if (name in signed or _is_no_word(name)) and not _is_label(text, start, stop)
    }


def _is_no_word(acronym: str) -> bool:
    return len(acronym) > _SHORTEST_ACRONYM and not is_listed(acronym.lower())


def _is_set_off(text: str, start: int, stop: int) -> bool:
    return text.endswith(("(", "the ", "The "), 0, start) or text.startswith(("’s", "'s"), stop)


def _is_label(text: str, start: int, stop: int) -> bool:
    """Whether an acronym is among capitals or before a number."""
    behind = text[stop : stop + _NEAR]
    adjacent = text[max(0, start - _NEAR) : start].rsplit("\n", 1)[-1] + behind.split("\n", 1)[0]
    return adjacent == adjacent.upper() or behind.lstrip(" -")[:1].isdigit()


def _is_in(before: list[str]) -> bool:
    """Whether words end with `in`, `near`, `the town of` or similar words."""
    if len(before) > 1 and before[-1] == "of":
        return before[-2] in _PLACE_NOUNS
    return bool(before) and before[-1] in _IN


class _Persons:
    """The full names of a text's persons.

    A name of several words means the longest name with its first and last word, so that two persons of one family stay
    two. A single word means the last person named before it, else the first one after it; a family name is preferred to
    a first name.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._longest: dict[tuple[str, str], str] = {}
        for name in names:
            if len(self._longest.get(ends := _ends(name), "")) < len(name):
                self._longest[ends] = name
        self._family, self._given = dict[str, str](), dict[str, str]()
        for (first, last), name in sorted(self._longest.items(), key=lambda item: " " not in item[1]):
            self._family.setdefault(last, name)
            self._given.setdefault(first, name)

    def named(self, name: str) -> str:
        """The full name of a person named at this place."""
        first, last = _ends(name)
        full = self._longest[first, last] if " " in name else self._family.get(name) or self._given[name]
        self._family[last] = self._given[first] = full
        return full

    def of_family(self, word: str) -> str | None:
        """The person with this word as a family name."""
        return self._family.get(word)

    def meant(self, word: str) -> str | None:
        """The person that a word can refer to at this place."""
        return self._family.get(word) or self._given.get(word)


def _ends(name: str) -> tuple[str, str]:
    """The first and the last word of a name; the same word if it has only one."""
    return name.split(" ", 1)[0], name.rsplit(" ", 1)[-1]


def _spelled_out(text: str, found: Sequence[Candidate]) -> dict[str, str]:
    """The full names of acronyms in brackets after them: `Harbour Board of Fiji (HBF)`."""
    spelled: dict[str, str] = {}
    for n, (at, acronym) in enumerate(found):
        if n and acronym.form == "acronym" and text[at - 1 : at] in ("(", " "):
            before, one = found[n - 1]
            if text[before + one.stop : at + acronym.start] in (" (", " (the "):
                initials = "".join([word[0] for word in one.name.split() if word[0].isupper()])
                if initials == acronym.name:
                    spelled[initials] = one.name
    return spelled


def _belongs(text: str, person: Mention, other: Mention) -> bool:
    """Whether the words between a person and the next name say that the person belongs to it."""
    is_near = other.kind != "person" and 0 < other.start - person.stop < _FARTHEST
    return is_near and _BELONGS.fullmatch(text, person.stop, other.start) is not None


def _affiliated(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give persons their affiliation: the name before their title, or after `, a spokeswoman for`."""
    for n, person in enumerate(mentions):
        if person.kind != "person":
            continue
        begin = person.start - len(person.title or "") - 1
        if person.title and n and mentions[n - 1].stop in (begin - 1, begin - 3) and mentions[n - 1].kind != "person":
            mentions[n] = person._replace(affiliation=text[mentions[n - 1].start : mentions[n - 1].stop])
        elif n + 1 < len(mentions) and _belongs(text, person, following := mentions[n + 1]):
            mentions[n] = person._replace(affiliation=text[following.start : following.stop])
    return mentions
