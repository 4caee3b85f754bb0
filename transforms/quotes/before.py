"""The speaker before a quotation: the subject of a cue in its sentence, `X: “…”`, `According to X`."""

import re
from typing import NamedTuple

from transforms.quotes.after import HIM, phrase_after
from transforms.quotes.cues import Cue
from transforms.quotes.noun_phrases import (
    ADVERBS,
    PRONOUNS,
    bare,
    has_name,
    has_role,
    is_capitalised,
    is_determined,
    is_modal,
    is_plural,
    trim,
)
from transforms.quotes.passage import Passage
from transforms.quotes.said import Said
from transforms.quotes.subject import Offsets, main_subject, subject, without_introduction
from transforms.speech_verbs import VERB_KINDS

# A cue so near to the opening mark introduces the quotation, whatever else is in the sentence.
_NEAR = 14
_ARTICLES = frozenset("the a an his her their its of this that no any some".split())
# Each way begins with a letter of its own, not with a class or a border: so most letters are passed over at once.
_ACCORDING = re.compile(
    r"According to |according to |In the (?:words|opinion|view) of |in the (?:words|opinion|view) of "
    r"|By (?:the )?words of |by (?:the )?words of |quoted by |F(?<=\bF)or "
)
_BY = re.compile(r"\b(?:[a-z]+ed|told) by ")
# `quoted the minister as saying`, `citing an official as saying`
_QUOTED = re.compile(r"(?:quot|cit)(?:e[ds]?|ing) ([^;:“”\"]{2,100}?) as [a-z]+ing\b")
_QUOTES = ("quot", "cite", "citing")
_PASSIVE = re.compile(r"\b([a-z]+ed|known) (?:(?:as|of|of being) )?(?:an? |the )?\Z")
_OF = re.compile(r" of (?:an? |the )?\Z")
_BE = frozenset("is are was were be been being".split())
_PAST = ("ed", "told", "shown", "known", "seen")


class _Candidate(NamedTuple):
    place: Offsets
    cue: Cue
    gap: int
    rank: str


def speaker_before(passage: Passage, start: int, opener: int, floor: int) -> Said | None:
    """Read who speaks before the quotation that opens at `opener`.

    `start` is where its paragraph begins, `floor` where the quotation before it ends.
    """
    text = passage.text
    sentence = max(passage.sentence_start(opener - 1), start)
    begin = floor if sentence < floor < opener else sentence
    if found := _colon(passage, begin, opener):
        return found
    cues = reversed(passage.cues_between(begin, opener))
    if candidates := [one for cue in cues if (one := _candidate(passage, begin, opener, cue))]:
        if text[begin:opener].rstrip().endswith(":"):
            main = without_introduction(text, begin, opener)
            if all(one.cue.start < main for one in candidates) and (found := _introduction(text, main, opener)):
                return found  # `Stating that the work continues, Roe used these words: “…”`
        best = _best(candidates)
        return Said(*best.place, best.cue.start, best.cue.stop, "before")
    return _by(text, begin, opener) or _according(text, begin, opener, sentence) or _introduction(text, begin, opener)


def _introduction(text: str, begin: int, opener: int) -> Said | None:
    """`He came back to his old theme: “…”`: the subject of a sentence that ends with a colon."""
    if not text[begin:opener].rstrip().endswith(":"):
        return None
    place = main_subject(text, begin, opener)
    return Said(*place, None, None, "before_colon") if place else None


def _colon(passage: Passage, begin: int, opener: int) -> Said | None:
    """`Oduya: “…”`."""
    stop = opener
    text = passage.text
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if text[stop - 1 : stop] != ":" or stop - begin > 80:
        return None
    phrase = text[begin : stop - 1]
    if not has_name(phrase) or len(phrase.split()) > 8 or passage.cues_between(begin, opener):
        return None
    return Said(*trim(text, begin, stop - 1), None, None, "colon")


def _candidate(passage: Passage, begin: int, opener: int, cue: Cue) -> _Candidate | None:
    """The speaker by one cue."""
    text, gap = passage.text, opener - cue.stop
    if text.startswith(_QUOTES, cue.start) and (quoted := _QUOTED.match(text, cue.start, opener)):
        return _Candidate(trim(text, *quoted.span(1)), cue, gap, "finite")
    if cue.kind == "participle":
        place = _of_participle(passage, begin, cue)
        return _Candidate(place, cue, gap, "participle") if place else None
    left = _before(text, begin, cue)
    word = left[-1].lower() if left else ""
    says = text.startswith(("said", "says", "told"), cue.start)
    is_noun = (cue.kind == "base" and not is_plural(word)) or (word in _ARTICLES and not says)
    if (
        is_noun
        or _is_passive(text, left, cue)
        or (cue.kind == "weak" and gap > 12 and not _speaks_of(text, cue, opener))
    ):
        return None
    if not says and _is_modal(left):
        place = main_subject(text, begin, cue.start)
        return _Candidate(place, cue, gap, "infinitive") if place else None
    place = subject(passage, begin, cue.start)
    if not place or not _may_act(text[slice(*place)], cue, gap):
        return None
    return _Candidate(place, cue, gap, "weak" if cue.kind == "weak" else "finite")


