"""The digest of everything that a result depends on (`rules_version`), computed without compiling a rule."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from transforms.safety import Safety

_LONG = rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
_SHORT = rb""""(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+'"""
# Code up to a bracket, a comment, a long string (a docstring, where it begins a line outside of brackets) or a string.
_TOKEN = re.compile(
    rb"[^\"'#()\[\]{}]*+(?:(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comment>#[^\n]*+)|(?P<long>%b)|%b)" % (_LONG, _SHORT),
    re.DOTALL,
)


def rules_version(  # noqa: PLR0917 - the parts of a selection
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    boilerplate: Iterable[str] = (),
    quotes: bool = True,
    terms: bool = True,
    safety: Sequence[Safety] = (),
) -> str:
    """Compute the digest of everything that a result depends on, in 12 hexadecimal digits.

    This includes the code and data of `transforms/` (see `result_code`), the selected rules, the boilerplate lines of
    the collection, whether quotations and mentions are extracted, and terms of stories, and which rules a person
    promoted or demoted.
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
        digest.update(name.encode() + b"\0" + (result_code(content) if name.endswith(".py") else content))
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".csv", ".json", ".parquet")):
            yield prefix + entry.name, entry.read_bytes()


def result_code(source: bytes) -> bytes:
    r"""Source code without what cannot change a result: comments, docstrings and empty lines.

    >>> result_code(b"def one() -> int:\n    # The first.\n\n    return 1  # not 2\n")
    b'def one() -> int:\n    return 1'
    """
    kept: list[bytes] = []
    depth, begin = 0, 0
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind:
            code = source[begin : match.start(kind)]
            begin = match.end()
            if kind == "comment":
                kept.append(code)
            elif depth or code[code.rfind(b"\n") + 1 :].strip(b" r"):
                # A value: its lines stay as they are.
                kept += code, match[kind].replace(b"\n", b"\0")
            else:
                kept.append(code.rstrip(b" r"))
    kept.append(source[begin:])
    return b"\n".join(filter(None, map(bytes.rstrip, b"".join(kept).split(b"\n"))))
