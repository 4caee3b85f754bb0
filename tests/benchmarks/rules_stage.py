"""The rules stage alone, all rules on: by the automaton, and by a plain loop over the patterns with the same gates."""

from collections.abc import Iterator, Sequence

from tests.benchmarks.peers import per_second
from transforms.context import Context
from transforms.edits import edit_of
from transforms.patch import Edit
from transforms.rule import Match, Rule
from transforms.rules import CATALOGUE
from transforms.scan import Scanner

RULES = tuple(rule for rule in CATALOGUE if rule.triggers)
SCANNER = Scanner(RULES)


def by_automaton(text: str) -> list[Edit]:
    """What the rules ask for, looked for where a trigger was hit."""
    context = Context(text)
    found = SCANNER.matches(context, SCANNER.hits(text))
    return [edit for n, match in found if (edit := edit_of(RULES[n], match, context))]


def by_loop(text: str) -> list[Edit]:
    """The same, every pattern searched in the whole text."""
    context = Context(text)
    return [edit for rule in RULES for match in _matches(rule, context) if (edit := edit_of(rule, match, context))]


def _matches(rule: Rule, context: Context) -> Iterator[Match]:
    if not rule.whole_paragraph:
        return rule.pattern.finditer(context.text)
    return filter(None, (rule.pattern.fullmatch(context.text, *paragraph) for paragraph in context.paragraphs))


def rules_stage(texts: Sequence[str]) -> dict[str, float]:
    """Documents per CPU second of both, and how many times as fast the automaton is."""
    fast, slow = per_second(by_automaton, texts), per_second(by_loop, texts)
    return {"automaton": fast, "loop": slow, "times_faster": round(fast / slow, 1)}
