"""Language identification by langdetect, seeded so that a text always gives the same answer."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import langdetect

try:
    import langdetect_rs
except ImportError:  # no wheel for this platform: langdetect itself is used, about fifty times slower
    langdetect_rs = None

from transforms.alphabets import ALPHABETS, SCRIPT_OF, SCRIPTS

# langdetect draws at random unless seeded. The seed is an attribute of the class, so it applies to the whole process.
SEED = 0
langdetect.DetectorFactory.seed = SEED
if langdetect_rs is not None:
    langdetect_rs.DetectorFactory.seed = SEED

SAMPLE_LENGTH = 600
LONGEST_SAMPLE = 5_000
SURE = 0.99
"""Below this probability the sample does not decide, and more of the text is judged."""
LEAST_PROBABILITY = 0.8
LEAST_LETTERS = 20

_SLICES = 4
_FARTHEST_BORDER = 30
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u2d00-\u2dff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]+")
_ASCII = bytes(range(128))
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH_LETTERS = re.compile(rf"(?:[^\W\d_][\W\d_]*+){{{LEAST_LETTERS}}}")
# One of these counts as several letters of an alphabet: ideographs, kana, Hangul syllables.
_SYLLABLE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LETTERS_PER_SYLLABLE = 3

_BEYOND_ASCII = re.compile(r"[^\W\d_\x00-\x7f]")
_SINGLE_SCRIPTS = {language: re.compile(f"[{low}-{high}]") for language, (low, high) in SCRIPTS.items()}
_SINGLE_SCRIPT = re.compile(f"[{''.join(f'{low}-{high}' for low, high in SCRIPTS.values())}]")
# A text is not in a language if it has at least so many letters, and such a share, that the language does not use.
# Names bring in some, above all in Latin letters.
_FEWEST_OUTSIDERS = {True: 5, False: 3}
_MOST_OUTSIDERS = {True: 0.02, False: 0.008}
_LATIN_ENDS = "\u02af\u1eff"

_CHECK = Path(__file__).with_name("language_check.json")

Ranking = list[tuple[str, float]] | None
"""The codes and probabilities of langdetect, rounded to 6 places, best first; None if it found nothing to judge."""


def _rank(detector: Any, texts: Sequence[str]) -> list[Ranking]:
    """Run one of the two detectors on the texts, one after the other.

    langdetect_rs also accepts a list, but is not faster, and the CPU time of its thread would not be counted.
    """
    rankings: list[Ranking] = []
    for text in texts:
        try:
            # Rounded, because the last bits depend on the order of the profiles.
            rankings.append([(found.lang, round(found.prob, 6)) for found in detector.detect_langs(text)])
        except detector.LangDetectException:  # "No features in text."
            rankings.append(None)
    return rankings


def _agrees(detector: Any) -> bool:
    """Whether a detector gives langdetect's own stored answers on the texts of `language_check.json`."""
    checks = json.loads(_CHECK.read_text(encoding="utf-8"))
    expected = [check["languages"] and [tuple(pair) for pair in check["languages"]] for check in checks]
    return _rank(detector, [check["text"] for check in checks]) == expected


@cache
def backend() -> Any:
    """Choose the detector: `langdetect_rs` if it gives langdetect's answers, else `langdetect`.

    langdetect_rs is a young port. Loading langdetect to compare the two would cost each process half a second.
    """
    return langdetect_rs if langdetect_rs is not None and _agrees(langdetect_rs) else langdetect


def _by_script(letters: str) -> str | None:
    """The language of a text in a script that only one language uses."""
    if not _SINGLE_SCRIPT.search(letters):
        return None
    return next((name for name, one in _SINGLE_SCRIPTS.items() if len(one.findall(letters)) * 2 > len(letters)), None)


def _fits(text: str, letters: str, language: str) -> bool:
    """Whether a text is in the script and the letters of a language.

    For a language that it does not know, langdetect gives the nearest one that it knows: Danish for Icelandic, Russian
    for Kazakh.
    """
    is_latin = language not in SCRIPT_OF
    low, high = SCRIPT_OF.get(language, ("\x80", _LATIN_ENDS[0]))
    beyond = "".join(_BEYOND_ASCII.findall(text)).lower()
    own = [c for c in beyond if low <= c <= high or (is_latin and "\u1e00" <= c <= _LATIN_ENDS[1])]
    if (len(letters) > len(_LATIN.findall(text))) if is_latin else (len(own) * 2 < len(letters) or not letters):
        return False
    if language not in ALPHABETS:
        return True
    outsiders = len(own) - sum(map(ALPHABETS[language].count, own))
    most = _MOST_OUTSIDERS[is_latin] * len(_LETTER.findall(text))
    return outsiders < max(_FEWEST_OUTSIDERS[is_latin], most)


