"""Patterns that are compiled at their first use; most texts need few of them."""

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
MADE: list["_LazyPattern"] = []


class _LazyPattern:
    """A pattern that takes over the methods of a `re.Pattern` at its first use, and so becomes as fast as one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags
        MADE.append(self)

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Make a pattern that is compiled at its first use; an invalid one raises re.error there.

    >>> lazy_pattern("[a-z]+").match("ab1").group()
    'ab'
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


def compile_all() -> int:
    """Compile every pattern that was not used yet, before processes are forked; returns how many there are."""
    for made in MADE:
        _ = made.match
    return len(MADE)
