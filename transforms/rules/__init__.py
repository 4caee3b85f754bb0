"""The catalogue: every rule of every family, found by walking this package."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from transforms.rule import Rule


def _walk() -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        family = import_module(f"{__name__}.{module.name}")
        rules += (replace(rule, family=module.name) for rule in family.RULES)
    return tuple(sorted(rules, key=lambda rule: rule.code))


CATALOGUE = _walk()


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that a selection puts in force.

    `select` and `ignore` are codes or beginnings of codes; `ALL` is every rule. Without `select`, the rules that are
    on by default are in force. Raises ValueError for a name that no rule bears.
    """
    select, ignore = tuple(select), tuple(ignore)
    for name in (*select, *ignore):
        if name != "ALL" and not any(rule.code.startswith(name) for rule in CATALOGUE):
            raise ValueError(f"no rule is called {name}")
    chosen = (rule for rule in CATALOGUE if (_named(rule, select) if select else rule.default_on))
    return tuple(rule for rule in chosen if not _named(rule, ignore))


def voters(active: Iterable[Rule], ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that are not in force and yet are heard on the source language: flags and suggestions that tell it."""
    active, ignore = set(active), tuple(ignore)
    return tuple(r for r in CATALOGUE if r.tells and not r.is_applied and r not in active and not _named(r, ignore))


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name == "ALL" or rule.code.startswith(name) for name in names)
