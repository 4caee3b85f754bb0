"""A notice is one line of JSON; a command or a webhook that does not take it harms nothing."""

import json
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows.runs import notify as module
from flows.runs.notify import notify
from flows.settings import Settings, settings_of


def chosen(**flags: str) -> Settings:
    """Settings whose values nothing checked: what is sent is safe by itself."""
    return settings_of(collection="wire", warehouse="desk").model_copy(update=flags)


def command(folder: Path, code: str) -> str:
    script = folder / "take.py"
    script.write_text(code)
    return f"{sys.executable} {script}"


def test_a_notice_is_a_line_with_time_host_run_and_severity(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    call = command(tmp_path, f"import sys\nopen({str(taken)!r}, 'ab').write(sys.stdin.buffer.read())")
    for run_id in ("0199", None):
        assert notify(chosen(notify_command=call), "failed", "OSError:\nno space", pytest.fail, run_id)
    lines = taken.read_bytes().split(b"\n")
    assert (len(lines), lines[-1]) == (3, b"")
    notices = [json.loads(line) for line in lines[:-1]]
    assert set(notices[0]) == {
        *("time", "host", "run_id", "severity", "event"),
        *("collection", "warehouse", "text", "software_version"),
    }
    assert [notice["run_id"] for notice in notices] == ["0199", None]
    assert (notices[0]["severity"], notices[0]["text"]) == ("error", "OSError:\nno space")
    assert datetime.fromisoformat(notices[0]["time"]).utcoffset() == datetime.now(UTC).utcoffset()


@pytest.mark.parametrize("call", ["/bin/false", "/bin/no-such-command", "'", "/bin/true; /bin/echo"])
def test_a_command_that_fails_is_said_and_there_is_no_shell(call: str) -> None:
    said: list[str] = []
    assert not notify(chosen(notify_command=call), "withheld", "2 removals blocked", said.append)
    assert said[0].startswith("A notification could not be sent (withheld): ")


def test_a_grandchild_that_lives_on_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 5)
    call = command(tmp_path, "import subprocess\nsubprocess.Popen(['/bin/sleep', '60'])")
    thread = threading.Thread(target=notify, args=(chosen(notify_command=call), "failed", "", print), daemon=True)
    thread.start()
    thread.join(40)
    assert not thread.is_alive()


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted; /moved leads elsewhere, /slow has no end."""

    heard: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        self.heard.append((self.path, self.rfile.read(int(self.headers["Content-Length"] or 0))))
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            while not self.server.stopped.wait(0.1):  # type: ignore[attr-defined]
                self.wfile.write(b"X")
            return
        self.send_response(307 if self.path == "/moved" else 303 if self.path == "/see" else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    Hook.heard = []
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        server.stopped = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", Hook.heard
        server.stopped.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


def test_a_webhook_gets_the_same_line(webhook: tuple[str, list[tuple[str, bytes]]]) -> None:
    url, heard = webhook
    assert notify(chosen(notify_webhook=url), "drift", "9.0 edits a document", pytest.fail)
    ((_, line),) = heard
    notice = json.loads(line)
    assert line.endswith(b"}\n")
    assert (notice["event"], notice["collection"], notice["text"]) == ("drift", "wire", "9.0 edits a document")


@pytest.mark.parametrize("path", ["/moved", "/see"])
def test_a_webhook_is_followed_nowhere(path: str, webhook: tuple[str, list[tuple[str, bytes]]]) -> None:
    url, heard = webhook
    said: list[str] = []
    assert not notify(chosen(notify_webhook=url + path), "failed", "", said.append)
    assert [path for path, _ in heard] == [path]
    assert "HTTP Error 30" in said[0]


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1:1/x", "data:,x", "http://127.0.0.1:1", "x"])
def test_a_webhook_is_http_and_what_does_not_answer_is_said(url: str) -> None:
    said: list[str] = []
    assert not notify(chosen(notify_webhook=url), "failed", "", said.append)
    assert len(said) == 1


def test_an_answer_without_end_is_left(
    webhook: tuple[str, list[tuple[str, bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, heard = webhook
    said: list[str] = []
    monkeypatch.setattr(module, "SECONDS", 1)
    assert not notify(chosen(notify_webhook=f"{url}/slow"), "failed", "", said.append)
    assert said == ["A notification could not be sent (failed): the webhook did not answer within 1 seconds"]
    assert len(heard) == 1


def test_the_proxy_of_the_environment_is_used(
    webhook: tuple[str, list[tuple[str, bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, heard = webhook
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert notify(chosen(notify_webhook="http://hooks.invalid/desk"), "failed", "", pytest.fail)
    assert [path for path, _ in heard] == ["http://hooks.invalid/desk"]
