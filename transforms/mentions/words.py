"""The words that classify a capitalised run: heads of organisations, titles, places, given names and others."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from transforms.demonyms import demonyms

# Titles of fewer letters are printed with a dot as well: `Dr`, `Dr.`.
_LONGEST_SHORT = 6
# Titles and roles that tell whether a person is a man or a woman.
_MEN = """Mr Sir Lord King Prince Emperor Sultan Emir Baron Duke Pope Father Brother Monsieur Herr Señor Don Sheikh
    Archbishop Spokesman Congressman Councilman Ayatollah Imam Shri father husband brother son uncle nephew""".split()
_WOMEN = """Mrs Ms Miss Lady Dame Queen Princess Empress Baroness Duchess Countess Sister Madame Madam Frau Señora Doña
    Chairwoman Spokeswoman Congresswoman Councilwoman Actress Smt mother wife sister daughter aunt niece
    spokeswoman""".split()


class Words:
    """The lists of data/mention_words.csv by kind, as printed; peoples include those of demonyms.csv."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            kinds[row["kind"]].add(row["word"])
        self.organisations = frozenset(kinds["organisation"])
        self.organisation_firsts = frozenset(kinds["organisation_first"])
        self.before_organisations = frozenset(kinds["organisation_noun"])
        self.known_organisations = frozenset(kinds["known_organisation"])
        self.titles = frozenset(kinds["title"] | {f"{word}." for word in kinds["title"] if len(word) < _LONGEST_SHORT})
        self.title_words = self.titles | kinds["title_modifier"]
        self.fields = frozenset(kinds["field"])
        self.offices = self.organisations | self.fields
        self.events = frozenset(kinds["event"])
        self.facilities = frozenset(kinds["facility"])
        self.place_heads = frozenset(kinds["place_head"])
        self.place_firsts = frozenset(kinds["place_first"])
        self.directions = frozenset(kinds["direction"])
        self.functions = frozenset(kinds["function"])
        self.pointers = frozenset(kinds["pointing"])
        self.peoples = frozenset(kinds["people"] | demonyms().keys() - kinds["place"])  # `UK` is both
        self.places = frozenset(word.upper() for word in kinds["place"])
        self.other_acronyms = frozenset(kinds["acronym_other"])
        self.roles = frozenset(kinds["role"])
        self.speakers = self.roles | kinds["speaker"]
        self.given_names = frozenset(kinds["given"] | kinds["given_man"] | kinds["given_woman"])
        self._men = kinds["given_man"].union(_MEN)
        self._women = kinds["given_woman"].union(_WOMEN)

    def gender(self, word: str) -> str | None:
        """Whether a given name or a title is that of a `man` or a `woman`; None if it can be either."""
        word = word.rstrip(".")
        return "man" if word in self._men else "woman" if word in self._women else None


@cache
def words() -> Words:
    """The lists, loaded once."""
    lines = files("transforms").joinpath("data", "mention_words.csv").read_text(encoding="utf-8").splitlines()
    return Words(csv.DictReader(lines))
