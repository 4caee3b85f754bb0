"""What is special to a bucket."""

import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import obstore
import pytest

from warehouse.bucket import BucketStore, SharedWriteError, open_bucket
from warehouse.catalog import open_memory

put = obstore.put


@pytest.fixture
def store() -> BucketStore:
    return BucketStore("memory:///")


def test_a_repeated_request_meets_its_own_object(store: BucketStore) -> None:
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert store.put_if_absent("_snapshots/1.json", b'{"commit_id":7}')
    assert not store.put_if_absent("_snapshots/1.json", b'{"commit_id":8}')


class Forgetful(BaseHTTPRequestHandler):
    """A store of one object that does what it is asked, and breaks the line before its first answer of each kind."""

    held: bytes | None
    seen: list[str]
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        """Keep the first object."""
        data, taken = self._asked(), type(self).held is not None
        type(self).held = type(self).held or data
        self._answer(412 if taken else 200)

    def do_POST(self) -> None:
        """Remove it."""
        self._asked()
        type(self).held = None
        self._answer(200, b"<DeleteResult><Deleted><Key>w/1.json</Key></Deleted></DeleteResult>")

    def do_GET(self) -> None:
        """Give it."""
        self._answer(200, type(self).held or b"")

    def _asked(self) -> bytes:
        self.seen.append(self.command)
        return self.rfile.read(int(self.headers["Content-Length"]))

    def _answer(self, status: int, data: bytes = b"") -> None:
        if self.seen.count(self.command) == 1:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in (("Content-Length", len(data)), ("ETag", '"1"'), ("Last-Modified", self.date_time_string())):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Forgetful]]:
    class Mine(Forgetful):
        held = None
        seen: list[str] = []  # noqa: RUF012

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Mine
    server.shutdown()
    server.server_close()


def test_a_change_whose_answer_got_lost_is_sent_again(forgetful: type[Forgetful]) -> None:
    store = BucketStore("s3://desk/w")
    assert store.put_if_absent("1.json", b"ours")
    assert not store.put_if_absent("1.json", b"theirs")
    assert forgetful.held == b"ours"
    store.delete(["1.json"])
    assert forgetful.held is None
    assert forgetful.seen == ["PUT", "PUT", "PUT", "POST", "POST"]


def test_root_has_no_trailing_slash() -> None:
    assert BucketStore("memory:///desk/").root == "memory://desk"


def test_a_store_that_keeps_the_first_is_trusted(store: BucketStore) -> None:
    store.refuse_unless_conditional()
    assert store.list("_state/") == []


def test_a_store_that_writes_over_is_refused(store: BucketStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obstore, "put", lambda into, key, data, **_: put(into, key, data))
    with pytest.raises(SharedWriteError):
        store.refuse_unless_conditional()


def test_an_object_is_read_from_any_place(store: BucketStore) -> None:
    store.put("a.bin", bytes(range(200)))
    with store.open("a.bin") as file:
        file.seek(150)
        assert (file.read(3), file.tell()) == (bytes((150, 151, 152)), 153)
        file.seek(-1, 2)
        assert file.read(9) == b"\xc7"
    with pytest.raises(FileNotFoundError):
        store.open("none")


def test_duckdb_reads_objects() -> None:
    bucket = open_bucket("memory:///read/by/duckdb")
    bucket.put("deep/a.csv", b"n\n1\n2\n")
    with open_memory(bucket.root) as database:
        assert database.execute(f"SELECT sum(n) FROM read_csv('{bucket.root}/deep/a.csv')").fetchall() == [(3,)]
