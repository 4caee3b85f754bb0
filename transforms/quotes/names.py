"""The full name of a speaker: the person named in the speaker's phrase, or the antecedent of a pronoun."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from transforms.mentions.mention import Mention
from transforms.quotes.antecedents import SINGULAR, Antecedents, is_governed, without_article
from transforms.quotes.drafts import QuoteDraft
from transforms.quotes.noun_phrases import PRONOUNS
from transforms.quotes.origin import quoted_language

_PLURAL = frozenset("ils elles sie ellos ellas loro wir nous eles elas nós oni one on они вони мы ми".split())
# These do not mean the last speaker if that is a person.
_NO_PERSON = frozenset("it they on one es man".split())


class Names:
    """The persons of a text, and the last speaker."""

    def __init__(self, text: str, mentions: Sequence[Mention], antecedents: Antecedents) -> None:
        self.text, self.antecedents, self.persons = text, antecedents, antecedents.persons
        self._others = {mention.start for mention in mentions if mention.kind != "person"}
        self._starts = [mention.start for mention in self.persons]
        self.last: str | None = None
        self.is_person = False  # whether the last speaker is one
        self._means: dict[int, str | None] = {}  # the name by where the speaker's phrase begins
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
        start = row.said.start
        if start not in self._means:
            self._means[start] = self._read(row, start, row.said.stop)
        name = self._means[start]
        self.last = name or self.last
        return name

    def _read(self, row: QuoteDraft, start: int, stop: int) -> str | None:
        """The name of the speaker whose phrase is at a place."""
        phrase = self.text[start:stop]
        word = phrase.lower()
        if word in SINGULAR:
            person = name = self.antecedents.of_pronoun(word, min(start, row.start))
        elif word in PRONOUNS or word in _PLURAL:
            return None if word in _NO_PERSON and self.is_person else self.last
        else:
            person = self._within(start, stop) or self.antecedents.of_role(phrase, start)
            name = person or without_article(phrase)
        self.antecedents.speaks(start, phrase, person or (phrase if self._may_be_person(phrase, start) else None))
        self.is_person = person is not None
        return name

    def _may_be_person(self, phrase: str, start: int) -> bool:
        """Whether a speaker of two or three words in capitals is no place or organisation."""
        return 1 < len(phrase.split()) < 4 and phrase.istitle() and start not in self._others

    def _within(self, start: int, stop: int) -> str | None:
        """The person named in a phrase: the first without a preposition before it, else the first."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, stop)
        if self.text.startswith(", ", stop):  # `The mayor, Ida Moss, …`
            last = max(last, bisect_left(self._starts, stop + 3))
        found = [person for person in self.persons[first:last] if person.name]
        if not found:
            return None
        return next((m for m in found if not is_governed(self.text, m.start, start)), found[0]).name
