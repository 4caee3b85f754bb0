"""Values that are computed from the data files: a process can take over what an earlier one computed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
KEPT: dict[str, Any] = {}
"""The values by their functions; they have plain types (numbers, strings, bytes, tuples, lists, sets)."""


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Decorate a function without arguments: its value is computed once, unless `KEPT` has it already."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def value() -> T:
        if name not in KEPT:
            KEPT[name] = make()
        found: T = KEPT[name]
        return found

    return value
