"""Output for a person: messages, tables and progress bars."""

# rich takes a twentieth of the time of a run with nothing to do, which prints one or two plain lines.
# ruff: noqa: PLC0415

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any

from flows.system.terminal import visible

if TYPE_CHECKING:
    from rich.console import Console as Terminal

MANY = 2_000
QUIET_SECONDS = 5


def seldom(say: Callable[[str], object]) -> Callable[[str], object]:
    """Print the progress of work, but nothing in its first seconds: most work is done by then."""
    begun = monotonic()
    return lambda text: say(f"Reading {text} …") if monotonic() - begun > QUIET_SECONDS else None


class Console:
    """Prints for a person: results on standard output, progress and warnings on standard error."""

    def __init__(self, out: "Terminal | None" = None, err: "Terminal | None" = None) -> None:
        self._out, self._err = out, err

    @cached_property
    def out(self) -> "Terminal":
        """Standard output, for tables."""
        return self._out or _terminal()

    def say(self, text: str) -> None:
        """Print one line; names in it are not markup."""
        if self._out:
            self._out.print(text, markup=False)
        else:
            print(visible(text, "\n"), flush=True)

    def warn(self, text: str) -> None:
        """Print one line on standard error."""
        if self._err or sys.stderr.isatty():
            (self._err or _terminal(stderr=True)).print(text, markup=False, style="yellow")
        else:
            print(visible(text, "\n"), file=sys.stderr, flush=True)

    def hint(self, text: str) -> None:
        """Print a hint about the next step."""
        self.say(text)

    def counts(self, counts: list[tuple[str, str]]) -> None:
        """Print names and values as a table."""
        from rich.table import Table

        table = Table(show_header=False)
        for name, value in counts:
            table.add_row(name, value)
        self.out.print(table)

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], object]]:
        """Show a bar while many files are hashed; see `scan` for the calls."""
        with self._bar("Reading") as (update, advance):
            yield lambda files: update(files) if files >= 0 else advance(1)

    @contextmanager
    def working(self, run_id: str, total: int) -> Iterator[Callable[[int], object]]:
        """Show a bar while a run works on many documents; call the result with the number done since the last call."""
        with self._bar("Cleaning") as (update, advance):
            update(total)
            yield advance

    @contextmanager
    def _bar(self, what: str) -> Iterator[tuple[Callable[[int], object], Callable[[int], object]]]:
        """Show a bar on a terminal; returns a function that sets its total, and one that advances it."""
        if not (self._err.is_terminal if self._err else sys.stderr.isatty()):
            yield _nothing, _nothing
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._err or _terminal(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None, visible=False)
            yield (
                lambda total: bar.update(task, total=total, visible=total >= MANY),
                lambda done: bar.advance(task, done),
            )


def _nothing(count: int) -> None:
    pass


def _terminal(**how: Any) -> "Terminal":
    from rich.console import Console as Terminal

    return Terminal(highlight=False, soft_wrap=True, **how)
