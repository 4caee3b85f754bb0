"""Work in a limited process: its time, its memory and its files have an end, and its parent knows how it went."""

import gc
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.cli.landlock import version
from flows.cli.limited_process import Limits, make_limited, run_limited
from flows.errors import UsageError

SHORT = Limits(0.5, 1 << 30)
LONG = Limits(60, 1 << 30)


def run_away() -> int:
    while True:
        pass


def take_memory() -> int:
    held = []
    while True:
        held.append(bytearray(1 << 26))


def join_all() -> int:
    import duckdb

    with duckdb.connect(config={"memory_limit": "50MB", "temp_directory": ""}) as database:
        database.execute("SELECT list(range) FROM range(1000000000)").fetchall()
    return 0


def fail() -> int:
    raise UsageError("wrong")


def die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_the_exit_code_and_the_output_are_those_of_the_work(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        print("seen")
        return 3

    assert run_limited(work, LONG) == 3
    assert capfd.readouterr().out == "seen\n"


@pytest.mark.parametrize(
    ("work", "limits", "code", "said"),
    [
        (run_away, SHORT, 1, "stopped after 0.5 seconds"),
        (lambda: time.sleep(3600) or 0, SHORT, 1, "query_seconds"),
        (take_memory, LONG, 1, "query_bytes"),
        (join_all, LONG, 1, "query_bytes"),
        (fail, LONG, 2, "copydesk: wrong"),
        (die, LONG, 1, "SIGKILL"),
    ],
)
def test_what_ends_badly_is_one_line(
    work: Callable[[], int], limits: Limits, code: int, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_limited(work, limits) == code
    heard = capfd.readouterr()
    assert heard.out == ""
    assert said in heard.err
    assert heard.err.count("\n") == 1


def test_a_database_that_is_left_to_collect_does_not_stop_the_work() -> None:
    gc.disable()
    database = duckdb.connect()
    database.execute("SELECT sum(i) FROM range(10_000_000) AS t(i)").fetchall()  # it starts threads
    left: list[object] = [database]
    left.append(left)
    del database, left
    code = run_limited(lambda: min(gc.collect(), 0), Limits(20, 1 << 30))
    gc.enable()
    assert code == 0


def test_a_text_comes_back_whole() -> None:
    text = "a\r\nb\udcff" * 100_000
    assert make_limited(lambda: text, LONG) == (0, text)
    assert make_limited(lambda: str(fail()), LONG) == (2, "")


@pytest.mark.skipif(not version(), reason="this kernel has no Landlock")
def test_only_named_files_are_in_reach(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "file").write_text("kept")
    forbidden: tuple[Callable[[], object], ...] = (
        (outside / "file").read_text,
        lambda: list(outside.iterdir()),
        lambda: (inside / "file").write_text("changed"),
        lambda: (inside / "new").write_text("new"),
        (inside / "file").unlink,
        lambda: (inside / "file").rename(inside / "moved"),
        lambda: os.truncate(inside / "file", 0),
        (inside / "folder").mkdir,
        lambda: (inside / "link").symlink_to(outside),
    )

    def work() -> str:
        found = [(inside / "file").read_text()]
        for attempt in forbidden:
            try:
                attempt()
            except PermissionError:
                found.append("refused")
        return " ".join(found)

    limits = LONG._replace(readable=(inside,))
    assert make_limited(work, limits) == (0, " ".join(["kept", *["refused"] * len(forbidden)]))
    assert (inside / "file").read_text() == "kept"


def test_the_null_device_is_open() -> None:
    """A closed output is replaced by it."""

    def work() -> int:
        with open(os.devnull, "w", encoding="utf-8") as null:
            return null.write("xy") + 1

    assert run_limited(work, LONG) == 3


@pytest.mark.skipif(version() < 4, reason="this kernel cannot refuse connections")
@pytest.mark.parametrize(("has_network", "heard"), [(False, "refused"), (True, "connected")])
def test_there_is_no_network_unless_it_is_asked_for(has_network: bool, heard: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def work() -> str:
            try:
                socket.create_connection(server.getsockname(), timeout=5).close()
            except PermissionError:
                return "refused"
            return "connected"

        assert make_limited(work, LONG._replace(has_network=has_network)) == (0, heard)
