"""Standard output that is closed, full, cut or of few characters: one exit code, one line, no traceback."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import Newsroom

MANY = "sql 'FROM range(100000)' --format"
NO_SPACE = "copydesk: standard output cannot be written: No space left on device\n"
CLOSED = "copydesk: standard output is closed\n"
WAYS = [
    (f"{MANY} csv | head -1", 141, ""),
    (f"{MANY} json | head -1", 141, ""),
    (f"{MANY} parquet | head -c 1", 141, ""),
    ("--help | true", 141, ""),
    (f"{MANY} csv > /dev/full", 1, NO_SPACE),
    ("sql 'SELECT 1' > /dev/full", 1, NO_SPACE),
    ("--version > /dev/full", 1, NO_SPACE),
    ("--version > /dev/full 2>&1", 1, ""),
    ("--version >&-", 1, CLOSED),
    ("sql 'SELECT 1' >&-", 1, CLOSED),
    ("nope 2>&-", 2, ""),
    ("--version <&-", 0, ""),
]


def shell(room: Newsroom, line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of a shell that begins with the arguments of copydesk."""
    variables = {"COPYDESK_WAREHOUSE": str(room.root), "PATH": "/usr/bin:/bin", **environment}
    words = ["bash", "-o", "pipefail", "-c", f"{sys.executable} -P -m flows.cli {line}"]
    return subprocess.run(
        words, env=variables, cwd=room.folder, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.slow
@pytest.mark.parametrize(("line", "code", "heard"), WAYS)
def test_an_output_that_fails_is_one_line_at_most(line: str, code: int, heard: str, filled: Newsroom) -> None:
    done = shell(filled, line)
    assert (done.returncode, done.stderr) == (code, heard)


@pytest.mark.slow
def test_an_ascii_output_gets_escapes_in_tables_and_an_error_in_csv(filled: Newsroom) -> None:
    query = "sql \"SELECT 'é' AS a\""
    done = shell(filled, query, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\xe9" in done.stdout
    done = shell(filled, f"{query} --format csv", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("copydesk: standard output is ascii, which lacks '\\xe9'")


@pytest.mark.slow
def test_ctrl_c_in_a_query_is_exit_130_in_one_line(filled: Newsroom, tmp_path: Path) -> None:
    query = "SELECT count(*) FROM range(1000000) a, range(1000000) b"
    words = [sys.executable, "-P", "-m", "flows.cli", "sql", query, "--warehouse", str(filled.root)]
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as asking:
        with pytest.raises(subprocess.TimeoutExpired):
            asking.wait(4)
        asking.send_signal(signal.SIGINT)
        _, heard = asking.communicate(timeout=300)
    assert (asking.returncode, heard) == (130, "copydesk: interrupted\n")
