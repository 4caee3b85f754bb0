"""The speaker after a quotation: `” he told`, `” notes Ms. Yun`, `” NAME, 58, told`, `” to leave, she says`."""

import re

from transforms.protected_tokens import ends_abbreviation
from transforms.quotes.cues import Cue
from transforms.quotes.noun_phrases import (
    ADVERBS,
    PRONOUNS,
    bare,
    begins_phrase,
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

# The speaker is searched so far after the quotation.
WINDOW = 300
_LEAD = re.compile(r"[”»\"]?[\s,.;:–—-]*(?:(?:and|as|but|then|also|so) )?")
_END = re.compile(
    r"[,;:.!?()–—“”\"«»]| --| (?:in|on|during|who|after|at|told|while|when|as|to|before|last|this|earlier|with|whose|"
    r"that|because|if|of being|of having|and (?:is|was|has))\b"
)
_BREAK = re.compile(r"[;:!?.“”\"«»–—()]")
_CONJUNCTIONS = frozenset("after because when while".split())
_FINITE = frozenset("is was were are".split())
# `, a clerk who accused …` is no attribution.
_RELATIVE = (["who"], ["that"], ["which"])
_ACCORDING = re.compile(
    r"according to |in the words of |(?:was|is|came) the (?:answer|reply|response|verdict) (?:of|from|by) "
)
# `AFP quoted the minister as saying`
_QUOTED = re.compile(
    r"(?:quot|cit)(?:ed|es) (?!as )((?:[^.;:“”\n]|\b[A-Z][a-z]{0,3}\.){2,80}?),? as (?:saying|telling|adding|having)\b"
)
HIM = re.compile(r"(?:him|her)(?=[,.;:)])")
# The words that other languages put between a verb and its subject: `said on Friday the mayor`.
_BETWEEN = re.compile(
    r",? (?:in (?:his|her|its|their) turn|for (?:his|her|its|their) part|(?:on|this) [A-Z][a-z]+day(?: [a-z]+)?|today|"
    r"yesterday|out|(?:him|her)self|[a-z]+ly)(?:, | )(?=[A-Z]|the |an? )"
)
_FEELS = re.compile(
    r"((?:is|was) (?:alarmed|amazed|amused|annoyed|astonished|delighted|enthused|enthusiastic|indignant|irritated|"
    r"moved|offended|outraged|pleased|sorry|surprised|worried)) (?=[A-Z]|the |an? )"
)
_ANY_VERB = re.compile(r"((?:[^\W\d_][\w’'.-]* ){1,3})([a-z]{2,14}ed|sang|went|shot) ?\b")


def speaker_after(passage: Passage, stop: int, limit: int, *, comma: bool) -> Said | None:
    """Read who speaks after the quotation that ends at `stop`; `comma`: its end says that the sentence goes on."""
    text = passage.text
    lead = _LEAD.match(text, stop, limit)
    begin = lead.end() if lead else stop
    if begin >= limit:
        return None
    cues = passage.cues_between(begin, min(limit, stop + WINDOW))
    starts_sentence = "." in text[stop:begin]
    if found := _direct(passage, begin, limit, cues, comma=comma, starts_sentence=starts_sentence):
        return found
    if comma and (found := _any_verb(text, begin, limit) or _feeling(text, begin, limit)):
        return found
    return _sentence_end(passage, stop, limit, cues) or (_bare(text, begin, limit) if comma and not cues else None)


def _direct(
    passage: Passage, begin: int, limit: int, cues: list[Cue], *, comma: bool, starts_sentence: bool
) -> Said | None:
    text = passage.text
    if found := _ACCORDING.match(text, begin, limit):
        him = HIM.match(text, found.end(), limit)
        if place := him.span() if him else phrase_after(text, found.end(), limit):
            return Said(*place, begin, found.end() - 1, "after_inverted")
    end = _phrase_limit(text, begin, min(limit, begin + WINDOW))
    for cue in cues:
        if cue.start > end:
            break
        words = text[begin : cue.start].split()
        while words and (words[-1] in ADVERBS or words[-1].endswith("ly")):
            words.pop()
        if not words:
            return _inverted(text, cue, limit, comma=comma) if cue.kind not in ("participle", "base") else None
        if len(words) == 1 and words[0].lower() in PRONOUNS:
            return Said(begin, begin + len(words[0]), cue.start, cue.stop, "after_pronoun")
        if cue.kind == "participle" or is_modal(words[-1]):
            continue
        if cue.kind == "base" and not is_plural(words[-1].lower()):
            continue
        if quoted := _QUOTED.match(text, cue.start, limit):
            return Said(*trim(text, *quoted.span(1)), cue.start, cue.stop, "after_phrase")
        if (comma or not starts_sentence) and (place := _phrase_before(text, begin, cue, words, comma=comma)):
            return Said(*place, cue.start, cue.stop, "after_phrase")
    return None


def speaker_within(passage: Passage, start: int, stop: int) -> Said | None:
    """`“The harbour, says Ida Moss, is closed.”`: French and Spanish leave the attribution between the marks."""
    text = passage.text
    for cue in passage.cues_between(start, stop):
        if cue.kind == "finite" and text.startswith(", ", cue.start - 2):
            place = phrase_after(text, cue.stop + 1, stop, comma=False)
            if (
                place
                and text.startswith(",", place[1])
                and is_capitalised(bare(text[slice(*place)].rsplit(None, 1)[-1]))
            ):
                return Said(*place, cue.start, cue.stop, "within")
    return None


def _phrase_limit(text: str, start: int, stop: int) -> int:
    """The latest end of a noun phrase that begins here: a full stop, a mark, a bracket."""
    for mark in _BREAK.finditer(text, start, stop):
        at = mark.start()
        if mark[0] == "." and ends_abbreviation(text, at):
            continue
        if mark[0] in "()" and (mark[0] == ")" or text.find(")", at, at + 32) > 0):
            continue
        return at
    return stop


def _phrase_before(text: str, start: int, cue: Cue, words: list[str], *, comma: bool) -> tuple[int, int] | None:
    """The noun phrase between a quotation and its cue, an apposition or a bracket included."""
    phrase = text[start : cue.start].rstrip()
    commas = phrase.count(",")
    if (commas and (commas not in (2, 3) or phrase[-1] != ",")) or not begins_phrase(phrase):
        return None
    if words[-1:] in _RELATIVE or (not commas and not _CONJUNCTIONS.isdisjoint(words)):
        return None  # `of “theft” after the council confirmed`
    short = is_determined(phrase) and len(words) <= 6
    if not (has_name(phrase) or has_role(phrase) or (comma and short)) or (cue.kind == "noun" and not comma):
        return None
    stop = start + len(phrase)
    while (space := text.rfind(" ", start, stop)) > 0 and text[space + 1 : stop] in ADVERBS:  # `the mayor will say`
        stop = space
    return trim(text, start, stop)


def _inverted(text: str, cue: Cue, limit: int, *, comma: bool) -> Said | None:
    """`said the minister`: the cue first, who speaks after it."""
    between = _BETWEEN.match(text, cue.stop, limit)
    place = phrase_after(text, between.end() if between else cue.stop + 1, limit, comma=comma)
    return Said(*place, cue.start, cue.stop, "after_inverted") if place else None


def phrase_after(text: str, start: int, limit: int, *, comma: bool = True) -> tuple[int, int] | None:
    """The noun phrase that begins at a place: a name, a role or, after a comma, any with an article."""
    stop = min(limit, start + 130)
    for mark in _END.finditer(text, start, stop):
        is_short_bracket = mark[0] in "()" and text.find(")", mark.start(), mark.start() + 32) > 0
        if not is_short_bracket and (mark[0] != "." or not ends_abbreviation(text, mark.start())):
            stop = mark.start()
            break
    phrase = text[start:stop]
    words = phrase.split()
    if not words or not begins_phrase(phrase) or not _FINITE.isdisjoint(words):
        return None
    named = is_capitalised(bare(words[0])) or has_role(phrase) or words[0] in PRONOUNS or has_name(" ".join(words[:5]))
    return trim(text, start, stop) if named or (comma and is_determined(phrase)) else None


def _any_verb(text: str, begin: int, limit: int) -> Said | None:
    """`” NAME barked`: after a comma, a name's verb says that it speaks."""
    found = _ANY_VERB.match(text, begin, min(limit, begin + 120))
    if not found:
        return None
    words = found[1].split()
    if words[0].lower() not in PRONOUNS and not all(is_capitalised(bare(word)) for word in words):
        return None
    return Said(*trim(text, *found.span(1)), *found.span(2), "after_any_verb")


def _feeling(text: str, begin: int, limit: int) -> Said | None:
    """`”, is indignant Ida Moss`: a reflexive verb of saying in another language."""
    if not text.startswith(("is ", "was "), begin):
        return None
    verb = _FEELS.match(text, begin, limit)
    place = phrase_after(text, verb.end(), limit, comma=False) if verb else None
    return Said(*place, *verb.span(1), "after_inverted") if verb and place else None


def _bare(text: str, begin: int, limit: int) -> Said | None:
    """`,” lawyer Ida Moss.`: the verb was lost, the name is the whole rest of the sentence or a clause of it."""
    place = phrase_after(text, begin, limit, comma=False)
    if place is None or text[place[1] : place[1] + 1] not in (".", ","):
        return None
    words = text[slice(*place)].split()
    named = len(words) < 6 and is_capitalised(bare(words[-1])) and "by" not in words
    return Said(*place, None, None, "after_bare") if named else None


def _sentence_end(passage: Passage, stop: int, limit: int, cues: list[Cue]) -> Said | None:
    """`” to lift these sanctions, she says`: the attribution ends the sentence."""
    text = passage.text
    end = passage.sentence_stop(stop, min(limit, stop + WINDOW))
    for cue in reversed(cues):
        if cue.stop > end or cue.kind in ("participle", "noun", "naming", "base"):
            continue
        comma = text.rfind(", ", stop, cue.start) + 2
        if comma < 2:
            return None
        phrase = text[comma : cue.start].split()
        if phrase[-1:] in _RELATIVE:
            return None
        while phrase and phrase[-1] in ADVERBS:
            phrase.pop()
        if not phrase and (place := phrase_after(text, cue.stop + 1, limit, comma=False)):
            return Said(*place, cue.start, cue.stop, "after_sentence")
        joined = " ".join(phrase)
        if phrase and begins_phrase(joined) and (joined in PRONOUNS or has_name(joined) or has_role(joined)):
            return Said(*trim(text, comma, cue.start), cue.start, cue.stop, "after_sentence")
    return None