def _speaks_of(text: str, cue: Cue, opener: int) -> bool:
    """`spoke on Monday of “bad luck”`: the verb may be farther from the quotation than others of its kind."""
    return (
        text.startswith("sp", cue.start) and opener - cue.stop < 40 and _OF.search(text, opener - 7, opener) is not None
    )


def _before(text: str, begin: int, cue: Cue) -> list[str]:
    """The last words before a cue."""
    return text[max(begin, cue.start - 24) : cue.start].split()


def _is_passive(text: str, left: list[str], cue: Cue) -> bool:
    """Whether a verb after these words is in the passive: `has been accused`, `being told to “smile”`.

    `is reported to have said` is none.
    """
    if text.startswith(" by ", cue.stop) or text.startswith("accused of ", cue.start):
        return True
    is_adverb = len(left) > 1 and left[-1] not in _BE and (left[-1] in ADVERBS or left[-1].endswith("ly"))
    if not left or left[-1 - is_adverb] not in _BE:
        return False
    return text.endswith(_PAST, cue.start, cue.stop) and not text.startswith(" to have ", cue.stop)


def _is_modal(left: list[str]) -> bool:
    """Whether the verb after these words is in the passive or after `to` or `will`."""
    if len(left) > 1 and (left[-1].endswith("ly") or left[-1] in ("also", "even")):
        left = left[:-1]
    return bool(left) and is_modal(left[-1])


def _may_act(phrase: str, cue: Cue, gap: int) -> bool:
    """Whether a phrase can be the subject of a cue that can also be a noun, or names a thing."""
    words = phrase.split()
    if phrase.lower() in PRONOUNS:
        return True
    if cue.kind == "noun":
        return all(is_capitalised(bare(word)) for word in words) or (gap <= 6 and is_determined(phrase))
    return cue.kind != "naming" or has_name(phrase)


def _of_participle(passage: Passage, begin: int, cue: Cue) -> Offsets | None:
    """`…, adding: “…”`: the subject of the sentence's verb of saying, else of the sentence."""
    text = passage.text
    if text.endswith(" as ", begin, cue.start) and (quoted := _QUOTED.search(text, begin, cue.stop)):
        return trim(text, *quoted.span(1))
    accompanied = text.rfind(" with ", max(begin, cue.start - 80), cue.start) + len(" with ")
    if accompanied >= len(" with "):  # `with the union calling it “…”`
        phrase = text[accompanied : cue.start]
        if "," not in phrase and (has_name(phrase) or has_role(phrase)):
            return trim(text, accompanied, cue.start)
    word = text[begin : cue.start].rsplit(None, 1)[-1:] or [""]
    if (
        is_capitalised(word[0]) and word[0][-1] != "," and (place := subject(passage, begin, cue.start))
    ):  # `with Oduya adding`
        return place
    for other in passage.cues_between(begin, cue.start):
        if other.kind in ("participle", "noun") or _is_passive(text, _before(text, begin, other), other):
            continue
        if place := subject(passage, begin, other.start):
            return place
    return main_subject(text, begin, cue.start)


def _best(found: list[_Candidate]) -> _Candidate:
    """The candidate next to the quotation, else the first finite verb of the sentence."""
    for candidate in found:
        if candidate.gap <= _NEAR and candidate.rank in ("finite", "participle"):
            return candidate
    finite = [candidate for candidate in found if candidate.rank == "finite"]
    return (finite or found)[-1]


def _by(text: str, begin: int, opener: int) -> Said | None:
    """`accused by Washington of being a “spy”`."""
    for found in _BY.finditer(text, max(begin, opener - 90), opener):
        place = phrase_after(text, found.end(), opener, comma=found[0] == "told by ")
        if place:
            place = place[0], place[1] - len(" of") * text.endswith(" of", *place)  # `accused by the union of “theft”`
            return Said(*place, found.start(), found.end() - 4, "before_by")
    return None


def agent_after(text: str, opener: int, stop: int, limit: int) -> Said | None:
    """`deemed “insulting” by the union`, `described as “a joke” by Ida Moss`."""
    verb = _PASSIVE.search(text, max(0, opener - 40), opener)
    if verb is None or VERB_KINDS.get(verb[1], "base") in ("base", "participle"):
        return None
    place = phrase_after(text, stop + len(" by "), limit, comma=False)
    return Said(*place, *verb.span(1), "after_by") if place else None


def _according(text: str, begin: int, opener: int, sentence: int) -> Said | None:
    """`According to the ministry, “…”`, and, where the sentence begins so, `For Paris, “…”`."""
    for found in _ACCORDING.finditer(text, begin, opener):
        if found[0] == "For " and found.start() != sentence:
            continue
        if him := HIM.match(text, found.end(), opener):
            return Said(*him.span(), found.start(), found.end() - 1, "according_to")
        place = phrase_after(text, found.end(), opener)
        if place is None or (found[0] == "For " and text[place[1] : place[1] + 1] != ","):
            continue
        phrase = text[slice(*place)]
        if has_name(phrase) or has_role(phrase):
            return Said(*place, found.start(), found.end() - 1, "according_to")
    return None
