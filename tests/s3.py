"""A real S3 server process on the loopback, for the tests of buckets."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

TRIES = 150


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def s3_server(environment: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server with a bucket named `desk`, and point the environment to it."""
    port = free_port()
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(port)
        for name, value in (("ENDPOINT_URL", url), ("ALLOW_HTTP", "true"), ("REGION", "us-east-1")):
            environment.setenv(f"AWS_{name}", value)
        environment.setenv("AWS_ACCESS_KEY_ID", "desk")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "desk")
        urllib.request.urlopen(urllib.request.Request(f"{url}/desk", method="PUT")).close()
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(TRIES):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the S3 server did not start")
