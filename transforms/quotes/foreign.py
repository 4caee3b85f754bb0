"""Speakers in languages other than English, by a list of cues for each; without a list, only before a colon."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from transforms.quotes.noun_phrases import trim
from transforms.quotes.passage import Passage
from transforms.quotes.said import Said

_LISTED = ("de", "es", "fr", "it", "pl", "pt", "ru", "uk")
_WORD = re.compile(r"[^\s,.;:!?…«»“”„\"()–—]+")
_LEAD = re.compile(r"[\s,.;:–—-]*")
_BREAK = re.compile(r"[;:!?…«»“”„\"()–—\n]|\.(?=\s|$)")
# In these a comma or a dash comes before a cue; without one, `«Tarn» заявил` is the statement of a firm.
_SET_OFF = ("pl", "ru", "uk")
# Words that begin a subject although they also end one: `El alcalde`, and `dijo Robles el lunes`.
_ARTICLES = frozenset("a der die ein el".split())
_LINKS = frozenset("da de di do von".split())
_PARTICIPLES = ("ant", "ando", "endo", "end")
_WINDOW, _REACH = 200, 300
_LONGEST = 14
_LONGEST_TITLE = 50
# The letters before the name of a ship.
_SHIPS = ("MS ", "MV ", "M/V ", "HMS ", "USS ")
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The grammar of attributions in a language; words are in lower case, with straight apostrophes."""

    cues: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    boundaries: frozenset[str]
    stops: frozenset[str]
    things: re.Pattern[str] | None
    according: re.Pattern[str] | None
    is_set_off: bool = False

    def after(self, passage: Passage, stop: int, limit: int, *, comma: bool) -> Said | None:
        """Read who speaks after the quotation that ends at `stop`."""
        text = passage.text
        begin = _skip(text, stop, limit)
        end = _break(text, begin, min(limit, begin + _WINDOW))
        gap = text[stop:begin]
        if not comma and ("." in gap or (self.is_set_off and not gap.strip())):
            return None
        if self.according and (found := self.according.match(text, begin, end)):
            return self._said(self._phrase(text, found.end(), end), begin, found.end() - 1, "other_according")
        words = _words(text, begin, end)
        first = next((n for n, (word, _, _) in enumerate(words) if self._is_cue(word)), None)
        if first is None or first > _LONGEST:
            return None
        _, cue_start, cue_stop = words[first]
        before = [one for one in words[:first] if one[0] not in self.auxiliaries and one[0] not in self.cues]
        if pronoun := self._pronoun(words, first):
            return Said(*pronoun, cue_start, cue_stop, "other_after")
        if before:
            return self._said((before[0][1], before[-1][2]), cue_start, cue_stop, "other_after")
        return self._said(self._phrase(text, cue_stop, end), cue_start, cue_stop, "other_after")

    def before(self, passage: Passage, start: int, opener: int, floor: int) -> Said | None:
        """Read who speaks before the quotation that opens at `opener`: the subject of the last cue of its sentence."""
        text = passage.text
        begin = max(passage.sentence_start(opener - 1), start, floor if floor < opener else 0, opener - _REACH)
        if self.according and (found := self.according.search(text, begin, opener)):
            place = self._phrase(text, found.end(), opener)
            if said := self._said(place, found.start(), found.end() - 1, "other_according"):
                return said
        words = _words(text, begin, opener)
        for n in range(len(words) - 1, -1, -1):
            word, cue_start, cue_stop = words[n]
            if self._is_cue(word) and not (word.endswith(_PARTICIPLES) and n):
                place = self._pronoun(words, n) or self._subject(text, words, n) or self._phrase(text, cue_stop, opener)
                return self._said(place, cue_start, cue_stop, "other_before")
        return None if self.cues else _before_colon(text, begin, opener)

    def is_title(self, text: str, start: int, stop: int, floor: int, _fewest: int = 0) -> bool:
        """Whether a quotation is the name of a thing, by the noun before it: `танкер «Тарн»`, `le navire « Tarn »`."""
        inner = text[start + 1 : stop - 1].strip()
        if not self.things or not inner[:1].isupper() or inner[-1] in ".,!?…" or len(inner) > _LONGEST_TITLE:
            return False
        if inner.startswith(_SHIPS):
            return True
        return self.things.search(text, max(floor, start - 24), start) is not None

    def _is_cue(self, word: str) -> bool:
        return word in self.cues or ("-" in word and word.split("-", 1)[0] in self.cues)

    def _pronoun(self, words: Sequence[tuple[str, int, int]], cue: int) -> Offsets | None:
        """The pronoun at a cue: before it, after it, or joined to one of its words: `a-t-il`, `dit-elle`."""
        for word, _, stop in words[max(0, cue - 2) : cue + 3]:
            tail = word.rsplit("-", 1)[-1]
            if tail in self.pronouns:
                return stop - len(tail), stop
        return None

    def _subject(self, text: str, words: Sequence[tuple[str, int, int]], cue: int) -> Offsets | None:
        """The words from the beginning of the clause to its cue, including commas around an apposition."""
        last = cue
        while last and words[last - 1][0] in self.auxiliaries | self.cues:
            last -= 1
        first = last
        while first and last - first < _LONGEST and words[first - 1][0] not in self.boundaries | self.cues:
            first -= 1
        if first == last:
            return None
        start, stop = words[first][1], words[last - 1][2]
        comma = text.rfind(", ", start, stop)
        if comma >= 0 and text[stop : stop + 1] != ",":
            start = comma + 2
        phrase = [word for word, begin, _ in words[first:last] if begin >= start]
        return (start, stop) if self._may_begin(phrase) else None

    def _may_begin(self, phrase: Sequence[str]) -> bool:
        """Whether words can be a subject before its verb: not in `Am Montag sagte Moss`."""
        first, following = (*phrase, "", "")[:2]
        return first not in self.stops or (first in _ARTICLES and following not in self.stops)

    def _phrase(self, text: str, start: int, stop: int) -> Offsets | None:
        """The noun phrase that begins at a place."""
        comma = text.find(",", start, stop)
        words = _words(text, start, comma if comma >= 0 else stop)
        while words and words[0][0] in self.auxiliaries | self.cues:
            words = words[1:]
        count = next((n for n, (word, _, _) in enumerate(words) if n and word in self.stops), len(words))
        if not count or count > _LONGEST or words[0][0] in self.boundaries | _LINKS:
            return None
        return words[0][1], words[count - 1][2]

    def _said(self, place: Offsets | None, cue_start: int, cue_stop: int, form: str) -> Said | None:
        return Said(*place, cue_start, cue_stop, form) if place else None


