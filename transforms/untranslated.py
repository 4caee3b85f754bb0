"""Which paragraphs of a translated text stayed in another language."""

import re
from collections.abc import Sequence
from functools import cache

from transforms.context import Context
from transforms.language import SURE, detect_many
from transforms.paragraphs import Span
from transforms.rules.foreign import RULES
from transforms.scan import Scanner

# Sure enough to say so of a paragraph that its small words or its script have already made suspicious.
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
    """The paragraphs whose small words or script are another language's than English, in order."""
    scanner = _scanner()
    if not (hits := scanner.hits(text)):
        return []
    context = Context(text, paragraphs)
    (rule,) = scanner.rules
    matches = (match for _, match in scanner.matches(context, hits))
    return [Span(*match.span()) for match in matches if rule.gate is None or rule.gate(match, context)]


def _is_partly_english(text: str, paragraphs: Sequence[Span], found: Sequence[Span]) -> bool:
    """Whether a text that was called another language's has its share of English paragraphs."""
    starts = {span.start for span in found}
    rest = [text[p.start : p.stop] for p in paragraphs if p.start not in starts and p.stop - p.start >= LEAST_LENGTH]
    english = sum(answer is not None and answer[0] == "en" and answer[1] >= SURE for answer in detect_many(rest))
    return english >= LEAST_ENGLISH * len(paragraphs)


def _in_its_script(paragraph: str) -> str:
    """A paragraph mostly in another script without the names in Latin letters, which would mislead the detector."""
    others = _LATIN_LETTER.sub("", paragraph)
    return others if len(_LETTER.findall(others)) > len(paragraph) - len(others) else paragraph


def untranslated(
    text: str, paragraphs: Sequence[Span], document_language: str | None, suspected: Sequence[Span] | None = None
) -> list[Verdict]:
    """Say of each paragraph (language, is_untranslated).

    Only suspicious paragraphs are looked at, and have a language (BCP 47 primary subtag); of all others it is None.
    One is untranslated where the text is English, or a third of its paragraphs are, and the paragraph is not.
    `suspected` spares the search for them where RES015 has been there already.
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
