"""A server of our own is its owner's alone, and no proxy hears of it."""

import os
import selectors
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flows.engines.prefect_access import announced, drop_socks, find_announced, keep_off_proxies, new_auth_string
from tests.flows.conftest import Newsroom

SERVER = {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_API_AUTH_STRING": "copydesk:secret"}


@pytest.fixture
def _server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVER.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_server")
def test_what_is_announced_is_found_by_its_owner_until_the_end(tmp_path: Path) -> None:
    with announced(tmp_path):
        assert find_announced(tmp_path) == SERVER
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert find_announced(tmp_path) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_server")
def test_what_somebody_removes_meanwhile_is_no_error_at_the_end(tmp_path: Path) -> None:
    with announced(tmp_path):
        for path in tmp_path.iterdir():
            path.unlink()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("_server")
def test_what_a_killed_process_announced_is_not_found(tmp_path: Path) -> None:
    with announced(tmp_path):
        left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name, raw in left.items():  # without the lock, which a kill ends
        (tmp_path / name).write_bytes(raw)
    assert find_announced(tmp_path) is None


@pytest.mark.usefixtures("_server")
def test_what_another_user_announced_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with announced(tmp_path):
        monkeypatch.setattr(os, "geteuid", lambda: 12_345)
        assert find_announced(tmp_path) is None


def test_no_two_servers_have_the_same_string() -> None:
    assert len({new_auth_string() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({}, "127.0.0.1,localhost,::1"),
        ({"NO_PROXY": "a.example, b.example"}, "a.example,b.example,127.0.0.1,localhost,::1"),
        ({"no_proxy": "localhost", "NO_PROXY": "lost"}, "localhost,127.0.0.1,::1"),
        ({"no_proxy": "*"}, "*"),
    ],
)
def test_this_machine_is_asked_directly(given: dict[str, str], made: str) -> None:
    keep_off_proxies(given)
    assert given == {"NO_PROXY": made, "no_proxy": made}


def test_a_proxy_that_prefect_refuses_is_forgotten() -> None:
    given = {"ALL_PROXY": "socks5://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1"}
    drop_socks(given)
    assert given == {"https_proxy": "http://127.0.0.1:1"}


@pytest.mark.slow
@pytest.mark.prefect
def test_a_run_asks_no_proxy_for_its_server(newsroom: Newsroom) -> None:
    newsroom.drop(story="The council voted on Monday to widen the old harbour.\n")
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        names = [f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL", "WS", "WSS")]
        proxies = dict.fromkeys([*names, *map(str.lower, names)], address)
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        plain = {name: value for name, value in plain.items() if name.lower() != "no_proxy"}
        command = [sys.executable, "-m", "flows.cli", "run", "--seeds", str(newsroom.seeds), "--warehouse"]
        subprocess.run([*command, str(newsroom.root)], env=plain | proxies, check=True, timeout=300)
        with selectors.DefaultSelector() as selector:
            selector.register(proxy, selectors.EVENT_READ)
            assert not selector.select(0), "somebody asked the proxy"
    assert newsroom.number == 1
