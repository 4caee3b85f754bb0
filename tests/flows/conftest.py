"""A newsroom in a folder: an inbox to drop files in, a warehouse, and runs between them."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import duckdb
import pytest
from rich.console import Console as Terminal

from flows.cli.app import main
from flows.console import Console
from flows.engines.prefect_server import EmbeddedServer, find_server
from flows.engines.worker_pool import STORY as WARM_UP
from flows.runs.run import Request, run
from flows.settings import settings_of
from transforms.refine import Pipeline, refine
from warehouse import Warehouse

STORY = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"


@pytest.fixture(autouse=True)
def _unpublished(unpublished: None) -> None:
    """See there."""


@pytest.fixture(autouse=True)
def _no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command says only on a slow machine is never said."""
    monkeypatch.setattr("flows.console.QUIET_SECONDS", float("inf"))


@dataclass
class Newsroom:
    """What a test does by hand: `drop` files, `run`, and ask the warehouse."""

    folder: Path
    said: str = ""
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def seeds(self) -> Path:
        return self.folder / "wire"

    @property
    def root(self) -> Path:
        return self.folder / "warehouse"

    @property
    def warehouse(self) -> Warehouse:
        return Warehouse(self.root)

    def drop(self, **texts: str | bytes) -> None:
        for name, text in texts.items():
            raw = text if isinstance(text, bytes) else text.encode()
            (self.seeds / f"{name}.txt").write_bytes(raw)

    def run(
        self, *, seeds: Path | None = None, rehash: bool = False, allow_removals: bool = False, **flags: Any
    ) -> int:
        """Run without Prefect; the exit code. What was said is in `said`."""
        chosen = {"seeds": str(seeds or self.seeds), "warehouse": str(self.root), **self.settings, **flags}
        heard = io.StringIO()
        console = Terminal(file=heard, width=200)
        request = Request(direct=True, rehash=rehash, allow_removals=allow_removals)
        try:
            return run(settings_of(**chosen), request, Console(console, console))
        finally:
            self.said = heard.getvalue()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = _opened(str(self.root), str(self.warehouse.head())).execute(query).fetchall()
        return found

    def values(self, query: str) -> list[Any]:
        return [row[0] for row in self.rows(query)]

    @property
    def number(self) -> int:
        head = self.warehouse.head()
        return head.number if head else 0

    def files(self) -> dict[str, tuple[int, int]]:
        """All files of the warehouse but its local state, with size and time."""
        return {
            str(path.relative_to(self.root)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in self.root.rglob("*")
            if path.is_file() and "_state" not in path.relative_to(self.root).parts
        }


@lru_cache(1)
def _opened(root: str, head: str) -> duckdb.DuckDBPyConnection:
    """A database that shows the newest snapshot, which is `head`; it stays open for the next question."""
    return Warehouse(root).connect()


def pytest_sessionfinish() -> None:
    _opened.cache_clear()


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that nobody has waited for yet does not."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


@cache
def warm_up() -> None:
    """Do once what each worker would do first: workers are forked from the test's process."""
    refine([""], [WARM_UP], 0, Pipeline.of())


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    warm_up()
    # Idle threads of the test runner, and libraries that other tests loaded, do no harm to a fork.
    monkeypatch.setattr("flows.engines.fork_server.may_fork", lambda: True)
    room = Newsroom(tmp_path)
    room.seeds.mkdir()
    return room


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Prefect server for the whole session; the tests' own process never imports Prefect."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("PREFECT_API_URL", raising=False)
        for name in ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_API_AUTH_STRING"):
            environment.setenv(name, "")  # so that all are put back
        environment.delenv("PREFECT_API_URL")
        server = find_server(tmp_path_factory.mktemp("state"), lambda _: None)
        assert isinstance(server, EmbeddedServer)
        server.wait()
        yield server.url
        server.stop()


@pytest.fixture
def heard() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def show(heard: io.StringIO) -> Console:
    console = Terminal(file=heard, width=200)
    return Console(console, console)


class Answer(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Copydesk = Callable[..., Answer]


@pytest.fixture
def copydesk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Copydesk:
    """Give a command line, as the console script does; what its processes print is heard as well."""

    def answer(*words: str | Path) -> Answer:
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr(sys, "argv", ["copydesk", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Answer(int(ended.value.code or 0), *capfd.readouterr())

    return answer


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("filled"))
    room.seeds.mkdir()
    room.drop(harbour=STORY)
    room.run()
    return room


@pytest.fixture
def filled(filled_once: Newsroom, newsroom: Newsroom) -> Newsroom:
    """A newsroom with one story, which was taken in where it was made."""
    for place in (newsroom.seeds, newsroom.root):
        copytree(filled_once.folder / place.name, place, dirs_exist_ok=True)
    return newsroom
