"""A network of its own for processes: loopback and nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# What holds the network: brings its loopback interface up, says so, and stays until its input ends.
HOLDER = """
import fcntl, socket, struct, sys
request = struct.pack("16sh14x", b"lo", 1)
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, request)
print("up", flush=True)
sys.stdin.read()
"""


@contextmanager
def loopback_only() -> Iterator[tuple[str, ...]]:
    """Give the words before a command that start it where there is only a loopback; none where that cannot be had."""
    if not (shutil.which("unshare") and shutil.which("nsenter")):
        yield ()
        return
    command = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-c", HOLDER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as holder:
        is_up = holder.stdout and holder.stdout.readline()
        words = ("nsenter", "--target", str(holder.pid), "--user", "--net", "--preserve-credentials")
        yield words if is_up else ()
