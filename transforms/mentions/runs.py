"""Splits runs of capitalised words into pieces, and classifies each piece by its own words."""

import re
from typing import Final, NamedTuple

from transforms.facts.agencies import AGENCIES
from transforms.gazetteer import notable_names, unaccented
from transforms.lexicon import is_listed, is_word
from transforms.mentions.words import words
from transforms.speech_verbs import VERB_KINDS

# The capitals of Latin, Greek and Cyrillic: `re` has no class of its own for them.
_RANGES = ((0x41, 0x250), (0x386, 0x530), (0x1E00, 0x1F00))
CAPITALS = "".join(re.escape(c) for a, b in _RANGES for c in map(chr, range(a, b)) if c.isupper())
# Titles and suffixes that end in a dot, without their first letter; initials may follow each other.
_START = rf"(?<![\w’'-])[{CAPITALS}]"
_DOT = (
    rf"(?:\.(?:(?<={_START}[rst]\.)|(?<={_START}(?:rs|en|ep|ev|ov|ol|gt|pl|aj|on)\.)|(?<={_START}(?:apt|rof|res)\.)"
    rf"|(?<={_START}\.)(?:[{CAPITALS}]\.)*(?![a-z])))?"
)
_REST = rf"[\w’'ʼ-]*{_DOT}"
_LINKS = (
    "of the|of|for the|for|and the|and|&|the|de la|de los|de las|de|da|das|do|dos|del|della|di|du|des|la|le|van der"
    "|van den|van|von der|von|zu|bin|bint|ibn|al|el|ul|ud|wa|y|e"
)
# The lookahead saves trying the links for most runs: the word after them is longer.
RUN = re.compile(
    rf"[{CAPITALS}](?<![\w’'-].){_REST}(?:[ \xa0\n](?:[{CAPITALS}]|(?=[a-z&]{{1,4}}[ \xa0\n-])"
    rf"(?:(?:al|el|ul|ibn)-|(?:{_LINKS})[ \xa0\n])[{CAPITALS}]){_REST}){{0,11}}"
)
_WORD = re.compile(r"[^ \xa0\n]+")
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’]|['’])$")
_TAIL = re.compile(
    r"-(?:based|born|led|backed|style|run|owned|controlled|held|occupied|wide|trained|educated|made|funded|registered"
    r"|listed|speaking|affiliated|linked|era|related|area|bound|sponsored|supported|administered|inspired|origin)$"
)
_SPLITTING = frozenset("of for and the &".split())
_PARTICLES = frozenset("bin bint ibn al el ul ud van von zu de da do dos del della di du la le der den wa".split())
_ACRONYM = re.compile(rf"[{CAPITALS}]{{2,7}}\d?|(?:[A-Z]\.){{2,}}")
_CAMEL = re.compile(rf"(?!Mc|Mac|De|Di|La|Le|Van|O’|O')[{CAPITALS}][a-z]+[{CAPITALS}]\w*")
_INITIAL = re.compile(rf"(?:[{CAPITALS}]\.)+")
_SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"})
_MOST_NAMES = 5
_LONGEST_CODE = 3  # `US` is a place, `Us` none
_ASKING = frozenset(("words", "foreign"))
_UNSIGNED = _ASKING | {"word"}
_NOTHING = ("", "")
_AGENCIES = frozenset(name for agency in AGENCIES if not agency.is_ambiguous for name in agency.names)
# Runs of more code points name nothing.
_LONGEST = 300
_MOST_RUNS = 1 << 15


class Piece(NamedTuple):
    """A part of a run, by its offsets in it; `kind` is null if the words next to it must decide.

    `name` has one space between its words, `title` is the span of the title before a person's name. `sign` is the
    evidence of a person in the words themselves; if it `asks`, the words next to it may be evidence.
    """

    start: int
    stop: int
    kind: str | None
    form: str
    name: str
    title: tuple[int, int] | None = None
    sign: str | None = None
    asks: bool = False


class _Token(NamedTuple):
    text: str
    start: int
    stop: int


def is_place_name(name: str) -> bool:
    """Whether a name is a notable place's or an area's."""
    capitals = unaccented(name).upper()
    return capitals in notable_names() or _is_area(name, capitals)


def is_area(name: str) -> bool:
    """Whether a name is a listed part of the world, or the abbreviation of a country."""
    return _is_area(name, unaccented(name).upper())


def _is_area(name: str, capitals: str) -> bool:
    return capitals in words().places and (len(name) > _LONGEST_CODE or name.isupper())


class _Pieces(dict[str, tuple[Piece, ...]]):
    """A cache of the pieces of each run; most name nothing. A dictionary takes half the time of `lru_cache`."""

    def __missing__(self, run: str) -> tuple[Piece, ...]:
        if len(run) > _LONGEST:
            return ()
        if len(self) >= _MOST_RUNS:
            self.clear()
        self[run] = found = _split(run)
        return found


PIECES: Final = _Pieces()
"""The pieces of runs of capitalised words."""


def _split(run: str) -> tuple[Piece, ...]:
    """Split a run of capitalised words into the pieces that it names."""
    found: list[Piece] = []
    segment: list[_Token] = []
    for match in _WORD.finditer(run):
        word, start = match[0], match.start()
        tail = _tail(word)
        stop = start + (tail.start() if tail else len(word))
        if stop > start:
            segment.append(_Token(run[start:stop], start, stop))
        if tail:
            found += _segment(segment)
            segment = []
    return (*found, *_segment(segment))


def _tail(word: str) -> re.Match[str] | None:
    """The text that ends a name: a possessive `’s`, or `-based` and similar words."""
    if word.isalpha():
        return None
    return _POSSESSIVE.search(word) or _TAIL.search(word)


def _segment(tokens: list[_Token]) -> list[Piece]:
    """The pieces of a run without a possessive in it."""
    tokens = _trimmed(tokens)
    texts = [token.text for token in tokens]
    if not texts:
        return []
    if whole := _whole(texts):
        return [_piece(tokens, *whole)]
    if cut := _title(texts):
        return _titled(tokens, *cut)
    if (link := _link(texts)) is not None:
        return _segment(tokens[:link]) + _segment(tokens[link + 1 :])
    return _named(tokens, texts)


def _link(texts: list[str]) -> int | None:
    """Where a link separates two names: `and` between persons does, `of` after the head of an organisation does not."""
    listed = words()
    for n, text in enumerate(texts[1:-1], 1):
        if text in ("of", "for"):
            head = any(word in listed.organisations for word in texts[:n]) or texts[n - 1] in listed.events
            return None if head else n
        if text == "and" and not _is_joined(texts[:n], texts[n + 1 :]):
            return n
    return None


def _is_joined(left: list[str], right: list[str]) -> bool:
    """Whether `and` is within one name: `Food and Drug Administration`."""
    return right[-1] in words().organisations and len(left) < 3 and not is_place_name(" ".join(left)) and len(right) > 1


def _piece(tokens: list[_Token], kind: str | None, form: str) -> Piece:
    name = " ".join([token.text for token in tokens])
    sign = form if kind is None and form not in _UNSIGNED else None
    return Piece(tokens[0].start, tokens[-1].stop, kind, form, name, None, sign, asks=form in _ASKING)


def _trimmed(tokens: list[_Token]) -> list[_Token]:
    """Tokens without the words at either end that do not belong to a name."""
    functions, start, stop = words().functions, 0, len(tokens)
    while start < stop and (tokens[start].text in functions or tokens[start].text in _SPLITTING):
        start += 1
    while stop > start and (tokens[stop - 1].text in functions or tokens[stop - 1].text in _SPLITTING):
        stop -= 1
    if stop - start > 1 and _points([token.text for token in tokens[start:stop]]):
        start += 1
    return tokens[start:stop]


def _points(texts: list[str]) -> bool:
    """Whether the first word tells a reader to turn to the person: `See Roe`, `Meet Ada Roe`, not `See Kok Ann`."""
    return (
        texts[0] in words().pointers
        and not is_place_name(" ".join(texts))
        and (len(texts) == 2 or texts[1] in words().given_names)
    )


def _whole(texts: list[str]) -> tuple[str, str] | None:
    """What the words name as a whole: a known organisation, an agency, a place."""
    name = " ".join(texts)
    if name in _AGENCIES:
        return "agency", "agency"
    if name in words().known_organisations:
        return "organisation", "known"
    if is_place_name(name):
        return "place", "gazetteer"
    if texts[0] in words().directions and len(texts) > 1 and is_place_name(" ".join(texts[1:])):
        return "place", "direction"
    return None


def _title(texts: list[str]) -> tuple[int, int] | None:
    """Where a title begins and ends in the words; None without one, or if it belongs to an organisation."""
    listed = words()
    at = next((n for n, text in enumerate(texts) if text in listed.titles), None)
    if at is None:
        return None
    start = at
    while start and texts[start - 1] in listed.title_words:
        start -= 1
    stop = at + 1
    while stop < len(texts) and texts[stop] in listed.title_words:
        stop += 1
    if stop < len(texts) and texts[stop] in ("of", "for"):
        after = stop + 1
        while after < len(texts) and (texts[after] in listed.fields or texts[after] in _SPLITTING):
            after += 1
        while texts[after - 1] in _SPLITTING:  # `Minister of Defense`, and then `of Fiji`
            after -= 1
        stop = after
    if texts[-1] in listed.organisations:
        return None
    return start, stop


def _titled(tokens: list[_Token], start: int, stop: int) -> list[Piece]:
    """The name before a title, and the person after it."""
    before, title, name = tokens[:start], tokens[start:stop], tokens[stop:]
    found = _segment(before)
    if not name or name[0].text in _SPLITTING:
        return found + _segment(name)
    following = _segment(name)
    if not following:
        return found
    first, *rest = following
    if first.kind in (None, "place") and first.start == name[0].start:
        first = Piece(*first[:2], "person", "title", first.name, (title[0].start, title[-1].stop), "title")
    return [*found, first, *rest]


def _named(tokens: list[_Token], texts: list[str]) -> list[Piece]:
    """What a run without a title and without a separating link names."""
    listed = words()
    if (cut := _apposition(texts)) is not None:
        return [*_segment(tokens[:cut]), *_segment(tokens[cut:])]
    kind = _head(texts) if len(texts) > 1 else None
    if kind and kind[0] == "organisation":
        return [_piece(tokens, *kind)]
    if texts[0] in listed.peoples or (kind is None and _is_before_name(texts)):
        return _segment(tokens[1:])
    if len(texts) == 1:
        return _single(tokens, texts[0])
    if kind:
        return [_piece(tokens, *kind)] if kind != _NOTHING else []
    return _headless(tokens, texts)


def _apposition(texts: list[str]) -> int | None:
    """Where a person's name begins after that of an office or a town: `Ministry of Health Ada Roe`, `Suva Ada Roe`."""
    listed = words()
    if len(texts) > 2 and texts[1] in listed.given_names and _is_town(texts[0]):
        return 1
    if len(texts) < 4 or texts[-1] in listed.organisations:
        return None
    given, offices = listed.given_names, listed.offices
    return next((n for n in range(2, len(texts) - 1) if texts[n] in given and texts[n - 1] in offices), None)


def _is_town(text: str) -> bool:
    """Whether a word is a place and no given name."""
    return text not in words().given_names and is_place_name(text)


def _headless(tokens: list[_Token], texts: list[str]) -> list[Piece]:
    """What several words name of which none says what they name."""
    if (cut := _cut(texts)) is not None:
        place = [_piece(tokens[cut : cut + 1], "place", "gazetteer")] if _is_abbreviated(texts[cut]) else []
        return [*_segment(tokens[:cut]), *place, *_segment(tokens[cut + 1 :])]
    if all(text.isupper() and len(text) > 1 and text[-1] != "." for text in texts):
        return _capitals(tokens)
    is_short = sum(text not in _PARTICLES for text in texts) <= _MOST_NAMES
    return [_piece(tokens, None, _name_form(texts))] if is_short else []


def _cut(texts: list[str]) -> int | None:
    """Where a word parts a run that is no part of a person's name: `Calls` in `Calls Roe`, `U.S.` in `U.S. Trade`."""
    return next((n for n, text in enumerate(texts) if _is_abbreviated(text) or _is_verb(text, texts[n + 1 :])), None)


def _is_abbreviated(text: str) -> bool:
    """Whether a word is the abbreviated name of a country; its letters are no initials of a person."""
    return "." in text and is_area(text)


def _is_verb(text: str, after: list[str]) -> bool:
    """Whether a word before others is a verb of saying in the third person or in the past, and no given name."""
    is_said = VERB_KINDS.get(text.lower(), "base") not in ("base", "participle")
    return is_said and bool(after) and text.istitle() and text not in words().given_names


def _is_before_name(texts: list[str]) -> bool:
    """Whether the first of some words comes before a person's name: `Comedian Ada Roe`, `Playing Roe`."""
    listed, first = words(), texts[0].lower()
    if len(texts) == 1 or texts[0] in listed.given_names or texts[0].isupper():
        return False
    if texts[1] in listed.given_names:
        is_office = first in listed.speakers or texts[0] in listed.fields
        return len(texts) > 2 and (is_office or _is_participle(first))
    return len(texts) == 2 and _is_participle(first) and not is_place_name(texts[1])


def _is_participle(word: str) -> bool:
    """Whether a word is the participle of an English verb: `playing`, and not `sterling`."""
    stem = word[:-3]
    return word.endswith("ing") and len(stem) > 3 and is_listed(word) and (is_listed(stem) or is_listed(f"{stem}e"))


def _head(texts: list[str]) -> tuple[str, str] | None:
    """The kind of a name of two words or more, by its head; `_NOTHING` for an event or a building."""
    listed = words()
    link = next((n for n, text in enumerate(texts) if text in ("of", "for")), None)
    if link is not None and any(text in listed.organisations for text in texts[:link]):
        return "organisation", "head_of"
    if link is None and texts[-1] in listed.organisations:
        return "organisation", "head"
    is_other = texts[-1] in listed.facilities or any(t in listed.events or t in listed.functions for t in texts)
    if link is None and not is_other and texts[0] in listed.organisation_firsts:
        return "organisation", "head"
    if texts[-1] in listed.place_heads or (texts[0] in listed.place_firsts and not is_other):
        return "place", "place_head"
    return _NOTHING if is_other or link is not None else None


def _name_form(texts: list[str]) -> str:
    """The evidence in a name of two words or more that it is a person's; `words` is no evidence."""
    if texts[0].split("-", 1)[0] in words().given_names:
        return "given_name"
    if texts[-1] in _SUFFIXES or any(map(_INITIAL.fullmatch, texts)):
        return "initial"
    if any(text in ("bin", "bint", "ibn", "ul", "van", "von") or text.startswith(("al-", "el-")) for text in texts):
        return "particle"
    return "words" if any(is_word(text.lower()) for text in (texts[0], texts[-1])) else "foreign"


def _single(tokens: list[_Token], text: str) -> list[Piece]:
    listed = words()
    if _ACRONYM.fullmatch(text):
        return [] if text in listed.other_acronyms else [_piece(tokens, "organisation", "acronym")]
    if _CAMEL.fullmatch(text):
        return [_piece(tokens, "organisation", "camel")]
    if text in listed.events or text in listed.titles or text in listed.organisations:
        return []
    return [_piece(tokens, None, "word")]


def _capitals(tokens: list[_Token]) -> list[Piece]:
    """The places in a line of capitals, the longest first."""
    found, n = [], 0
    while n < len(tokens):
        for size in (3, 2, 1):
            some = tokens[n : n + size]
            if len(some) == size and is_place_name(" ".join(token.text for token in some)):
                found.append(_piece(some, "place", "capitals"))
                n += size - 1
                break
        n += 1
    return found
