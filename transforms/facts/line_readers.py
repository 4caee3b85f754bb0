"""Lines outside the story: which extractors recognise them, and a test for prose that avoids running them all."""

import re
from collections.abc import Callable
from functools import lru_cache

from transforms.facts import (
    byline,
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
from transforms.facts.line_reading import LineReading

LineReader = Callable[[str], LineReading | None]
# Lines outside the story are not longer.
LONGEST = 400
HEAD: tuple[LineReader, ...] = (
    signals.read,
    byline.read,
    published.read,
    credit.read,
    media.read,
    trailer.read,
)
TAIL: tuple[LineReader, ...] = (
    trailer.read,
    copyright_notices.read,
    credit.read,
    credit.read_name,
    end_marks.read,
    byline.read,
    media.read,
    published.read,
    signals.read,
)

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


def _may_be_read(line: str) -> bool:
    """Whether a line that is not prose has a mark, figure or first word that an extractor needs; titles rarely have."""
    if len(line) <= _SHORTEST_SENTENCE or not line.isascii() or _SIGNS.search(line) or credit.names_agency(line):
        return True
    return line.split(maxsplit=1)[0].rstrip(":.,").lower() in _FIRST_WORDS or team.HELPED in line


def read_line(readers: tuple[LineReader, ...], line: str, *, may_be_notice: bool = True) -> LineReading | None:
    """The result of the first extractor that recognises the line; a notice of translation may be prose."""
    if len(line) >= LONGEST:
        return None
    notice = disclaimer.read(line) if may_be_notice else None
    if notice is not None or is_surely_story(line):
        return notice
    if not _may_be_read(line):
        return None
    return _read_short(readers, line) if len(line) <= _SHORTEST_SENTENCE else _read_any(readers, line)


def _read_any(readers: tuple[LineReader, ...], line: str) -> LineReading | None:
    """The result of the first of some extractors that recognises a line."""
    for read in readers:
        if (found := read(line)) is not None:
            return found
    return None


# End marks, credits and the buttons of a page occur often.
_read_short = lru_cache(maxsize=4096)(_read_any)