def _words(text: str, start: int, stop: int) -> list[tuple[str, int, int]]:
    return [(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text, start, stop)]


def _skip(text: str, start: int, limit: int) -> int:
    lead = _LEAD.match(text, start, limit)
    return lead.end() if lead else start


def _break(text: str, start: int, stop: int) -> int:
    found = _BREAK.search(text, start, stop)
    return found.start() if found else stop


def _before_colon(text: str, begin: int, opener: int) -> Said | None:
    """`Albu a declarat: „…”`: the first capital words of the last piece before the colon."""
    piece = text[begin:opener].rstrip()
    if not piece.endswith(":"):
        return None
    start = max(begin, text.rfind(", ", begin, opener) + 2)
    names = [(a, b) for _, a, b in _words(text, start, opener) if text[a].isupper()]
    if not names:
        return None
    first, last = names[0]
    for a, b in names[1:]:
        if a != last + 1:
            break
        last = b
    return Said(*trim(text, first, last), None, None, "other_colon")


@cache
def grammar(language: str | None) -> Grammar:
    """The grammar of a language (BCP 47); empty if there is no list for it."""
    words: dict[str, list[str]] = {}
    if language in _LISTED:
        lines = files("transforms").joinpath("data", f"cues_{language}.csv").read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader(lines):
            words.setdefault(row["kind"], []).append(row["word"])
    cues, auxiliaries, pronouns, boundaries, stops = (
        frozenset(words.get(kind, ())) for kind in ("cue", "auxiliary", "pronoun", "boundary", "stop")
    )
    things = [word.replace("*", r"\w*") for word in words.get("thing", ())]
    named = re.compile(rf"(?i:(?<!\w)(?:{'|'.join(things)})) ?\Z") if things else None
    phrases = "|".join([re.escape(phrase).replace("'", "['’]") for phrase in words.get("according", ())])
    according = re.compile(rf"(?i:\b(?:{phrases})) ") if phrases else None
    return Grammar(cues, auxiliaries, pronouns, boundaries, stops, named, according, language in _SET_OFF)
