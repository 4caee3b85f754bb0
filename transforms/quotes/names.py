"""The full name of a speaker: the person named in the speaker's phrase, or the antecedent of a pronoun."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from transforms.mentions.mention import Mention
from transforms.paragraphs import Span
from transforms.quotes.drafts import QuoteDraft
from transforms.quotes.noun_phrases import PREPOSITIONS, PRONOUNS
from transforms.quotes.origin import quoted_language

_SINGULAR = frozenset("he she i il elle er él ella lui lei ele ela он она він вона".split())
_PLURAL = frozenset("ils elles sie ellos ellas loro wir nous eles elas nós oni one on они вони мы ми".split())
# These do not mean the last speaker if that is a person.
_NO_PERSON = frozenset("it they on one es man".split())
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")


class Names:
    """The persons of a text, and the last speakers: `last` of all, `person` of those that `he` or `she` can mean."""

    def __init__(self, text: str, paragraphs: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.persons = [mention for mention in mentions if mention.kind == "person"]
        self._starts = [mention.start for mention in self.persons]
        self.last: str | None = None
        self.person: str | None = None
        self.languages: dict[str, str | None] = {}

    def language_of(self, name: str) -> str | None:
        """The language that a person probably speaks, by the country printed with the name."""
        if name not in self.languages:
            self.languages[name] = quoted_language(self.text, self._by_name.get(name, ()))
        return self.languages[name]

    @cached_property
    def _by_name(self) -> dict[str | None, list[Mention]]:
        by_name: dict[str | None, list[Mention]] = {}
        for person in self.persons:
            by_name.setdefault(person.name, []).append(person)
        return by_name

    def of(self, row: QuoteDraft) -> str | None:
        """The name of a row's speaker; rows come in the order of the text."""
        if row.said is None:
            return None
        start, stop = row.said.start, row.said.stop
        phrase = self.text[start:stop]
        word = phrase.lower()
        if word in _SINGULAR:
            self.person = name = self._before(row, start) or self.person
        elif word in PRONOUNS or word in _PLURAL:
            name = None if word in _NO_PERSON and self.last == self.person else self.last
        else:
            person = self._within(start, stop)
            self.person = person or self.person
            name = person or _without_article(phrase)
        self.last = name or self.last
        return name

    def _within(self, start: int, stop: int) -> str | None:
        """The person named in a phrase: the first without a preposition before it, else the first."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, stop)
        if self.text.startswith(", ", stop):  # `The mayor, Ida Moss, …`
            last = max(last, bisect_left(self._starts, stop + 3))
        found = [person for person in self.persons[first:last] if person.name]
        if not found:
            return None
        return next((m for m in found if not self._is_governed(m, start)), found[0]).name

    def _before(self, row: QuoteDraft, at: int) -> str | None:
        """The person that a pronoun means: the last one named before it in its paragraph."""
        start = self.paragraphs[row.first].start
        at = min(at, row.start)
        for person in reversed(self.persons[bisect_left(self._starts, start) : bisect_left(self._starts, at)]):
            if not self._is_oblique(person, start):
                return person.name
        return None

    def _is_oblique(self, person: Mention, floor: int) -> bool:
        return self.text.startswith(("’s", "'s"), person.stop) or self._is_governed(person, floor)

    def _is_governed(self, person: Mention, floor: int) -> bool:
        words = self.text[max(floor, person.start - 14) : person.start].split()
        if len(words) > 1 and words[-1].lower() == "the":
            words.pop()
        return bool(words) and words[-1] in PREPOSITIONS


def _without_article(phrase: str) -> str:
    for article in _ARTICLES:
        if phrase.startswith(article):
            return phrase[len(article) :]
    return phrase
