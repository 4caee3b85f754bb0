"""Near-duplicates: texts with nearly the same clean body and the same numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from transforms.stories.similarity import UNDATED

LIKELY: Final = 0.7
"""Texts with at least this similarity of terms are compared word by word."""
SAME_SHINGLES: Final = 0.55
"""Two copies share at least this part of all their runs of three words."""
SAME_NUMBERS: Final = 0.8
"""At least this part of the numbers of the text with fewer numbers is also in the other."""

_TOKEN = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_AFTER = re.compile(r"[\s-]{0,2}([a-z]{3,8})", re.IGNORECASE)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# `one` is usually a pronoun.
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: n for n, word in enumerate(_SMALL, 2)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}


class Fingerprint(NamedTuple):
    """The compared parts of a body: its runs of three words, and its numbers by value with their counts."""

    shingles: frozenset[tuple[str, ...]]
    numbers: Counter[Decimal]


def fingerprint(body: str) -> Fingerprint:
    """Compute the fingerprint of a clean body; case and punctuation do not count."""
    words = _TOKEN.findall(body.lower())
    return Fingerprint(frozenset(zip(words, words[1:], words[2:], strict=False)), Counter(_numbers(body, words)))


def numbers(text: str) -> Iterator[Decimal]:
    """The numbers of a text by value: `1,500`, `1.5 thousand` and `1500` are equal, and so are `five` and `5`.

    >>> [int(number) for number in numbers("1,500 of 1.5 million, five in all")]
    [1500, 1500000, 5]
    """
    return _numbers(text, _TOKEN.findall(text.lower()))


def _numbers(text: str, words: list[str]) -> Iterator[Decimal]:
    for found in _NUMBER.finditer(text):
        yield _value(found.group()) * _scale(text, found.end())
    if not _VALUES.keys().isdisjoint(words):
        for word, after in zip(words, [*words[1:], ""], strict=True):
            if word in _VALUES:
                yield Decimal(_VALUES[word]) * _SCALES.get(after, 1)


def _value(digits: str) -> Decimal:
    """The value of digits: a mark before three of them groups, any other is decimal."""
    plain = re.sub("[.,]", "", digits) if _GROUPED.fullmatch(digits) else digits.replace(",", ".")
    try:
        return Decimal(plain).normalize()
    except InvalidOperation:  # 1.2.3
        return Decimal(re.sub("[.,]", "", digits))


def _scale(text: str, stop: int) -> int:
    after = _AFTER.match(text, stop)
    return _SCALES.get(after[1].lower(), 1) if after else 1


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The share of all runs of three words that two texts have in common; 1 for two empty texts."""
    shared = len(one.shingles & other.shingles)
    return shared / (len(one.shingles) + len(other.shingles) - shared) if shared else float(one == other)


class Copy(NamedTuple):
    """A text of a group of copies, and its similarity to the first text of the group."""

    doc_id: str
    group_id: str
    similarity: float


def copies(likely: Sequence[tuple[str, str]], bodies: Mapping[str, str], earliest: Mapping[str, int]) -> list[Copy]:
    """Find the groups of copies among pairs of similar texts; `bodies` are clean, by doc_id.

    The first text of a group has the earliest time; of equal times, or without times, the smallest doc_id.
    """
    prints = {doc_id: fingerprint(body) for doc_id, body in bodies.items()}
    groups: dict[str, set[str]] = {}
    for one, other in likely:
        if are_copies(prints[one], prints[other]):
            together = groups.get(one, {one}) | groups.get(other, {other})
            groups |= dict.fromkeys(together, together)
    found = []
    for doc_id, group in sorted(groups.items()):
        first = min(group, key=lambda each: (earliest[each] == UNDATED, earliest[each], each))
        found.append(Copy(doc_id, first, round(likeness(prints[doc_id], prints[first]), 4)))
    return found


def are_copies(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two texts are copies; with different numbers they are not."""
    if likeness(one, other) < SAME_SHINGLES:
        return False
    fewest = min(one.numbers.total(), other.numbers.total())
    return (one.numbers & other.numbers).total() >= SAME_NUMBERS * fewest
