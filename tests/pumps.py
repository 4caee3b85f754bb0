"""Every pattern of the product, and for each repetition in it the strings that would make an ambiguous one slow."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from flows.system.cpu_limit import DeadlineError, deadline

# Of an exponential pattern no machine reaches the end of so many; others take a hundredth of a second.
TIMES = 60
SECONDS = 2.0
ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "transforms", "warehouse", "flows")
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# A repetition of fewer cannot take long, unless it is repeated itself.
FEW = 4
CATEGORIES = {
    op.CATEGORY_DIGIT: "5",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: "-",
}
CANDIDATES = 'a A5 -.,:\n’"”(/é#;'
# What was slow once, where two parts of a pattern could take the same word.
KNOWN = [(before, one) for before in ("", "By ", "Por Ana y ") for one in ("Ana y ", "Ana y Ana ", "share ", "O'Ana ")]
# Samples of a part of a pattern, at most.
MOST = 16
# It is read by patterns that are compiled at their first use.
TEXT = (
    "By Ana Ro Lima, 2 may (EFE). - Llovió.\n\n“It is odd,” he told AFP.\n\n20/06/2023 17:32 – Lima (AFP) – © 2023 AFP"
)
Pump = tuple[str, str]
"""What comes before a repetition, and what is repeated."""


def modules() -> list[ModuleType]:
    """All modules of the rooms, but for what starts a program."""
    names = [m.name for room in ROOMS for m in walk_packages(import_module(room).__path__, f"{room}.")]
    return [import_module(n) for n in names if not n.endswith("__main__")]


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that the product compiles, by module and line; in a process that has not imported it yet."""
    found: dict[str, re.Pattern[str]] = {}
    compile_pattern = re._compile  # type: ignore[attr-defined]

    def note(pattern: Any, flags: int) -> Any:
        made = compile_pattern(pattern, flags)
        caller = sys._getframe(2)
        room = caller.f_globals.get("__name__", "")
        if room.partition(".")[0] in ROOMS and isinstance(made.pattern, str):
            found[f"{room}:{caller.f_lineno} {made.pattern}"] = made
        return made

    re._compile = note  # type: ignore[attr-defined]
    try:
        modules()
        refine = import_module("transforms.refine")
        catalogue = import_module("transforms.rules").CATALOGUE
        texts = [TEXT, *(bad for rule in catalogue for bad, _ in rule.examples)]
        refine.refine([""] * len(texts), texts, 0, refine.Pipeline.of(["ALL"]))
        lazy = import_module("transforms.lazy_pattern").MADE
        found |= {f"lazy {n} {made.pattern}": re.compile(made.pattern, made.flags) for n, made in enumerate(lazy)}
    finally:
        re._compile = compile_pattern  # type: ignore[attr-defined]
    seen = {pattern.pattern for pattern in found.values()}
    return found | {name: re.compile(literal) for name, literal in literals() if literal not in seen}


def literals() -> Iterator[tuple[str, str]]:
    """The patterns that are written in a call of `re`, reached or not, by file and line; bytes as Latin-1."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("re")), args=[ast.Constant(str(text)), *_]):
                    yield f"{path.name}:{node.lineno} {text}", text
                case ast.Call(func=ast.Attribute(value=ast.Name("re")), args=[ast.Constant(bytes(raw)), *_]):
                    yield f"{path.name}:{node.lineno} {raw!r}", raw.decode("latin-1")


def pumps(pattern: re.Pattern[str]) -> Iterator[Pump]:
    """For each repetition of a pattern, each of its alternatives repeated after what leads to it."""
    yield from dict.fromkeys(_pumps(parser.parse(pattern.pattern, pattern.flags), ""))


def _pumps(nodes: Any, before: str) -> Iterator[Pump]:
    for kind, value in nodes:
        if kind in REPEATS:
            _, most, body = value
            if most > FEW:
                for one in _samples(body):
                    yield before, one
                    for other in _samples(body)[:2]:
                        yield before, one + other
        for inner in _inner(kind, value):
            yield from _pumps(inner, before)
        before += next(iter(_samples([(kind, value)])), "")


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind in REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else []


def _samples(nodes: Any) -> list[str]:
    """A few strings that a part of a pattern matches: each alternative once."""
    made = [""]
    for kind, value in nodes:
        ends = _ends(kind, value)
        made = [start + end for start in made for end in ends[:3]][:MOST]
    return made


def _ends(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind in (op.NOT_LITERAL, op.ANY):
        return ["a" if value != ord("a") else "b"]
    if kind is op.IN:
        return [_one_of(value)]
    if kind in REPEATS:
        least, _, body = value
        samples = _samples(body)
        return [s * max(least, 1) for s in samples] + ([""] if least == 0 else [])
    if kind is op.BRANCH:
        return [s for branch in value[1] for s in _samples(branch)][:8] or [""]
    if kind is op.SUBPATTERN:
        return _samples(value[3])
    if kind is op.ATOMIC_GROUP:
        return _samples(value)
    return [""]


def _one_of(items: Any) -> str:
    """A character of a set; of one that is negated, the first usual one that is not excluded."""
    if items[0][0] is op.NEGATE:
        return next(c for c in CANDIDATES if not any(_holds(item, c) for item in items[1:]))
    kind, value = items[0]
    if kind is op.LITERAL:
        return chr(value)
    return CATEGORIES.get(value, "a") if kind is op.CATEGORY else chr(value[0])


def _holds(item: Any, character: str) -> bool:
    kind, value = item
    if kind is op.LITERAL:
        return bool(ord(character) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return re.match({v: k for k, v in SHORT.items()}[value], character) is not None


SHORT = {
    r"\d": op.CATEGORY_DIGIT,
    r"\s": op.CATEGORY_SPACE,
    r"\w": op.CATEGORY_WORD,
    r"\D": op.CATEGORY_NOT_DIGIT,
    r"\S": op.CATEGORY_NOT_SPACE,
    r"\W": op.CATEGORY_NOT_WORD,
}


def endless() -> list[str]:
    """The patterns that a pumped string holds for seconds, found while the product is imported and reads a text."""
    found = patterns()
    slow = []
    for name, pattern in found.items():
        for before, one in (*pumps(pattern), *KNOWN):
            try:
                with deadline(SECONDS):
                    for end in ("\0", "z"):
                        pattern.match(before + one * TIMES + end)
                        pattern.fullmatch(before + one * TIMES + end)
            except DeadlineError:
                slow.append(f"{name} on {before!r}, {one!r} repeated")
                break
    return [f"{len(found)} patterns", *slow]


if __name__ == "__main__":
    print("\n".join(endless()))
