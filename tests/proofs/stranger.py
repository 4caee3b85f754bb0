"""Another user of the machine, who tries a Prefect server: prints what was let in, one JSON list.

Arguments: the user to become, the server's address, then the files that are not theirs.
"""

import encodings.idna  # noqa: F401 - which is found now, and not any more as another user
import json
import os
import pwd
import sys
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

SOCKETS = ("events/in", "events/out", "logs/out", "task_runs/subscriptions/scheduled", "work_pools/p/workers/connect")
OPEN = {"GET /health", "GET /ready"}
SOME_ID = "00000000-0000-4000-8000-000000000000"


def main() -> None:
    """Become the other user, and try everything."""
    user, url, *paths = sys.argv[1:]
    account = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    print(json.dumps([*routes(url), *sockets(url), *hosts(url), *files(paths)]))


def routes(url: str) -> Iterator[str]:
    """Yield the routes that answer anything but 401 without and with wrong credentials."""
    schema = json.loads(ask("GET", url.removesuffix("/api") + "/openapi.json")[1])
    assert len(schema["paths"]) > 100
    for path, methods in schema["paths"].items():
        for method in methods:
            name = f"{method.upper()} {path}"
            parts = [SOME_ID if part.startswith("{") else part for part in path.split("/")]
            for headers in ({}, {"Authorization": "Basic Y29weWRlc2s6Y29weWRlc2s="}, {"Authorization": "Bearer x"}):
                status = ask(method.upper(), url + "/".join(parts), **headers)[0]
                if status != 401 and name not in OPEN:
                    yield f"{name}: {status}"


def hosts(url: str) -> Iterator[str]:
    """Yield what a page gets whose own name has come to mean this machine."""
    for path in ("/health", "/admin/settings"):
        status, _ = ask("GET", url + path, Host="news.example:80")
        if status != 400:
            yield f"{path} by another name: {status}"


def sockets(url: str) -> Iterator[str]:
    """Yield the websockets that say anything but no."""
    for path in SOCKETS:
        for protocols, token in ((None, None), ([Subprotocol("prefect")], None), ([Subprotocol("prefect")], "wrong")):
            try:
                with connect(f"ws{url.removeprefix('http')}/{path}", subprotocols=protocols, proxy=None) as socket:
                    socket.send(json.dumps({"type": "auth", "token": token}))
                    yield f"{path}: {socket.recv(timeout=10)!r}"
            except (ConnectionClosed, InvalidStatus):
                pass


def files(paths: list[str]) -> Iterator[str]:
    """Yield the files that can be read."""
    for path in paths:
        try:
            with open(path, "rb"):
                yield path
        except OSError:
            pass


def ask(method: str, url: str, **headers: str) -> tuple[int, bytes]:
    """Give the status and the body."""
    body = b"{}" if method in ("POST", "PUT", "PATCH") else None
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", **headers}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as refusal:
        return refusal.code, refusal.read()


if __name__ == "__main__":
    main()
