"""The person that `he`, `she` or `the minister` means: the subject of the nearest sentence that fits."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from transforms.mentions.mention import Mention
from transforms.mentions.words import words as listed
from transforms.paragraphs import Span
from transforms.quotes.drafts import QuoteDraft
from transforms.quotes.noun_phrases import PREPOSITIONS
from transforms.quotes.passage import Passage
from transforms.quotes.subject import without_introduction
from transforms.speech_verbs import PERSONS_SAY

_MAN = frozenset("he him il él er lui ele он він".split())
_WOMAN = frozenset("she her elle ella lei ela она вона".split())
SINGULAR = _MAN | _WOMAN
# Translations from these do not keep the gender of a pronoun, because the languages have none.
_GENDERLESS = frozenset("az bn et fa fi hu hy id ja ka kk ko ms sw tr uz vi zh".split())
_PRONOUNS = {
    "man": re.compile(r"\b(?:But |And |Yet |So )?[Hh]e\b(?: (?:also |later |then )?([a-z]+))?"),
    "woman": re.compile(r"\b(?:But |And |Yet |So )?[Ss]he\b(?: (?:also |later |then )?([a-z]+))?"),
}
# The antecedent is searched over so many sentences.
_MOST_SENTENCES = 30
# Farther away a person must be known as a man or a woman.
_NEAR_SENTENCES = 10
_OWNS = ("’s", "'s", "’", "' ")
# A name within so many characters begins a sentence.
_FIRST = 16
_DETERMINED = re.compile(r"(?:But |And )?(the|an?|one|another) ((?:[\w-]+ ){0,4}[\w-]+)(?! [A-Z])", re.IGNORECASE)
# With an article these mean someone who was not named.
_ANYONE = frozenset("woman man girl boy teenager student resident witness victim patient source".split())
# Between two names that one preposition governs.
_AND = re.compile(r" and (?:[A-Z][\w.]* )*")
_ROLE = re.compile(r"[Tt]he ((?:[\w-]+ ){0,3}([\w-]+))")
_BEFORE_NAME = re.compile(r"((?:[\w-]+ ){0,7}[\w-]+),? $")
_AFTER_NAME = re.compile(r", (?:an?|the|its|his|her|their)? ?((?:[\w-]+ ){0,4}[\w-]+)")
_OF = re.compile(r" (?:of|for|at|in|from|who|which)\b")
_REACH = 80
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")
# An office with one of these is another office.
_OTHER_OFFICE = frozenset("vice deputy former ex assistant prime acting shadow".split())


class Antecedents:
    """The persons of a text outside its quotations, and those who spoke before."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        mentions: Sequence[Mention],
        rows: Sequence[QuoteDraft],
        *,
        source_language: str | None,
        passages: dict[int, Passage],
    ) -> None:
        self.text, self.paragraphs, self._passages = text, paragraphs, passages
        self.persons = [mention for mention in mentions if mention.kind == "person"]
        self.is_gendered = source_language not in _GENDERLESS
        self._starts = [person.start for person in self.persons]
        self._tops = [row for row in rows if row.outer is None]
        self._opens = [row.start for row in self._tops]
        self._genders: dict[str, str | None] = {}
        self._spoken: list[tuple[int, str]] = []  # where speakers are named, and their names
        self._unnamed: dict[str, str] = {}  # speakers without a name, by what they are
        self.role: str | None = None  # the last of them

    def speaks(self, at: int, phrase: str, person: str | None) -> None:
        """Remember the speaker of a quotation, and where he or she is named.

        `the mayor` may be a person named before; `a fisherman` is none, and `the fisherman` after it is the same.
        """
        if person:
            self._spoken.append((at, person))
        elif is_role(phrase):
            head = phrase.rsplit(None, 1)[-1].lower()
            if not phrase.lower().startswith("the ") or head in self._unnamed:
                self._unnamed[head] = name = self._unnamed.get(head) or without_article(phrase)
                self._spoken.append((at, name))
            self.role = without_article(phrase)

    def of_pronoun(self, pronoun: str, at: int) -> str | None:
        """The person that a singular pronoun at a place means.

        In each sentence before it, from the last to the first, a speaker comes first, then the subject. A person
        whose given name or title tells another gender is taken only if nobody else is named.
        """
        gender = "man" if pronoun in _MAN else "woman"
        otherwise = None
        for n, (start, stop) in enumerate(self._sentences(at)):
            others = list[str]()
            has_subject = False
            for name, may_act in self._named(start, stop, gender):
                told = self._gender(name) if self.is_gendered else None
                if may_act and (told == gender or (told is None and n < _NEAR_SENTENCES)):
                    return name
                if may_act:
                    has_subject, otherwise = True, otherwise or name
                elif told == gender:
                    others.append(name)
            if has_subject and others:
                return others[0]
            if self._is_unnamed(start, stop):
                return None
        return otherwise or self.role

    def _sentences(self, at: int) -> Iterator[tuple[int, int]]:
        """The sentences before a place, backwards; the first is a part of one."""
        number = bisect_right(self.paragraphs, (at + 1,)) - 1
        stop, left = at, _MOST_SENTENCES
        while number >= 0 and left:
            start = self.paragraphs[number].start
            if self._starts and stop <= self._starts[0] and (not self._spoken or stop <= self._spoken[0][0]):
                return
            if number not in self._passages:
                self._passages[number] = Passage(self.text, *self.paragraphs[number])
            while stop > start and left:
                begin = self._passages[number].sentence_start(stop - 1)
                yield begin, stop
                stop, left = begin, left - 1
            number -= 1
            stop = self.paragraphs[number].stop

    def _named(self, start: int, stop: int, gender: str) -> Iterator[tuple[str, bool]]:
        """The persons of a sentence, and whether each can be its subject; nobody if a pronoun is its subject."""
        for place, name in islice(reversed(self._spoken), _MOST_SENTENCES):
            if start <= place < stop:
                yield name, True
                break
        first = bisect_left(self._starts, start)
        if first == len(self._starts) or self._starts[first] >= stop:
            return
        main = without_introduction(self.text, start, stop)
        stop = self._before_pronoun(start, stop, main, gender)
        found = [
            person
            for person in self.persons[first : bisect_left(self._starts, stop)]
            if person.name and not self._is_quoted(person.start)
        ]
        is_oblique, before = False, start
        for person in sorted(found, key=lambda person: (not self._says(person), _start(person) < main)):
            joined = is_oblique and _AND.fullmatch(self.text, before, person.start)
            is_oblique, before = bool(joined) or self._is_oblique(person, start), person.stop
            yield person.name or "", not is_oblique
        if found and found[0].start - start < _FIRST and self.text.startswith(_OWNS, found[0].stop):
            yield found[0].name or "", True  # `Roe’s lawyer called it a mistake.`

    def _before_pronoun(self, start: int, stop: int, main: int, gender: str) -> int:
        """The end of the part of a sentence that can name who `he` is.

        It is before a `he` that begins the main clause, and nothing of a sentence in which `he said` something.
        """
        for found in _PRONOUNS[gender].finditer(self.text, start, stop):
            if not self._is_quoted(found.start()):
                if found[1] in PERSONS_SAY:
                    return start
                if found.start() == main:
                    return main
        return stop

    def _is_unnamed(self, start: int, stop: int) -> bool:
        """Whether the subject of a sentence is someone without a name: `A fisherman`, `The woman`."""
        found = _DETERMINED.match(self.text, without_introduction(self.text, start, stop), stop)
        if not found:
            return False
        nouns = _ANYONE if found[1].lower() == "the" else _ANYONE | listed().roles
        words = found[2].split()
        last = next((n for n, word in enumerate(words) if word in nouns), None)
        return last is not None and not any(word[0].isupper() for word in words[last + 1 : last + 2])

    def _says(self, person: Mention) -> bool:
        """Whether a person is asked, or says something at the end of a sentence: `The bridge will hold, Roe said`."""
        start = _start(person)
        after = self.text[person.stop : person.stop + 24].split(None, 1)
        before = self.text[max(0, start - 24) : start].split()
        if after and after[0].rstrip(".,") in PERSONS_SAY:
            return before[-1:] != [] and before[-1].endswith(",")
        if before[-1:] in (["asked"], ["asks"]):  # `Roe asked Moss about it.`
            return True
        return len(before) > 1 and before[-1] in PERSONS_SAY and before[-2].endswith(",")

    def _is_quoted(self, at: int) -> bool:
        before = bisect_right(self._opens, at) - 1
        return before >= 0 and at < self._tops[before].stop and self._tops[before].status != "scare"

    def _is_oblique(self, person: Mention, floor: int) -> bool:
        """Whether a name is a possessive, comes after a preposition or only describes the next word."""
        text = self.text
        if text.startswith(_OWNS, person.stop) or is_governed(text, _start(person), floor):
            return True
        word = text[person.stop : person.stop + 24].split(None, 1)[:1]
        return text[person.stop : person.stop + 1] == " " and bool(word) and word[0] in listed().speakers

    def _gender(self, name: str) -> str | None:
        """The gender that the titles or the given name of a person tell."""
        if name not in self._genders:
            told = {listed().gender(word) for word in self._titles.get(name, ())} - {None}
            first, _, rest = name.partition(" ")
            if not told and rest:
                told = {listed().gender(first if first[0].isupper() else rest)}
            self._genders[name] = told.pop() if len(told) == 1 else None
        return self._genders[name]

    @cached_property
    def _titles(self) -> dict[str | None, set[str]]:
        """The words of the titles that are printed with each name."""
        titles: dict[str | None, set[str]] = {}
        for person in self.persons:
            if person.title:
                titles.setdefault(person.name, set()).update(person.title.split())
        return titles

    def of_role(self, phrase: str, at: int) -> str | None:
        """The only person before a place who is printed with the office that a phrase names: `the minister`."""
        found = _ROLE.fullmatch(phrase)
        if not found or found[2].lower() not in listed().roles:
            return None
        head, asked = found[2].lower(), set(found[1].lower().split())
        names = {
            person.name
            for person in self.persons[: bisect_left(self._starts, at)]
            if person.name
            and head in self.text[max(0, person.start - _REACH) : person.stop + _REACH].lower()
            and any(self._holds(words, head, asked) for words in self._offices(person))
        }
        if len(names) > 1:
            last = self._spoken[-1][1] if self._spoken else None
            return last if last in names else None
        if not names:
            return None
        unnamed = re.compile(rf"(?<!,) \b[Aa]n? (?:[\w-]+ ){{0,3}}{head}\b(?! [A-Z])")
        return None if unnamed.search(self.text, 0, at) else names.pop()

    @staticmethod
    def _holds(words: Sequence[str], head: str, asked: set[str]) -> bool:
        return bool(words) and words[-1] == head and asked <= set(words) and not _OTHER_OFFICE & (set(words) - asked)

    def _offices(self, person: Mention) -> Iterator[list[str]]:
        """The words of the offices that are printed with a name, in lower case."""
        title, begin = f" {person.title or ''}", _start(person)
        yield title.lower().split()
        if before := _BEFORE_NAME.search(self.text, max(0, begin - _REACH), begin):
            yield _OF.split(before[1] + title, 1)[0].lower().split()
        if after := _AFTER_NAME.match(self.text, person.stop, person.stop + _REACH):
            yield _OF.split(after[1], 1)[0].lower().split()


def is_governed(text: str, start: int, floor: int) -> bool:
    """Whether the name at a place comes after a preposition: `by the baker Roe`, but not in `For Roe, …`."""
    words = text[max(floor, start - 30) : start].split()
    while len(words) > 1 and (words[-1].lower() == "the" or words[-1] in listed().roles):
        words.pop()
    return (
        bool(words) and words[-1].lower() in PREPOSITIONS and words[-1] != "For" and words[-2:] != ["According", "to"]
    )


def is_role(phrase: str) -> bool:
    """Whether a noun phrase ends with a word for what a person is or does: `the minister`."""
    return phrase.rsplit(None, 1)[-1].lower() in listed().roles


def without_article(phrase: str) -> str:
    """A noun phrase without the article at its beginning."""
    for article in _ARTICLES:
        if phrase.startswith(article):
            return phrase[len(article) :]
    return phrase


def _start(person: Mention) -> int:
    """Where a name begins, its title included."""
    return person.start - len(person.title) - 1 if person.title else person.start
