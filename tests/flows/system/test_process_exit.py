"""The exit code survives the quick end, and so does what was printed."""

import subprocess
import sys

import pytest

SCRIPT = """
import atexit, sys
from flows.system.process_exit import preserving_exit_code
with preserving_exit_code():
    atexit.register(print, "stopped the server")
    print("done")
    {end}
"""


@pytest.mark.parametrize(
    ("end", "code"),
    [("pass", 0), ("sys.exit()", 0), ("sys.exit(3)", 3), ("sys.exit('so')", 1), ("raise KeyError", 1)],
)
def test_handlers_run_and_the_code_is_kept(end: str, code: int) -> None:
    command = [sys.executable, "-c", SCRIPT.format(end=end)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout) == (code, "done\nstopped the server\n")


def test_a_hurried_end_waits_for_no_thread() -> None:
    end = "threading._register_atexit(time.sleep, 60); skip_shutdown(); sys.exit(1)"
    script = "import threading, time\nfrom flows.system.process_exit import skip_shutdown\n" + SCRIPT.format(end=end)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout) == (1, "done\n")
