"""Finds the statements of a script that a query needs: those that create what it names, and what these name in turn."""

import re
from collections.abc import Iterable, Sequence

_MADE = re.compile(r"\bCREATE (VIEW|MACRO) ([\w.]+)")
_NEXT = re.compile(r"^(?=CREATE )", re.MULTILINE)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?:\w+\.)?\w+\(?")
_STRING_OR_COMMENT = re.compile(r"'[^']*'|--.*")
_CATALOG = re.compile(r"duckdb_|information_schema|pg_|pragma|sqlite_|comment|\bshow\b", re.IGNORECASE)


def shows_catalog(query: str) -> bool:
    """Whether a query may read the catalog of all relations, or the comments on them."""
    return _CATALOG.search(query) is not None


def needed(statements: Iterable[str], query: str) -> list[str]:
    """The statements that a query needs, in their order; all of them if it reads the catalog.

    Any word of the query may be a name, also in strings and comments. A statement names views, as `stored.a`
    or `b`, and calls macros, as `c(`; its strings and comments name nothing.

    >>> needed(["CREATE VIEW a AS SELECT 1;", "CREATE VIEW b AS FROM a;", "CREATE VIEW c AS FROM b;"], "FROM b")
    ['CREATE VIEW a AS SELECT 1;', 'CREATE VIEW b AS FROM a;']
    """
    singly = [one for statement in statements for one in _NEXT.split(statement) if one]
    if shows_catalog(query):
        return singly
    made = [_name(one) for one in singly]
    wanted = _names(query, made, singly)
    return [one for one, name in zip(singly, made, strict=True) if not name or name in wanted]


def _name(statement: str) -> str:
    """What a statement creates, as other statements name it."""
    found = _MADE.search(statement)
    return "" if not found else f"{found[2]}(" if found[1] == "MACRO" else found[2]


def _names(query: str, made: Sequence[str], singly: Sequence[str]) -> set[str]:
    """The names that are created and needed."""
    uses = {
        name: set(_NAME.findall(_STRING_OR_COMMENT.sub("", one).lower()))
        for name, one in zip(made, singly, strict=True)
    }
    found: set[str] = set()
    waiting = {name for word in _WORD.findall(query.lower()) for name in (word, f"stored.{word}", f"{word}(")}
    while waiting := (waiting & uses.keys()) - found:
        found |= waiting
        waiting = set().union(*(uses[name] for name in waiting))
    return found
