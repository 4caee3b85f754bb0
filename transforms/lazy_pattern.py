"""Patterns that are compiled when they are first used; most texts have few of the shapes that are looked for."""

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
MADE: list["_LazyPattern"] = []


class _LazyPattern:
    """Becomes as quick as a `re.Pattern` at its first use: it takes over the methods of one."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        MADE.append(self)

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def lazy_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern that is compiled at its first use; one that is wrong raises re.error there.

    >>> lazy_pattern("[a-z]+").match("ab1").group()
    'ab'
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern))


def compile_all() -> int:
    """Compile every pattern that was not used yet, for processes that are to be forked; gives how many there are."""
    for made in MADE:
        _ = made.match
    return len(MADE)
