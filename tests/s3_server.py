"""Moto's S3 server, made to survive its own death: `python -m tests.s3_server PORT JOURNAL`.

Moto keeps its state in memory. Here what changes it is written to a journal before it is done, one request at a time,
and a server that finds a journal does it again first. So a request during which the server is killed was done or was
not, and its client does not know: as with a real store.
"""

import io
import pickle
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
from werkzeug.test import Client
from werkzeug.wrappers import Request

CHANGING = ("PUT", "POST", "DELETE")
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Journaled:
    """An application whose changing requests are in a journal."""

    def __init__(self, application: Application, journal: Path) -> None:
        self._application = application
        self._lock = threading.Lock()
        self._again(journal)
        self._journal = journal.open("ab", buffering=0)

    def __call__(self, environ: dict[str, Any], respond: Any) -> Iterable[bytes]:
        """Answer a request."""
        with self._lock:
            if environ["REQUEST_METHOD"] in CHANGING:
                asked = Request(environ)
                data = asked.get_data()
                environ["wsgi.input"] = io.BytesIO(data)
                self._journal.write(pickle.dumps((asked.method, asked.url, list(asked.headers), data)))
            return list(self._application(environ, respond))

    def _again(self, journal: Path) -> None:
        client, whole = Client(self._application), 0
        with journal.open("a+b") as entries:
            entries.seek(0)
            with suppress(EOFError, pickle.UnpicklingError):  # of the last one, the server may have died
                while True:
                    method, url, headers, data = pickle.load(entries)
                    client.open(url, method=method, headers=headers, data=data).close()
                    whole = entries.tell()
            entries.truncate(whole)


if __name__ == "__main__":
    application = Journaled(DomainDispatcherApplication(create_backend_app), Path(sys.argv[2]))
    run_simple("127.0.0.1", int(sys.argv[1]), application, threaded=True)
