"""News texts without end: those of the evaluation sets with their names, numbers and rarer words exchanged."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

EVALUATION: Final = Path(__file__).parents[3] / "shared" / "eval"
SETS = ("dev_quotes/quotes_polnear", "dev_quotes/mentions_worldwide", "dev/dateline_reuters", "dev/agency_agnews")
RENDERINGS, COPIES = 0.12, 0.02
"""Shares of texts that tell of the event of the text before them, in part by other words, and that copy it."""
_KEPT, _RETOLD = 0.06, 0.25
_COMMON = 0.4
_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_Ids = npt.NDArray[np.int64]


class Stock(NamedTuple):
    """The texts as numbers of pieces, the pieces, and by piece the first and the count of those that may replace it."""

    texts: list[_Ids]
    pieces: npt.NDArray[np.object_]
    pools: _Ids
    firsts: _Ids
    counts: _Ids


def composed(first: int, count: int) -> Iterator[str]:
    """Give texts from number `first` on; each is a function of its number."""
    for number in range(first, first + count):
        yield _text(number)


def _text(number: int) -> str:
    chance = np.random.default_rng((5, number))
    kind = chance.random()
    if number and kind < RENDERINGS + COPIES:
        event = number - 1
        share = _RETOLD if kind < RENDERINGS else 0
        while event and np.random.default_rng((5, event)).random() < RENDERINGS + COPIES:
            event -= 1
        return _written(_exchanged(_exchanged(_chosen(event), event, 1 - _KEPT), number, share))
    return _written(_exchanged(_chosen(number), number, 1 - _KEPT))


def _chosen(event: int) -> _Ids:
    texts = stock().texts
    return texts[event * 7_919 % len(texts)]


def _exchanged(text: _Ids, seed: int, share: float) -> _Ids:
    """Put others in the place of a share of the distinct pieces that have any."""
    given, chance = stock(), np.random.default_rng((6, seed))
    distinct, places = np.unique(text, return_inverse=True)
    counts = given.counts[distinct]
    goes = (counts > 0) & (chance.random(len(distinct)) < share)
    drawn = given.firsts[distinct[goes]] + (chance.random(goes.sum()) * counts[goes]).astype(np.int64)
    distinct[goes] = given.pools[drawn]
    replaced: _Ids = distinct[places]
    return replaced


def _written(text: _Ids) -> str:
    return "".join(stock().pieces[text])


@cache
def stock() -> Stock:
    """Read the evaluation sets and sort their pieces into names, numbers of one length, and rarer words."""
    bodies = [row["text"] for name in SETS for row in _rows(name)]
    split = [_PIECE.findall(body) for body in bodies]
    uses = Counter(chain.from_iterable(map(set, split)))
    numbers = {piece: n for n, piece in enumerate(uses)}
    kinds = [_kind(piece, uses, len(bodies)) for piece in uses]
    pieces = [*uses]
    pools: list[int] = []
    ranges = {}
    for kind in sorted({*kinds} - {""}):
        members = [n for n, own in enumerate(kinds) if own == kind]
        # A rare word is replaced as often by a frequent one as the language has it.
        weights = [round(uses[pieces[n]] ** 0.5) for n in members] if kind == "word" else [1] * len(members)
        ranges[kind] = len(pools), sum(weights)
        pools += chain.from_iterable([n] * weight for n, weight in zip(members, weights, strict=True))
    spans = np.array([ranges.get(kind, (0, 0)) for kind in kinds])
    texts = [np.array([numbers[piece] for piece in each]) for each in split]
    return Stock(texts, np.array(pieces, object), np.array(pools), spans[:, 0], spans[:, 1])


def _kind(piece: str, uses: Counter[str], texts: int) -> str:
    if piece.isdigit():
        return f"number {len(piece)}" if len(piece) > 1 else ""
    if not piece.isalpha() or len(piece) < 3 or uses[piece] + uses[piece.lower()] > _COMMON * texts:
        return ""
    return "word" if piece.islower() else "" if piece.lower() in uses else "name"


def _rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(EVALUATION / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
