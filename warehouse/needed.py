"""Finds the statements of a script that a query needs: those that create what it names, and what these name in turn."""

import re
from collections.abc import Iterable, Sequence

_MADE = re.compile(r"\bCREATE (?:VIEW|MACRO) (?:\w+\.)?(\w+)")
_NEXT = re.compile(r"^(?=CREATE )", re.MULTILINE)
_WORD = re.compile(r"\w+")
_CATALOG = re.compile(r"duckdb_|information_schema|pg_|pragma|sqlite_|comment|\bshow\b", re.IGNORECASE)


def shows_catalog(query: str) -> bool:
    """Whether a query may read the catalog of all relations, or the comments on them."""
    return _CATALOG.search(query) is not None


def needed(statements: Iterable[str], query: str) -> list[str]:
    """The statements that a query needs, in their order; all of them if it reads the catalog.

    A relation is needed if its name is a word of the query or of a needed statement, also in strings and comments.

    >>> needed(["CREATE VIEW a AS SELECT 1;", "CREATE VIEW b AS FROM a;", "CREATE VIEW c AS FROM b;"], "FROM b")
    ['CREATE VIEW a AS SELECT 1;', 'CREATE VIEW b AS FROM a;']
    """
    singly = [one for statement in statements for one in _NEXT.split(statement) if one]
    if shows_catalog(query):
        return singly
    made = [(found[1] if (found := _MADE.search(one)) else "") for one in singly]
    wanted = _names(query, made, singly)
    return [one for one, name in zip(singly, made, strict=True) if not name or name in wanted]


def _names(query: str, made: Sequence[str], singly: Sequence[str]) -> set[str]:
    """The names that are created and needed."""
    words: dict[str, set[str]] = {}
    for name, one in zip(made, singly, strict=True):
        words.setdefault(name, set()).update(_WORD.findall(one.lower()))
    found: set[str] = set()
    waiting = set(_WORD.findall(query.lower()))
    while waiting := (waiting & words.keys()) - found:
        found |= waiting
        waiting = set().union(*(words[name] for name in waiting))
    return found
