"""Sends one notification, a line of JSON, to a command or a webhook."""

import json
import shlex
import socket
import subprocess
import threading
from collections.abc import Callable

from flows.settings import Settings
from flows.system import clock
from flows.system.version import software_version

SEVERITY = {"failed": "error", "withheld": "warning", "stale": "warning", "drift": "warning", "recovered": "info"}
SECONDS = 30
Say = Callable[[str], object]


class UnsentError(Exception):
    """A webhook did not accept a notification."""


def notify(settings: Settings, event: str, text: str, say: Say, run_id: str | None = None) -> bool:
    """Send a notification to the command's standard input and to the webhook; returns whether all succeeded.

    `event` is a key of SEVERITY. A notification is one line of JSON: time (UTC), host, run_id, severity, event,
    collection, warehouse, text, software_version. If it cannot be sent, `say` gets the reason, and no error is raised.
    """
    message = _line(settings, event, text, run_id)
    failures = []
    for address, send in ((settings.notify_command, _call), (settings.notify_webhook, _post)):
        try:
            if address:
                send(address, message)
        except (OSError, subprocess.SubprocessError, ValueError, UnsentError) as error:
            failures.append(error)
            say(f"A notification could not be sent ({event}): {error}")
    return not failures


def _line(settings: Settings, event: str, text: str, run_id: str | None) -> bytes:
    notice = {
        "time": clock.now().isoformat(),
        "host": socket.gethostname(),
        "run_id": run_id,
        "severity": SEVERITY[event],
        "event": event,
        "collection": settings.collection_name,
        "warehouse": settings.warehouse,
        "text": text,
        "software_version": software_version(),
    }
    return json.dumps(notice).encode() + b"\n"


def _call(command: str, message: bytes) -> None:
    """Run a command without a shell. Its output is discarded: a pipe held by a grandchild would block."""
    quiet = subprocess.DEVNULL
    subprocess.run(shlex.split(command), input=message, check=True, stdout=quiet, stderr=quiet, timeout=SECONDS)


def _post(url: str, message: bytes) -> None:
    """Post to a webhook; the time of the whole exchange is limited, also if the answer comes byte by byte."""
    answers: list[str] = []
    thread = threading.Thread(target=lambda: answers.append(_exchange(url, message)), daemon=True)
    thread.start()
    thread.join(SECONDS)
    if not answers:
        raise UnsentError(f"the webhook did not answer within {SECONDS} seconds")
    if answers[0]:
        raise UnsentError(answers[0])


def _exchange(url: str, message: bytes) -> str:
    """Post through the proxies of the environment; returns the error, or an empty text.

    A redirect is an error: it could lead to another host.
    """
    import http.client  # noqa: PLC0415 - slow, and seldom needed
    import urllib.request as web  # noqa: PLC0415
    from urllib.error import HTTPError  # noqa: PLC0415

    opener = web.OpenerDirector()
    for handler in (web.ProxyHandler, web.UnknownHandler, web.HTTPHandler, web.HTTPSHandler):
        opener.add_handler(handler())
    opener.add_handler(web.HTTPErrorProcessor())
    opener.add_handler(web.HTTPDefaultErrorHandler())
    try:
        request = web.Request(url, message, {"Content-Type": "application/json"})
        opener.open(request, timeout=SECONDS).close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        if isinstance(error, HTTPError):
            error.close()
        return str(error)
    return ""
