"""The changes between two versions of a text: sentences side by side, with removed and added words."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup, escape

from flows.site.marked_text import with_visible_controls

# Sentences that share less are two sentences, not a changed one.
LEAST_ALIKE = 0.35
# More sentences than these are not compared.
MOST_SENTENCES = 2_000
# So many old sentences are compared with each new one.
_MOST_PAIRS = 40


class SentenceChange(NamedTuple):
    """The old and the new form of a sentence; None if it was added or removed."""

    was: Markup | None
    now: Markup | None


def sentence_changes(was: Sequence[str], now: Sequence[str]) -> list[SentenceChange]:
    """Changed, removed and added sentences, in the order of the text."""
    if max(len(was), len(now)) > MOST_SENTENCES:
        return []
    compared = SequenceMatcher(None, was, now, autojunk=False)
    return [
        change
        for tag, start, stop, new_start, new_stop in compared.get_opcodes()
        if tag != "equal"
        for change in _aligned(was[start:stop], now[new_start:new_stop])
    ]


def _aligned(was: Sequence[str], now: Sequence[str]) -> Iterator[SentenceChange]:
    """Pair each new sentence with the most similar old one, in order."""
    first = 0
    for sentence in now:
        at = _most_alike(was, first, sentence)
        if at is None:
            yield SentenceChange(None, _whole("ins", sentence))
        else:
            yield from map(_removed, was[first:at])
            if was[at].split() != sentence.split():
                yield SentenceChange(*changed_words(was[at], sentence))
            first = at + 1
    yield from map(_removed, was[first:])


def _removed(sentence: str) -> SentenceChange:
    return SentenceChange(_whole("del", sentence), None)


def _most_alike(was: Sequence[str], first: int, sentence: str) -> int | None:
    likeness = {at: _likeness(was[at], sentence) for at in range(first, min(len(was), first + _MOST_PAIRS))}
    best = max(likeness, key=lambda at: likeness[at], default=None)
    return best if best is not None and likeness[best] >= LEAST_ALIKE else None


def _likeness(one: str, other: str) -> float:
    """The share of words that two sentences have in common."""
    left, right = set(one.lower().split()), set(other.lower().split())
    return 2 * len(left & right) / (len(left) + len(right) or 1)


def changed_words(was: str, now: str) -> tuple[Markup, Markup]:
    """Two wordings of one sentence: words only in the first are marked deleted, words only in the second inserted.

    >>> [str(text) for text in changed_words("The port shut", "The port opened")]
    ['The port <del>shut</del>', 'The port <ins>opened</ins>']
    """
    left, right = was.split(), now.split()
    old: list[Markup] = []
    new: list[Markup] = []
    for tag, start, stop, new_start, new_stop in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        old += _marked("del", left[start:stop], tag)
        new += _marked("ins", right[new_start:new_stop], tag)
    return Markup(" ").join(old), Markup(" ").join(new)


def _marked(element: str, words: Sequence[str], tag: str) -> list[Markup]:
    if not words:
        return []
    text = " ".join(words)
    return [escape(with_visible_controls(text)) if tag == "equal" else _whole(element, text)]


def _whole(element: str, text: str) -> Markup:
    return Markup(f"<{element}>{{}}</{element}>").format(with_visible_controls(" ".join(text.split())))
