"""Which paragraphs of a translated text stayed in another language."""

import re
from collections.abc import Sequence
from functools import cache

from transforms.context import Context
from transforms.language import SURE, detect_many
from transforms.paragraphs import Span
from transforms.rules.foreign import RULES
from transforms.scan import Scanner

# Enough for a paragraph that is already suspected by its function words or its script.
LEAST_PROBABILITY = 0.7
LEAST_ENGLISH = 1 / 3
LEAST_LENGTH = 40

_LATIN_LETTER = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
Verdict = tuple[str | None, bool]
_UNSUSPECTED: Verdict = (None, False)


@cache
def _scanner() -> Scanner:
    return Scanner([rule for rule in RULES if rule.code == "RES015"])


def suspects(text: str, paragraphs: list[Span]) -> list[Span]:
    """The paragraphs whose function words or script are of another language than English, in order."""
    scanner = _scanner()
    if not (hits := scanner.hits(text)):
        return []
    context = Context(text, paragraphs)
    (rule,) = scanner.rules
    matches = (match for _, match in scanner.matches(context, hits))
    return [Span(*match.span()) for match in matches if rule.gate is None or rule.gate(match, context)]


def _is_partly_english(text: str, paragraphs: Sequence[Span], found: Sequence[Span]) -> bool:
    """Whether a text in another language has the necessary share of English paragraphs."""
    starts = {span.start for span in found}
    rest = [text[p.start : p.stop] for p in paragraphs if p.start not in starts and p.stop - p.start >= LEAST_LENGTH]
    english = sum(answer is not None and answer[0] == "en" and answer[1] >= SURE for answer in detect_many(rest))
    return english >= LEAST_ENGLISH * len(paragraphs)


def _in_its_script(paragraph: str) -> str:
    """A paragraph mostly in another script, without names in Latin letters, which would mislead the detector."""
    others = _LATIN_LETTER.sub("", paragraph)
    return others if len(_LETTER.findall(others)) > len(paragraph) - len(others) else paragraph


def untranslated(
    text: str, paragraphs: Sequence[Span], document_language: str | None, suspected: Sequence[Span] | None = None
) -> list[Verdict]:
    """Give each paragraph a pair (language, is_untranslated).

    Only suspected paragraphs are checked and have a language (BCP 47 primary subtag); for all others it is None. A
    paragraph is untranslated if the text is English, or a third of its paragraphs are, and the paragraph is not.
    `suspected` are the paragraphs that RES015 has found already, which saves the search.
    """
    verdicts = [_UNSUSPECTED] * len(paragraphs)
    found = suspects(text, list(paragraphs)) if suspected is None else suspected
    if not found or (document_language != "en" and not _is_partly_english(text, paragraphs, found)):
        return verdicts
    places = {paragraph.start: n for n, paragraph in enumerate(paragraphs)}
    answers = detect_many([_in_its_script(text[start:stop]) for start, stop in found])
    for span, answer in zip(found, answers, strict=True):
        if answer and answer[1] >= LEAST_PROBABILITY:
            verdicts[places[span.start]] = (answer[0], answer[0] != "en")
    return verdicts
