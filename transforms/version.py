"""The name of all that a result depends on, found out without compiling a rule."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from transforms.safety import Safety


def rules_version(  # noqa: PLR0917 - what a selection holds
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    boilerplate: Iterable[str] = (),
    quotes: bool = True,
    terms: bool = True,
    safety: Sequence[Safety] = (),
) -> str:
    """Name all that a result depends on, in 12 hexadecimal digits.

    That is this room's code and data, the selection of rules, the boilerplate lines of the collection, whether
    quotations and mentions are read, and terms of stories, and which rules a person made fixes or suggestions.
    """
    lines = sorted(set(boilerplate))
    more: list[object] = [
        *([lines] if lines else []),
        *([] if quotes else ["no quotes"]),
        *([] if terms else ["no terms"]),
    ]
    more += map(_sorted, safety)
    chosen = repr((_room(), sorted(select), sorted(ignore), *more))
    return hashlib.sha256(chosen.encode()).hexdigest()[:12]


def _sorted(level: Safety) -> tuple[list[str], list[str]]:
    return sorted(level.fix), sorted(level.suggest)


@cache
def _room() -> str:
    digest = hashlib.sha256()
    for name, content in _sources(files("transforms")):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".csv", ".json", ".parquet")):
            yield prefix + entry.name, entry.read_bytes()