def _best(text: str, ranking: Ranking) -> tuple[str, float] | None:
    """Choose the likeliest BCP 47 primary subtag; None if the text's letters contradict it.

    `zh-cn` and `zh-tw` are one language, and their probabilities add up. So does that of Korean in a text without
    Hangul: langdetect takes short texts in traditional Chinese for Korean.
    """
    letters = "" if text.isascii() else _in_other_script(text)
    if letters and (alone := _by_script(letters)):
        return alone, 1.0
    sums: dict[str, float] = {}
    for code, probability in ranking or ():
        language = "zh" if code == "ko" and not _HANGUL.search(text) else code.partition("-")[0]
        sums[language] = sums.get(language, 0.0) + probability
    if not sums:
        return None
    language = max(sums, key=sums.__getitem__)
    if language != "en" and not text.isascii() and not _fits(text, letters, language):
        return None
    return language, min(round(sums[language], 6), 1.0)


def _without_addresses(text: str) -> str:
    if "@" in text or "://" in text or "www." in text:  # a search for these three costs far less than the pattern
        return _ADDRESS.sub(" ", text)
    return text


def _syllable_bonus(text: str) -> int:
    return (_LETTERS_PER_SYLLABLE - 1) * len(_SYLLABLE.findall(text))


def _in_other_script(text: str) -> str:
    """The letters of a text in other scripts than Latin; ASCII is removed first, which saves 4 µs."""
    return "".join(_OTHER_SCRIPT.findall(text.encode().translate(None, _ASCII).decode()))


def _mixes_scripts(text: str) -> bool:
    """Whether a text has many letters both in Latin and in another script, so that a sample is not representative."""
    return len(_in_other_script(text)) >= LEAST_LETTERS and len(_LATIN.findall(text)) >= LEAST_LETTERS


def _without_foreign_script(text: str) -> str:
    """Remove another script from a text that is mostly in Latin letters.

    One Hindi paragraph makes langdetect call an English article Hindi. For the opposite case langdetect itself removes
    Latin letters, if others outnumber them two to one.
    """
    if not (foreign := _in_other_script(text)):
        return text
    is_latin = len(_LATIN.findall(text)) > len(foreign) + _syllable_bonus(foreign)
    return _OTHER_SCRIPT.sub(" ", text) if is_latin else text


def _prepared(text: str) -> str:
    return _without_foreign_script(_without_addresses(text.lower() if text.isupper() else text))


def detect_many(texts: Sequence[str]) -> list[tuple[str, float] | None]:
    """Find the likeliest language of each whole text, and its probability to 6 places.

    One answer for each text, in order: a BCP 47 primary subtag with a probability in (0, 1], or None for a text without
    letters to judge. Web and mail addresses do not count, nor does another script in a text that is mostly in Latin
    letters. A text all in capitals is read in lower case, because langdetect ignores such words. A script that only one
    language uses decides; an answer that the text's letters contradict is None.
    """
    prepared = [_prepared(text) for text in texts]
    return [_best(text, ranking) for text, ranking in zip(prepared, _rank(backend(), prepared), strict=True)]


def _slice(text: str, start: int, stop: int) -> str:
    """A span of the text, cut at word borders if there are any near."""
    if start:
        start = text.find(" ", start, start + _FARTHEST_BORDER) + 1 or start
    if stop < len(text):
        border = text.rfind(" ", stop - _FARTHEST_BORDER, stop)
        stop = border if border >= 0 else stop
    return text[start:stop]


def sample_text(text: str) -> str:
    """At most 600 characters in four slices from across the text, or the whole text if it is no longer."""
    if len(text) <= SAMPLE_LENGTH:
        return text
    length = SAMPLE_LENGTH // _SLICES - 1  # one character of each slice is the space that joins it to the next
    last = len(text) - length
    starts = [last * part // (_SLICES - 1) for part in range(_SLICES)]
    return " ".join([_slice(text, start, start + length) for start in starts])


def _letter_count(text: str) -> int:
    """The number of letters to judge; an ideograph or a syllable counts as three."""
    words = _without_addresses(text)
    return len(_LETTER.findall(words)) + _syllable_bonus(words)


def _has_enough(text: str) -> bool:
    # The beginning of most texts has enough. One with few letters may be the head of a table.
    if _ENOUGH_LETTERS.search(_without_addresses(text[:200])):
        return True
    return _letter_count(text[:LONGEST_SAMPLE]) >= LEAST_LETTERS


def languages(texts: Sequence[str]) -> list[tuple[str, float] | None]:
    """Find each text's language as BCP 47 primary subtag and probability, or None where it is undetermined.

    A sample of each text is judged and, if that does not decide, the first 5,000 characters. A text is undetermined if
    it has fewer than 20 letters, or if its best language has a probability below 0.8.

    >>> languages(["Regen fiel gestern auf die Dächer der kleinen Stadt am Meer.", "42"])
    [('de', 0.999994), None]
    """
    samples = [sample_text(text) for text in texts]
    answers = detect_many(samples)
    doubtful = [i for i, answer in enumerate(answers) if not answer or answer[1] < SURE or _mixes_scripts(samples[i])]
    second = detect_many([texts[i][:LONGEST_SAMPLE] for i in doubtful])
    for i, answer in zip(doubtful, second, strict=True):
        answers[i] = answer
    return [
        answer if answer and answer[1] >= LEAST_PROBABILITY and _has_enough(text) else None
        for text, answer in zip(texts, answers, strict=True)
    ]
