"""A warehouse worked on by real `copydesk` processes, for proofs: start, wait with a bound, kill by pid, count."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse import Warehouse
from warehouse.lookup import current_files

ROOT = Path(__file__).parent.parent.parent
MOST_SECONDS = 240
COMPLAINT = re.compile("error|traceback|exception|warning|failed|crash|leaked", re.IGNORECASE)
STORY = (
    "The council of Northvale voted on Monday to widen the old harbour , after years of delay.\n\n"
    "“ We have waited long ,” the mayor said . Work number {number} begins in the spring.\n\n"
) + "The ferry will stop at both piers until the work is done. Shops stay open .\n\n" * 8


@dataclass(frozen=True)
class Newsdesk:
    """A folder with an inbox `wire` and a warehouse; `network` are the words that start a process in a network."""

    folder: Path
    network: tuple[str, ...] = ()

    @property
    def warehouse(self) -> Warehouse:
        return Warehouse(self.folder / "warehouse")

    def drop(self, count: int, start: int = 0) -> None:
        wire = self.folder / "wire"
        wire.mkdir(parents=True, exist_ok=True)
        for number in range(start, start + count):
            beside = wire / f".{number}"
            beside.write_text(STORY.format(number=number))
            beside.rename(wire / f"story{number:05d}.txt")

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start a copydesk command, its output in one stream."""
        roots = ("--seeds", "wire", "--warehouse", "warehouse")
        return self.start_program(sys.executable, "-m", "flows.cli", *words, *roots, **environment)

    def start_program(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start any program in the folder, without settings of Prefect but those given."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        return subprocess.Popen(
            [*self.network, *words],
            cwd=self.folder,
            env={**plain, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str, **environment: str) -> str:
        """Run a command to its end, which must be a good one; what it said."""
        return ended_well(self.start(*words, **environment))

    @contextmanager
    def serving(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Serve for as long as the block lasts; it must end well on SIGTERM."""
        process = self.start("serve", *words)
        try:
            wait_until((self.folder / "warehouse" / "_state" / "server_url").exists, 120)
            yield process
            process.send_signal(signal.SIGTERM)
            ended_well(process, 60)
        finally:
            process.kill()
            process.communicate()

    def uris(self) -> set[str]:
        return set(current_files(self.warehouse.stored("arrivals"), "wire")["uri"].to_pylist())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.warehouse.connect() as database:
            found: list[tuple[Any, ...]] = database.execute(query).fetchall()
            return found

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """What must not depend on how often a run was cut short."""
        queries = {
            "articles": "FROM articles ORDER BY doc_id",
            "edits": "FROM edits ORDER BY doc_id, edit",
            "documents": "FROM documents ORDER BY doc_id",
            "arrivals": "SELECT collection, uri, doc_id, status FROM arrivals ORDER BY ALL",
        }
        return {name: self.rows(query) for name, query in queries.items()}


def ended_well(process: subprocess.Popen[str], seconds: float = MOST_SECONDS) -> str:
    """Wait for a process; it must give 0 and complain of nothing. What it said."""
    said, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, said
    assert not COMPLAINT.search(said), said
    return said


def wait_until(holds: Callable[[], Any], seconds: float) -> float:
    """Wait until something holds; the seconds it took."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < seconds, "not within the time"
        time.sleep(0.05)
    return time.monotonic() - start


def children(pid: int) -> list[int]:
    """All processes below one."""
    try:
        own = [
            int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()
        ]
    except OSError:
        return []
    return own + [below for child in own for below in children(child)]


def command_of(pid: int) -> str:
    """The command line of a process; empty where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@contextmanager
def measured(title: str) -> Iterator[None]:
    """Print the seconds of a block and the CPU seconds of the processes that ended in it."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{title}: {time.monotonic() - start:.1f} s, {cpu:.1f} CPU s")
