"""The terms of a text: its names, numbers and rarer words, with weights."""

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.stories.sentences import Sentences, sentences_of
from transforms.stories.tokens import (
    CAPITAL,
    ENDS,
    MONTH,
    OPENS,
    PARAGRAPH,
    RARITY_STEPS,
    SHORT_NUMBER,
    UNKNOWN,
    TokenTable,
    token_table,
)

Integers = npt.NDArray[np.int64]

INDEXED: Final = 24
"""So many of the heaviest terms are used to find similar texts."""
SCORED: Final = 96
"""So many of the heaviest terms are used to compare texts."""
BETWEEN: Final = "\n"
"""The separator of the printed words of a document."""
READ: Final = 20_000
"""So many code points of a text are used."""
UNIT: Final = 65_535
"""The length of the vector of a text's weights; weights are integers, so that sums of their products are exact."""

_NAME, _NUMBER, _LEAD = 2.0, 1.5, 1.5
_LEAD_TOKENS = 65
_BY_COUNT = np.round(1 + np.log(np.arange(1, 256)), 3)
_STEPS = 256  # of a weight before the vector is normalised
_MOST_TEXTS = 1 << 15


class Terms(NamedTuple):
    """Terms of many texts, the heaviest first: the number of each text, the hashes of their stems, and their weights.

    `words` are the first `INDEXED` of each text as it prints them.
    """

    counts: Integers
    stems: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]
    words: list[str]
    sentences: Sentences


class Packed(NamedTuple):
    """Terms of many documents, one after the other: the number of each, the hashes of their stems, their weights."""

    counts: Integers
    stems: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]


def compared(body: str, headline: str | None) -> str:
    """The compared text of a clean document: the headline is last and in lower case, as some print it in capitals."""
    return f"{body}\n{headline.lower()}" if headline else body


def terms_of(texts: Sequence[str]) -> Terms:
    """Compute the terms of at most 32,768 texts, at most `SCORED` for each; they depend on the text alone.

    Raises ValueError for more texts.
    """
    if len(texts) > _MOST_TEXTS:
        raise ValueError(f"{len(texts)} texts at once")
    known = token_table()
    split = [text[:READ].replace("\n", f" {PARAGRAPH} ").replace("—", " ").split() for text in texts]
    lengths = np.array([len(each) for each in split], np.int64)
    tokens = np.fromiter(map(known.__getitem__, chain.from_iterable(split)), np.int64, lengths.sum())
    firsts = np.cumsum(lengths) - lengths
    # One number a token, so that a plain sort groups them: text (15 bits), stem, place in the text (15), name?
    stems, flags, owners = known.stems[tokens], known.flags[tokens], np.repeat(np.arange(len(texts)), lengths)
    packed = owners << 48 | stems << 16 | (np.arange(len(tokens)) - firsts[owners]) << 1 | _is_name(flags, firsts)
    packed = np.sort(packed[(stems >= 0) & ~_is_day(flags, owners)])
    starts = np.flatnonzero(np.diff(packed >> 16, prepend=-1))
    if not len(starts):
        none = np.zeros(len(texts), np.int64)
        return Terms(none, np.zeros(0, np.uint32), np.zeros(0, np.uint16), [], Sentences(none, np.zeros(0, np.uint32)))
    names = np.bitwise_or.reduceat(packed & 1, starts)
    counts = np.diff(starts, append=len(packed))
    return _heaviest(known, packed[starts], names, counts, (tokens, firsts, lengths))


def _is_name(flags: npt.NDArray[np.uint8], firsts: Integers) -> npt.NDArray[np.bool_]:
    """Whether a token has a capital and is not the first word of a sentence; `firsts` begin texts."""
    after = np.ones(len(flags), np.bool_)
    after[1:] = flags[:-1] & ENDS != 0
    after[firsts[firsts < len(flags)]] = True
    is_name: npt.NDArray[np.bool_] = (flags & (CAPITAL | OPENS) == CAPITAL) & ~after
    return is_name


def _is_day(flags: npt.NDArray[np.uint8], owners: Integers) -> npt.NDArray[np.bool_]:
    """Whether a token is a number of two digits before or after a month, in the same text."""
    is_day = np.zeros(len(flags), np.bool_)
    is_month, is_next = flags & MONTH != 0, owners[1:] == owners[:-1]
    is_day[1:] = is_month[:-1] & is_next
    is_day[:-1] |= is_month[1:] & is_next
    is_day &= flags & SHORT_NUMBER != 0
    return is_day


def _heaviest(
    known: TokenTable, groups: Integers, names: Integers, counts: Integers, texts: tuple[Integers, Integers, Integers]
) -> Terms:
    """The heaviest terms of each text; a group is a text, a stem and its first place.

    `texts` are the tokens of all texts, the first one of each, and the number of each.
    """
    tokens, firsts, lengths = texts
    owners, stems, places = groups >> 48, groups >> 16 & 0xFFFFFFFF, groups >> 1 & 0x7FFF
    rarity = known.rarities[stems]
    kind = np.where(rarity == 0, _NUMBER, np.where(names, _NAME, 1.0)) / RARITY_STEPS
    lead = np.where(places < _LEAD_TOKENS, _LEAD, 1.0)
    weight = kind * np.where(rarity, rarity, UNKNOWN) * _BY_COUNT[np.minimum(counts, 255) - 1] * lead
    steps = np.minimum(np.round(weight * _STEPS), UNIT).astype(np.int64)
    # By text, the heaviest first, of equal ones the smaller hash.
    order = np.argsort(owners << 48 | (UNIT - steps) << 32 | known.hashes[stems])
    sizes = np.bincount(owners, minlength=len(firsts))
    ranks = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    order, ranks = order[ranks < SCORED], ranks[ranks < SCORED]
    owners, steps, printed = owners[order], steps[order], order[ranks < INDEXED]
    length = np.sqrt(np.bincount(owners, steps.astype(np.float64) ** 2, len(firsts)))
    first_tokens = tokens[firsts[groups[printed] >> 48] + places[printed]]
    return Terms(
        np.minimum(sizes, SCORED),
        known.hashes[stems[order]],
        np.round(steps / length[owners] * UNIT).astype(np.uint16),
        [known.words[token] for token in first_tokens.tolist()],
        sentences_of(known, tokens, lengths),
    )
