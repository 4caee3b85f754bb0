"""One automaton over every rule's triggers: where in a text which rule must look."""

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from transforms.evidence import Evidence
from transforms.rule import Rule

# A match that ends this close to its window's end is looked at again without the end: a look-ahead may need more.
_MARGIN = 8


class Scanner:
    """Finds the matches of many rules in one pass over a text; rules are named by their place in `rules`."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        owners: dict[str, list[int]] = {}
        for n, rule in enumerate(self.rules):
            for trigger in rule.triggers:
                owners.setdefault(trigger, []).append(n)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(
            list(owners), implementation=Implementation.DFA, matchkind=MatchKind.Standard, store_patterns=False
        )
        self._search = [rule.pattern.search for rule in self.rules]
        self._window = [rule.window for rule in self.rules]

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Every trigger in the text: its number, its start and its stop."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)

    def matches(
        self, evidence: Evidence, hits: list[tuple[int, int, int]], offset: int = 0
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """The rules' matches at the triggers that were hit, each once.

        `offset` is where the text that was scanned begins in the evidence's.
        """
        text, size = evidence.text, len(evidence.text)
        seen = [-1] * len(self.rules)
        for number, low, high in hits:
            start, stop = low + offset, high + offset
            for n in self._owners[number]:
                if start < seen[n]:
                    continue
                if self.rules[n].whole_paragraph:
                    start, stop = evidence.paragraph(start)
                    seen[n] = stop
                    match = self.rules[n].pattern.fullmatch(text, start, stop)
                    if match:
                        yield n, match
                    continue
                window = self._window[n]
                begin, end = max(seen[n], start - window, 0), min(size, stop + window)
                while match := self._search[n](text, begin, end):
                    if end < size and match.end() > end - _MARGIN:
                        end = min(size, end + window)
                        continue
                    if match.start() > stop:
                        break
                    begin = seen[n] = max(match.end(), match.start() + 1)
                    yield n, match
