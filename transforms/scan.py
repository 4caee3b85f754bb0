"""Finds the triggers of all rules in one pass (Aho-Corasick), and tries each rule's pattern around its triggers."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from transforms.context import Context
from transforms.rule import Rule

# A match that ends this close to the end of its window is tried again without that end: a lookahead may need more text.
_MARGIN = 8
# Longer texts are scanned in pieces of so many code points.
_SLAB = 1_000_000
# With more triggers a DFA takes two to four times the time to make and the memory of an NFA, and finds no faster.
_MOST_FOR_DFA = 2_000

Hit = tuple[int, int, int]
"""A trigger that was found: its number, its start and its stop."""
TriggerPlan = tuple[int, Callable[[str, int, int], re.Match[str] | None], int, int, bool]
"""The patterns to try at a trigger: the number of a rule, its search, how far before the trigger it begins and how far
after it ends, and whether the pattern must match a whole paragraph."""


class _Plans(dict[int, list[TriggerPlan]]):
    """For each trigger, the patterns to try: made at its first hit, since each text has few of the triggers."""

    def __init__(self, rules: Sequence[Rule], owners: Sequence[Sequence[int]], *, only_applied: bool = False) -> None:
        super().__init__()
        self._rules, self._owners, self._only_applied = rules, owners, only_applied

    def __missing__(self, trigger: int) -> list[TriggerPlan]:
        rules = ((n, self._rules[n]) for n in self._owners[trigger])
        self[trigger] = [_plan(n, rule) for n, rule in rules if rule.is_applied or not self._only_applied]
        return self[trigger]


def _plan(n: int, rule: Rule) -> TriggerPlan:
    if rule.trigger_offset is None:
        return n, rule.pattern.search, rule.window, rule.window, rule.whole_paragraph
    return n, rule.pattern.match, -rule.trigger_offset, rule.window, False


class Scanner:
    """Finds the matches of many rules in one pass over a text; rules are numbered by their place in `rules`."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        owners: dict[str, list[int]] = {}
        for n, rule in enumerate(self.rules):
            for trigger in rule.triggers:
                owners.setdefault(trigger, []).append(n)
        prefetched = dict.fromkeys(literal for rule in self.rules for literal in rule.prefetch)
        for literal in prefetched:
            owners.setdefault(literal, [])
        self._prefetched = {n for n, literal in enumerate(owners) if literal in prefetched}
        self.document_rules = [(n, rule, rule.find_spans) for n, rule in enumerate(self.rules) if rule.find_spans]
        self._plans = _Plans(self.rules, list(owners.values()))
        self._repairs = _Plans(self.rules, list(owners.values()), only_applied=True)
        self._longest = max(map(len, owners), default=1)
        kind = Implementation.DFA if len(owners) <= _MOST_FOR_DFA else Implementation.ContiguousNFA
        self._automaton = AhoCorasick(
            list(owners), implementation=kind, matchkind=MatchKind.Standard, store_patterns=False
        )

    def repairs(self, text: str, low: int, high: int) -> list[Hit]:
        """The triggers in a span of a text of the rules that change it."""
        return [(n, low + start, low + stop) for n, start, stop in self.hits(text[low:high]) if self._repairs[n]]

    def hits(self, text: str) -> Iterable[Hit]:
        """Every trigger in the text, in the order of their stops."""
        if len(text) <= _SLAB:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        return self._hits_by_slab(text)

    def _hits_by_slab(self, text: str) -> Iterator[Hit]:
        """The same for a long text, piece by piece: all triggers at once may need a hundred times its memory."""
        for low in range(0, len(text), _SLAB):
            base = max(0, low - self._longest + 1)
            for number, start, stop in self._automaton.find_matches_as_indexes(
                text[base : low + _SLAB], overlapping=True
            ):
                if base + stop > low:
                    yield number, base + start, base + stop

    def matches(
        self, context: Context, hits: Iterable[Hit], *, only_applied: bool = False
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """The rules' matches at the triggers, each once; `only_applied`: only of rules that change the text."""
        text, size = context.text, len(context.text)
        plans = self._repairs if only_applied else self._plans
        if self._prefetched and isinstance(hits, list) and not only_applied:
            context.prefetched = [(start, stop) for number, start, stop in hits if number in self._prefetched]
        seen = [-1] * len(self.rules)
        for number, start, stop in hits:
            for n, search, before, following, whole_paragraph in plans[number]:
                reached = seen[n]
                if stop < reached:
                    continue
                if whole_paragraph:
                    if start < reached:
                        continue
                    paragraph = context.paragraph(start)
                    seen[n] = paragraph.stop
                    if match := self.rules[n].pattern.fullmatch(text, *paragraph):
                        yield n, match
                    continue
                begin, end = start - before, stop + following
                if begin < reached:  # noqa: PLR1730 - `max` would take a tenth of the time of all matching
                    begin = reached
                while match := search(text, begin, end):
                    first, last = match.span()
                    if first > stop:  # a match may not begin after the trigger
                        break
                    if last > end - _MARGIN and end < size:
                        # Doubled each time, so that a match as long as the text is not searched again at each step.
                        end = min(size, end + max(following, end - begin))
                        continue
                    begin = seen[n] = last if last > first else first + 1
                    yield n, match
                    # After a match that covers the trigger there is no other match at it.
                    if begin > stop or (begin == stop and first <= start):
                        break
