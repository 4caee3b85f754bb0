"""What a command says to a person: lines, tables, and bars while it works."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

MANY = 2_000
QUIET_SECONDS = 5


def seldom(say: Callable[[str], object]) -> Callable[[str], object]:
    """Say what work has come to, but nothing in its first seconds: most of it is done by then."""
    begun = monotonic()
    return lambda text: say(f"Looking at {text} …") if monotonic() - begun > QUIET_SECONDS else None


class Console:
    """Speaks to a person: results on standard output, progress and warnings on standard error."""

    def __init__(self, out: Terminal | None = None, err: Terminal | None = None) -> None:
        self.out = out or Terminal(highlight=False, soft_wrap=True)
        self.err = err or Terminal(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        """Say one line; names in it are not read as markup."""
        self.out.print(text, markup=False)

    def warn(self, text: str) -> None:
        """Say one line on standard error."""
        self.err.print(text, markup=False, style="yellow")

    def hint(self, text: str) -> None:
        """Say what a person may do next."""
        self.say(text)

    def counts(self, counts: list[tuple[str, str]]) -> None:
        """Print names and values as a table."""
        table = Table(show_header=False)
        for name, value in counts:
            table.add_row(name, value)
        self.out.print(table)

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], object]]:
        """Show a bar while files are hashed, where there are many; see `scan` for the calls."""
        with self._bar() as bar:
            task = bar.add_task("Reading", total=None, visible=False)

            def tick(files: int) -> None:
                if files >= 0:
                    bar.update(task, total=files, visible=files >= MANY)
                else:
                    bar.advance(task)

            yield tick

    @contextmanager
    def working(self, run_id: str, total: int) -> Iterator[Callable[[int], object]]:
        """Show a bar of documents while a run works on many; call what it gives with the number done since."""
        with self._bar() as bar:
            task = bar.add_task("Cleaning", total=total, visible=total >= MANY)
            yield lambda done: bar.advance(task, done)

    def _bar(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=self.err, transient=True, disable=not self.err.is_terminal)
