"""Rules that a person promoted to fixes or demoted to suggestions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from transforms.rule import Rule

ALL = "ALL"


class Safety(NamedTuple):
    """Names of rules whose suggestions become fixes, and of rules whose fixes become suggestions.

    A name is a code, the beginning of one, a family, or `ALL`.
    """

    fix: tuple[str, ...] = ()
    suggest: tuple[str, ...] = ()


def means(name: str, rule: "Rule") -> bool:
    """Whether a name means a rule."""
    return name in (ALL, rule.family) or rule.code.startswith(name)


def with_safety(rules: Iterable["Rule"], levels: Sequence[Safety]) -> list["Rule"]:
    """Rules with the action that a person chose; of `levels` the first that names a rule counts.

    Within a level the most specific name counts; of two equal ones, `suggest`.
    """
    return [_changed(rule, levels) for rule in rules]


def refuse_unchangeable(rules: Iterable["Rule"], levels: Iterable[Safety]) -> None:
    """Raise ValueError for a name by which no rule can become a fix or a suggestion: flags propose nothing."""
    actions = {rule.code: rule.action for rule in rules}
    for level in levels:
        for wanted, given in level._asdict().items():
            for name in given:
                found = [rule for rule in rules if means(name, rule)]
                if not any(map(_is_changeable, found)):
                    what = f"is a rule of action {actions[name]}" if name in actions else "names no fix or suggestion"
                    raise ValueError(f"{name} {what}, so that it cannot become a {wanted}")


def _is_changeable(rule: "Rule") -> bool:
    return rule.action in ("fix", "suggest") and rule.write is not None


def _changed(rule: "Rule", levels: Sequence[Safety]) -> "Rule":
    if not _is_changeable(rule):
        return rule
    action = next((found for level in levels if (found := _wanted(rule, level))), rule.action)
    # A suggestion must not wait for other edits, nor they for it.
    return (
        rule
        if action == rule.action
        else replace(rule, action=type(rule.action)(action), early=rule.early and action == "fix")
    )


def _wanted(rule: "Rule", level: Safety) -> str:
    """The action that a level gives a rule; empty where it does not name it."""
    fix, suggest = (
        max((_narrowness(name, rule) for name in given if means(name, rule)), default=-1) for given in level
    )
    return "" if fix == suggest == -1 else "fix" if fix > suggest else "suggest"


def _narrowness(name: str, rule: "Rule") -> int:
    return 0 if name == ALL else 1 if name == rule.family else 1 + len(name)
