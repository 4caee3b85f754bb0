"""A prompt for SQL with history and completion: a statement ends with a semicolon; an empty line or ^D exits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import DONE
from flows.system.state_files import StateStore
from warehouse.catalog import queryable_names

HISTORY = "sql_history"
MOST_REMEMBERED = 2_000
WORDS = "SELECT FROM WHERE GROUP BY ORDER LIMIT JOIN USING DESCRIBE SUMMARIZE SHOW EXPLAIN count( DISTINCT".split()


def prompt(ask: Callable[[str], int], state_dir: Path) -> int:
    """Read statements from the terminal, or from a pipe; `ask` runs each one and returns its exit code.

    At the terminal, a wrong or slow statement does not end the session.
    """
    if not sys.stdin.isatty():
        return ask(sys.stdin.read())
    with _line_editing(state_dir / HISTORY, [*WORDS, *queryable_names()]):
        while query := _statement():
            with suppress(KeyboardInterrupt):
                ask(query)
    return DONE


def completions(words: list[str], begun: str) -> list[str]:
    """Words that begin with `begun`, in any case."""
    return [word for word in words if word.lower().startswith(begun.lower())]


@contextmanager
def _line_editing(path: Path, words: list[str]) -> Iterator[None]:
    """Let the tab key complete words, and the arrow keys recall statements, also of earlier sessions."""
    try:
        import readline  # noqa: PLC0415 - some builds of Python lack it
    except ImportError:
        yield
        return
    readline.parse_and_bind("tab: complete")
    readline.set_completer_delims(" \t\n,;()'\"=<>.")
    readline.set_completer(lambda begun, number: [*completions(words, begun), None][number])
    readline.set_history_length(MOST_REMEMBERED)
    with suppress(OSError, UnicodeError):  # a missing or damaged file only loses the history
        if path.is_file():
            readline.read_history_file(path)
    try:
        yield
    finally:
        with suppress(OSError):
            StateStore(path.parent).folder("")
            if not path.is_file():
                StateStore(path.parent).put_aside(path.name)
            readline.write_history_file(path)


def _statement() -> str:
    """Read lines up to a semicolon; empty at the end."""
    lines: list[str] = []
    try:
        while not (lines and lines[-1].rstrip().endswith(";")):
            line = input("   ...> " if lines else "copydesk> ")
            if not line and not lines:
                return ""
            lines.append(line)
    except EOFError:
        return ""
    except KeyboardInterrupt:
        print()
        return _statement()
    return "\n".join(lines)
