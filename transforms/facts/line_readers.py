"""Lines outside the story: which extractors recognise them, and a test for prose that avoids running them all."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from transforms.facts import (
    byline,
    byline_words,
    copyright_notices,
    credit,
    disclaimer,
    end_marks,
    media,
    published,
    signals,
    team,
    trailer,
)
from transforms.facts.agencies import may_name
from transforms.facts.line_reading import LineReading

LineReader = Callable[[str], LineReading | None]
# Lines outside the story are not longer.
LONGEST = 400

# A line that ends like a sentence, or is longer than this, is prose unless it begins with one of these.
_SHORT = 160
_SHORTEST_SENTENCE = 40
_CLOSING = 60
STOPS = (".", "!", "?", "…", "。", '."', ".”", "?”", "!”", ".»")
_OPENING_MARKS = frozenset("([*#=_~/©+—–-")
_OPENING_WORDS = frozenset(
    "copyright this machine automatic automatically automated ai translated translation traduit traduction"
    " traducido traducción traduzido tradução tradotto traduzione übersetzt übersetzung automatisch vertaald ed"
    " eds editor editors editor's editor’s editorial note nota anm anmerkung attention ndlr additional further"
    " reporting writing written compiled editing contributing reporter reporters correspondent correspondents"
    " reportage reporte reportaje bericht posted published first originally issued created date last updated"
    " modified publié publiée publicado publicada veröffentlicht erstellt pubblicato gepubliceerd publicerad"
    " publisert publiceret udgivet mis actualizado aktualisiert stand aggiornato atualizado bijgewerkt uppdaterad"
    " oppdatert opdateret source sources quelle quellen fuente fuentes fonte fontes bron kilde distributed"
    " provided supplied syndicated from photo photos image images picture foto credit by par por von article text"
    " author n nieuw".split()
)


_FIRST_WORDS = _OPENING_WORDS | frozenset("with avec con mit com met med via posted story words agencies".split())
_SIGNS = re.compile(r"[\d()\[:/|@*=_#-]")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_WORDS_ABOVE = signals.FIRST_WORDS | byline_words.FIRST_WORDS | team.DUTIES | media.FIRST_WORDS


def is_surely_story(line: str) -> bool:
    """Whether a line surely belongs to the story; the extractors judge all other lines."""
    if len(line) <= _SHORTEST_SENTENCE or (len(line) <= _SHORT and not line.endswith(STOPS)):
        return False
    first = line.split(maxsplit=1)[0].rstrip(":.,").lower()
    return (
        "©" not in line
        and first not in _OPENING_WORDS
        and line[0] not in _OPENING_MARKS
        and line.find(team.HELPED, -_CLOSING) < 0
    )


def _may_be_above(line: str) -> bool:
    """Whether a line has a mark, name or word that an extractor of the head needs; most titles have none."""
    first = line[0]
    if not (first.isascii() and first.isalpha()) or line[-1] == ")" or "/" in line or "www." in line:
        return True
    word = _LETTERS.match(line)[0].lower()  # type: ignore[index]  # the first character is a letter
    return (
        word in _WORDS_ABOVE
        or line.rsplit(maxsplit=1)[-1].lower() in byline_words.LAST_WORDS
        or signals.may_be_slug(line)
        or team.HELPED in line
        or (_DIGIT.search(line) is not None and (published.may_begin(line) or byline.may_be_stamped(line)))
        or may_name(line)
    )


def _may_be_below(line: str) -> bool:
    """Whether a line that is not prose has a mark, figure or first word that an extractor of the end needs."""
    if len(line) <= _SHORTEST_SENTENCE or not line.isascii() or _SIGNS.search(line) or credit.names_agency(line):
        return True
    return line.split(maxsplit=1)[0].rstrip(":.,").lower() in _FIRST_WORDS or team.HELPED in line


class Readers(NamedTuple):
    """The extractors of one end of a text, in their order; `may_read` is a quick test whether one may know a line."""

    readers: tuple[LineReader, ...]
    may_read: Callable[[str], bool]


HEAD = Readers(
    (signals.read, byline.read, published.read, credit.read, media.read, trailer.read),
    _may_be_above,
)
TAIL = Readers(
    (
        trailer.read,
        copyright_notices.read,
        credit.read,
        credit.read_name,
        end_marks.read,
        byline.read,
        media.read,
        published.read,
        signals.read,
    ),
    _may_be_below,
)


def read_line(end: Readers, line: str, *, may_be_notice: bool = True) -> LineReading | None:
    """The result of the first extractor that recognises the line; a notice of translation may be prose."""
    if len(line) >= LONGEST:
        return None
    notice = disclaimer.read(line) if may_be_notice else None
    if notice is not None or is_surely_story(line):
        return notice
    if not end.may_read(line):
        return None
    return _read_short(end.readers, line) if len(line) <= _SHORTEST_SENTENCE else _read_any(end.readers, line)


def _read_any(readers: tuple[LineReader, ...], line: str) -> LineReading | None:
    """The result of the first of some extractors that recognises a line."""
    for read in readers:
        if (found := read(line)) is not None:
            return found
    return None


# End marks, credits and the buttons of a page occur often.
_read_short = lru_cache(maxsize=4096)(_read_any)
