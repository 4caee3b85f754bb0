"""The catalogue: every rule of every family, found by walking this package."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from transforms.rule import Rule
from transforms.safety import ALL, Safety, means, refuse_unchangeable, with_safety


def _walk() -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for module in sorted(iter_modules(__path__), key=lambda m: m.name):
        family = import_module(f"{__name__}.{module.name}")
        rules += (replace(rule, family=module.name) for rule in family.RULES)
    return tuple(sorted(rules, key=lambda rule: rule.code))


CATALOGUE = _walk()


def selected(select: Iterable[str] = (), ignore: Iterable[str] = (), safety: Sequence[Safety] = ()) -> tuple[Rule, ...]:
    """The rules that a selection activates.

    `select` and `ignore` are codes, beginnings of codes, or families; `ALL` is every rule. Without `select`, the rules
    that are on by default are active. `safety` promotes suggestions to fixes and demotes fixes to suggestions, see
    `transforms.safety`. Raises ValueError for a name that no rule has, or that means rules which cannot be changed.

    >>> [rule.code for rule in selected(["REP00"], ["REP002"])]
    ['REP001', 'REP003', 'REP004', 'REP006', 'REP007', 'REP008', 'REP009']
    """
    select, ignore = tuple(select), tuple(ignore)
    for name in (*select, *ignore, *(name for level in safety for given in level for name in given)):
        if name != ALL and not any(means(name, rule) for rule in CATALOGUE):
            raise ValueError(f"no rule is called {name}")
    refuse_unchangeable(CATALOGUE, safety)
    chosen = (rule for rule in CATALOGUE if (_named(rule, select) if select else rule.default_on))
    return tuple(with_safety((rule for rule in chosen if not _named(rule, ignore)), safety))


def voters(active: Iterable[Rule], ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Inactive rules that still vote on the source language: flags and suggestions that are evidence of it."""
    chosen, ignore = {rule.code for rule in active}, tuple(ignore)
    return tuple(
        r
        for r in CATALOGUE
        if r.source_languages and not r.is_applied and r.code not in chosen and not _named(r, ignore)
    )


def _named(rule: Rule, given: Iterable[str]) -> bool:
    return any(means(name, rule) for name in given)
