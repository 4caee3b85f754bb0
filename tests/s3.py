"""A real S3 server process on the loopback, for the tests of buckets; it can be killed and comes back as it was."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

TRIES = 300


def free_port() -> int:
    """A port that nobody listens on, and that the system gives to no connection or server that asks for any."""
    given_from = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for port in random.sample(range(10_000, given_from), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


class S3Server:
    """A server with a bucket named `desk`, at `url`; its journal outlives its process."""

    def __init__(self, folder: Path) -> None:
        self._port, self._journal = free_port(), folder / "s3.journal"
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/desk", method="PUT")).close()

    def start(self) -> None:
        """Start, with all that an earlier process held."""
        command = [sys.executable, "-m", "tests.s3_server", str(self._port), os.fspath(self._journal)]
        quiet = subprocess.DEVNULL
        root = Path(__file__).parent.parent
        self._process = subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet)
        for _ in range(TRIES):
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("the S3 server did not start")

    @property
    def written(self) -> int:
        """Bytes of all requests that changed something."""
        return self._journal.stat().st_size

    def kill(self) -> None:
        """End it as a loss of power would."""
        self._process.kill()
        self._process.wait()

    def fall_silent(self) -> None:
        """Stop it, so that it takes requests and answers none."""
        self._process.send_signal(signal.SIGSTOP)

    def speak_again(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def s3_server(folder: Path, environment: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """Start a server that keeps its journal in the folder, and point the environment to it."""
    server = S3Server(folder)
    try:
        for name, value in (("ENDPOINT_URL", server.url), ("ALLOW_HTTP", "true"), ("REGION", "us-east-1")):
            environment.setenv(f"AWS_{name}", value)
        environment.setenv("AWS_ACCESS_KEY_ID", "desk")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "desk")
        yield server
    finally:
        server.kill()
